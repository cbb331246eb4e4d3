"""Walks over trees that real disks have: links, loops, pipes, odd names, switches."""

import os
import socket
import sys
from pathlib import Path

import pytest

from app.contract.library import ProblemKind, SourceKind
from app.engine.library.scan.walk import Known, Stopped, Walk, Walked
from tests.fakes.library import put

LATER_NS = 4_000_000_000_000_000_000


def walk(root: Path, known: Known | None = None, kind: SourceKind = SourceKind.MIXED) -> Walked:
    return Walk(root, kind, known or Known(), LATER_NS, lambda _: None).run()


def flaws(walked: Walked) -> dict[str, ProblemKind]:
    return {flaw.path: flaw.kind for flaw in walked.flaws}


def test_media_and_what_lies_beside_is_found(tmp_path: Path) -> None:
    for name in ("a/One.mkv", "a/One.srt", "a/poster.jpg", "a/One.nfo", "b/song.flac", "b/song.lrc", "readme.txt"):
        put(tmp_path / name)

    found = walk(tmp_path)

    assert {seen.path: seen.kind for seen in found.files.values()} == {
        "a/One.mkv": "media",
        "a/One.srt": "subtitle",
        "a/poster.jpg": "picture",
        "a/One.nfo": "nfo",
        "b/song.flac": "media",
        "b/song.lrc": "lyrics",
    }
    assert (found.media, found.listed) == (2, 3)


def test_pipes_sockets_and_empty_files_are_reported_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)
        server.bind("socket.mkv")
        os.chdir(here)
        put(tmp_path / "empty.mkv").write_bytes(b"")
        put(tmp_path / "One.mkv")

        found = walk(tmp_path)

    assert flaws(found) == {
        "pipe.mkv": ProblemKind.NOT_A_FILE,
        "socket.mkv": ProblemKind.NOT_A_FILE,
        "empty.mkv": ProblemKind.EMPTY,
    }
    assert list(found.files) == ["One.mkv"]


def test_links_inside_are_followed_and_loops_and_links_outwards_are_not(tmp_path: Path) -> None:
    root = tmp_path / "root"
    put(root / "real" / "One.mkv")
    put(tmp_path / "outside" / "Two.mkv")
    (root / "real" / "again").symlink_to(root)
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "out.mkv").symlink_to(tmp_path / "outside" / "Two.mkv")
    (root / "in.mkv").symlink_to(root / "real" / "One.mkv")
    (root / "nowhere.mkv").symlink_to(root / "gone.mkv")
    (root / "self.mkv").symlink_to(root / "self.mkv")

    found = walk(root)

    assert sorted(found.files) == ["in.mkv", "real/One.mkv"]
    assert flaws(found) == {
        "out": ProblemKind.LOOP,
        "out.mkv": ProblemKind.LOOP,
        "nowhere.mkv": ProblemKind.VANISHED,
        "self.mkv": ProblemKind.LOOP,
        "real/again": ProblemKind.LOOP,
    }


@pytest.mark.skipif(sys.platform == "darwin", reason="the file system refuses such names")
def test_a_name_that_is_no_text_is_reported_in_a_readable_form(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.mkv", "wb") as file:  # noqa: PTH123  # no Path holds these bytes
        file.write(b"film")

    assert flaws(walk(tmp_path)) == {"caf\ufffd.mkv": ProblemKind.BAD_NAME}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    put(tmp_path / "closed" / "One.mkv")
    (tmp_path / "closed").chmod(0)

    found = walk(tmp_path)

    (tmp_path / "closed").chmod(0o700)
    assert flaws(found) == {"closed": ProblemKind.NO_PERMISSION}
    assert found.unread == ["closed"]


def test_a_root_that_is_away_is_told_apart_from_an_empty_one(tmp_path: Path) -> None:
    assert "" not in walk(tmp_path / "gone").folders
    assert "" in walk(tmp_path).folders


def test_switches_and_housekeeping_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path / "skipped" / "One.mkv")
    put(tmp_path / "skipped" / ".nomedia")
    put(tmp_path / "whole" / "One.mkv")
    (tmp_path / "whole" / ".ignore").touch()
    put(tmp_path / "some" / "deep" / "draft-One.mkv")
    put(tmp_path / "some" / "Two.mkv")
    put(tmp_path / "some" / ".plexignore", "# drafts\ndraft-*\n")
    put(tmp_path / "@eaDir" / "One.mkv")
    put(tmp_path / ".hidden.mkv")
    put(tmp_path / "One.mkv.part")

    assert list(walk(tmp_path).files) == ["some/Two.mkv"]


def test_an_unchanged_folder_is_taken_as_stored(tmp_path: Path) -> None:
    put(tmp_path / "a" / "One.mkv")
    first = walk(tmp_path)
    one = first.files["a/One.mkv"]
    stored = ("a", one.path, one.kind.value, one.size_bytes, one.mtime_ns)

    again = walk(tmp_path, Known(folders=first.folders, files={"a": (stored,)}))

    assert (again.listed, again.files, again.same) == (0, {}, {"a/One.mkv"})
    assert (again.media, again.same_media) == (0, 1)


@pytest.mark.parametrize("changed", [3, 4])
def test_a_file_that_is_not_as_stored_is_told_though_its_folder_did_not_change(tmp_path: Path, changed: int) -> None:
    put(tmp_path / "a" / "One.mkv")
    first = walk(tmp_path)
    one = first.files["a/One.mkv"]
    stored = ["a", one.path, one.kind.value, one.size_bytes, one.mtime_ns]
    stored[changed] = -1
    known = Known(folders=first.folders, files={"a": (tuple(stored),)})  # type: ignore[dict-item]

    again = walk(tmp_path, known)

    assert (again.listed, list(again.files), again.same) == (0, ["a/One.mkv"], set())


def test_a_young_folder_is_listed_next_time_too(tmp_path: Path) -> None:
    found = Walk(tmp_path, SourceKind.MIXED, Known(), tmp_path.stat().st_mtime_ns + 1, lambda _: None).run()
    assert found.folders == {"": 0}


def test_a_walk_stops_when_it_is_told_to(tmp_path: Path) -> None:
    one = Walk(tmp_path, SourceKind.MIXED, Known(), LATER_NS, lambda _: None)
    one.stop.set()
    with pytest.raises(Stopped):
        one.run()
