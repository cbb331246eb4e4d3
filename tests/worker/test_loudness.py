"""The loudness of files."""

from pathlib import Path

import pytest

from app.worker.checks import Fault
from app.worker.loudness import loudness
from tests.fakes.films import make_film


def test_a_tone_is_as_loud_as_it_is(tmp_path: Path) -> None:
    found = loudness(make_film(tmp_path / "tone.mka", video=None, audio="flac", seconds=4))

    assert found is not None
    assert found.integrated_lufs == pytest.approx(
        -21.8, abs=1
    )  # FFmpeg's sine is an eighth of full scale, and, in two channels
    assert found.true_peak_db == pytest.approx(-21.1, abs=1)
    assert found.range_lu == pytest.approx(0, abs=0.5)


def test_a_film_without_sound_has_no_loudness(tmp_path: Path) -> None:
    assert loudness(make_film(tmp_path / "mute.mkv", audio=None)) is None


def test_a_damaged_sound_is_measured_as_far_as_it_goes(tmp_path: Path) -> None:
    film = make_film(tmp_path / "torn.mka", video=None, audio="flac", seconds=6)
    content = film.read_bytes()
    film.write_bytes(content[: len(content) * 2 // 3])

    assert loudness(film) is not None


def test_what_is_no_media_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.mka").write_text("nothing")

    with pytest.raises(Fault):
        loudness(tmp_path / "notes.mka")
