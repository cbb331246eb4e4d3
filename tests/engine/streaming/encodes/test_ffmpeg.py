"""The ffmpeg program as the engine knows it, asked by a real worker."""

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import av
import pytest

from app.contract.encoding import Burned, VideoForm
from app.contract.segments import Form
from app.contract.settings import SettingChange
from app.contract.units import DurationMs
from app.engine.ground.paths import Home
from app.engine.streaming import Wanted
from app.engine.streaming.encodes.ffmpeg import Ffmpeg
from app.engine.streaming.encodes.providers import MOST_FAULTS
from tests.engine.streaming.conftest import Room, opened_room
from tests.engine.streaming.encodes.test_encodes import calm, fetched
from tests.fakes.ffmpeg import FFMPEG, make_program, needs_ffmpeg
from tests.fakes.films import make_film

TALKS = """
case "$*" in
*-version) echo "ffmpeg version 9.9-test built here" ;;
*-encoders) echo " V....D libx264   said to be there" ;;
*-filters) echo " ... ass   V->V   said to be there" ;;
*) echo "$@" >> "$0.tried"; echo "Nothing works." >&2; exit 1 ;;
esac
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One data folder for all: a program that was tried is not tried again."""
    home = Home(tmp_path_factory.mktemp("data"))
    home.make()
    return home


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
    assert provider.abilities == {"plain_text", "styled_text"}
    assert str(await program.find()) == FFMPEG
    assert listed["libx264"].works
    assert listed["libx264"].abilities == ("plain_text", "styled_text")
    assert listed["h264_vaapi"].works is ("h264" in provider.hardware)
    assert listed["h264_vaapi"].works or listed["h264_vaapi"].fault


SCRIPT = """[Script Info]
PlayResX: 320
PlayResY: 180
[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Outline, Shadow, Alignment
Style: Default,Sans,40,&Hffffff,0,0,7
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:00.00,0:00:09.00,Default,,0,0,0,,{\\pos(20,20)\\p1}m 0 0 l 80 0 80 60 0 60
"""


def bright(content: bytes, x: int, y: int) -> list[bool]:
    """Return of every picture whether it is bright at a place."""
    with av.open(io.BytesIO(content), "r") as container:
        planes = [frame.planes[0] for frame in container.decode(video=0)]
        return [bytes(plane)[y * plane.line_size + x] > 150 for plane in planes]


async def styled(room: Room, folder: Path, seconds: int) -> str:
    """Order a black film with a white box drawn by a script, and return the URL of its first playlist."""
    calm(room)
    script = folder / "film.ass"
    script.write_text(SCRIPT)
    room.files.append(make_film(folder / "film.mkv", seconds=seconds, audio=None, pattern="color=black"))
    video = VideoForm(codec="h264", width_px=320, height_px=180, burned=Burned(path=str(script)))
    wanted = Wanted(form=Form.TS, video_index=0, video=video, must=("plain_text",), wishes=("styled_text",))
    path, _ordered = await room.streams.order(0, wanted, "anna", DurationMs(0))
    return room.url + path


@needs_ffmpeg
async def test_a_styled_subtitle_is_drawn_by_the_program(room: Room, home: Home, tmp_path: Path) -> None:
    master = await styled(room, tmp_path, 3)

    pieces = await fetched(room, master)
    facts = room.streams.encodes.runs.facts("anna")

    assert bright(b"".join(pieces), 60, 50) == [True] * 30
    assert bright(b"".join(pieces), 200, 50) == [False] * 30
    assert facts is not None
    assert (facts.provider, facts.encoder, facts.fault) == ("ffmpeg", "libx264", "")
    room.streams.encodes.runs.leave("anna")
    async with asyncio.timeout(10):
        while list((home.cache / "ffmpeg").iterdir()):
            await asyncio.sleep(0.01)


@needs_ffmpeg
async def test_a_film_goes_on_when_the_program_is_killed_in_the_middle_of_it(room: Room, tmp_path: Path) -> None:
    count = tmp_path / "count"
    program = make_program(
        tmp_path / "ffmpeg",
        f'case "$*" in *force_key_frames*) echo >> {count}; {FFMPEG} "$@" | head -c 700; kill -9 $$ ;; esac\n'
        f'exec {FFMPEG} "$@"',
    )
    await room.settings.save(SettingChange(values={"streaming.ffmpeg": str(program)}))
    master = await styled(room, tmp_path, 9)

    pieces = await fetched(room, master)
    facts = room.streams.encodes.runs.facts("anna")

    assert len(bright(b"".join(pieces), 60, 50)) == 90
    assert len(count.read_text()) == MOST_FAULTS
    assert facts is not None
    assert (facts.provider, "ffmpeg failed" in facts.fault) == ("pyav", True)
