"""Where the ffmpeg program is looked for."""

import os
import sys
from pathlib import Path

import pytest

from app.engine.streaming.encodes.programs import OFF, find_program
from tests.fakes.ffmpeg import make_program


@pytest.fixture
def search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "search path"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "path", [])
    return folder


def found(told: str = "") -> Path | None:
    place = find_program(told)
    return None if place is None else place.path


def test_a_computer_without_the_program_has_none(search: Path) -> None:
    assert found() is None


def test_the_program_on_the_search_path_is_found(search: Path) -> None:
    program = make_program(search / "ffmpeg", "exit 0")
    assert found() == program


def test_a_package_that_brings_it_along_is_used(search: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site" / "imageio_ffmpeg"
    program = make_program(package / "binaries" / "ffmpeg-linux-x86_64-v7.0.2", "exit 0")
    (package / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])

    assert found() == program


def test_the_owner_says_where_it_is_or_that_it_is_not_wanted(search: Path, tmp_path: Path) -> None:
    make_program(search / "ffmpeg", "exit 0")
    own = make_program(tmp_path / "own's : [place]" / "ffmpeg-7", "exit 0")

    assert found(str(own)) == own
    assert found(OFF) is None
    assert found(str(tmp_path / "nowhere" / "ffmpeg")) is None


@pytest.mark.parametrize(("name", "mode"), [("sh", 0o755), ("ffmpeg", 0o644), ("ffmpeg", 0o757), ("rm ffmpeg", 0o755)])
def test_what_is_no_ffmpeg_or_may_be_replaced_by_anybody_is_not_run(
    search: Path, tmp_path: Path, name: str, mode: int
) -> None:
    assert found(str(make_program(tmp_path / "odd" / name, "exit 0", mode))) is None


@pytest.mark.parametrize("told", ["ffmpeg", "bin/ffmpeg", "/\0/ffmpeg", "/"])
def test_only_a_whole_path_names_a_program(search: Path, told: str) -> None:
    assert found(told) is None


def test_a_program_that_was_replaced_is_another_one(search: Path) -> None:
    program = make_program(search / "ffmpeg", "exit 0")
    before = find_program("")
    os.utime(program, (1, 1))

    assert find_program("") != before
