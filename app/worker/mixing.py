"""Filters that change sound: fewer channels, another rate, another form of its samples."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

SAMPLE_BYTES = 4
"""Of "flt": 32-bit floats, the channels of each moment side by side."""
CHUNK = 16_384
"""Samples that a filter is given at once."""

# Speech is in the middle channel: mixed as loud as left and right it stays clear where there are only two. What is
# mixed is turned down as a whole, so that nothing can be too loud; the deep channel is left out, as is usual.
_MIX = "clev=1.0:slev=0.5:lfe_mix_level=0:rematrix_maxval=1.0"
_UNNAMED = {1: "mono", 2: "stereo", 3: "2.1", 4: "quad", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}


class Mixer:
    """Gives decoded sound the wanted channels as "flt"; its rate stays.

    Args:
        layout: FFmpeg's name of the channels ("stereo").
        gain_db: Added to the loudness.
    """

    def __init__(self, layout: str, gain_db: float) -> None:
        self._end = f"sample_fmts=flt:channel_layouts={layout}"
        self._gain_db = gain_db
        self._key: tuple[object, ...] = ()
        self._graph: Graph | None = None

    def mix(self, frame: AudioFrame) -> bytes:
        """Return a frame's samples. Raises FFmpegError for channels that nobody knows how to mix."""
        frame = _named(frame)
        key = (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._graph is None or key != self._key:
            self._graph, self._key = self._made(frame), key
        frame.pts = None
        self._graph.push(frame)
        # Nothing is held back while the rate stays: each frame that is pushed comes out at once.
        return _content(self._graph.pull())

    def _made(self, frame: AudioFrame) -> Graph:
        graph = Graph()
        chain = [
            _source(graph, frame.format.name, frame.layout.name, frame.sample_rate),
            graph.add("aresample", _MIX),
            graph.add("aformat", self._end),
        ]
        if self._gain_db:
            chain.append(graph.add("volume", f"volume={self._gain_db}dB:precision=float"))
        _link(graph, chain)
        return graph


def framed(
    content: bytes | bytearray, layout: str, rates: tuple[int, int], form: str, frame: int, skipped: int
) -> Iterator[AudioFrame]:
    """Yield "flt" sound as frames for an encoder, the last one filled up with silence.

    Args:
        rates: That it has, and that it is to have.
        form: FFmpeg's name of the samples that the encoder takes.
        frame: Samples in each.
        skipped: Samples at the beginning, at the new rate, that belong to no frame.
    """
    old, new = rates
    graph = Graph()
    chain = [_source(graph, "flt", layout, old)]
    chain.append(graph.add("aresample", str(new)))
    chain.append(graph.add("aformat", f"sample_fmts={form}:channel_layouts={layout}:sample_rates={new}"))
    if skipped:
        chain.append(graph.add("atrim", f"start_sample={skipped}"))
    chain.append(graph.add("asetnsamples", f"n={frame}:p=1"))
    _link(graph, chain)
    for chunk in _chunks(content, layout, old):
        graph.push(chunk)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def channels_of(layout: str) -> int:
    """Return how many channels a layout has."""
    return int(av.AudioLayout(layout).nb_channels)


def _named(frame: AudioFrame) -> AudioFrame:
    """Return a frame whose channels have names, as they mostly are when a file tells their number only."""
    count = frame.layout.nb_channels
    if not frame.layout.name.endswith("channels") or count not in _UNNAMED:
        return frame
    named = AudioFrame(format=frame.format.name, layout=_UNNAMED[count], samples=frame.samples)
    planes = count if frame.format.is_planar else 1
    # PyAV tells one plane too many where there are eight.
    for target, source in zip(named.planes[:planes], frame.planes[:planes], strict=True):
        target.update(bytes(source)[: target.buffer_size].ljust(target.buffer_size, b"\0"))
    named.sample_rate = frame.sample_rate
    return named


def _source(graph: Graph, form: str, layout: str, rate: int) -> Any:
    return graph.add_abuffer(format=form, layout=layout, sample_rate=rate, time_base=Fraction(1, rate))


def _link(graph: Graph, chain: list[Any]) -> None:
    graph.link_nodes(*chain, graph.add("abuffersink"))
    graph.configure()


def _chunks(content: bytes | bytearray, layout: str, rate: int) -> Iterator[AudioFrame]:
    size = channels_of(layout) * SAMPLE_BYTES
    for at in range(0, len(content), CHUNK * size):
        part = bytes(content[at : at + CHUNK * size])
        frame = AudioFrame(format="flt", layout=layout, samples=len(part) // size)
        plane = frame.planes[0]
        plane.update(part.ljust(plane.buffer_size, b"\0"))
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), at // size
        yield frame


def _content(frame: Any) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * frame.layout.nb_channels * SAMPLE_BYTES]


def _pulled(graph: Graph) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
