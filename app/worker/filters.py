"""Makes pictures into those that are asked for: whole ones, upright, of another size and kind of pixels."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av.error
from av.filter import Graph
from av.video.frame import PictureType

from app.contract.encoding import VideoForm

Frame = Any  # PyAV's types are generic over what says nothing here

CLOCK = 90_000
"""Ticks a second of all that is made."""
TICK = Fraction(1, CLOCK)
_TURNS = {90: ("transpose", "clock"), 180: ("hflip,vflip", ""), 270: ("transpose", "cclock")}


def pixel_format(form: VideoForm) -> str:
    """Return FFmpeg's name of the pixels that the encoder gets."""
    return "yuv420p10le" if form.bit_depth > 8 else "yuv420p"


class Filters:
    """A chain of filters, built anew whenever pictures become different ones."""

    def __init__(self, form: VideoForm, shape: Fraction) -> None:
        self._form = form
        self._shape = shape
        self._graph: Graph | None = None
        self._kind: object = None

    def push(self, frame: Frame) -> Iterator[Frame]:
        """Yield the pictures that are ready, with their times on CLOCK."""
        kind = (frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range)
        if kind != self._kind:
            yield from self.finish()
            self._graph, self._kind = self._built(frame), kind
        assert self._graph is not None
        frame.pict_type = PictureType.NONE  # else the encoder repeats the kinds of the source
        self._graph.vpush(frame)
        yield from self._ready()

    def finish(self) -> Iterator[Frame]:
        """Yield what the filters still hold."""
        if self._graph is not None:
            self._graph.vpush(None)
            yield from self._ready()
        self._graph = self._kind = None

    def _ready(self) -> Iterator[Frame]:
        assert self._graph is not None
        while True:
            try:
                frame = self._graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert frame.pts is not None
            assert frame.time_base is not None
            frame.pts, frame.time_base = round(frame.pts * frame.time_base * CLOCK), TICK
            yield frame

    def _built(self, frame: Frame) -> Graph:
        graph = Graph()
        nodes = [graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=TICK)]
        nodes += [graph.add(name, args) for name, args in self._chain()]
        nodes.append(graph.add("buffersink"))
        graph.link_nodes(*nodes).configure()
        return graph

    def _chain(self) -> Iterator[tuple[str, str]]:
        form = self._form
        if form.is_deinterlaced:
            yield "bwdif", "mode=send_frame:parity=auto:deint=all"
        size = (form.width_px, form.height_px) if form.turned_by % 180 == 0 else (form.height_px, form.width_px)
        yield "scale", f"{size[0]}:{size[1]}:flags=bicubic"
        yield "format", pixel_format(form)
        if form.turned_by == 180:
            yield "hflip", ""
            yield "vflip", ""
        elif form.turned_by in _TURNS:
            yield _TURNS[form.turned_by]
        yield "setsar", f"{self._shape.numerator}/{self._shape.denominator}"


def pixel_shape(form: VideoForm, width: int, height: int, shape: Fraction | None) -> Fraction:
    """Return how much wider than high a pixel of the new picture is to be shown."""
    if form.has_square_pixels or not shape or not 0 < shape < 100 or not width or not height:
        return Fraction(1)
    shown = Fraction(width, height) * shape
    if form.turned_by % 180:
        shown = 1 / shown
    new = (shown * form.height_px / form.width_px).limit_denominator(255)
    return Fraction(1) if abs(new - 1) < Fraction(1, 50) or not new else new
