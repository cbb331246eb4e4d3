"""What encodes cost, and what is done when they would cost more than there is. Pure.

Costs are shares of the machine: 1.0 keeps all its cores busy for as long as somebody watches.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.contract.encoding import VideoForm

FULL = 0.9
"""The rest is for the engine itself and for copying."""
YARDSTICK = (1280, 720)
USUAL_RATE = 25.0
READING = 0.12
"""Decoding and scaling, against encoding as many pixels with the usual preset."""
LEAST_HEIGHT_PX = 240
_HEIGHTS = (1440, 1080, 720, 540, 480, 360, LEAST_HEIGHT_PX)
_PRESETS = {
    # What a preset takes, against the first one of libx264.
    "libx264": {"veryfast": 1.0, "superfast": 0.64, "ultrafast": 0.26},
    "libx265": {"superfast": 3.0, "ultrafast": 2.0},
    "libsvtav1": {"10": 2.0, "12": 1.0},
    "libvpx-vp9": {"": 4.0},
    "libvpx": {"": 2.0},
    "mpeg2video": {"": 0.15},
    "mpeg4": {"": 0.15},
}
_ENCODERS = {
    "h264": "libx264",
    "hevc": "libx265",
    "av1": "libsvtav1",
    "vp9": "libvpx-vp9",
    "vp8": "libvpx",
    "mpeg2video": "mpeg2video",
    "mpeg4": "mpeg4",
}
HARDWARE_COST = 0.2
"""What is left for the processor when hardware encodes, against the usual preset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to make a picture.

    Attributes:
        cost: As share of this machine.
    """

    video: VideoForm
    encoder: str
    preset: str
    cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What this computer can do.

    Attributes:
        frame_rate: Pictures of the yardstick's size that it encodes in a second, with all its cores.
        hardware: Encoders that work, by codec.
    """

    frame_rate: float
    hardware: dict[str, str]


def software_encoder(codec: str) -> str | None:
    """Return the encoder that is always there for a codec."""
    return _ENCODERS.get(codec)


def quickest_preset(encoder: str) -> str:
    """Return what an encoder that is always there takes the least time with."""
    return tuple(_PRESETS[encoder])[-1]


def ways(video: VideoForm, machine: Machine, *, source_px: int, frame_rate: float) -> Iterator[Way]:
    """Yield ways to make a picture, the best first: lower presets, then smaller pictures with the lowest one.

    Args:
        source_px: Pixels of the picture that is read.
        frame_rate: Of the film; 0 when it is not known.
    """
    encoder, presets = _encoder(video.codec, machine)
    for smaller, names in ((video, tuple(presets)), *((one, tuple(presets)[-1:]) for one in smaller_ones(video))):
        for preset in names:
            cost = _cost(smaller, presets[preset], machine, source_px, frame_rate)
            yield Way(video=smaller, encoder=encoder, preset=preset, cost=cost)


def cost_of(video: VideoForm, way: Way, machine: Machine, *, source_px: int, frame_rate: float) -> float:
    """Return what another picture costs that is made in the same way."""
    _encoder_name, presets = _encoder(video.codec, machine)
    return _cost(video, presets[way.preset], machine, source_px, frame_rate)


def smaller_ones(video: VideoForm) -> Iterator[VideoForm]:
    """Yield a picture in the usual smaller heights, with fewer bits."""
    for height in _HEIGHTS:
        if height < video.height_px:
            width = max(round(video.width_px * height / video.height_px / 2) * 2, 2)
            share = height / video.height_px
            bits = None if video.bitrate is None else max(round(video.bitrate * share), 1)
            yield replace(video, width_px=width, height_px=height, bitrate=bits)


def _encoder(codec: str, machine: Machine) -> tuple[str, dict[str, float]]:
    if codec in machine.hardware:
        return machine.hardware[codec], {"": HARDWARE_COST}
    encoder = _ENCODERS[codec]
    return encoder, _PRESETS[encoder]


def _cost(video: VideoForm, factor: float, machine: Machine, source_px: int, frame_rate: float) -> float:
    rate = frame_rate or USUAL_RATE
    made = min(rate, video.frame_rate or rate)
    unit = YARDSTICK[0] * YARDSTICK[1] * machine.frame_rate
    deep = 1.5 if video.bit_depth > 8 else 1.0
    encoding = video.width_px * video.height_px * made * factor * deep
    return (encoding + READING * source_px * rate) / unit
