"""The ffmpeg program as the engine knows it, asked by a real worker."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.engine.ground.paths import Home
from app.engine.streaming.encodes.ffmpeg import Ffmpeg
from tests.engine.streaming.conftest import Room, opened_room
from tests.fakes.ffmpeg import FFMPEG, make_program, needs_ffmpeg

TALKS = """
case "$*" in
*-version) echo "ffmpeg version 9.9-test built here" ;;
*-encoders) echo " V....D libx264   said to be there" ;;
*-filters) echo " ... ass   V->V   said to be there" ;;
*) echo "$@" >> "$0.tried"; echo "Nothing works." >&2; exit 1 ;;
esac
"""


@pytest.fixture
async def room(home: Home) -> AsyncIterator[Room]:
    async with opened_room(home, []) as room:
        yield room


def program_of(room: Room, path: Path | str) -> Ffmpeg:
    return Ffmpeg(room.db, room.media.encoding, lambda: str(path))


async def test_a_program_that_fails_is_told_with_its_reason_and_tried_once(room: Room, tmp_path: Path) -> None:
    path = make_program(tmp_path / "ffmpeg", TALKS)
    program = program_of(room, path)

    provider = await program.provider(wants_hardware=True)
    listed = await program.list_all()
    tried = path.with_name("ffmpeg.tried").read_text().count("libx264")
    again = await program_of(room, path).list_all()

    assert provider is not None
    assert (provider.encoders, provider.hardware, provider.abilities) == ({}, {}, frozenset())
    assert [(one.name, one.works, one.fault) for one in listed] == [
        ("libx264", False, "Nothing works."),
        ("libx265", False, "It was built without this encoder."),
        ("h264_vaapi", False, "It was built without this encoder."),
        ("hevc_vaapi", False, "It was built without this encoder."),
    ]
    assert {one.version for one in listed} == {"9.9-test"}
    assert again == listed
    assert path.with_name("ffmpeg.tried").read_text().count("libx264") == tried == 2  # and once for its subtitles


@pytest.mark.parametrize("script", ["echo something else", "exit 1"])
async def test_what_is_no_ffmpeg_is_not_used(room: Room, tmp_path: Path, script: str) -> None:
    program = program_of(room, make_program(tmp_path / "ffmpeg", script))

    assert await program.find() is None
    assert await program.provider(wants_hardware=False) is None
    assert await program.list_all() == ()


@needs_ffmpeg
async def test_the_real_one_makes_pictures_and_draws_subtitles(room: Room) -> None:
    program = program_of(room, FFMPEG)

    provider = await program.provider(wants_hardware=True)
    listed = {one.name: one for one in await program.list_all()}

    assert provider is not None
    assert provider.encoders["h264"] == "libx264"
    assert provider.abilities == {"styled_text"}
    assert str(await program.find()) == FFMPEG
    assert listed["libx264"].works
    assert listed["libx264"].abilities == ("styled_text",)
    assert listed["h264_vaapi"].works is ("h264" in provider.hardware)
    assert listed["h264_vaapi"].works or listed["h264_vaapi"].fault
