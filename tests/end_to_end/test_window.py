"""The real window on a real screen, driven by the keyboard alone."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from app.client import Client
from app.contract import codec
from app.contract.browse import Home
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind, NewSource, ScanState, SourceKind
from app.contract.playback import Session
from app.contract.server import Running
from tests.fakes.films import make_film, make_picture
from tests.fakes.screen import Screen, a_cover, a_screen, a_window, missing, wait_until

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.alone,
    pytest.mark.xvfb,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]

T = TypeVar("T")
TITLES = ("Amber Road (2019)", "Blue Hour (2020)", "Copper Sky (2021)")
LENGTH_S = 60
PICTURES_A_SECOND = 10
"""What tests/fakes/films.py makes."""
LOOK_AGAIN_S = 0.05


@pytest.fixture
def screen() -> Iterator[Screen]:
    with a_screen() as screen:
        yield screen


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """Three films, long enough to be killed in the middle of."""
    folder = tmp_path / "media"
    for title in TITLES:
        make_film(folder / title / f"{title}.mkv", seconds=LENGTH_S, size=(640, 360))
        make_picture(folder / title / "poster.jpg", (400, 600))
    return folder


def running(data: Path) -> Running | None:
    """Return the note of the engine, or None while there is none."""
    file = data / "engine.json"
    return codec.decode(file.read_bytes(), Running) if file.exists() else None


async def ask(data: Path, question: Callable[[Client], Awaitable[T]]) -> T | MarqueeError | None:
    """Ask the engine of a data folder, whichever it is now; None while there is none."""
    note = running(data)
    if note is None:
        return None
    try:
        async with Client(note.url, note.token) as client:
            return await question(client)
    except MarqueeError as error:
        return error


async def until(data: Path, question: Callable[[Client], Awaitable[T]], is_so: Callable[[T], object], what: str) -> T:
    """Ask until the answer is so, and return it."""
    deadline = time.monotonic() + 30
    while True:
        answer = await ask(data, question)
        if answer is not None and not isinstance(answer, MarqueeError) and is_so(answer):
            return answer
        assert time.monotonic() < deadline, f"it never came to this: {what} (last answer: {answer!r})"
        await asyncio.sleep(LOOK_AGAIN_S)  # a loop that never rests would take a core from what it waits for


async def sessions(client: Client) -> tuple[Session, ...]:
    return await client.playback.list_sessions()


async def begun(client: Client) -> list[str]:
    """Return what "continue watching" shows."""
    home: Home = await client.browse.get_home()
    return [card.title for row in home.rows if row.key == "continue_watching" for card in row.cards]


def first_run(screen: Screen, media: Path) -> None:
    """Answer the three questions, and arrive at the wall."""
    wait_until(lambda: screen.windows("Welcome"), "the first question")
    wait_until(lambda: "Welcome" in screen.active_title(), "the window is in front")
    screen.type("Ada")
    screen.key("Return")
    screen.type(str(media))
    screen.key("Return")


def play_first_film(screen: Screen) -> None:
    """Walk from the wall into the first film and press Play."""
    wait_until(lambda: "Films" in screen.active_title(), "the wall of films")
    wait_until(lambda: enter_until(screen, "Player"), "the player")


def enter_until(screen: Screen, title: str) -> bool:
    """Press Enter while the page before is shown; tell whether the page wanted is there."""
    if title in screen.active_title():
        return True
    screen.key("Return")
    end = time.monotonic() + 2
    before = screen.active_title()
    while time.monotonic() < end and screen.active_title() == before:
        time.sleep(0.05)
    return title in screen.active_title()


async def test_from_the_first_run_to_resuming_after_a_restart(screen: Screen, media: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with a_window(screen, data) as window:
        first_run(screen, media)
        await until(data, lambda client: client.library.list_sources(), len, "the folder was added")
        screen.key("Return")
        screen.key("Return")
        play_first_film(screen)
        await until(data, sessions, len, "a session is open")
        wait_until(lambda: screen.different_pictures(0.5) > 1, "the picture moves")

        pictures = screen.different_pictures(3)
        screen.key("Right")
        await until(data, sessions, lambda open_now: open_now[0].position_ms > 10_000, "it was told where the film is")
        screen.key("Escape")
        stopped_at = (await until(data, history_of, len, "the session ended"))[0]

        assert pictures >= 3 * PICTURES_A_SECOND * 0.3  # a busy machine is looked at less often than it paints
        assert await until(data, begun, len, "it can be continued") == ["Amber Road"]
        window.send_signal(signal.SIGTERM)
        assert window.wait(15) == 0

    with a_window(screen, data):
        wait_until(lambda: "Home" in screen.active_title(), "the home page")
        wait_until(lambda: enter_until(screen, "Player"), "the player")
        (session,) = await until(data, sessions, len, "a session is open again")
        assert abs(session.position_ms - stopped_at) < 10_000
        assert session.position_ms >= stopped_at
        wait_until(lambda: screen.different_pictures(0.5) > 1, "the picture moves again")


async def history_of(client: Client) -> list[int]:
    """Return where the playbacks ended, the newest first."""
    return [entry.position_ms for entry in (await client.playback.list_history()).entries]


async def test_a_killed_engine_comes_back_and_neither_film_nor_scan_is_lost(
    screen: Screen, media: Path, tmp_path: Path
) -> None:
    data, more = tmp_path / "data", tmp_path / "more"
    for number in range(60):
        make_film(more / f"Film {number:02} (2020).mkv", seconds=1)
    with a_window(screen, data) as window:
        first_run(screen, media)
        await until(data, lambda client: client.library.list_sources(), len, "the folder was added")
        screen.key("Return")
        screen.key("Return")
        play_first_film(screen)
        wait_until(lambda: screen.different_pictures(0.5) > 1, "the picture moves")
        new = NewSource(path=str(more), kind=SourceKind.MOVIES)
        await until(data, lambda client: client.library.add_source(new), bool, "a second folder is scanned")

        first = running(data)
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        killed_at = time.monotonic()
        await until(data, status_pid, lambda pid: pid != first.pid, "another engine answers")
        away_s = time.monotonic() - killed_at

        assert away_s <= 5
        assert window.poll() is None
        await until(data, film_count, lambda count: count == len(TITLES) + 60, "the scan went on to its end")
        await until(data, scans_done, bool, "no scan is open")
        await until(data, sessions, lambda open_now: open_now[0].position_ms > 8_000, "the film goes on")
        wait_until(lambda: screen.different_pictures(0.5) > 1, "the picture still moves")


async def status_pid(client: Client) -> int:
    return (await client.server.get_status()).pid


async def film_count(client: Client) -> int:
    return (await client.browse.list_items(kind=ItemKind.FILM, page_size=1)).total or 0


async def scans_done(client: Client) -> bool:
    return all(scan.state is ScanState.DONE for scan in await client.library.list_scans())


async def test_the_engine_ends_when_its_window_was_killed(screen: Screen, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with a_window(screen, data) as window:
        pid = await until(data, status_pid, bool, "the engine answers")

        window.kill()
        window.wait(5)
        killed_at = time.monotonic()
        wait_until(lambda: not Path(f"/proc/{pid}").exists(), "the engine has ended")

    assert time.monotonic() - killed_at <= 5


def test_a_second_start_raises_the_first_window(screen: Screen, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with a_window(screen, data):
        wait_until(lambda: screen.windows("Welcome"), "the first window")
        with a_cover(screen, "Cover"):
            environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
            command = [sys.executable, "-m", "app", "desktop", "--data-dir", str(data)]
            second = subprocess.run(command, env=environment, check=False, timeout=20)

            wait_until(lambda: "Marquee" in screen.active_title(), "the first window is in front again")

    assert second.returncode == 0
    assert len(screen.windows("Welcome")) == 0
