"""The first run: three steps, skippable, ends on the wall that fills."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.contract.library import SourceKind
from app.desktop.firstrun.page import WelcomePage
from app.desktop.firstrun.state import FirstRunState, Step
from app.desktop.kit.desk import Desk
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient


@pytest.mark.parametrize(
    ("kinds", "page"),
    [
        ((), "home"),
        ((SourceKind.MUSIC,), "music"),
        ((SourceKind.SHOWS, SourceKind.SHOWS), "shows"),
        ((SourceKind.MOVIES, SourceKind.MUSIC), "films"),
        ((SourceKind.MIXED,), "films"),
    ],
)
async def test_it_ends_on_the_wall_that_fills(fake: FakeClient, kinds: tuple[SourceKind, ...], page: str) -> None:
    state = FirstRunState(fake.as_client())
    for number, kind in enumerate(kinds):
        await state.add_folder(f"/media/{number}", kind)

    assert await state.finish() == page
    assert state.step is Step.DONE


def test_steps_go_forward_and_back_within_their_ends(fake: FakeClient) -> None:
    state = FirstRunState(fake.as_client())

    assert state.back() is Step.NAME
    assert [state.forward() for _ in range(4)] == [Step.FOLDERS, Step.HOUSE, Step.DONE, Step.DONE]


def test_three_steps_and_the_wall(
    qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    page = WelcomePage(desk)
    qtbot.addWidget(page)
    page.show()
    opened: list[str] = []
    desk.navigator.opened.connect(lambda name, _arguments: opened.append(name))

    async def walk() -> None:
        await page.show_with()
        page.name.setText("Mira")
        page.next.click()
        page.back.click()
        page.next.click()
        page.add.wanted.emit("/media/films", "movies")
        page.add.wanted.emit("/media/films", "movies")
        page.next.click()
        page.lan.click()
        page.autostart.click()

    async def finish() -> None:
        page.next.click()

    drive(walk())
    drive(finish())

    assert opened == ["films"]
    assert desk.preferences.choices.name == "Mira"
    assert desk.preferences.choices.is_first_run_done
    assert ("save_settings", ({"network.lan_access": True},)) in fake.calls
    assert len(fake.library.sources) == 1


def test_it_can_be_skipped(qtbot: QtBot, desk: Desk, drive: Drive, fake: FakeClient) -> None:
    page = WelcomePage(desk)
    qtbot.addWidget(page)

    async def skip() -> None:
        page.skip.click()

    drive(skip())

    assert desk.preferences.choices.is_first_run_done
    assert "save_settings" not in fake.verbs()
