"""Where intro, recap and credits are."""

import pytest

from app.contract.analysis import Marker, MarkerKind, MarkerSource
from app.contract.media import Chapter
from app.contract.units import DurationMs
from app.engine.analysis.markers.rules import (
    Span,
    agree,
    find_credits,
    head_of,
    kind_of,
    list_pairs,
    list_told,
    tail_of,
)

INTRO, RECAP, CREDITS = MarkerKind.INTRO, MarkerKind.RECAP, MarkerKind.CREDITS
HALF_HOUR = DurationMs(1_800_000)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Intro", INTRO),
        ("  INTRO ", INTRO),
        ("Opening", INTRO),
        ("OP", INTRO),
        ("Opening Credits", INTRO),
        ("Main Title", INTRO),
        ("2. Opening Theme", INTRO),
        ("Chapter 03: Intro", INTRO),
        ("Vorspann", INTRO),
        ("Générique de début", INTRO),
        ("Recap", RECAP),
        ("Previously on Night Ferry…", RECAP),
        ("Was bisher geschah", RECAP),
        ("Credits", CREDITS),
        ("End Credits", CREDITS),
        ("Ending", CREDITS),
        ("ED", CREDITS),
        ("Outro", CREDITS),
        ("Abspann.", CREDITS),
        ("The Opening of the Sea", None),
        ("Introducing Ada", None),
        ("Chapter 1", None),
        ("Credit where it is due", None),
        ("Edinburgh", None),
        ("", None),
        ("12:04", None),
    ],
)
def test_a_title_tells_what_a_chapter_is(title: str, kind: MarkerKind | None) -> None:
    assert kind_of(title) is kind


def chapter(title: str, start_s: int, end_s: int) -> Chapter:
    return Chapter(title=title, start_ms=DurationMs(start_s * 1000), end_ms=DurationMs(end_s * 1000))


@pytest.mark.parametrize(
    ("chapters", "told"),
    [
        ([chapter("Recap", 0, 40), chapter("Intro", 40, 100), chapter("1", 100, 1700), chapter("Credits", 1700, 1800)],
         {RECAP: (0, 40), INTRO: (40, 100), CREDITS: (1700, 1800)}),
        ([chapter("Opening", 0, 900)], {}),  # half an episode is no intro
        ([chapter("Intro", 40, 40)], {}),
        ([chapter("Credits", 0, 60)], {}),
        ([chapter("Intro", 1000, 1060)], {}),
        ([chapter("Opening", 0, 60), chapter("Opening", 90, 150)], {INTRO: (0, 60)}),
        ([chapter("Ending", 1500, 1590), chapter("Part C", 1590, 1700), chapter("Ending", 1700, 1800)],
         {CREDITS: (1700, 1800)}),
        ([], {}),
    ],
)  # fmt: skip
def test_chapters_tell_what_fits_their_place(chapters: list[Chapter], told: dict[MarkerKind, tuple[int, int]]) -> None:
    found = list_told(chapters, HALF_HOUR)

    assert {one.kind: (one.start_ms // 1000, one.end_ms // 1000) for one in found} == told
    assert {one.source for one in found} <= {MarkerSource.CHAPTERS}


@pytest.mark.parametrize(
    ("duration_s", "head_s", "tail_s"), [(0, 0, 0), (1200, 300, 240), (2400, 600, 480), (9000, 600, 480)]
)
def test_the_beginning_and_the_end_are_listened_to(duration_s: int, head_s: int, tail_s: int) -> None:
    duration = DurationMs(duration_s * 1000)

    assert (head_of(duration), tail_of(duration)) == (head_s * 1000, tail_s * 1000)


@pytest.mark.parametrize(
    ("count", "pairs"), [(0, 0), (1, 0), (2, 1), (3, 3), (4, 6), (5, 10), (7, 21), (10, 30), (100, 300)]
)
def test_each_episode_is_compared_with_a_few_others_once(count: int, pairs: int) -> None:
    found = list_pairs(range(count))

    assert len(found) == pairs
    assert len({frozenset(pair) for pair in found}) == pairs
    assert all(first != second for first, second in found)


def span(start_s: float, end_s: float, likeness: float = 0.8) -> Span:
    return Span(start_ms=round(start_s * 1000), end_ms=round(end_s * 1000), likeness=likeness)


@pytest.mark.parametrize(
    ("kind", "spans", "compared", "expected"),
    [
        (INTRO, [], 3, None),
        (INTRO, [span(60, 70)], 3, None),  # too short
        (INTRO, [span(60, 90)], 1, (60, 90, 0.6)),
        (INTRO, [span(60, 90)], 3, (60, 90, 0.4)),
        (INTRO, [span(60, 90), span(60.5, 90), span(61, 91)], 3, (60.5, 90, 1.0)),
        (INTRO, [span(60, 90), span(300, 330), span(60, 91)], 3, (60, 90, 0.75)),
        (INTRO, [span(1, 61), span(1.5, 60)], 2, (0, 60, 0.9)),
        (INTRO, [span(60, 90, 0.6), span(300, 330, 0.9)], 2, (300, 330, 0.45)),
        (CREDITS, [span(1700, 1790), span(1700, 1790)], 2, (1700, 1800, 0.9)),
        (CREDITS, [span(1600, 1700), span(1600, 1700)], 2, (1600, 1700, 0.9)),
        (INTRO, [span(50, 50), span(50, 50)], 2, None),
    ],
)
def test_what_most_episodes_agree_on_is_a_marker(
    kind: MarkerKind, spans: list[Span], compared: int, expected: tuple[float, float, float] | None
) -> None:
    found = agree(kind, spans, compared, HALF_HOUR)

    seen = found and (found.start_ms / 1000, found.end_ms / 1000, found.confidence)
    assert seen == (expected and pytest.approx(expected))


def test_the_credits_start_where_their_marker_does() -> None:
    markers = [
        Marker(kind=kind, start_ms=DurationMs(at), end_ms=DurationMs(at + 9))
        for kind, at in ((INTRO, 5), (CREDITS, 70))
    ]

    assert find_credits(markers) == 70
    assert find_credits(markers[:1]) is None
