"""What sounds can be made into, and how a path says it: "aac-2-192k" is AAC with two channels and 192 kbit/s."""

import re
from dataclasses import dataclass, replace
from typing import Final

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound, Unsupported
from app.contract.segments import CutStream, Form

_BOTH = frozenset(Form)
_WRITTEN = re.compile(
    r"(?P<codec>[a-z0-9]{3,5})-(?P<channels>[1-8])(?:-(?P<kbps>[1-9][0-9]{1,3})k)?(?:-(?P<rate>[1-9][0-9]{3,5})hz)?"
)
_RATES: Final = (
    8_000,
    11_025,
    12_000,
    16_000,
    22_050,
    24_000,
    32_000,
    44_100,
    48_000,
    88_200,
    96_000,
    176_400,
    192_000,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """A codec that there is an encoder for.

    Attributes:
        text: Its name in playlists (RFC 6381).
        channels: The most that it carries.
        kbps: Least and most; None for what keeps everything.
    """

    text: str
    channels: int
    kbps: tuple[int, int] | None = None
    forms: frozenset[Form] = _BOTH


_MP4_ONLY = frozenset({Form.MP4})
_KINDS = {
    "aac": _Kind(text="mp4a.40.2", channels=8, kbps=(16, 2_304)),
    "ac3": _Kind(text="ac-3", channels=6, kbps=(48, 640)),
    "eac3": _Kind(text="ec-3", channels=6, kbps=(32, 3_072)),
    "mp3": _Kind(text="mp4a.40.34", channels=2, kbps=(32, 320)),
    "opus": _Kind(text="opus", channels=8, kbps=(10, 2_048), forms=_MP4_ONLY),
    "flac": _Kind(text="fLaC", channels=8, forms=_MP4_ONLY),
    "alac": _Kind(text="alac", channels=6, forms=_MP4_ONLY),
}
CODECS: Final = tuple(_KINDS)
"""What sounds can be made into, by FFmpeg's names."""


def settled(wanted: SoundForm, form: Form | None = None) -> SoundForm:
    """Return what is made when something is wanted: within what the codec can do, and as a path can say it.

    Raises:
        Unsupported: there is no encoder for this codec, or pieces of that form do not carry it.
    """
    kind = _KINDS.get(wanted.codec)
    if kind is None or (form is not None and form not in kind.forms):
        raise Unsupported(f"No sound can be made into {wanted.codec}.", code="no_encoder")
    bitrate = None
    if kind.kbps is not None:
        least, most = kind.kbps
        bitrate = min(max((wanted.bitrate or 0) // 1000 or 80 * wanted.channels, least), most) * 1000
    rate = wanted.sample_rate
    return SoundForm(
        codec=wanted.codec,
        channels=min(max(wanted.channels, 1), kind.channels),
        bitrate=bitrate,
        sample_rate=None if rate is None else max((one for one in _RATES if one <= rate), default=_RATES[0]),
    )


def written(sound: SoundForm) -> str:
    """Return a settled form as it stands in a path."""
    bitrate = f"-{sound.bitrate // 1000}k" if sound.bitrate else ""
    rate = f"-{sound.sample_rate}hz" if sound.sample_rate else ""
    return f"{sound.codec}-{sound.channels}{bitrate}{rate}"


def parse(text: str) -> SoundForm:
    """Return the form that stands in a path. Raises NotFound for what the engine would never write there."""
    found = _WRITTEN.fullmatch(text)
    if found is not None and found["codec"] in _KINDS:
        told = SoundForm(
            codec=found["codec"],
            channels=int(found["channels"]),
            bitrate=int(found["kbps"]) * 1000 if found["kbps"] else None,
            sample_rate=int(found["rate"]) if found["rate"] else None,
        )
        if settled(told) == told:
            return told
    raise NotFound("There is no such stream.", code="stream_not_found")


def is_carried(sound: SoundForm, form: Form) -> bool:
    """Tell whether pieces of a form can hold it."""
    return form in _KINDS[sound.codec].forms


def codec_text(sound: SoundForm) -> str:
    """Return its name as playlists tell it."""
    return _KINDS[sound.codec].text


def made_of(stream: CutStream, sound: SoundForm | None, form: Form, *, is_chosen: bool) -> SoundForm | None:
    """Return what is made of a sound of the file; None when it is copied.

    The sound that was chosen is made into what was decided for it; fewer channels get their part of the bits. Another
    one is copied when it is like that anyway: only so much is known of what the player plays.
    """
    if sound is None:
        return None
    is_like_it = stream.codec == sound.codec and 0 < stream.channels <= sound.channels
    if not is_chosen and is_like_it and form in stream.forms:
        return None
    channels = min(sound.channels, stream.channels or sound.channels)
    bitrate = None if sound.bitrate is None else sound.bitrate * channels // sound.channels
    return settled(replace(sound, channels=channels, bitrate=bitrate))
