"""Which folders went along with a file."""

import pytest

from app.engine.library.scan.renames import Renames


@pytest.mark.parametrize(
    ("old", "new", "folders"),
    [
        ("Old/S1/a.mkv", "New/S1/a.mkv", {"Old/S1": "New/S1", "Old": "New"}),
        ("x/Old/a.mkv", "x/New/a.mkv", {"x/Old": "x/New"}),
        ("Old/a.mkv", "x/Old/a.mkv", {"Old": "x/Old"}),
        ("Old/a.mkv", "Old/b.mkv", {}),
        ("Old/a.mkv", "New/b.mkv", {}),
        ("Old/a.mkv", "a.mkv", {}),
        ("a.mkv", "New/a.mkv", {}),
        ("Old/a.mkv", "Known/a.mkv", {}),
    ],
)
def test_folders_that_went_along(old: str, new: str, folders: dict[str, str]) -> None:
    renames = Renames({"Known", "x"})

    assert renames.note(old, new) is bool(folders)
    assert renames.folders == folders
