"""Backups, and what the doctor sees."""

import ctypes.util
import json
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.cli import checks
from app.cli.main import main
from app.contract.server import Component, ComponentState
from app.engine.accounts.schema import migrations as accounts
from app.engine.ground import backup
from app.engine.ground.db import Db
from app.engine.ground.lock import hold
from app.engine.ground.paths import Home
from app.engine.library.schema import migrations as library
from tests.cli.conftest import FakeEngine

Output = pytest.CaptureFixture[str]


def run(home: Home, *words: str) -> int:
    return main([*words, "--data-dir", str(home.root)])


def fill(home: Home, name: str) -> None:
    with Db(home.database, [accounts, library]), closing(sqlite3.connect(home.database)) as connection:
        connection.execute("insert into user (name, role, created_at) values (?, 'member', 0)", (name,))
        connection.commit()


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("select name from user")}


def test_what_was_saved_comes_back_and_the_present_is_kept(home: Home, tmp_path: Path, capsys: Output) -> None:
    fill(home, "ada")
    assert run(home, "backup", str(tmp_path / "a.db"), "--json") == 0
    assert json.loads(capsys.readouterr().out)["path"] == str(tmp_path / "a.db")
    fill(home, "bob")

    assert run(home, "restore", str(tmp_path / "a.db"), "--json") == 0

    kept = json.loads(capsys.readouterr().out)["kept"]
    assert names(home.database) == {"owner", "ada"}
    assert names(Path(kept)) == {"owner", "ada", "bob"}


def test_a_backup_is_whole_while_somebody_writes(home: Home, tmp_path: Path) -> None:
    fill(home, "ada")
    with Db(home.database, [accounts, library]), closing(sqlite3.connect(home.database)) as writer:
        writer.execute("insert into user (name, role, created_at) values ('half', 'member', 0)")

        backup.save(home, tmp_path / "a.db")

        writer.rollback()
    assert names(tmp_path / "a.db") == {"owner", "ada"}
    assert [path.name for path in tmp_path.glob("*a.db*")] == ["a.db"]
    assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0


def test_an_older_backup_is_replaced_and_another_file_is_not(home: Home, tmp_path: Path, capsys: Output) -> None:
    fill(home, "ada")
    (tmp_path / "film.mkv").write_bytes(b"film")

    assert run(home, "backup", str(tmp_path / "a.db")) == 0
    assert run(home, "backup", str(tmp_path / "a.db")) == 0
    assert run(home, "backup", str(tmp_path / "film.mkv")) == 1

    assert (tmp_path / "film.mkv").read_bytes() == b"film"
    assert "is no backup" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(home: Home, tmp_path: Path, capsys: Output) -> None:
    assert run(home, "backup", str(tmp_path / "a.db")) == 1
    assert "nothing to save" in capsys.readouterr().err
    fill(home, "ada")
    assert run(home, "backup", str(tmp_path / "no" / "a.db")) == 1
    assert "cannot be written" in capsys.readouterr().err


def _another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table _sqlite_migrations (migration_set text)")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:30_000])


@pytest.mark.parametrize("content", [None, b"", b"film" * 1000, _another_program, _cut])
def test_a_file_that_is_no_backup_changes_nothing(home: Home, tmp_path: Path, content: object) -> None:
    fill(home, "ada")
    source = tmp_path / "a.db"
    if content is _cut:
        backup.save(home, source)
    if isinstance(content, bytes):
        source.write_bytes(content)
    elif callable(content):
        content(source)

    assert run(home, "restore", str(source)) == 1

    assert names(home.database) == {"owner", "ada"}


def test_nothing_is_restored_under_a_running_engine(home: Home, tmp_path: Path, capsys: Output) -> None:
    fill(home, "ada")
    backup.save(home, tmp_path / "a.db")
    with hold(home):
        assert run(home, "restore", str(tmp_path / "a.db")) == 1

    assert "already uses" in capsys.readouterr().err


def test_a_backup_moves_into_an_empty_folder(home: Home, tmp_path: Path, capsys: Output) -> None:
    fill(home, "ada")
    backup.save(home, tmp_path / "a.db")
    fresh = Home(tmp_path / "fresh")

    assert run(fresh, "restore", str(tmp_path / "a.db")) == 0

    assert names(fresh.database) == {"owner", "ada"}
    assert "from before" not in capsys.readouterr().out


def test_the_log_of_the_old_database_is_not_read_into_the_new_one(home: Home, tmp_path: Path) -> None:
    fill(home, "ada")
    backup.save(home, tmp_path / "a.db")
    with closing(sqlite3.connect(home.database)) as crashed:
        crashed.execute("insert into user (name, role, created_at) values ('late', 'member', 0)")
        crashed.commit()

        kept = backup.restore(home, tmp_path / "a.db")

        assert kept is not None
        assert names(home.database) == {"owner", "ada"}
    assert "late" in names(kept)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "trial_command", lambda: (sys.executable, "-c", "raise SystemExit(0)"))
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: name)


def test_a_healthy_installation_passes(home: Home, quick: None, capsys: Output) -> None:
    fill(home, "ada")

    assert run(home, "doctor") == 0
    assert "FAIL" not in capsys.readouterr().out


def test_a_damaged_database_is_found_and_its_copy_named(home: Home, quick: None, capsys: Output) -> None:
    fill(home, "ada")
    (home.backups / "marquee-1.db").touch()
    home.database.write_bytes(b"film" * 1000)

    assert run(home, "doctor", "--json") == 1

    broken = [check for check in json.loads(capsys.readouterr().out) if check["state"] == "down"]
    assert [check["name"] for check in broken] == ["database"]
    assert "marquee-1.db" in broken[0]["detail"]


def test_a_running_engine_is_seen(home: Home, engine: FakeEngine) -> None:
    assert engine.url in checks.check_engine(home).detail


def test_a_note_of_a_crashed_engine_is_not_believed(home: Home, engine: FakeEngine) -> None:
    home.running_file.write_text('{"url": "http://127.0.0.1:1", "pid": 1, "token": "t", "version": "1"}')
    assert "does not run" in checks.check_engine(home).detail or "taken" in checks.check_engine(home).detail
    home.running_file.write_text(f'{{"url": "{engine.url}", "pid": 1, "token": "old", "version": "1"}}')
    assert "runs at" not in checks.check_engine(home).detail


def test_a_folder_that_cannot_be_used_is_found(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    home = Home(tmp_path / "file" / "data")

    assert checks.check_data_folder(home).state is ComponentState.DOWN
    assert checks.check_disk_space(home).state is not None


@pytest.mark.parametrize(
    ("free", "state"), [(1, ComponentState.DOWN), (1024**3, ComponentState.DEGRADED), (1024**4, ComponentState.OK)]
)
def test_a_full_disk_is_found(home: Home, free: int, state: ComponentState, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: _Usage(free))

    assert checks.check_disk_space(home).state is state


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


@pytest.mark.parametrize(
    ("trial", "word"),
    [
        ("raise SystemExit(3)", "libpulse0"),
        ("import nothing_like_this", "nothing_like_this"),
        ("raise SystemExit(0)", "work"),
    ],
)
def test_the_window_is_tried(home: Home, trial: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "trial_command", lambda: (sys.executable, "-c", trial))

    assert word in checks.check_window(home).detail


def test_qt_itself_is_tried(home: Home) -> None:
    assert checks.check_window(home).detail == "Qt and its player work"


def test_a_frozen_bundle_tries_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert checks.trial_command() == (sys.executable, "try-window")


def test_missing_libraries_are_named_by_their_packages(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes.util, "find_library", lambda _name: None)
    monkeypatch.setattr(sys, "platform", "linux")

    found: tuple[Component, ...] = (checks.check_system_libraries(home), checks.check_mpv(home))

    assert "libgl1" in found[0].detail
    assert "libmpv2" in found[1].detail
