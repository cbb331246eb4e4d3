"""Draws subtitles into pictures."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

import av.error
from av.filter import Graph
from av.video.frame import VideoFrame

from app.contract.encoding import EncodeTask, VideoForm
from app.worker.burn_raster import Drawn, draw_bitmaps, draw_texts
from app.worker.burn_source import Cue, Cues
from app.worker.filters import CLOCK, TICK, Origin

Frame = Any


class Burner:
    """Draws one subtitle stream into the pictures of a film from a time on. It must be closed."""

    def __init__(self, task: EncodeTask, origin: Origin, start_s: Fraction) -> None:
        self._form = task.video
        self._film = shown_size(task.video, origin)
        self._cues = Cues(task, start_s)
        self._shown: tuple[Cue, ...] = ()
        self._graph: Graph | None = None
        self._drawn = lru_cache(maxsize=2)(self._draw)

    def burn(self, frame: Frame) -> Iterator[Frame]:
        """Yield a picture with what is shown at its time."""
        shown = self._cues.shown(Fraction(frame.pts, CLOCK))
        if shown != self._shown:
            self._graph, self._shown = None, shown
        drawn = self._drawn(shown) if shown else None
        if drawn is None:
            yield frame
            return
        if self._graph is None:
            self._graph = _laid_over(frame, drawn, self._form)
        self._graph.vpush(frame, at=0)
        while True:
            try:
                new = self._graph.vpull()
            except (av.error.BlockingIOError, av.error.EOFError):
                return
            assert new.pts is not None
            assert new.time_base is not None
            new.pts, new.time_base = round(new.pts * new.time_base * CLOCK), TICK
            yield new

    def close(self) -> None:
        """Close the file of the subtitles."""
        self._cues.close()

    def _draw(self, shown: tuple[Cue, ...]) -> Drawn | None:
        size = (self._form.width_px, self._form.height_px)
        if texts := [cue.text for cue in shown if cue.text is not None]:
            return draw_texts(texts, size)
        if shown and shown[-1].bitmaps:
            return draw_bitmaps(shown[-1].bitmaps, shown[-1].canvas, self._film, size)
        return None


def shown_size(form: VideoForm, origin: Origin) -> tuple[int, int]:
    """Return how large the film's pictures are as they are shown: upright, with square pixels."""
    width = round(origin.width * (origin.shape or 1)) or form.width_px
    height = origin.height or form.height_px
    return (height, width) if form.turned_by % 180 else (width, height)


def _laid_over(frame: Frame, drawn: Drawn, form: VideoForm) -> Graph:
    """Return a chain that lays an image over all pictures that follow."""
    graph, image = Graph(), drawn.image
    below = graph.add_buffer(width=frame.width, height=frame.height, format=frame.format, time_base=TICK)
    over = VideoFrame.from_bytes(image.tobytes(), image.width, image.height, "rgba")
    over.pts, over.time_base = frame.pts, TICK
    above = graph.add_buffer(width=image.width, height=image.height, format=over.format, time_base=TICK)
    kind = "yuv420p10" if form.bit_depth > 8 else "yuv420"
    lay = graph.add("overlay", f"x={drawn.x}:y={drawn.y}:format={kind}:eof_action=repeat")
    below.link_to(lay, 0, 0)
    above.link_to(lay, 0, 1)
    sink = graph.add("buffersink")
    lay.link_to(sink)
    graph.configure()
    graph.vpush(over, at=1)
    graph.vpush(None, at=1)
    return graph
