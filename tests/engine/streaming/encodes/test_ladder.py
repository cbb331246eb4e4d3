"""Smaller sizes of a film that is made anew: what is offered to whom, and that players may change between them."""

import asyncio
import io
import shutil
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.encoding import VideoForm
from app.contract.errors import NotFound
from app.contract.segments import Form
from app.contract.settings import SettingChange
from app.contract.streaming import SentPicture
from app.contract.units import DurationMs
from app.engine.streaming.encodes.ladder import MOST_BITS, SIZES, at, chooses, find, master_playlist, smaller
from app.engine.streaming.encodes.order import Step
from app.engine.streaming.encodes.rules import video_bitrate
from app.engine.streaming.rules import Choice
from tests.engine.streaming.conftest import Room
from tests.engine.streaming.encodes.test_encodes import WANTED, calm
from tests.engine.streaming.encodes.test_rules import ORDER
from tests.fakes.films import make_film
from tests.fakes.making import packet_times, times
from tests.fakes.players import ffmpeg_pictures

FULL_HD = VideoForm(codec="h264", width_px=1920, height_px=1080, bitrate=8_000_000, profile="high", level=40)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36"
ANDROID = "Player/1.0 (Linux;Android 14) AndroidXMedia3/1.5.1"
STEP = Step(video=replace(FULL_HD, width_px=640, height_px=360, bitrate=800_000), cost=0.1)
LADDER = replace(ORDER, video=FULL_HD, cost=0.7, steps=(STEP,))


def sizes(video: VideoForm) -> list[tuple[int, int, int | None]]:
    return [(one.width_px, one.height_px, one.bitrate) for one in smaller(video)]


def test_a_large_picture_has_three_smaller_ones_that_differ_in_size_and_bits_only() -> None:
    assert sizes(FULL_HD) == [(1280, 720, 4_000_000), (854, 480, 1_800_000), (640, 360, 800_000)]
    for one in smaller(FULL_HD):
        assert replace(one, width_px=1920, height_px=1080, bitrate=8_000_000) == FULL_HD


@pytest.mark.parametrize(
    ("changes", "heights"),
    [
        pytest.param({"bitrate": 3_000_000}, [480, 360], id="a step with more bits than the limit is left out"),
        pytest.param({"bitrate": 1_000_000}, [360], id="a low limit"),
        pytest.param({"bitrate": 900_000}, [], id="a limit with nothing much below"),
        pytest.param({"bitrate": None}, [720, 480, 360], id="quality alone decides"),
        pytest.param({"width_px": 1280, "height_px": 720}, [480, 360], id="720p"),
        pytest.param({"width_px": 640, "height_px": 360}, [], id="small already"),
        pytest.param({"width_px": 1920, "height_px": 804}, [536, 358, 268], id="wide"),
        pytest.param({"width_px": 1080, "height_px": 1920}, [1280, 854, 640], id="upright"),
        pytest.param({"width_px": 4000, "height_px": 20}, [16, 16, 16], id="a strip"),
        pytest.param({"codec": "mpeg4"}, [], id="for players of another time"),
    ],
)
def test_steps_stay_below_the_film_and_its_limits(changes: dict[str, Any], heights: list[int]) -> None:
    assert [one.height_px for one in smaller(replace(FULL_HD, **changes))] == heights


def test_a_leaner_codec_needs_fewer_bits() -> None:
    assert [bits for *_, bits in sizes(replace(FULL_HD, codec="hevc"))] == [2_400_000, 1_080_000, 480_000]


@given(
    width=st.integers(8, 4096).map(lambda half: half * 2),
    height=st.integers(8, 2304).map(lambda half: half * 2),
    bitrate=st.none() | st.integers(1, 100_000_000),
)
def test_every_step_has_clearly_fewer_bits_than_the_one_above(width: int, height: int, bitrate: int | None) -> None:
    video = replace(FULL_HD, width_px=width, height_px=height, bitrate=bitrate)
    steps = [video, *smaller(video)]

    assert len(steps) <= len(SIZES) + 1
    for above, below in pairwise(steps):
        assert (below.bitrate or 0) <= video_bitrate(above) * MOST_BITS
        assert below.width_px * below.height_px < width * height or 16 in (below.width_px, below.height_px)
        assert below.width_px % 2 == below.height_px % 2 == 0


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        (BROWSER, True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", True),
        ("Mozilla/5.0 (SMART-TV; LINUX; Tizen 7.0) AppleWebKit/537.36 Version/7.0 TV Safari/537.36", True),
        ("AppleCoreMedia/1.0.0.22A3354 (iPhone; U; CPU OS 18_0 like Mac OS X; en_us)", True),
        (ANDROID, True),
        ("App/3 (Linux;Android 9) ExoPlayerLib/2.18.7", True),
        ("Roku/DVP-12.0 (12.0.0.4182-88)", True),
        ("Lavf/62.12.101", False),
        ("libmpv", False),
        ("VLC/3.0.21 LibVLC/3.0.21", False),
        ("GStreamer souphttpsrc 1.22.0 libsoup/3.2.3", False),
        ("Kodi/21.1 (Linux; Android 12) Android/12 Sys_CPU/armv8l", False),
        ("Mozilla/5.0 (Linux; Kodi 21)", False),
        ("okhttp/4.12.0", False),
        ("", False),
    ],
)
def test_only_players_that_change_by_themselves_are_offered_a_choice(agent: str, expected: bool) -> None:
    assert chooses(agent) is expected


def test_the_first_playlist_tells_of_all_sizes_the_whole_one_first() -> None:
    text = master_playlist(LADDER, Choice(form=Form.MP4, audio_index=1), "../mp4-1/", has_steps=True)

    told = [line for line in text.splitlines() if "STREAM-INF" in line or not line.startswith("#")]
    assert told == [
        (
            '#EXT-X-STREAM-INF:BANDWIDTH=16256000,AVERAGE-BANDWIDTH=8128000,CODECS="avc1.640028,mp4a.40.2",'
            'RESOLUTION=1920x1080,FRAME-RATE=25.000,AUDIO="sound"'
        ),
        "../mp4-1/v0.m3u8",
        (
            '#EXT-X-STREAM-INF:BANDWIDTH=1856000,AVERAGE-BANDWIDTH=928000,CODECS="avc1.640028,mp4a.40.2",'
            'RESOLUTION=640x360,FRAME-RATE=25.000,AUDIO="sound"'
        ),
        "../mp4-1/v0-360.m3u8",
    ]
    assert text.count("TYPE=AUDIO") == 1
    assert "v0-360" not in master_playlist(LADDER, Choice(form=Form.MP4), "", has_steps=False)


def test_a_step_is_found_by_the_name_of_its_playlist() -> None:
    small = find(LADDER, "v0-360")

    assert small == (replace(LADDER, video=STEP.video, cost=STEP.cost, steps=()), "v0")
    assert at(LADDER, STEP) == small[0]
    assert find(LADDER, "v0") == (LADDER, "v0")
    assert find(LADDER, "a1") == (LADDER, "a1")


@pytest.mark.parametrize("name", ["v0-480", "v1-360"])
def test_a_step_that_is_not_offered_is_not_there(name: str) -> None:
    with pytest.raises(NotFound):
        find(LADDER, name)


def test_what_steps_cost_is_no_part_of_an_orders_name_but_what_they_are_is() -> None:
    assert replace(LADDER, steps=(replace(STEP, cost=0.3),)).name == LADDER.name
    assert replace(LADDER, steps=()).name != LADDER.name


LARGE = replace(WANTED, video=VideoForm(codec="h264", width_px=854, height_px=480, bitrate=2_000_000))
"""Ordered of a smaller film, so that the test is quick."""
SMALL_TRACK = "v0-360"


@pytest.fixture
def film(tmp_path: Path, room: Room) -> Path:
    calm(room)
    path = make_film(tmp_path / "film.mkv", seconds=5, audio_tracks=2, languages=("eng", "deu"))
    room.files.append(path)
    return path


async def opened(room: Room, form: Form = Form.MP4, viewer: str = "anna") -> str:
    path, _ordered = await room.streams.order(0, replace(LARGE, form=form), viewer, DurationMs(0))
    return room.url + path


async def change(room: Room, key: str, value: bool | int) -> None:
    await room.streams.encodes.runs._settings.save(SettingChange(values={key: value}))


async def pieces(room: Room, master: str, track: str) -> list[str]:
    return await room.names(master.replace("master.m3u8", f"{track}.m3u8"))


async def bytes_of(room: Room, url: str) -> bytes:
    answer = await room.http.get(url)
    assert answer.status_code == 200, answer.text[:300]
    return answer.content


async def alone(room: Room, before: tuple[int, ...]) -> tuple[int, ...]:
    """Wait until one worker is left that was not there before."""
    async with asyncio.timeout(5):
        while len(pids := room.media.encoding.pids()) != 1 or pids == before:
            await asyncio.sleep(0.001)
    return pids


@pytest.mark.usefixtures("film")
async def test_a_browser_is_offered_what_ffmpeg_is_not(room: Room) -> None:
    master = await opened(room)

    browser, ffmpeg, unknown = [
        (await room.http.get(master, headers={"User-Agent": agent})).text
        for agent in (BROWSER, "Lavf/62.12.101", "Something/1.0")
    ]

    assert [line for line in browser.splitlines() if not line.startswith("#")] == ["v0.m3u8", "v0-360.m3u8"]
    assert ffmpeg.count("STREAM-INF") == unknown.count("STREAM-INF") == 1
    assert (await room.http.get(master.replace("master", "v0-480"))).status_code == 404


@pytest.mark.usefixtures("film")
async def test_an_owner_may_want_one_size_only(room: Room) -> None:
    await change(room, "streaming.ladder", False)

    text = (await room.http.get(await opened(room), headers={"User-Agent": BROWSER})).text

    assert text.count("STREAM-INF") == 1


@pytest.mark.usefixtures("film")
async def test_a_film_in_one_stream_has_one_size(room: Room) -> None:
    await room.streams.order(0, replace(LARGE, is_whole=True), "anna", DurationMs(0))

    assert [known.order.steps for known in room.streams.encodes._known.values()] == [()]


@pytest.mark.usefixtures("film")
async def test_pieces_of_two_sizes_fit_together(room: Room) -> None:
    master = await opened(room)
    large, small = await pieces(room, master, "v0"), await pieces(room, master, SMALL_TRACK)
    heads = [await bytes_of(room, url.replace("/0.m4s", "/head.mp4")) for url in (large[0], small[0])]
    mixed = [heads[n % 2] + await bytes_of(room, (large, small)[n % 2][n]) for n in range(len(large))]
    whole = [heads[0] + await bytes_of(room, url) for url in large]

    assert [times(io.BytesIO(one)) for one in mixed] == [times(io.BytesIO(one)) for one in whole]
    assert [packet_times(one)[0] for one in mixed] == [packet_times(one)[0] for one in whole]
    decoded = [dts for one in mixed for dts, _pts, _key in packet_times(one)]
    assert decoded == sorted(set(decoded))
    assert heads[0] != heads[1]


@pytest.mark.usefixtures("film")
async def test_pieces_of_two_sizes_in_one_stream_decode_to_every_picture(room: Room, tmp_path: Path) -> None:
    master = await opened(room, Form.TS)
    large, small = await pieces(room, master, "v0"), await pieces(room, master, SMALL_TRACK)
    mixed = b"".join([await bytes_of(room, (large, small)[n % 2][n]) for n in range(len(large))])

    shown = times(io.BytesIO(mixed))
    decoded = [dts for dts, _pts, _key in packet_times(mixed)]

    assert len(shown) == 50
    assert {round(after - before, 3) for before, after in pairwise(shown)} == {Fraction(1, 10)}
    assert decoded == sorted(set(decoded))
    (tmp_path / "mixed.ts").write_bytes(mixed)
    assert shutil.which("ffmpeg") is None or ffmpeg_pictures(str(tmp_path / "mixed.ts")).complaints == ()


@pytest.mark.usefixtures("film")
async def test_going_to_another_size_ends_the_encoder_of_the_one_before(room: Room) -> None:
    runs = room.streams.encodes.runs
    master = await opened(room)
    large, small = await pieces(room, master, "v0"), await pieces(room, master, SMALL_TRACK)
    await bytes_of(room, large[0])
    first = await alone(room, ())
    before = runs.facts("anna")

    await bytes_of(room, small[1])
    second = await alone(room, first)
    after = runs.facts("anna")
    await bytes_of(room, large[1].replace("/1.m4s", "/head.mp4"))

    assert before is not None
    assert after is not None
    assert (before.height_px, after.height_px) == (480, 360)
    assert after.cost_percent <= before.cost_percent
    assert room.media.encoding.pids() == second  # what is there already is no reason to go back
    assert runs.picture("anna") == SentPicture(width_px=640, height_px=360, bitrate=800_000)
    room.streams.leave("anna")
    assert runs.picture("anna") is None
    async with asyncio.timeout(5):
        while room.media.encoding.pids():
            await asyncio.sleep(0.001)


@pytest.mark.usefixtures("film")
async def test_another_size_needs_room_unless_it_takes_that_of_the_one_before(room: Room) -> None:
    await change(room, "streaming.most_encodes", 1)
    master = await opened(room)
    await opened(room, viewer="ben")  # who shares the picture
    small = await pieces(room, master, SMALL_TRACK)

    refused = await room.http.get(small[0])
    still = room.streams.encodes.runs.facts("anna")
    room.streams.leave("ben")
    alone = await room.http.get(small[0])
    facts = room.streams.encodes.runs.facts("anna")

    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "too_many_encodes")
    assert still is not None
    assert still.height_px == 480
    assert alone.status_code == 200
    assert facts is not None
    assert facts.height_px == 360
