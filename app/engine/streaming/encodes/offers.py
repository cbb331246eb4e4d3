"""What may be made of a film: as it was wanted, more simply, and in ever smaller sizes, the best first. Pure."""

from collections.abc import Iterator

from app.contract.encoding import VideoForm
from app.engine.streaming.encodes import budget, ladder
from app.engine.streaming.encodes.budget import Machine, Way


def offers(
    video: VideoForm, machine: Machine, *, source_px: int, frame_rate: float, has_steps: bool
) -> tuple[Way, ...]:
    """Return ways to make a picture: all of its own size, then the smaller ones by their size.

    The steps of the ladder are among them, as good as players that step down get them: one that is made for somebody
    already costs nothing.

    Args:
        source_px: Pixels of the picture that is read.
        frame_rate: Of the film; 0 when it is not known.
        has_steps: Whether players may step down at all.
    """
    found = tuple(budget.ways(video, machine, source_px=source_px, frame_rate=frame_rate))
    whole = [way for way in found if way.video == video]
    smaller = [way for way in found if way.video != video]
    steps = [
        step for way in whole if has_steps for step in _steps(way, machine, source_px=source_px, frame_rate=frame_rate)
    ]
    return (*whole, *sorted((*steps, *smaller), key=_size, reverse=True))


def _steps(way: Way, machine: Machine, *, source_px: int, frame_rate: float) -> Iterator[Way]:
    for video in ladder.smaller(way.video):
        cost = budget.cost_of(video, way, machine, source_px=source_px, frame_rate=frame_rate)
        yield Way(video=video, encoder=way.encoder, preset=way.preset, cost=cost)


def _size(way: Way) -> int:
    return way.video.width_px * way.video.height_px
