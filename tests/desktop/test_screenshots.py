"""Every page as it looks, compared with pictures that somebody looked at.

`python3 scripts/dev.py shots` writes the references anew; look at each before it is committed. A page that differs
leaves its new picture and the difference in build/screenshots/.
"""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from app.contract.errors import Unavailable
from app.contract.jobs import JobState
from app.contract.library import ItemKind
from app.contract.lists import NewSmartList
from app.contract.playback import Method, SessionState
from app.contract.units import Kbps
from app.desktop.imports.page import ImportsPage
from app.desktop.kit.preferences import Preferences
from app.desktop.kit.theme import Theme
from app.desktop.library.page import WallPage
from app.desktop.playback import deck, osd
from app.desktop.playback.page import PlayerPage
from app.desktop.review.page import ReviewPage
from app.desktop.window import Window
from tests.desktop.conftest import Drive
from tests.fakes.catalogue import an_empty_catalogue
from tests.fakes.client import FakeClient, a_job, a_quirk, a_session
from tests.fakes.desk import a_desk
from tests.fakes.great_house import a_great_catalogue
from tests.fakes.imports import an_import
from tests.fakes.player import FakeBackend
from tests.fakes.review import some_questions

REFERENCES = Path(__file__).parent / "screenshots"
DIFFERENT = Path(__file__).parents[2] / "build" / "screenshots"
SIZES = (QSize(1280, 720), QSize(1920, 1080))
MAX_SHARE = 0.01
"""Share of pixels that may differ: text is drawn a little differently by other versions of the font library."""
VISIBLE = 40
"""A pixel differs when one of its channels is so far off, of 255."""
QUIET_ROUNDS = 3
PATIENCE_S = 15.0


def first(kind: ItemKind) -> Callable[[FakeClient], dict[str, object]]:
    """Open a page on the first item of a kind."""
    return lambda fake: {"item_id": fake.catalogue.of_kind(kind)[0].id}


def longest(fake: FakeClient) -> dict[str, object]:
    """Open a page on the film with the longest title."""
    return {"item_id": max(fake.catalogue.of_kind(ItemKind.FILM), key=lambda card: len(card.title)).id}


def sung(fake: FakeClient) -> dict[str, object]:
    """Open a page on the first track with lyrics."""
    return {"item_id": next(iter(fake.catalogue.lyrics))}


def filtered(_fake: FakeClient) -> dict[str, object]:
    """Open a wall with several filters on."""
    return {"filters": (("genre[in]", "Drama,Comedy"), ("is_watched", "false"), ("decade", "2010")), "visit": 1}


def nothing(_fake: FakeClient) -> dict[str, object]:
    """Open a page as it is."""
    return {}


def busy(fake: FakeClient) -> dict[str, object]:
    """Let two people play something while a folder is scanned."""
    films = fake.catalogue.of_kind(ItemKind.FILM)
    tv, phone = a_session("1", films[0], device="Living room"), a_session("2", films[1], device="Ada's phone")
    words = "Your TV can't play DTS, so the sound is converted to Dolby Digital 5.1; the picture is untouched."
    converted = replace(tv.decision, method=Method.DIRECT_STREAM, words=words)
    fake.playback.sessions = {
        "1": replace(tv, decision=converted, bandwidth_kbps=Kbps(8240)),
        "2": replace(phone, state=SessionState.PAUSED),
    }
    fake.jobs.jobs = {"1": a_job("1"), "2": a_job("2", JobState.DONE)}
    return {}


def failed_once(fake: FakeClient) -> dict[str, object]:
    """Let a television have failed to play something."""
    fake.playback.quirks = {"1": a_quirk()}
    return {}


PAGES: dict[str, tuple[str, Callable[[FakeClient], dict[str, object]]]] = {
    "welcome": ("welcome", nothing),
    "home": ("home", nothing),
    "films": ("films", nothing),
    "shows": ("shows", nothing),
    "music": ("music", nothing),
    "search": ("search", nothing),
    "films-filtered": ("films", filtered),
    "film": ("details", first(ItemKind.FILM)),
    "film-long": ("details", longest),
    "film-about": ("details", first(ItemKind.FILM)),
    "show": ("details", first(ItemKind.SHOW)),
    "season": ("details", first(ItemKind.SEASON)),
    "episode": ("details", first(ItemKind.EPISODE)),
    "album": ("album", first(ItemKind.ALBUM)),
    "artist": ("artist", first(ItemKind.ARTIST)),
    "lyrics": ("lyrics", sung),
    "lists": ("lists", nothing),
    "list": ("list", lambda _fake: {"list_id": "1"}),
    "finder": ("films", nothing),
    "sources": ("sources", nothing),
    "imports": ("imports", nothing),
    "review-done": ("review", nothing),
    "activity": ("activity", nothing),
    "activity-busy": ("activity", busy),
    "devices": ("devices", nothing),
    "devices-quirks": ("devices", failed_once),
    "settings": ("settings", nothing),
}


LISTS = (
    NewSmartList(
        name="Unseen in 4K", kind=ItemKind.FILM, filters={"is_watched": "false", "resolution": "uhd"}, sort="-year"
    ),
    NewSmartList(name="New shows", kind=ItemKind.SHOW, filters={"added_at[ge]": "-P30D"}),
    NewSmartList(name="Nineties", kind=ItemKind.FILM, filters={"genre[in]": "Drama,Comedy", "decade": "1990"}),
)


def open_drawer(window: Window) -> None:
    """Open the filters of the wall."""
    assert isinstance(window.page, WallPage)
    window.page.filters.opener.click()


def find_people(window: Window) -> None:
    """Search over the page."""
    window.open_finder()
    type_into(window, "nov")


def scroll_down(window: Window) -> None:
    """Show the foot of a page."""
    for area in window.page.findChildren(QScrollArea) if window.page is not None else ():
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


BEFORE: dict[str, Callable[[Window], None]] = {
    "search": lambda window: type_into(window, "har"),
    "films-filtered": open_drawer,
    "finder": find_people,
    "film-about": scroll_down,
}
"""What is done on a page before its picture is taken."""


@pytest.fixture
def still_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same name and the same language on every machine."""
    monkeypatch.setenv("MARQUEE_REDUCED_MOTION", "1")
    monkeypatch.setattr("getpass.getuser", lambda: "Ada")


def a_window(qtbot: QtBot, fake: FakeClient, data_dir: Path, size: QSize) -> Window:
    window = Window(Preferences(data_dir))
    qtbot.addWidget(window)
    window.resize(size)
    window.show()
    window.furnish(a_desk(fake, window, data_dir))
    return window


async def drawn(window: Window) -> Image.Image:
    """Return the window once it has stopped changing: pictures have come, nothing moves."""
    before, equal = b"", 0
    async with asyncio.timeout(PATIENCE_S):
        while equal < QUIET_ROUNDS:
            await asyncio.sleep(0.1)
            shot = window.grab().toImage().convertToFormat(window.grab().toImage().Format.Format_RGB888)
            now = bytes(shot.constBits())
            equal = equal + 1 if now == before else 0
            before = now
    return Image.frombytes("RGB", (shot.width(), shot.height()), before, "raw", "RGB", shot.bytesPerLine())


def difference(shot: Image.Image, reference: Image.Image) -> tuple[float, Image.Image]:
    """Return the share of pixels that visibly differ, and where they are."""
    bands = ImageChops.difference(shot, reference).split()
    strongest = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    marks = strongest.point(lambda value: 255 if value > VISIBLE else 0)
    return marks.histogram()[255] / (shot.width * shot.height), marks


def check(name: str, shot: Image.Image) -> None:
    """Compare with the reference, or write it when asked to."""
    path = REFERENCES / f"{name}.webp"
    if os.environ.get("MARQUEE_WRITE_SCREENSHOTS"):
        REFERENCES.mkdir(exist_ok=True)
        shot.save(path, quality=92, method=6)
        return
    assert path.exists(), f"{path.name} is missing: python3 scripts/dev.py shots"
    reference = Image.open(path).convert("RGB")
    assert shot.size == reference.size
    share, marks = difference(shot, reference)
    if share > MAX_SHARE:
        DIFFERENT.mkdir(parents=True, exist_ok=True)
        shot.save(DIFFERENT / f"{name}.png")
        marks.save(DIFFERENT / f"{name}-difference.png")
    assert share <= MAX_SHARE, f"{name}: {share:.2%} of the pixels differ; see build/screenshots"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("still_time")
def test_a_page_looks_as_it_did(
    qtbot: QtBot, look: Theme, drive: Drive, fake: FakeClient, tmp_path: Path, name: str, size: QSize
) -> None:
    page, arguments = PAGES[name]
    fake.catalogue = a_great_catalogue()
    window = a_window(qtbot, fake, tmp_path, size)

    async def show() -> Image.Image:
        for query in LISTS:
            await fake.browse.add_smart_list(query)
        window.navigator.open(page, **arguments(fake))
        if name in BEFORE:
            await drawn(window)
            BEFORE[name](window)
        return await drawn(window)

    shot = drive(show())

    check(f"{name}-{size.width()}x{size.height()}", shot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("step", ["folders", "report"])
@pytest.mark.usefixtures("still_time")
def test_the_steps_of_taking_over_look_as_they_did(
    qtbot: QtBot, look: Theme, drive: Drive, fake: FakeClient, tmp_path: Path, step: str, size: QSize
) -> None:
    fake.imports.imports["1"] = an_import("1")
    window = a_window(qtbot, fake, tmp_path, size)

    async def show() -> Image.Image:
        window.navigator.open("imports")
        await drawn(window)
        page = window.findChild(ImportsPage)
        assert page is not None
        page.server.opened.emit("1")
        await drawn(window)
        if step == "report":
            page.folders.preview.click()
            await drawn(window)
            fake.imports.end("1")
            await page.state.refresh()
            page.report.show_report(page.state)
        return await drawn(window)

    shot = drive(show())

    check(f"imports-{step}-{size.width()}x{size.height()}", shot)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.usefixtures("still_time")
def test_the_open_questions_look_as_they_did(
    qtbot: QtBot, look: Theme, drive: Drive, fake: FakeClient, tmp_path: Path, size: QSize
) -> None:
    fake.review.put(*some_questions())
    window = a_window(qtbot, fake, tmp_path, size)

    async def show() -> Image.Image:
        window.navigator.open("review")
        return await drawn(window)

    shot = drive(show())

    check(f"review-{size.width()}x{size.height()}", shot)


@pytest.mark.usefixtures("still_time")
def test_the_form_for_something_else_looks_as_it_did(
    qtbot: QtBot, look: Theme, drive: Drive, fake: FakeClient, tmp_path: Path
) -> None:
    fake.review.put(*some_questions()[2:])
    window = a_window(qtbot, fake, tmp_path, SIZES[0])

    async def show() -> Image.Image:
        window.navigator.open("review")
        await drawn(window)
        page = window.findChild(ReviewPage)
        assert page is not None
        page.question.open_form()
        page.take_focus()  # a cursor blinks
        return await drawn(window)

    check("review-form-1280x720", drive(show()))


def press(letters: str) -> Callable[[PlayerPage], None]:
    """Press keys over the film."""

    def act(page: PlayerPage) -> None:
        QTest.keyClicks(page, letters)

    return act


def near_its_end(page: PlayerPage) -> None:
    """Play to where the card with what comes next is there."""
    backend = page.deck.player.backend
    assert isinstance(backend, FakeBackend)
    backend.run_to(page.deck.player.duration_ms - 12_000, duration_ms=page.deck.player.duration_ms)


PLAYING: dict[str, tuple[ItemKind, Callable[[PlayerPage], None]]] = {
    "player": (ItemKind.FILM, press("]")),
    "player-tuning": (ItemKind.FILM, press("]s")),
    "player-why": (ItemKind.FILM, press("i")),
    "player-marks": (ItemKind.FILM, press("p")),
    "player-music": (ItemKind.TRACK, press("")),
    "player-next": (ItemKind.EPISODE, near_its_end),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("name", PLAYING)
@pytest.mark.usefixtures("still_time")
def test_the_player_looks_as_it_did(
    qtbot: QtBot,
    look: Theme,
    drive: Drive,
    fake: FakeClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    size: QSize,
) -> None:
    kind, act = PLAYING[name]
    backend = FakeBackend()
    backend.video_widget().setStyleSheet(
        "background: qlineargradient(x1:0, y1:0, x2:1, y2:1, stop:0 #9fb7c9, stop:1 #43525e)"
    )
    monkeypatch.setattr(deck, "list_backends", lambda first="": (lambda parent: backend,))
    monkeypatch.setattr(osd, "STAY_MS", 60_000)
    fake.catalogue = a_great_catalogue()
    window = a_window(qtbot, fake, tmp_path, size)
    duration = 6_960_000

    async def show() -> Image.Image:
        item = fake.catalogue.of_kind(kind)[0]
        window.navigator.open("player", item_id=item.id, start_ms=0)
        await drawn(window)
        backend.run_to(duration // 3, duration_ms=duration)
        assert isinstance(window.page, PlayerPage)
        act(window.page)
        return await drawn(window)

    shot = drive(show())

    check(f"{name}-{size.width()}x{size.height()}", shot)


def type_into(window: Window, text: str) -> None:
    """Type into the field that has the focus."""
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.insert(text)


@pytest.mark.usefixtures("still_time")
def test_an_empty_library_says_what_to_do(qtbot: QtBot, look: Theme, drive: Drive, tmp_path: Path) -> None:
    window = a_window(qtbot, FakeClient(an_empty_catalogue()), tmp_path, SIZES[0])

    check("home-empty-1280x720", drive(drawn(window)))


@pytest.mark.usefixtures("still_time")
def test_a_failure_says_what_happened(
    qtbot: QtBot, look: Theme, drive: Drive, fake: FakeClient, tmp_path: Path
) -> None:
    fake.failure = Unavailable("The engine does not answer.", code="engine_unreachable")
    window = a_window(qtbot, fake, tmp_path, SIZES[0])

    check("home-error-1280x720", drive(drawn(window)))
