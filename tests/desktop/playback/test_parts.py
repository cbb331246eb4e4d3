"""What is known about the parts of a film, without a window."""

import pytest

from app.contract.analysis import Analysis, MarkerKind
from app.contract.errors import Unavailable
from app.desktop.playback.parts import Parts, Tile, chapter_at, leads_on
from tests.fakes.scenes import MINUTE, PLACE, a_marker, an_analysis, some_chapters


class Known:
    """Answers with an analysis, or as an engine that is away."""

    def __init__(self, *known: Analysis) -> None:
        self.known = known

    async def list_analyses(self, item_id: str) -> tuple[Analysis, ...]:
        if not self.known:
            raise Unavailable(item_id)
        return self.known


async def loaded(*known: Analysis) -> Parts:
    parts = Parts(Known(*known))
    await parts.load("1", "a1")
    return parts


@pytest.mark.parametrize(
    ("at_ms", "sheet", "x", "y"),
    [
        (-5, 0, 0, 0),
        (9_999, 0, 0, 0),
        (10_000, 0, 320, 0),
        (115_000, 0, 320, 180),
        (1_000_000, 1, 0, 0),
        (110 * MINUTE, 6, 2880, 900),
    ],
)
async def test_each_time_has_a_picture_on_a_sheet(at_ms: int, sheet: int, x: int, y: int) -> None:
    parts = await loaded(an_analysis("1"))

    assert parts.find_tile(at_ms) == Tile(url=f"{PLACE}/{sheet}.jpg", x=x, y=y, width=320, height=180)


@pytest.mark.parametrize(
    ("at_ms", "kind"),
    [
        (0, None),  # nobody is sure of the recap
        (2 * MINUTE - 1, None),
        (2 * MINUTE, MarkerKind.INTRO),
        (3 * MINUTE - 1_001, MarkerKind.INTRO),
        (3 * MINUTE - 1_000, None),
        (106 * MINUTE, MarkerKind.CREDITS),
    ],
)
async def test_what_is_certain_enough_may_be_skipped(at_ms: int, kind: MarkerKind | None) -> None:
    part = (await loaded(an_analysis("1"))).find_part(at_ms)

    assert (part.kind if part else None) is kind


async def test_a_film_that_nobody_looked_at_has_no_parts() -> None:
    for parts in (await loaded(), await loaded(an_analysis("2"))):
        assert parts.find_tile(0) is None
        assert parts.find_part(2 * MINUTE) is None
        assert parts.find_picture(0) is None


async def test_pictures_may_be_missing_where_markers_are_known() -> None:
    parts = await loaded(an_analysis("1", has_pictures=False))

    assert parts.find_tile(0) is None
    assert parts.find_picture(0) is not None
    assert parts.find_picture(1) is None


@pytest.mark.parametrize(
    ("kind", "end_ms", "leads"),
    [
        (MarkerKind.CREDITS, 100_000, True),
        (MarkerKind.CREDITS, 86_000, True),
        (MarkerKind.CREDITS, 85_000, False),
        (MarkerKind.INTRO, 100_000, False),
    ],
)
def test_credits_at_the_end_lead_to_what_comes_next(kind: MarkerKind, end_ms: int, leads: bool) -> None:
    assert leads_on(a_marker(kind, 10_000, end_ms), 100_000) is leads


def test_a_time_lies_in_a_chapter() -> None:
    chapters = some_chapters(40_000)

    assert [chapter_at(chapters, at) for at in (0, 9_999, 10_000, 99_999)] == [
        chapters[0],
        chapters[0],
        chapters[1],
        chapters[3],
    ]
    assert chapter_at((), 5) is None
