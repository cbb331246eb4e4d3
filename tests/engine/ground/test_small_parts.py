"""Clock, data folder, private files, lock, background tasks and bus."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app.contract.errors import Conflict, Unavailable
from app.contract.events import Event, Resync
from app.contract.settings import SettingsChanged
from app.engine.ground import clock
from app.engine.ground.bus import Bus
from app.engine.ground.files import write_private
from app.engine.ground.lock import hold, hold_soon
from app.engine.ground.paths import HOME_VARIABLE, Home, find_home
from app.engine.ground.tasks import Tasks

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")


def test_a_moment_survives_the_database() -> None:
    moment = datetime(2026, 11, 21, 12, 0, 0, 123_000, tzinfo=UTC)

    assert clock.from_ms(clock.to_ms(moment)) == moment
    assert clock.from_ms(clock.to_ms(clock.now())) <= clock.now()
    assert clock.now().tzinfo is UTC


def test_the_data_folder_is_the_given_one_else_that_of_the_environment_else_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "told"))
    assert find_home(tmp_path / "given").root == tmp_path / "given"
    assert find_home(None).root == tmp_path / "told"

    monkeypatch.delenv(HOME_VARIABLE)
    assert find_home().root.name == "Marquee"


@posix_only
def test_the_data_folder_is_closed_to_others(home: Home) -> None:
    folders = [home.root, home.cache, home.backups, home.log_file.parent]

    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


def test_a_data_folder_that_cannot_be_made_says_which(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(Unavailable, match="file") as caught:
        Home(tmp_path / "file" / "home").make()
    assert caught.value.code == "data_dir_unusable"


def test_all_files_of_marquee_lie_in_its_data_folder(home: Home) -> None:
    files = [home.database, home.log_file, home.running_file, home.lock_file]

    assert all(file.is_relative_to(home.root) for file in files)


@posix_only
def test_a_private_file_is_replaced_whole_and_closed_to_others(tmp_path: Path) -> None:
    file = tmp_path / "note"
    write_private(file, b"old")
    write_private(file, b"new")

    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_second_engine_is_refused_until_the_first_has_ended(home: Home) -> None:
    with hold(home):
        with pytest.raises(Conflict) as caught, hold(home):
            pass
        assert caught.value.code == "already_running"
    with hold(home):
        pass


async def test_a_lock_that_a_dying_engine_leaves_behind_is_waited_for(home: Home) -> None:
    async def take() -> bool:
        async with hold_soon(home, patience_s=60):
            return True

    with hold(home):
        with pytest.raises(Conflict):
            async with hold_soon(home, patience_s=0):
                pass
        waiting = asyncio.ensure_future(take())
        await asyncio.sleep(0)
        assert not waiting.done()
    assert await waiting


def test_the_lock_of_a_killed_process_is_free(home: Home) -> None:
    code = (
        "import sys; from pathlib import Path; from app.engine.ground.lock import hold; "
        "from app.engine.ground.paths import Home\n"
        f"with hold(Home(Path({str(home.root)!r}))): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        with pytest.raises(Conflict), hold(home):
            pass
        other.kill()

    with hold(home):
        pass


async def test_a_background_task_that_fails_is_logged_by_its_name() -> None:
    async def fail() -> None:
        raise RuntimeError("broken")

    with capture_logs() as logs:
        async with Tasks() as tasks:
            await asyncio.wait({tasks.start(fail(), name="watch")})

    assert [(line["event"], line["task"]) for line in logs] == [("background_task_failed", "watch")]


async def test_background_tasks_are_cancelled_and_awaited_at_the_end() -> None:
    ended = []

    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("yes")

    async with Tasks() as tasks:
        tasks.start(wait(), name="wait")
        await asyncio.sleep(0)

    assert ended == ["yes"]


def test_listeners_hear_the_kind_they_asked_for() -> None:
    bus, heard = Bus(), list[Event]()
    bus.on(Resync, heard.append)

    bus.publish(Resync())
    bus.publish(SettingsChanged(keys=("a.b",)))

    assert heard == [Resync()]


def test_who_listens_to_everything_can_stop_twice() -> None:
    bus, heard = Bus(), list[Event]()
    stop = bus.on_any(heard.append)

    bus.publish(Resync())
    stop()
    stop()
    bus.publish(Resync())

    assert heard == [Resync()]


def test_a_listener_that_fails_does_not_keep_others_from_hearing() -> None:
    bus, heard = Bus(), list[Event]()

    def fail(_event: Resync) -> None:
        raise RuntimeError("broken")

    bus.on(Resync, fail)
    bus.on(Resync, heard.append)
    with capture_logs() as logs:
        bus.publish(Resync())

    assert heard == [Resync()]
    assert logs[0]["event"] == "listener_failed"
