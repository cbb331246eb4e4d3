"""A film whose picture is made anew, on the browser page against the running engine: by hls.js and by the browser."""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from app.client import Client
from app.contract.playback import Method, Session
from tests.fakes.chromium import HAS_HLS_JS, Tab
from tests.fakes.drawn import Box, put_pgs_into
from tests.fakes.films import make_film
from tests.fakes.joining import put_streams_into
from tests.fakes.processes import encoders
from tests.fakes.program import Program, filled
from tests.fakes.subtitles import put_into, srt

LENGTH_S = 60
IDLE_S = 5
PLAYS = "document.querySelector('video')?.currentTime > {}"
FRAMES = "document.querySelector('video').getVideoPlaybackQuality().totalVideoFrames"
SHOWN = (
    "[...document.querySelector('video').textTracks].find((each) => each.mode === 'showing' && each.activeCues?.length)"
)
FREE_LINE = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
WEAK_LINE = {**FREE_LINE, "downloadThroughput": 240_000}
"""1.9 Mbit/s."""
HEIGHT = "document.querySelector('video').videoHeight"
CHOSEN = "document.querySelector('.menu-entry[aria-checked=true]')?.textContent"
FETCHED = "performance.getEntriesByType('resource').some((each) => {}.test(each.name))"
NATIVE = "document.createElement('video').canPlayType('application/vnd.apple.mpegurl')"

pytestmark = pytest.mark.end_to_end
by_both = pytest.mark.parametrize(
    "query",
    [
        pytest.param("&hls=js", marks=pytest.mark.skipif(not HAS_HLS_JS, reason="hls.js is not installed")),
        pytest.param("", id="native"),
    ],
)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, drafts = tmp_path_factory.mktemp("films"), tmp_path_factory.mktemp("drafts")
    lantern = make_film(root / "The Lantern (2019).mkv", seconds=LENGTH_S, video="mpeg4", languages=("eng",))
    other = make_film(drafts / "other.mka", seconds=LENGTH_S, video=None, audio="ac3", languages=("ger",))
    put_streams_into(lantern, other)
    put_into(lantern, srt(*((at * 1000, at * 1000 + 950, f"Line {at}") for at in range(LENGTH_S)), language="eng"))
    put_pgs_into(lantern, [Box(start_ms=0, end_ms=LENGTH_S * 1000, x=480, y=864, width=960, height=108)])
    make_film(
        root / "Night Ferry (2021).mp4", seconds=20, size=(640, 360), video_options={"b": "3000000", "profile": "main"}
    )
    make_film(
        root / "Tall Lamp (2020).mkv", seconds=30, video="mpeg4", size=(1280, 720), video_options={"b": "6000000"}
    )
    return root


@pytest.fixture(scope="module")
def engine(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    data = tmp_path_factory.mktemp("data")
    with filled(data, movies=films) as program:
        yield program


@pytest.fixture
async def client(engine: Program) -> AsyncIterator[Client]:
    async with Client(engine.running.url, engine.running.token) as made:
        await made.settings.save_settings({"streaming.idle_s": IDLE_S})
        yield made


async def play(tab: Tab, engine: Program, client: Client, query: str = "", title: str = "lantern") -> None:
    (film,) = await client.browse.search(title)
    await tab.resize(1280, 720)
    await tab.open(engine.running.url)
    if not query and not await tab.run(NATIVE):
        pytest.skip("this Chromium does not play HLS by itself")
    await tab.run(f"sessionStorage.setItem('marquee.token', {engine.running.token!r})")
    await tab.run(f"location.hash = '#/play/{film.id}?start=0{query}'")
    await tab.until(PLAYS.format(0.2))


async def the_session(client: Client) -> Session:
    session, *_ = await client.playback.list_sessions()
    return session


async def seek(tab: Tab, to_s: float) -> None:
    moved = "['input', 'change'].forEach((name) => document.querySelector('.seek').dispatchEvent(new Event(name)))"
    await tab.run(f"document.querySelector('.seek').value = {to_s}; {moved}")
    await tab.until(f"!document.querySelector('video').seeking && {PLAYS.format(to_s + 0.2)}")


async def moves(tab: Tab) -> None:
    """Wait until more pictures were decoded than by now."""
    before = await tab.run(FRAMES)
    await tab.until(f"{FRAMES} > {before} + 3")


async def choose(tab: Tab, key: str, word: str) -> None:
    """Choose the entry of a menu whose name has a word in it."""
    entry = f"[...document.querySelectorAll('.menu-entry')].find((each) => each.textContent.includes('{word}'))"
    await tab.press(key)
    await tab.until(entry)
    await tab.run(f"{entry}.click()")


@by_both
async def test_a_film_that_is_made_anew_plays_seeks_switches_and_resumes(
    engine: Program, client: Client, query: str, tab: Tab
) -> None:
    await play(tab, engine, client, query)
    await moves(tab)
    session = await the_session(client)
    await tab.press("i")
    words = await tab.until("document.querySelector('#why-words')?.textContent")
    await tab.press("Escape")
    assert session.decision.method is Method.TRANSCODE
    assert words == session.decision.words
    assert await tab.run("typeof Hls") == ("function" if query else "undefined")

    await seek(tab, 40)
    await moves(tab)
    await choose(tab, "a", "German")
    await tab.until(f"{PLAYS.format(40.4)} && document.querySelector('.player:not(.is-loading)')")
    await moves(tab)
    await tab.press("a")
    assert "German" in await tab.until(CHOSEN)
    await tab.press("Escape")

    await choose(tab, "c", "English")
    await tab.until(f"({SHOWN})?.activeCues[0].text")
    apart = await tab.until(
        f"1 + Math.abs(Number(({SHOWN}).activeCues[0].text.slice(5)) - document.querySelector('video').currentTime)"
    )
    assert apart < 2.5
    assert await tab.run(FETCHED.format(r"/s3.*[.]vtt$/"))
    await choose(tab, "c", "Subtitle 2")
    await tab.until("document.querySelector('.drawn img')?.naturalWidth === 960")
    await moves(tab)

    await seek(tab, 45)
    await tab.press("k")
    await tab.until("document.querySelector('video').paused")
    await tab.run("history.replaceState(null, '', location.hash.replace('start=0', 'again=1'))")
    await tab.reload()
    await tab.until(PLAYS.format(44))
    await moves(tab)
    assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@by_both
async def test_a_page_that_is_closed_leaves_no_session_and_no_encoder(
    engine: Program, client: Client, query: str, tab: Tab
) -> None:
    await play(tab, engine, client, query)
    assert await client.playback.list_sessions()
    await tab.open("about:blank")
    async with asyncio.timeout(IDLE_S + 5):
        while encoders(engine) or await client.playback.list_sessions():
            await asyncio.sleep(0.1)


@by_both
async def test_a_limit_makes_the_picture_anew_and_says_what_is_sent(
    engine: Program, client: Client, query: str, tab: Tab
) -> None:
    await play(tab, engine, client, query, "night ferry")
    free = await the_session(client)
    await choose(tab, "q", "At most 1 Mbit/s")
    await tab.until("document.querySelector('video').currentSrc && document.querySelector('.player:not(.is-loading)')")
    await tab.until(PLAYS.format(0.5))
    await moves(tab)
    limited = await the_session(client)
    await tab.press("q")
    told = await tab.until("document.querySelector('.menu-about')?.textContent")

    assert free.decision.method is Method.DIRECT_PLAY
    assert limited.decision.method is Method.TRANSCODE
    assert isinstance(limited.decision.video, dict)
    assert limited.decision.video["bitrate"] < 1_000_000
    assert told.startswith("Sent now: 640 × 360 · H.264 · ")
    assert told.endswith("kbit/s, converted")
    assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


@by_both
async def test_on_a_weak_line_a_large_picture_becomes_smaller_unless_its_size_is_chosen(
    engine: Program, client: Client, query: str, tab: Tab
) -> None:
    await tab.call("Network.enable")
    await tab.call("Network.emulateNetworkConditions", **(WEAK_LINE if query else FREE_LINE))
    await play(tab, engine, client, query, "tall lamp")
    await moves(tab)
    if query:  # what a browser makes of the sizes by itself is its own affair
        await tab.until(f"{HEIGHT} < 720")
        await tab.call("Network.emulateNetworkConditions", **FREE_LINE)
        await choose(tab, "q", "720p")
        await tab.until(f"{HEIGHT} === 720")
        await moves(tab)
        session = await the_session(client)
        assert session.encode is None or session.encode.height_px == 720
        assert sys.platform != "linux" or len(encoders(engine)) <= 1
        await tab.press("q")
        assert "720p" in await tab.until(CHOSEN)
        assert "× 720" in await tab.run("document.querySelector('.menu-about').textContent")
        await tab.press("Escape")
        await choose(tab, "q", "Automatic")
        await tab.press("q")
        assert await tab.until(CHOSEN) == "Automatic"
    assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []
