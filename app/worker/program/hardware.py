"""What the ffmpeg program has to be told to encode with a graphics chip."""

from dataclasses import dataclass

VAAPI_DEVICE = "/dev/dri/renderD128"
"""Nearly every computer has one chip; it is this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """A kind of chip.

    Attributes:
        before: Arguments in front of the input.
        chain: Filters behind all others; "" for encoders that take pictures from memory.
    """

    before: tuple[str, ...] = ()
    chain: str = ""


_VAAPI = Hardware(before=("-vaapi_device", VAAPI_DEVICE), chain="format=nv12,hwupload")
NONE = Hardware()


def hardware_of(encoder: str) -> Hardware:
    """Return the chip that an encoder uses; `NONE` for one that uses the processor alone."""
    return _VAAPI if encoder.endswith("_vaapi") else NONE
