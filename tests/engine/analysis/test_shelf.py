"""The shelf of pictures: whole or not at all."""

import os
import time
from pathlib import Path

import pytest

from app.engine.analysis.shelf import Shelf

KEY, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "shelf")


def test_what_is_kept_lies_under_its_key(shelf: Shelf) -> None:
    (shelf.draft(KEY) / "0.jpg").write_bytes(b"12345")

    assert shelf.keep(KEY, ["0.jpg"]) == 5
    assert shelf.path(KEY, "0.jpg").read_bytes() == b"12345"


def test_nothing_is_kept_while_a_sheet_is_missing(shelf: Shelf) -> None:
    (shelf.draft(KEY) / "0.jpg").write_bytes(b"12345")

    with pytest.raises(FileNotFoundError):
        shelf.keep(KEY, ["0.jpg", "1.jpg"])

    assert not shelf.path(KEY, "0.jpg").exists()
    assert (shelf.draft(KEY) / "0.jpg").exists()


def test_what_is_made_again_takes_the_place_of_the_old(shelf: Shelf) -> None:
    for content in (b"old", b"newer"):
        (shelf.draft(KEY) / "0.jpg").write_bytes(content)
        shelf.keep(KEY, ["0.jpg"])

    assert shelf.path(KEY, "0.jpg").read_bytes() == b"newer"


def test_what_is_removed_is_gone_with_its_draft(shelf: Shelf) -> None:
    (shelf.draft(KEY) / "0.jpg").write_bytes(b"1")
    shelf.keep(KEY, ["0.jpg"])
    draft = shelf.draft(KEY)

    shelf.remove(KEY)

    assert not shelf.path(KEY, "0.jpg").exists()
    assert not draft.exists()


def test_a_sweep_deletes_what_nobody_needs_and_names_what_is_lost(shelf: Shelf) -> None:
    (shelf.draft(KEY) / "0.jpg").write_bytes(b"1")
    shelf.keep(KEY, ["0.jpg"])
    young, old = shelf.draft(OTHER), shelf.draft("ef" * 32)
    for folder in (old, shelf.path(KEY, "")):
        os.utime(folder, (0, 0))

    lost = shelf.sweep({"12" * 32})

    assert lost == {"12" * 32}
    assert not shelf.path(KEY, "0.jpg").exists()
    assert young.exists()
    assert not old.exists()


def test_a_sweep_spares_what_was_made_since_the_start(shelf: Shelf) -> None:
    (shelf.draft(KEY) / "0.jpg").write_bytes(b"1")
    shelf.keep(KEY, ["0.jpg"])
    later = time.time() + 1
    os.utime(shelf.path(KEY, ""), (later, later))

    shelf.sweep(set())

    assert shelf.path(KEY, "0.jpg").exists()
