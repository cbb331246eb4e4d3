"""The encoders of sound: what each can be asked for, and how much later than its input it speaks."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import av

from app.contract.encoding import SoundForm
from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.mixing import SAMPLE_BYTES, channels_of, framed
from app.worker.muxing import Sink

USUAL_RATE = 48_000
"""In hertz; what is not kept whole is not kept at more, since few devices play it."""
USUAL_BITRATE = 80_000
"""Of one channel, in bits a second."""
MOST_PRIMING_FRAMES = 8
_GLOBAL_HEADER = 1 << 22
_PRE_SKIP = slice(10, 12)
"""Where an Opus head tells how much of the beginning is not to be heard (RFC 7845, section 5.1)."""
_LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """What an encoder can do.

    Attributes:
        channels: The counts that it takes, rising.
        bitrates: Least and most in bits a second for one channel; None where it keeps everything.
        most: Bits a second for all channels.
        rates: The only ones that are made, in hertz; () for all that the encoder knows.
    """

    name: str
    format: str
    channels: tuple[int, ...]
    bitrates: tuple[int, int] | None = None
    most: int = 0
    rates: tuple[int, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


_KINDS = {
    "aac": _Kind(name="aac", format="fltp", channels=(1, 2, 3, 4, 5, 6, 8), bitrates=(16_000, 288_000), most=2_304_000),
    "ac3": _Kind(name="ac3", format="fltp", channels=(1, 2, 3, 4, 5, 6), bitrates=(48_000, 640_000), most=640_000),
    "eac3": _Kind(name="eac3", format="fltp", channels=(1, 2, 3, 4, 5, 6), bitrates=(32_000, 768_000), most=3_072_000),
    "opus": _Kind(
        name="libopus",
        format="flt",
        channels=(1, 2, 3, 5, 6, 7, 8),
        bitrates=(8_000, 256_000),
        most=2_048_000,
        rates=(48_000,),
    ),
    # Its frames would lend bits to each other, and those of another piece are not there.
    "mp3": _Kind(
        name="libmp3lame",
        format="fltp",
        channels=(1, 2),
        bitrates=(32_000, 320_000),
        most=320_000,
        options=(("reservoir", "0"),),
    ),
    "flac": _Kind(name="flac", format="s16", channels=(1, 2, 3, 4, 5, 6, 7, 8)),
    "alac": _Kind(name="alac", format="s16p", channels=(1, 2, 3, 4, 5, 6)),
}
_DEEP = {"s16": "s32", "s16p": "s32p"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An encoder with everything settled.

    Attributes:
        format: Of the samples that it takes, FFmpeg's name ("fltp").
        layout: FFmpeg's name of the channels ("5.1").
        rate: In hertz.
    """

    name: str
    format: str
    layout: str
    rate: int
    bitrate: int | None
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Priming:
    """How an encoder begins.

    Attributes:
        frame: Samples in each of its frames.
        samples: By which its first frame begins earlier than what it was given.
    """

    frame: int
    samples: int


def voice(form: SoundForm, rate: int, *, is_deep: bool) -> Voice:
    """Return the encoder for what is wanted.

    Args:
        rate: Of the source, in hertz.
        is_deep: Its samples have more than 16 bits, which what keeps everything keeps.

    Raises:
        Fault: no encoder makes this codec.
    """
    kind = _KINDS.get(form.codec)
    if kind is None:
        raise Fault(MediaFault.UNREADABLE, "There is no encoder for this sound.")
    channels = max((count for count in kind.channels if count <= form.channels), default=kind.channels[0])
    wanted = form.sample_rate or rate or USUAL_RATE
    if kind.bitrates and not form.sample_rate:
        wanted = min(wanted, USUAL_RATE)
    return Voice(
        name=kind.name,
        format=_DEEP.get(kind.format, kind.format) if is_deep else kind.format,
        layout=_LAYOUTS[channels],
        rate=_rate(kind, wanted),
        bitrate=_bitrate(kind, channels, form.bitrate),
        options=kind.options,
    )


def encoder(wanted: Voice) -> Any:
    """Return a new encoder, as a stream that other files can be given, too."""
    container = av.open(Sink(), "w", format="matroska")
    stream: Any = container.add_stream(wanted.name, rate=wanted.rate, options=dict(wanted.options))
    stream.layout = wanted.layout
    context = stream.codec_context
    context.format = wanted.format
    context.time_base = Fraction(1, wanted.rate)
    context.flags |= _GLOBAL_HEADER
    if wanted.bitrate:
        context.bit_rate = wanted.bitrate
    context.open()
    return stream


@lru_cache(maxsize=64)
def priming(wanted: Voice) -> Priming:
    """Return how an encoder begins, by letting it begin."""
    stream = encoder(wanted)
    frame = stream.codec_context.frame_size
    size = channels_of(wanted.layout) * SAMPLE_BYTES
    silence = bytes(MOST_PRIMING_FRAMES * frame * size)
    for samples in framed(silence, wanted.layout, (wanted.rate, wanted.rate), wanted.format, frame, 0):
        if packets := stream.encode(samples):
            return Priming(frame, -packets[0].pts)
    raise Fault(MediaFault.UNREADABLE, "The encoder says nothing.")


def head_of(stream: Any) -> bytes:
    """Return what files keep of an encoder in their head.

    Frames that only prime the decoder are never sent; so Opus must not be told to leave out some more.
    """
    found = bytearray(stream.codec_context.extradata or b"")
    if found.startswith(b"OpusHead"):
        found[_PRE_SKIP] = b"\0\0"
    return bytes(found)


def _rate(kind: _Kind, wanted: int) -> int:
    """Return the rate that keeps most of what is wanted."""
    known: tuple[int, ...] = kind.rates or tuple(av.Codec(kind.name, "w").audio_rates or ())
    if not known or wanted in known:
        return wanted
    return min((rate for rate in known if rate >= wanted), default=max(known))


def _bitrate(kind: _Kind, channels: int, wanted: int | None) -> int | None:
    if kind.bitrates is None:
        return None
    least, most = kind.bitrates
    return min(max(wanted or USUAL_BITRATE * channels, least * channels), most * channels, kind.most)
