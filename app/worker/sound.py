"""Makes a piece of a sound anew, without knowing anything of the pieces before it.

The frames of all pieces lie on one grid, which begins with the film. An encoder is started some frames before its
piece, and what it says before the piece, or to begin with, is dropped: so the frames of two pieces, made by different
workers in any order, follow each other as if one encoder had made them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd
from pathlib import Path
from typing import Any

from av.container import InputContainer

from app.contract.encoding import SoundForm, SoundTask
from app.worker.bare import bare
from app.worker.checks import reading
from app.worker.hearing import Heard, Place, hear, place
from app.worker.kept import KEPT
from app.worker.mixing import framed
from app.worker.muxing import piece_file
from app.worker.voices import Priming, Voice, encoder, head_of, priming, voice

LEAD_S = Fraction(1, 4)
"""An encoder needs some frames to settle: it begins so much earlier, but at least `LEAD_FRAMES`."""
LEAD_FRAMES = 4
TAIL_FRAMES = 3
"""And it hears a bit more than it is to tell, as frames overlap."""
FILTER_SAMPLES = 512
"""What a change of the rate needs to hear on both sides."""
_DEEP = frozenset({"flac", "alac", "truehd", "mlp", "wavpack", "tta", "ape"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time of a piece on the clock of the film, in microseconds.

    Attributes:
        end_us: None until the sound ends.
    """

    zero_us: int
    start_us: int
    end_us: int | None


@dataclass(frozen=True, slots=True)
class Made:
    """Sound that was made.

    Attributes:
        stream: Of which files are given one alike.
        head: What they keep of it in their head.
        packets: With whole samples of its rate as their times.
    """

    stream: Any
    head: bytes
    packets: tuple[Any, ...]

    def add_to(self, output: Any, language: str = "") -> Any:
        """Return a new stream of a file for these packets."""
        stream = output.add_stream_from_template(self.stream, opaque=True)
        if self.head:
            stream.codec_context.extradata = self.head
        if language:
            stream.metadata["language"] = language
        return stream


def sound(task: SoundTask) -> tuple[int, bytes]:
    """Return a piece of a sound, and how many of its bytes are the MP4 head. Raises Fault."""
    path = Path(task.path)
    span = Span(zero_us=task.zero_us, start_us=task.start_us, end_us=task.end_us)
    with reading(path), KEPT.borrow(path, task.etag) as container:
        made = make(container, task.index, task.sound, span)
        if task.is_bare:
            return bare(task.sound.codec, made.add_to, made.packets)
        with piece_file(task.form, task.number) as piece:
            stream = made.add_to(piece.output)
            for packet in made.packets:
                packet.stream = stream
                piece.output.mux(packet)
        return piece.head_bytes, piece.content


def make(container: InputContainer, index: int, form: SoundForm, span: Span) -> Made:
    """Return the frames that begin in a span of time, at least one. The file may be read from any place afterwards.

    Args:
        index: Of the sound in the file, as FFmpeg counts.

    Raises:
        Fault: it cannot be decoded, or no encoder makes this codec.
    """
    at = place(container, index, span.zero_us)
    wanted = voice(form, at.rate, is_deep=_is_deep(at))
    begins = priming(wanted)
    first, last = _frames(span, wanted.rate, begins.frame)
    heard, start, skipped = _heard(at, wanted, begins, form.gain_db, (first, last))
    if last is None:
        last = max(ceil(Fraction(heard.end * wanted.rate, at.rate * begins.frame)), first + 1)
    stream = encoder(wanted)
    head = head_of(stream)  # before the encoder writes into it what it learned from this piece
    rates = (at.rate, wanted.rate)
    frames = framed(heard.content, wanted.layout, rates, wanted.format, begins.frame, skipped)
    packets = tuple(
        packet
        for packet in _encoded(stream, frames, start, wanted.rate)
        if packet.size and first * begins.frame <= packet.pts < last * begins.frame
    )
    return Made(stream, head, packets)


def _frames(span: Span, rate: int, frame: int) -> tuple[int, int | None]:
    """Return the first frame that begins in a span, and the first one that begins after it."""

    def number(time_us: int) -> int:
        return ceil(Fraction(time_us * rate, 1_000_000 * frame))

    return number(span.start_us), None if span.end_us is None else number(span.end_us)


def _heard(
    at: Place, wanted: Voice, begins: Priming, gain_db: float, frames: tuple[int, int | None]
) -> tuple[Heard, int, int]:
    """Return the sound for some frames, where the encoder begins, and by how much earlier the sound begins.

    Both of the latter are samples at the new rate. At the old rate sound begins with a sample that is also one at the
    new rate, so that every sample lies where it would lie in the whole.
    """
    first, last = frames
    lead = max(LEAD_FRAMES, ceil(LEAD_S * wanted.rate / begins.frame))
    start = (first - lead) * begins.frame + begins.samples % begins.frame
    common = gcd(at.rate, wanted.rate)
    old, new = at.rate // common, wanted.rate // common
    if old == new:
        units, extra = start, 0
    else:
        units, extra = (start * old // new - FILTER_SAMPLES) // old, FILTER_SAMPLES
    end = None if last is None else (last + TAIL_FRAMES) * begins.frame + begins.samples
    until = None if end is None else ceil(Fraction(end * old, new)) + extra
    return hear(at, wanted.layout, gain_db, units * old, until), start, start - units * new


def _encoded(stream: Any, frames: Iterator[Any], start: int, rate: int) -> Iterator[Any]:
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = start + number * frame.samples, Fraction(1, rate)
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _is_deep(at: Place) -> bool:
    context = at.stream.codec_context
    name = context.codec.canonical_name
    return bool((name in _DEEP or name.startswith("pcm_")) and context.format.bits > 16)
