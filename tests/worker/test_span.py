from pathlib import Path

import pytest

from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.span import span
from tests.fakes.films import make_film


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [("a.mkv", "libx264", "aac"), ("a.mp4", "libx264", "aac"), ("a.avi", "mpeg4", "mp2"), ("a.ts", "libx264", "aac")],
)
def test_pictures_last_as_long_as_they_are_shown(tmp_path: Path, name: str, video: str, audio: str) -> None:
    options = {"bf": "3", "preset": "veryfast"} if video == "libx264" else {}
    film = make_film(tmp_path / name, seconds=3, video=video, audio=audio, video_options=options)

    found = span(film, 0)

    assert found.end_us - found.start_us == pytest.approx(3_000_000, abs=2_000)
    assert (found.frame_num, found.frame_den) == (10, 1)


def test_a_file_without_pictures_is_refused(tmp_path: Path) -> None:
    sound = make_film(tmp_path / "a.mp3", video=None, audio="libmp3lame", seconds=1)
    for index in (0, 7):
        with pytest.raises(Fault) as caught:
            span(sound, index)
        assert caught.value.kind is MediaFault.UNREADABLE
