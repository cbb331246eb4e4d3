"""Pictures on the seek bar, chapters and skipping on the player page."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.contract.browse import Details
from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.desktop.playback import sheets as sheets_module
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient
from tests.fakes.scenes import MINUTE, PLACE, an_analysis, some_chapters

LENGTH = 110 * MINUTE


class Sheets:
    """Gives sheets of one colour each, and notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.is_there = True

    async def get_picture(self, url: str, width_px: int = 0) -> bytes:
        self.asked.append(url)
        if not self.is_there:
            raise NotFound(url)
        out = io.BytesIO()
        Image.new("RGB", (3200, 1800), "#c03020").save(out, "JPEG")
        return out.getvalue()


@pytest.fixture
def sheets(fake: FakeClient, theatre: Theatre, monkeypatch: pytest.MonkeyPatch) -> Sheets:
    made = Sheets()
    monkeypatch.setattr(fake.browse, "get_picture", made.get_picture)
    return made


def play(theatre: Theatre, item_id: str | None = None) -> str:
    """Play something that was looked at; returns its id."""
    item_id = item_id or theatre.film()
    theatre.fake.analysis.known[item_id] = (an_analysis(item_id),)
    theatre.open(item_id)
    theatre.settle()
    run_to(theatre, 1_000)
    return item_id


def run_to(theatre: Theatre, position_ms: int) -> None:
    """Let the film play on."""
    theatre.backend.run_to(position_ms, duration_ms=LENGTH)


def point(theatre: Theatre, share: float) -> None:
    """Point at a place of the seek bar."""
    bar = theatre.page.controls.seek_bar
    QApplication.processEvents()  # the times beside the bar take their room
    place = QPointF(8 + (bar.width() - 16) * share, bar.height() / 2)
    no_button, no_key = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        bar, QMouseEvent(QEvent.Type.MouseMove, place, bar.mapToGlobal(place), no_button, no_button, no_key)
    )
    for _ in range(20):
        theatre.settle()


def test_the_seek_bar_shows_the_picture_of_where_the_mouse_is(qtbot: QtBot, theatre: Theatre, sheets: Sheets) -> None:
    play(theatre)
    preview = theatre.page.scenes.preview

    point(theatre, 0.5)
    qtbot.waitUntil(lambda: not preview.picture.pixmap().isNull())

    assert preview.isVisible()
    assert sheets.asked == [f"{PLACE}/3.jpg"]
    assert preview.picture.pixmap().toImage().pixelColor(60, 60).red() > 150
    assert preview.time.text() == "55:00"
    middle = preview.geometry().center().x()
    bar = theatre.page.controls.seek_bar
    assert abs(middle - bar.mapTo(theatre.page.body, QPoint(bar.width() // 2, 0)).x()) <= 2
    assert preview.geometry().bottom() < bar.mapTo(theatre.page.body, QPoint(0, 0)).y()


def test_at_the_edges_the_picture_stays_on_the_screen(theatre: Theatre, sheets: Sheets) -> None:
    play(theatre)
    preview = theatre.page.scenes.preview

    for share in (0.0, 1.0):
        point(theatre, share)
        assert preview.isVisible()
        assert theatre.page.body.rect().contains(preview.geometry())


def test_keys_on_the_bar_show_where_they_went(qtbot: QtBot, theatre: Theatre, sheets: Sheets) -> None:
    play(theatre)
    bar = theatre.page.controls.seek_bar

    bar.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(bar, Qt.Key.Key_Right)

    assert theatre.page.scenes.preview.isVisible()
    assert theatre.page.scenes.preview.time.text() == "0:11"
    qtbot.waitUntil(lambda: not theatre.page.scenes.preview.isVisible(), timeout=5000)


@pytest.mark.usefixtures("_chapters")
def test_without_pictures_the_time_and_the_chapter_are_shown(theatre: Theatre, sheets: Sheets) -> None:
    theatre.open(theatre.film())
    run_to(theatre, 1_000)

    point(theatre, 0.6)

    preview = theatre.page.scenes.preview
    assert (preview.chapter.text(), preview.picture.isVisible()) == ("Out at sea", False)


def test_a_sheet_that_does_not_come_leaves_the_time(theatre: Theatre, sheets: Sheets) -> None:
    sheets.is_there = False
    play(theatre)

    point(theatre, 0.5)

    assert theatre.page.scenes.preview.time.isVisible()
    assert theatre.page.scenes.preview.picture.pixmap().isNull()


def test_a_sheet_that_did_not_come_is_asked_for_again_after_a_rest(
    qtbot: QtBot, theatre: Theatre, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets_module, "AGAIN_MS", 50)
    sheets.is_there = False
    play(theatre)
    point(theatre, 0.5)
    asked = len(sheets.asked)
    sheets.is_there = True

    def is_there_when_pointed_at() -> bool:
        point(theatre, 0.51)
        return not theatre.page.scenes.preview.picture.pixmap().isNull()

    qtbot.waitUntil(is_there_when_pointed_at)

    assert asked == 1
    assert sheets.asked == [f"{PLACE}/3.jpg"] * 2


def test_an_intro_can_be_skipped_by_the_button_and_by_enter(theatre: Theatre) -> None:
    play(theatre)
    button = theatre.page.scenes.button
    before = button.isVisible()

    run_to(theatre, 2 * MINUTE + 500)
    shown = (button.isVisible(), button.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    after = button.isVisible()
    run_to(theatre, 2 * MINUTE + 10_000)
    theatre.press(Qt.Key.Key_Return)

    assert not before
    assert shown == (True, "Skip intro")
    assert not after
    assert theatre.backend.sought == [3 * MINUTE, 3 * MINUTE]
    assert theatre.backend.is_playing


def test_enter_pauses_where_there_is_nothing_to_skip(theatre: Theatre) -> None:
    play(theatre)

    theatre.press(Qt.Key.Key_Return)

    assert not theatre.backend.is_playing


def test_the_button_goes_with_its_part(theatre: Theatre) -> None:
    play(theatre)
    run_to(theatre, 2 * MINUTE)

    run_to(theatre, 3 * MINUTE)

    assert not theatre.page.scenes.button.isVisible()


def test_the_button_fades_and_the_mouse_brings_it_back(qtbot: QtBot, theatre: Theatre) -> None:
    play(theatre)
    button = theatre.page.scenes.button
    button._rest.setInterval(0)

    run_to(theatre, 2 * MINUTE)
    qtbot.waitUntil(lambda: not button.isVisible(), timeout=5000)
    button._rest.setInterval(60_000)
    QTest.mouseMove(theatre.page.body, QPoint(200, 200))
    theatre.page.scenes.wake()

    assert button.isVisible()


def test_skipping_the_last_credits_goes_on_with_the_next_episode(theatre: Theatre) -> None:
    episodes = theatre.fake.catalogue.of_kind(ItemKind.EPISODE)
    play(theatre, episodes[0].id)
    following = theatre.deck.now.next_id
    assert following is not None

    run_to(theatre, 106 * MINUTE)
    assert theatre.page.scenes.button.text() == "Skip credits"
    theatre.page.scenes.skip()
    theatre.settle()
    theatre.settle()

    assert theatre.card_id() == following


@pytest.fixture
def _chapters(fake: FakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every film has four chapters."""
    plain = fake.browse.get_item

    async def get_item(item_id: str) -> Details:
        details = await plain(item_id)
        versions = tuple(replace(one, chapters=some_chapters(LENGTH)) for one in details.versions)
        return replace(details, versions=versions)

    monkeypatch.setattr(fake.browse, "get_item", get_item)


@pytest.mark.usefixtures("_chapters")
def test_the_list_of_chapters_leads_to_each(theatre: Theatre, sheets: Sheets) -> None:
    play(theatre)
    run_to(theatre, 60 * MINUTE)

    menu = theatre.page.scenes.chapter_menu()
    theatre.settle()
    theatre.settle()
    names = [action.text() for action in menu.actions()]
    marked = [action.text() for action in menu.actions() if action.isChecked()]
    menu.actions()[3].trigger()

    assert theatre.page.controls.chapters.isVisible()
    assert names == ["The quay\t0:00", "Chapter 2\t27:30", "Out at sea\t55:00", "Home\t1:22:30"]
    assert marked == ["Out at sea\t55:00"]
    assert not menu.actions()[0].icon().isNull()
    assert menu.actions()[1].icon().isNull()
    assert theatre.backend.sought == [LENGTH * 3 // 4]
    menu.deleteLater()


def test_a_film_without_chapters_has_no_list(theatre: Theatre) -> None:
    play(theatre)

    assert not theatre.page.controls.chapters.isVisible()
