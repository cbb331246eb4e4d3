"""What a computer that is full still offers to somebody who comes."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.contract.encoding import VideoForm
from app.contract.errors import Unavailable
from app.contract.settings import SettingChange
from app.contract.units import DurationMs
from app.engine.streaming.encodes.budget import LEAST_HEIGHT_PX, Machine
from app.engine.streaming.encodes.ladder import smaller
from app.engine.streaming.encodes.offers import offers
from app.engine.streaming.encodes.run import Run
from app.engine.streaming.encodes.service import Ordered
from tests.engine.streaming.conftest import Room
from tests.engine.streaming.encodes.test_encodes import WANTED, calm
from tests.fakes.films import make_film

FULL_HD = VideoForm(codec="h264", width_px=1920, height_px=1080, bitrate=8_000_000, profile="high", level=40)
UPRIGHT = replace(FULL_HD, width_px=1080, height_px=1920)
MACHINE = Machine(frame_rate=100.0, hardware={})
RATE = 24.0
HD = replace(WANTED, video=replace(FULL_HD, width_px=1280, height_px=720), source_px=0, frame_rate=RATE)
HD_COSTS = 0.8
"""Of the room's computer, with the usual preset."""


@pytest.fixture
def films(tmp_path: Path, room: Room) -> list[Path]:
    calm(room, frame_rate=RATE / HD_COSTS)
    room.files.extend(make_film(tmp_path / f"film {number}.mkv", seconds=5, size=(640, 360)) for number in range(3))
    return room.files


async def order(room: Room, number: int, viewer: str) -> Ordered:
    _path, ordered = await room.streams.order(number, HD, viewer, DurationMs(0))
    return ordered


@pytest.mark.parametrize("video", [FULL_HD, UPRIGHT])
def test_the_sizes_become_smaller_and_of_each_the_best_comes_first(video: VideoForm) -> None:
    found = offers(video, MACHINE, source_px=1920 * 1080, frame_rate=RATE, has_steps=True)

    sizes = [way.video.width_px * way.video.height_px for way in found]
    assert sizes == sorted(sizes, reverse=True)
    assert [way.preset for way in found if way.video == video] == ["veryfast", "superfast", "ultrafast"]
    for step in smaller(video):
        assert [way.preset for way in found if way.video == step][:3] == ["veryfast", "superfast", "ultrafast"]
    assert found[-1].video.height_px == LEAST_HEIGHT_PX


def test_without_a_ladder_there_are_the_simplest_pictures_only() -> None:
    found = offers(FULL_HD, MACHINE, source_px=0, frame_rate=RATE, has_steps=False)

    assert {way.preset for way in found if way.video != FULL_HD} == {"ultrafast"}


async def test_who_comes_when_the_computer_is_full_gets_the_largest_size_that_fits(
    room: Room, films: list[Path]
) -> None:
    first = await order(room, 0, "anna")
    second = await order(room, 1, "ben")

    load = sum(run.cost for run in running(room))
    assert (first.is_lowered, first.video.height_px) == (False, 720)
    assert second.is_lowered
    assert 0 < second.video.height_px < 720
    assert load <= 0.9


async def test_a_step_that_somebody_watches_is_offered_when_not_one_more_may_be_made(
    room: Room, films: list[Path]
) -> None:
    await room.streams.encodes.runs._settings.save(SettingChange(values={"streaming.most_encodes": 1}))
    step = await stepped_down(room, "anna")

    with pytest.raises(Unavailable) as refused:
        await order(room, 1, "carl")
    joined = await order(room, 0, "ben")

    assert refused.value.code == "too_many_encodes"
    assert (joined.is_lowered, joined.video) == (True, step)
    assert len(running(room)) == 1


async def stepped_down(room: Room, viewer: str) -> VideoForm:
    """Have somebody watch a smaller size than the film began with; returns its picture."""
    path, _ordered = await room.streams.order(0, HD, viewer, DurationMs(0))
    [known] = room.streams.encodes._known.values()
    largest, *_others = known.order.steps
    track = f"v0-{largest.video.height_px}.m3u8"
    pieces = await room.names((room.url + path).replace("master.m3u8", track))
    assert (await room.http.get(pieces[0])).status_code == 200
    async with asyncio.timeout(10):
        while [run.task.video for run in running(room)] != [largest.video]:
            await asyncio.sleep(0.01)
    return largest.video


def running(room: Room) -> list[Run]:
    return [run for run in room.streams.encodes.runs._runs.values() if not run.is_over]
