"""Encodes the sound that lies in the same pieces as the pictures: its frames lie on one grid from the film's 0 on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av.error
from av import AudioFifo, AudioFrame
from av.codec import Codec, CodecContext
from av.filter import Graph

from app.contract.encoding import SoundForm
from app.contract.media import MediaFault
from app.worker.checks import Fault

GAP_S = Fraction(1, 20)
"""Sounds that come so much later or earlier than counted are put where they belong; less is roughness of the file."""
LONGEST_SILENCE_S = 60
"""A longer gap stays one."""
PRIMING_FRAMES = 2
"""An encoder needs the frames before to make the first one well."""
FRAME_SAMPLES = 1024
"""Of codecs whose frames may have any length."""
_LAYOUTS = {1: "mono", 2: "stereo", 3: "2.1", 4: "quad", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}
_ENCODERS = {"mp3": "libmp3lame", "opus": "libopus"}

Frame = Any
AnyPacket = Any


class SoundEncoder:
    """Encodes one sound from a time on.

    Args:
        rate: Samples a second of the source.
        start_s: Packets from this time on are given.
    """

    def __init__(self, form: SoundForm, rate: int, start_s: Fraction) -> None:
        self._form = form
        self._context = self._open(form, form.sample_rate or rate)
        self.rate = int(self._context.sample_rate)
        self._size = self._context.frame_size or FRAME_SAMPLES
        self._first = -(-start_s * self.rate // self._size) * self._size
        self._next = max(self._first - PRIMING_FRAMES * self._size, -PRIMING_FRAMES * self._size)
        self._skip = 0
        self._fifo = AudioFifo()
        self._graph: Graph | None = None
        self._kind: object = None

    def describe(self, output: Any) -> Any:
        """Return a new stream of a container for what is made here."""
        stream = output.add_stream(self._context.name, rate=self.rate, options={"strict": "-2"})
        context = stream.codec_context
        context.layout, context.format = self._context.layout.name, self._context.format.name
        if self._form.bitrate:
            context.bit_rate = self._form.bitrate
        return stream

    def push(self, frame: Frame, at_s: Fraction) -> Iterator[AnyPacket]:
        """Yield the packets that are ready."""
        kind = (frame.sample_rate, frame.layout.name, frame.format.name)
        if kind != self._kind:
            yield from self._drained()
            self._graph, self._kind = self._built(frame), kind
        self._place(round(at_s * self.rate))
        assert self._graph is not None
        frame.pts = None
        self._graph.push(frame)
        yield from self._ready()

    def finish(self) -> Iterator[AnyPacket]:
        """Yield what is left; the last frame is filled up with silence."""
        yield from self._drained()
        if self._fifo.samples:
            self._fifo.write(self._silence(-self._fifo.samples % self._size or self._size))
        yield from self._encoded()
        yield from self._wanted(self._context.encode(None))

    def _place(self, at: int) -> None:
        """Fill or cut so that the next samples lie where they belong."""
        late = at - (self._next + self._fifo.samples)
        is_begun = self._fifo.samples_written > 0
        if is_begun and abs(late) < GAP_S * self.rate:
            return
        if late > LONGEST_SILENCE_S * self.rate:
            self._fifo = AudioFifo()
            self._next += late // self._size * self._size
            late = at - self._next
        self._skip = max(-late, 0)
        while late > 0:
            self._fifo.write(self._silence(min(late, self.rate)))
            late -= self.rate

    def _ready(self) -> Iterator[AnyPacket]:
        assert self._graph is not None
        while True:
            try:
                frame: Any = self._graph.pull()
            except (av.error.BlockingIOError, av.error.EOFError):
                break
            frame.pts = None
            self._fifo.write(frame)
        if self._skip:
            gone = min(self._skip, self._fifo.samples)
            if gone:
                self._fifo.read(gone)
            self._skip -= gone
        yield from self._encoded()

    def _encoded(self) -> Iterator[AnyPacket]:
        while (frame := self._fifo.read(self._size) if self._fifo.samples >= self._size else None) is not None:
            frame.pts, frame.time_base = self._next, Fraction(1, self.rate)
            self._next += self._size
            yield from self._wanted(self._context.encode(frame))

    def _wanted(self, packets: list[AnyPacket]) -> Iterator[AnyPacket]:
        for packet in packets:
            if packet.pts is not None and packet.pts >= self._first:
                packet.dts = packet.pts
                yield packet

    def _drained(self) -> Iterator[AnyPacket]:
        if self._graph is not None:
            self._graph.push(None)
            yield from self._ready()
        self._graph = self._kind = None

    def _silence(self, samples: int) -> AudioFrame:
        frame = AudioFrame(self._context.format.name, self._context.layout.name, samples)
        frame.sample_rate = self.rate
        frame.time_base = Fraction(1, self.rate)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        return frame

    def _built(self, frame: Frame) -> Graph:
        graph, context = Graph(), self._context
        source = graph.add_abuffer(
            sample_rate=frame.sample_rate,
            format=frame.format,
            layout=frame.layout,
            time_base=Fraction(1, frame.sample_rate),
        )
        gain = graph.add("volume", f"{self._form.gain_db:.3f}dB")
        wanted = f"sample_rates={self.rate}:sample_fmts={context.format.name}:channel_layouts={context.layout.name}"
        graph.link_nodes(source, gain, graph.add("aformat", wanted), graph.add("abuffersink")).configure()
        return graph

    def _open(self, form: SoundForm, rate: int) -> Any:
        name = _ENCODERS.get(form.codec, form.codec)
        layout = _LAYOUTS.get(form.channels)
        if layout is None:
            raise Fault(MediaFault.NOT_CUTTABLE, f"There are no {form.channels} channels of sound.")
        try:
            codec = Codec(name, "w")
        except ValueError as error:
            raise Fault(MediaFault.NOT_CUTTABLE, f"There is no encoder for {form.codec}.") from error
        context: Any = CodecContext.create(codec, "w")
        rates = codec.audio_rates or [rate]
        context.sample_rate = rate if rate in rates else max(rates) if rate > max(rates) else 48_000
        context.layout, context.format = layout, _first_name(codec.audio_formats)
        context.time_base = Fraction(1, context.sample_rate)
        if form.bitrate:
            context.bit_rate = form.bitrate
        context.options = {"strict": "-2"}
        context.open()
        return context


def _first_name(formats: Any) -> str:
    return str(formats[0].name) if formats else "s16"
