"""A disk that is really full, with the database on it: everything plays, the status says why nothing is kept."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import httpx
import pytest

from app.client import Client
from app.contract.errors import Unavailable
from app.contract.library import NewSource, SourceKind
from app.contract.playback import Method, Playback, Progress, SessionState, Wish
from app.contract.units import DurationMs
from tests.fakes import small_disk
from tests.fakes.films import make_film
from tests.fakes.playing import device, target
from tests.fakes.program import serving
from tests.fakes.small_disk import SmallDisk
from tests.fakes.storm import piece_urls

pytestmark = pytest.mark.end_to_end

DISK_MB = 48
LENGTH_S = 12
SESSIONS = 4
DEVICE = device(targets=[target("mp4", "h264", "aac")])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def through(data: Path) -> Sequence[str]:
    command = small_disk.through(data, DISK_MB)
    if command is None:
        pytest.skip("this system lets nobody mount a disk of their own (unshare, tmpfs)")
    return command


async def added(client: Client, media: Path) -> str:
    """Add a folder, and return the id of its only film."""
    await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
    async with asyncio.timeout(30):
        while not (cards := (await client.browse.list_items()).entries):
            await asyncio.sleep(0.05)
    return cards[0].id


async def tell(client: Client, playback: Playback, second: int) -> None:
    at = Progress(position_ms=DurationMs(second * 1000), state=SessionState.PLAYING)
    await client.playback.report(playback.session_id, at)


async def answers(client: Client, playback: Playback) -> AsyncIterator[httpx.Response]:
    """Fetch a film: as it is, or piece by piece."""
    url = client.absolute(playback.url)
    async with httpx.AsyncClient(timeout=30) as http:
        for one in [url] if playback.decision.method is Method.DIRECT_PLAY else await piece_urls(http, url):
            yield await http.get(one)


async def faults(client: Client) -> dict[str, str]:
    """Return what the status complains about."""
    return {one.name: one.detail for one in (await client.server.get_status()).components if one.state != "ok"}


async def resume_s(client: Client, item_id: str) -> float:
    """Return where playback would go on."""
    playback = await client.playback.open(item_id, Wish())
    await client.playback.stop(playback.session_id, playback.start_ms)
    return playback.start_ms / 1000


async def test_a_full_disk_keeps_nobody_from_watching_and_nothing_is_lost(
    tmp_path: Path, data: Path, through: Sequence[str]
) -> None:
    film = make_film(tmp_path / "media" / "The Lantern (2019).avi", seconds=LENGTH_S, video="mpeg4", audio="libmp3lame")
    with serving(data, through=through) as program:
        async with Client(program.running.url, program.running.token) as client:
            item_id = await added(client, film.parent)
            await client.settings.save_settings({"playback.resume_min_s": 1})
            before = await client.playback.open(item_id, Wish())
            disk = SmallDisk(program.process.pid, data)
            disk.fill()

            await tell(client, before, 5)
            direct = await client.playback.open(item_id, Wish(start_ms=DurationMs(0)))
            whole = [answer async for answer in answers(client, direct)]
            await tell(client, direct, 7)
            converted = await client.playback.open(item_id, Wish(profile=DEVICE))
            pieces = [answer.status_code async for answer in answers(client, converted)]
            open_now = {session.id for session in await client.playback.list_sessions()}
            while_full = await faults(client)
            with pytest.raises(Unavailable, match="Make room") as caught:
                await client.settings.save_settings({"streaming.idle_s": 60})
            await client.playback.stop(before.session_id, DurationMs(6000))
            await client.playback.stop(converted.session_id, DurationMs(0))
            await client.playback.stop(direct.session_id, DurationMs(8_000))
            resumed_s = await resume_s(client, item_id)

            disk.make_room()
            after = await faults(client)
            async with asyncio.timeout(10):
                while len((await client.playback.list_history()).entries) < SESSIONS:
                    await asyncio.sleep(0.05)
            await client.settings.save_settings({"streaming.idle_s": 60})
            later_s = await resume_s(client, item_id)
            again = await client.playback.open(item_id, Wish(profile=DEVICE))
            later = [answer.status_code async for answer in answers(client, again)]
        assert program.process.poll() is None

    assert [(answer.status_code, answer.content == film.read_bytes()) for answer in whole] == [(200, True)]
    assert len(pieces) == LENGTH_S // 2 + 1 + 1
    assert set(pieces) | set(later) == {200}
    assert open_now == {before.session_id, direct.session_id, converted.session_id}
    assert set(while_full) == {"database", "converted films"}
    assert all("Make room" in detail for detail in while_full.values())
    assert caught.value.code == "disk_full"
    assert after == {}
    assert resumed_s == later_s == 8


def test_an_engine_that_finds_no_room_at_its_start_says_what_to_do(data: Path, through: Sequence[str]) -> None:
    fill = ("sh", "-c", 'dd if=/dev/zero of="$0/filler" bs=64k 2>/dev/null; exec "$@"', str(data))
    serve = (sys.executable, "-m", "app", "serve", "--port", "0", "--no-discovery", "--data-dir", str(data))

    result = subprocess.run((*through, *fill, *serve), capture_output=True, text=True, check=False, timeout=60)

    assert result.returncode != 0
    assert "is full. Make room there" in result.stderr
    assert "Traceback" not in result.stderr
