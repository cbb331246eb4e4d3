"""Makes pictures into those that are asked for: whole ones, upright, of another size, light and kind of pixels."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av.error
from av.filter import Graph
from av.video.frame import PictureType

from app.contract.encoding import VideoForm
from app.worker.colours import TRANSFER_HLG, TRANSFER_PQ
from app.worker.light import USUAL_PEAK_NITS, peak_of, table_file

Frame = Any  # PyAV's types are generic over what says nothing here

CLOCK = 90_000
"""Ticks a second of all that is made."""
TICK = Fraction(1, CLOCK)
SDR = (1, 1, 1, 1)
"""BT.709 with its narrow range, as FFmpeg counts primaries, transfer, matrix and range."""
NARROW, FULL = 1, 2
RGB = 0
_TURNS = {90: (("transpose", "clock"),), 180: (("hflip", ""), ("vflip", "")), 270: (("transpose", "cclock"),)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How the pictures of a film are as a rule; single ones may be different.

    Attributes:
        shape: Of a pixel: how much wider than high it is shown.
        colours: Primaries, transfer, matrix and range, as FFmpeg counts.
    """

    width: int
    height: int
    shape: Fraction | None
    colours: tuple[int, int, int, int]


def pixel_format(form: VideoForm) -> str:
    """Return FFmpeg's name of the pixels that the encoder gets."""
    return "yuv420p10le" if form.bit_depth > 8 else "yuv420p"


def new_colours(form: VideoForm, origin: Origin) -> tuple[int, int, int, int]:
    """Return the colours of the new pictures, as FFmpeg counts."""
    primaries, transfer, matrix, _ = origin.colours
    return SDR if form.is_tone_mapped or matrix == RGB else (primaries, transfer, matrix, NARROW)


def new_shape(form: VideoForm, origin: Origin) -> Fraction:
    """Return how much wider than high a pixel of the new pictures is to be shown."""
    shape = origin.shape
    if form.has_square_pixels or not shape or not 0 < shape < 100 or not origin.width or not origin.height:
        return Fraction(1)
    shown = Fraction(origin.width, origin.height) * shape
    if form.turned_by % 180:
        shown = 1 / shown
    new = (shown * form.height_px / form.width_px).limit_denominator(255)
    return Fraction(1) if abs(new - 1) < Fraction(1, 50) or not new else new


class Filters:
    """A chain of filters, built anew whenever pictures become different ones."""

    def __init__(self, form: VideoForm, origin: Origin) -> None:
        self._form, self._origin = form, origin
        self._graph: Graph | None = None
        self._kind: object = None
        self._peak: int | None = None

    def push(self, frame: Frame) -> Iterator[Frame]:
        """Yield the pictures that are ready, with their times on CLOCK."""
        kind = (frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, frame.color_trc)
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

    def chain(self, frame: Frame, files: ExitStack, folder: Path | None = None) -> list[tuple[str, str]]:
        """Return the name and the arguments of each filter for pictures like this one.

        Args:
            files: Holds what the filters read until they have done so.
            folder: Where the filters will be and find it; None for this process and the temporary files.
        """
        return [*self._whole(), *self._sized(frame), *self._toned(frame, files, folder), *self._turned()]

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
        with ExitStack() as files:
            chain = self.chain(frame, files)
            nodes = [graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=TICK)]
            nodes += [graph.add(name, args or None) for name, args in chain]
            nodes.append(graph.add("buffersink"))
            graph.link_nodes(*nodes).configure()
        return graph

    def _whole(self) -> Iterator[tuple[str, str]]:
        if self._form.is_deinterlaced:
            yield "bwdif", "mode=send_frame:parity=auto:deint=all"

    def _sized(self, frame: Frame) -> Iterator[tuple[str, str]]:
        """Pictures of another size than the film's are shown whole, with bars around them where they do not fit."""
        form, origin = self._form, self._origin
        width, height = form.width_px, form.height_px
        if form.turned_by % 180:
            width, height = height, width
        args = f"{width}:{height}:flags=bicubic:out_range=tv{_ranges(frame)}"
        if (frame.width, frame.height) == (origin.width, origin.height):
            yield "scale", args + self._matrices(frame)
            return
        yield "scale", f"{args}{self._matrices(frame)}:force_original_aspect_ratio=decrease:force_divisible_by=2"
        yield "pad", f"{width}:{height}:-1:-1"

    def _matrices(self, frame: Frame) -> str:
        if self._form.is_tone_mapped:
            return ":in_color_matrix=bt2020nc"
        return ":out_color_matrix=bt709" if self._origin.colours[2] == RGB and frame.format.is_rgb else ""

    def _toned(self, frame: Frame, files: ExitStack, folder: Path | None) -> Iterator[tuple[str, str]]:
        form = self._form
        if form.is_tone_mapped:
            transfer = frame.color_trc if frame.color_trc in {TRANSFER_PQ, TRANSFER_HLG} else self._origin.colours[1]
            if self._peak is None:
                self._peak = peak_of(frame) if transfer != TRANSFER_HLG else USUAL_PEAK_NITS
            name = files.enter_context(table_file(transfer, self._peak, folder))
            yield "format", "gbrp10le"
            yield "lut3d", f"file={_quoted(Path(name).name if folder else name)}:interp=tetrahedral"
            yield "scale", "flags=bicubic:out_color_matrix=bt709:out_range=tv"
        yield "format", pixel_format(form)
        if form.is_tone_mapped:
            yield "setparams", "color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"

    def _turned(self) -> Iterator[tuple[str, str]]:
        yield from _TURNS.get(self._form.turned_by, ())
        shape = new_shape(self._form, self._origin)
        yield "setsar", f"{shape.numerator}/{shape.denominator}"


def _ranges(frame: Frame) -> str:
    if frame.format.is_rgb:
        return ""
    is_full = frame.color_range == FULL or frame.format.name.startswith("yuvj")
    return f":in_range={'full' if is_full else 'tv'}"


def _quoted(name: str) -> str:
    """Return a file name as the value of a filter's option: quoted for the option, and once more for the graph."""
    return name.replace("\\", "/").replace("'", "\\'").replace(":", "\\:")
