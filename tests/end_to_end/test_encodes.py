"""Films whose picture is made anew, from the real program, by real players; and what goes wrong meanwhile."""

import asyncio
import contextlib
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from app.client import Client
from app.contract.playback import Method, Playback, Wish
from app.contract.settings import Value
from app.contract.units import DurationMs
from tests.fakes import players
from tests.fakes.films import make_film
from tests.fakes.players import Shown
from tests.fakes.playing import device, target
from tests.fakes.processes import encoders
from tests.fakes.program import Program, filled, serving

pytestmark = pytest.mark.end_to_end
posix_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

LENGTH_S = 20
FRAME_RATE = 10
PIECE_S = 2
SEEKS = [round(place, 2) for place in random.Random(9).sample([n / 7 for n in range(10, 7 * (LENGTH_S - 2))], 5)]
IDLE_S = 5
PLAYERS: dict[str, Callable[..., Shown]] = {
    "ffmpeg": players.ffmpeg,
    "mpv": players.mpv,
    "cvlc": players.vlc,
    "gst-play-1.0": players.gstreamer,
}
FORMS = {form: device(targets=[target(form, "h264", "aac")]) for form in ("mp4", "ts")}
FORMS["whole"] = device(targets=[target("mp4", "h264", "aac", Protocol="http")])


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    make_film(folder / "The Lantern (2019).avi", seconds=LENGTH_S, video="mpeg4", audio="libmp3lame")
    return folder


@pytest.fixture(scope="module")
def engine(media: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with filled(tmp_path_factory.mktemp("data"), movies=media) as program:
        yield program


@contextlib.asynccontextmanager
async def opened(program: Program, form: str = "mp4", **settings: Value) -> AsyncIterator[tuple[Client, Playback]]:
    """Open playback of the only film on a device that takes H.264 in pieces and nothing else."""
    async with Client(program.running.url, program.running.token) as client:
        if settings:
            await client.settings.save_settings({f"streaming.{key}": value for key, value in settings.items()})
        [card] = (await client.browse.list_items()).entries
        yield client, await client.playback.open(card.id, Wish(profile=FORMS[form]))


async def url_of(program: Program, form: str) -> str:
    async with opened(program, form) as (client, playback):
        assert playback.decision.method is Method.TRANSCODE
        return client.absolute(playback.url)


async def piece_urls(http: httpx.AsyncClient, master: str) -> list[str]:
    """Return the head and the pieces of the picture."""
    [playlist] = [line for line in (await http.get(master)).text.splitlines() if not line.startswith("#")]
    place = urljoin(master, playlist)
    lines = (await http.get(place)).text.splitlines()
    heads = [line.split('"')[1] for line in lines if line.startswith("#EXT-X-MAP")]
    return [urljoin(place, name) for name in (*heads, *(line for line in lines if not line.startswith("#")))]


@pytest.mark.parametrize("form", ["mp4", "ts"])
@pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in PLAYERS])
def test_players_show_every_frame_and_seek_without_a_complaint(engine: Program, name: str, form: str) -> None:
    play, url = PLAYERS[name], asyncio.run(url_of(engine, form))

    whole = play(url)
    seeks = [play(url, start_s=place) for place in SEEKS]

    # When VLC writes what it reads it keeps the last frames to itself, of a file on the disk too.
    kept_back = 3 if name == "cvlc" else 0
    assert LENGTH_S * FRAME_RATE - kept_back <= len(whole.frames) <= LENGTH_S * FRAME_RATE
    assert whole.complaints == ()
    for place, shown in zip(SEEKS, seeks, strict=True):
        assert shown.complaints == ()
        # FFmpeg begins with the piece after the place, VLC with one before, GStreamer shows the first picture of all.
        rest, piece = (LENGTH_S - place) * FRAME_RATE, PIECE_S * FRAME_RATE
        assert rest - kept_back - piece - 3 <= len(shown.frames) <= rest + 3 * piece + FRAME_RATE


@pytest.mark.parametrize("name", [pytest.param(name, marks=needs(name)) for name in ("ffmpeg", "mpv")])
def test_players_without_hls_get_the_film_in_one_stream(engine: Program, name: str) -> None:
    url = asyncio.run(url_of(engine, "whole"))
    shown = PLAYERS[name](url)

    assert "/stream/made/" in url
    assert len(shown.frames) == LENGTH_S * FRAME_RATE
    assert shown.complaints == ()


@posix_only
async def test_a_player_goes_on_when_its_encoder_is_killed_in_the_middle_of_a_piece(
    media: Path, tmp_path: Path
) -> None:
    with filled(tmp_path, movies=media) as program:
        async with opened(program) as (client, playback), httpx.AsyncClient(timeout=30) as http:
            head, *pieces = await piece_urls(http, client.absolute(playback.url))
            await http.get(head)
            before = encoders(program)
            asking = asyncio.ensure_future(http.get(pieces[-1]))
            await asyncio.sleep(0.02)
            for pid in before:
                os.kill(pid, signal.SIGKILL)
            began = time.monotonic()
            answer = await asking
            took_s = time.monotonic() - began

    assert before
    assert answer.status_code == 200
    assert took_s < 5


@posix_only
async def test_a_client_that_vanishes_leaves_nothing_behind(media: Path, tmp_path: Path) -> None:
    with filled(tmp_path, movies=media) as program:
        async with opened(program, idle_s=IDLE_S) as (client, playback):
            async with httpx.AsyncClient(timeout=30) as http:
                _head, first, *_others = await piece_urls(http, client.absolute(playback.url))
                await http.get(first)
            [session] = await client.playback.list_sessions()
            assert session.encode is not None
            assert encoders(program)
            async with asyncio.timeout(IDLE_S + 5):
                while encoders(program) or await client.playback.list_sessions():
                    await asyncio.sleep(0.1)
            assert open_files(program.running.pid, media) == []


async def test_a_player_that_only_fetches_or_only_tells_is_still_there(media: Path, tmp_path: Path) -> None:
    with filled(tmp_path, movies=media) as program:
        async with opened(program, idle_s=IDLE_S) as (client, playback), httpx.AsyncClient(timeout=30) as http:
            pieces = await piece_urls(http, client.absolute(playback.url))
            for url in pieces[1:6]:
                await http.get(url)
                await asyncio.sleep(IDLE_S / 2)

            assert [session.id for session in await client.playback.list_sessions()] == [playback.session_id]


async def test_two_who_watch_the_same_cost_one_encode(engine: Program) -> None:
    async with opened(engine, "ts") as (client, one), opened(engine, "ts") as (_client, other):
        async with httpx.AsyncClient(timeout=30) as http:
            urls = [await piece_urls(http, client.absolute(playback.url)) for playback in (one, other)]
            got = [[(await http.get(url)).content for url in several] for several in urls]
        sessions = {session.id: session for session in await client.playback.list_sessions()}
        for playback in (one, other):
            await client.playback.stop(playback.session_id, DurationMs(0))

    assert got[0] == got[1]
    assert one.url != other.url
    encodes = [sessions[playback.session_id].encode for playback in (one, other)]
    assert all(encode is None or encode.pieces_made <= len(urls[0]) for encode in encodes)


@posix_only
async def test_a_stop_ends_the_encoder_and_no_other_order_can_be_made_up(media: Path, tmp_path: Path) -> None:
    with filled(tmp_path, movies=media) as program:  # its own: in another one somebody may still be watching
        async with opened(program) as (client, playback), httpx.AsyncClient(timeout=30) as http:
            url = client.absolute(playback.url)
            order = url.split("/")[-3]
            forged = await http.get(url.replace(order, "0" * 64))
            await client.playback.stop(playback.session_id, DurationMs(0))
            async with asyncio.timeout(10):
                while encoders(program):
                    await asyncio.sleep(0.1)

    assert forged.status_code == 403


async def test_a_player_goes_on_after_the_engine_was_killed(media: Path, tmp_path: Path) -> None:
    with filled(tmp_path, movies=media) as program:
        async with opened(program, "ts") as (client, playback), httpx.AsyncClient(timeout=30) as http:
            url = client.absolute(playback.url)
            pieces = await piece_urls(http, url)
            first = (await http.get(pieces[0])).content
        program.kill()
    with serving(tmp_path, port=int(program.running.url.rpartition(":")[2])):
        async with httpx.AsyncClient(timeout=30) as http:
            again = await http.get(pieces[0])
            other = await http.get(pieces[7])

    assert again.content == first
    assert (other.status_code, len(other.content) > 0) == (200, True)


async def test_a_disk_that_takes_nothing_is_told_and_the_film_plays_all_the_same(media: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "pieces").write_bytes(b"no folder")
    with filled(tmp_path, movies=media) as program:
        async with opened(program) as (client, playback), httpx.AsyncClient(timeout=30) as http:
            pieces = await piece_urls(http, client.absolute(playback.url))
            answers = [await http.get(url) for url in pieces]
            components = {one.name: one for one in (await client.server.get_status()).components}
            [card] = (await client.browse.list_items()).entries
            direct = await client.playback.open(card.id, Wish())
            whole = await http.get(client.absolute(direct.url))

    assert {answer.status_code for answer in answers} == {200}
    assert components["converted films"].state == "degraded"
    assert "Make room" in components["converted films"].detail
    assert whole.status_code == 200


def open_files(pid: int, folder: Path) -> list[str]:
    """Return what a process has open of a folder."""
    found = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            found.append(str(handle.readlink()))
    return [name for name in found if name.startswith(str(folder))]
