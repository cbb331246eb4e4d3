"""Saying where intro and credits are: what is kept, and the panel on the player page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.contract.analysis import Marker, MarkerKind, MarkerSource
from app.contract.errors import Invalid
from app.contract.library import ItemKind
from app.contract.units import DurationMs
from app.desktop.playback.marks import Draft, Edge, Marks
from app.desktop.playback.marks_panel import MarksPanel, word_place, word_source
from app.desktop.playback.parts import Parts
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient
from tests.fakes.scenes import MINUTE, a_marker, an_analysis

LENGTH = 110 * MINUTE
FILM = "7"


@pytest.fixture
async def marks(fake: FakeClient) -> Marks:
    fake.analysis.known[FILM] = (replace(an_analysis(FILM), markers=()),)
    parts = Parts(fake.analysis)
    await parts.load(FILM, f"a{FILM}")
    return Marks(parts, fake.analysis)


async def test_a_part_is_kept_as_soon_as_both_its_edges_are_known(marks: Marks) -> None:
    await marks.set_edge(MarkerKind.INTRO, Edge.START, 2 * MINUTE, LENGTH)
    before = marks.find(MarkerKind.INTRO), marks.find_draft(MarkerKind.INTRO)
    await marks.set_edge(MarkerKind.INTRO, Edge.END, 3 * MINUTE, LENGTH)

    assert before == (None, Draft(start_ms=2 * MINUTE))
    kept = Marker(kind=MarkerKind.INTRO, start_ms=DurationMs(2 * MINUTE), end_ms=DurationMs(3 * MINUTE))
    assert (marks.find(MarkerKind.INTRO), marks.find_draft(MarkerKind.INTRO)) == (kept, None)


async def test_credits_go_to_the_end_of_the_film(marks: Marks) -> None:
    await marks.set_edge(MarkerKind.CREDITS, Edge.START, 100 * MINUTE, LENGTH)

    found = marks.find(MarkerKind.CREDITS)
    assert found is not None
    assert (found.start_ms, found.end_ms) == (100 * MINUTE, LENGTH)


@pytest.mark.parametrize(
    ("edge", "at_ms", "left"),
    [
        (Edge.START, 5 * MINUTE, Draft(start_ms=5 * MINUTE)),
        (Edge.END, MINUTE, Draft(end_ms=MINUTE)),
    ],
)
async def test_an_edge_beyond_the_other_one_begins_anew(marks: Marks, edge: Edge, at_ms: int, left: Draft) -> None:
    await marks.set_edge(MarkerKind.INTRO, Edge.START, 2 * MINUTE, LENGTH)
    await marks.set_edge(MarkerKind.INTRO, Edge.END, 3 * MINUTE, LENGTH)

    await marks.set_edge(MarkerKind.INTRO, edge, at_ms, LENGTH)

    assert marks.find_draft(MarkerKind.INTRO) == left
    assert marks.find(MarkerKind.INTRO) is not None


async def test_what_was_begun_ends_with_the_film(marks: Marks) -> None:
    await marks.set_edge(MarkerKind.RECAP, Edge.END, MINUTE, LENGTH)

    marks.begin()

    assert marks.find_draft(MarkerKind.RECAP) is None


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (MarkerSource.FINGERPRINT, "Found by fingerprint, 85 %"),
        (MarkerSource.CHAPTERS, "From the chapters of the file"),
        (MarkerSource.USER, "Set by hand"),
    ],
)
def test_it_is_told_who_says_where_a_part_is(source: MarkerSource, words: str) -> None:
    marker = replace(a_marker(MarkerKind.INTRO, 2 * MINUTE, 3 * MINUTE, confidence=0.85), source=source)

    assert word_source(marker) == words
    assert word_place(marker, None) == "2:00 – 3:00"


def opened(theatre: Theatre) -> MarksPanel:
    """Open the panel by its key, a minute and a half into the film."""
    item_id = theatre.film()
    theatre.fake.analysis.known[item_id] = (an_analysis(item_id),)
    theatre.open(item_id)
    theatre.settle()
    theatre.backend.run_to(90_000, duration_ms=LENGTH)
    theatre.press(Qt.Key.Key_P)
    return theatre.page.scenes.marks


def press(theatre: Theatre, panel: MarksPanel, kind: MarkerKind, edge: Edge) -> None:
    QTest.keyClick(panel.edges[(kind, edge)], Qt.Key.Key_Space)
    theatre.settle()
    theatre.settle()


def test_the_panel_opens_by_its_key_with_the_intro_at_hand_and_says_what_is_known(theatre: Theatre) -> None:
    panel = opened(theatre)

    assert panel.isVisible()
    assert panel._places[MarkerKind.INTRO].text() == "2:00 – 3:00"
    assert panel._sources[MarkerKind.INTRO].text() == "Found by fingerprint, 90 %"
    assert theatre.page.focusWidget() is panel.edges[(MarkerKind.INTRO, Edge.START)]
    theatre.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_an_intro_is_said_to_start_where_the_film_is_and_can_be_skipped_from_there(theatre: Theatre) -> None:
    panel = opened(theatre)

    press(theatre, panel, MarkerKind.INTRO, Edge.START)
    theatre.backend.run_to(91_000, duration_ms=LENGTH)

    assert panel._places[MarkerKind.INTRO].text() == "1:30 – 3:00"
    assert panel._sources[MarkerKind.INTRO].text() == "Set by hand"
    assert theatre.page.scenes.button.text() == "Skip intro"


def test_a_part_that_is_none_goes_away_and_all_can_be_found_anew(theatre: Theatre) -> None:
    panel = opened(theatre)

    QTest.keyClick(panel.trash[MarkerKind.INTRO], Qt.Key.Key_Space)
    theatre.settle()
    gone = panel._places[MarkerKind.INTRO].text(), panel.trash[MarkerKind.INTRO].isEnabled()
    QTest.keyClick(panel.again, Qt.Key.Key_Space)
    theatre.settle()

    assert gone == ("Not known", False)
    assert panel._places[MarkerKind.INTRO].text() == "2:00 – 3:00"


def test_a_refusal_is_said_in_the_panel(theatre: Theatre, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_arguments: object) -> None:
        raise Invalid("no", code="invalid_marker")

    monkeypatch.setattr(theatre.fake.analysis, "save_marker", refuse)
    panel = opened(theatre)

    press(theatre, panel, MarkerKind.INTRO, Edge.START)

    assert panel.said.isVisible()
    assert panel._places[MarkerKind.INTRO].text() == "2:00 – 3:00"


def test_music_has_no_such_parts(theatre: Theatre) -> None:
    assert theatre.page.controls.marks.isHidden() is False
    theatre.open(theatre.fake.catalogue.of_kind(ItemKind.TRACK)[0].id)

    assert theatre.page.controls.marks.isHidden()
