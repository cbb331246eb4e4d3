"""Makes sounds whose place can be told from every part of them, and finds that place again."""

import array
import io
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import OutputContainer
from av.filter import Graph

from app.contract.encoding import SoundForm, SoundTask
from app.contract.segments import Form
from app.worker.sound import sound
from tests.fakes.films import MUXERS

# The tone rises all the time, in each channel in another way, so that no part is like another one.
_CHANNELS = ("(200+60*t)", "(300+45*t)", "(150+30*t)", "0", "(500+20*t)", "(600+25*t)")
LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1"}


def make_sound(
    path: Path,
    codec: str,
    *,
    seconds: float = 9,
    channels: int = 2,
    rate: int = 48_000,
    silent: tuple[float, float] | None = None,
    picture: bool = False,
) -> Path:
    """Write a file with a rising tone, and return the path.

    Args:
        silent: From when to when the file has no frames of it at all.
        picture: With small moving pictures, each of which is a key frame every two seconds.
    """
    with av.open(str(path), "w", format=MUXERS.get(path.suffix)) as container:
        packets = [*_film(container, seconds)] if picture else []
        packets += _tone(container, codec, seconds, channels, rate, silent)
        packets.sort(key=lambda packet: float((packet.dts or 0) * (packet.time_base or 0)))
        for packet in packets:
            container.mux(packet)
    return path


def heard(source: "str | Path | bytes") -> "array.array[float]":
    """Return all samples of a file's first sound, its channels mixed, from its time 0 on; silence where nothing is."""
    samples: array.array[float] = array.array("f")
    opened: Any = io.BytesIO(source) if isinstance(source, bytes) else str(source)
    with av.open(opened, "r") as container:
        mixer = av.AudioResampler(format="flt", layout="mono")
        frames: Any = container.decode(audio=0)
        for frame in frames:
            at = round(frame.pts * frame.time_base * frame.sample_rate)
            if abs(at - len(samples)) > frame.sample_rate // 100:
                samples.extend([0.0] * (at - len(samples)))
            for mixed in mixer.resample(frame):
                samples.frombytes(bytes(mixed.planes[0])[: mixed.samples * 4])
    return samples


def times(content: bytes) -> list[tuple[Fraction, Fraction]]:
    """Return when each packet of a file's first sound begins and ends, in seconds."""
    with av.open(io.BytesIO(content), "r") as container:
        stream = container.streams.audio[0]
        return [
            (packet.pts * packet.time_base, (packet.pts + packet.duration) * packet.time_base)
            for packet in container.demux(stream)
            if packet.size and packet.pts is not None and packet.duration is not None and packet.time_base is not None
        ]


def lag(first: Sequence[float], second: Sequence[float], *, at: int, count: int = 800, most: int = 30) -> int:
    """Return by how many samples `second` is later than `first` around a place."""
    part = first[at : at + count]

    def likeness(delay: int) -> float:
        other = second[at + delay : at + delay + count]
        return sum(a * b for a, b in zip(part, other, strict=True)) / math.hypot(*other)

    return max(range(-most, most + 1), key=likeness)


def difference(first: Sequence[float], second: Sequence[float], *, at: int, count: int = 2000) -> float:
    """Return the largest difference of two sounds around a place."""
    near = slice(max(at - count, 0), at + count)
    return max(abs(a - b) for a, b in zip(first[near], second[near], strict=True))


def sound_task(path: Path, made: SoundForm, cuts: Sequence[int | None], number: int, **told: Any) -> SoundTask:
    """Return the order for one of the pieces between some cuts, in microseconds; the last one may be None."""
    start = cuts[number]
    assert start is not None
    plain: dict[str, Any] = {"etag": "one", "form": Form.MP4, "index": 0, "zero_us": 0}
    return SoundTask(
        path=str(path), sound=made, number=number, start_us=start, end_us=cuts[number + 1], **(plain | told)
    )


def joined(path: Path, made: SoundForm, cuts: Sequence[int | None], **told: Any) -> bytes:
    """Make all pieces, the last one first, and put them together as a player does."""
    heads: set[bytes] = set()
    bodies: list[bytes] = []
    for number in reversed(range(len(cuts) - 1)):
        head_bytes, content = sound(sound_task(path, made, cuts, number, **told))
        heads.add(content[:head_bytes])
        bodies.insert(0, content[head_bytes:])
    assert len(heads) == 1
    return heads.pop() + b"".join(bodies)


def _tone(
    container: OutputContainer,
    codec: str,
    seconds: float,
    channels: int,
    rate: int,
    silent: tuple[float, float] | None,
) -> list[Any]:
    stream: Any = container.add_stream(codec, rate=rate)
    stream.layout = LAYOUTS[channels]
    context = stream.codec_context
    context.open()
    packets = [
        packet for frame in (*_frames(context, seconds, channels, rate), None) for packet in stream.encode(frame)
    ]
    if silent is None:
        return packets
    return [packet for packet in packets if not silent[0] <= float(packet.pts * packet.time_base) < silent[1]]


def _frames(context: Any, seconds: float, channels: int, rate: int) -> Iterator[Any]:
    tones = "|".join(f"0.2*sin(2*PI*{tone}*t)" for tone in _CHANNELS[:channels])
    graph = Graph()
    layout = LAYOUTS[channels]
    graph.link_nodes(
        graph.add("aevalsrc", f"exprs='{tones}':c={layout}:s={rate}:d={seconds}"),
        graph.add("aformat", f"sample_fmts={context.format.name}:channel_layouts={layout}"),
        graph.add("asetnsamples", f"n={context.frame_size or 1024}:p=0"),
        graph.add("abuffersink"),
    )
    graph.configure()
    while True:
        try:
            yield graph.pull()
        except (av.EOFError, av.BlockingIOError):
            return


def _film(container: OutputContainer, seconds: float) -> list[Any]:
    stream: Any = container.add_stream("libx264", rate=10, options={"preset": "ultrafast", "g": "20"})
    stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
    packets = []
    for number in range(round(seconds * 10)):
        frame = av.VideoFrame(64, 36, "yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, 10)
        packets += stream.encode(frame)
    return [*packets, *stream.encode(None)]
