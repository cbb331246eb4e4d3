"""Orders of films whose picture is made anew, taken by the real room."""

import asyncio
from pathlib import Path

import pytest

from app.contract.encoding import VideoForm
from app.contract.errors import Unavailable
from app.contract.segments import Form
from app.contract.units import DurationMs
from app.engine.streaming import Wanted
from tests.engine.streaming.conftest import Room
from tests.fakes.films import make_film


def wanted(height_px: int) -> Wanted:
    video = VideoForm(codec="h264", width_px=height_px * 2, height_px=height_px)
    return Wanted(form=Form.MP4, video_index=0, video=video)


async def test_two_who_come_together_do_not_both_get_the_room_that_is_there_for_one(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.files.append(make_film(tmp_path / "film.mkv"))
    settings = room.streams.encodes.runs._settings
    monkeypatch.setattr(type(settings), "get_int", lambda _self, key: 1 if key == "streaming.most_encodes" else 100)

    asked = [room.streams.order(0, wanted(height), f"viewer {height}", DurationMs(0)) for height in (64, 96)]
    answers = await asyncio.gather(*asked, return_exceptions=True)

    refused = [answer for answer in answers if isinstance(answer, Unavailable)]
    assert [answer.code for answer in refused] == ["too_many_encodes"]
    assert sum(isinstance(answer, tuple) for answer in answers) == 1
