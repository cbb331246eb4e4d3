"""A film in pieces on the browser page: played by the browser itself where it can, else by hls.js."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.contract import codec
from app.contract.accounts import Me, Permission
from app.contract.analysis import Analysis
from app.contract.browse import Details
from app.contract.playback import Decision, Method
from app.contract.server import API
from app.contract.units import DurationMs
from app.engine.browse.examples import DETAILS
from app.engine.playback.examples import OPENED, SESSION
from app.engine.web.ranges import file_response
from app.engine.web.route import Call, Route
from tests.fakes.chromium import HAS_HLS_JS, Tab
from tests.fakes.films import make_film
from tests.fakes.scenes import an_analysis
from tests.fakes.web import OWNER, a_route, serving

WORDS = "Your browser can't play Matroska, so the file is packed anew; picture and sound are untouched."
MASTER = """#EXTM3U
#EXT-X-VERSION:6
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="eng.m3u8"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="Deutsch",LANGUAGE="de",AUTOSELECT=YES,URI="deu.m3u8"
#EXT-X-STREAM-INF:BANDWIDTH=400000,RESOLUTION=320x180,CODECS="avc1.42c00c,mp4a.40.2",AUDIO="sound"
film.m3u8
"""
PLAYLIST = """#EXTM3U
#EXT-X-VERSION:6
#EXT-X-TARGETDURATION:12
#EXT-X-PLAYLIST-TYPE:VOD
#EXTINF:12.0,
{name}.ts
#EXT-X-ENDLIST
"""
PLAYS = "document.querySelector('video')?.currentTime > {}"

pytestmark = pytest.mark.end_to_end


@pytest.fixture(scope="module")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pieces")
    make_film(folder / "film.ts", seconds=12, audio=None, video_options={"profile": "baseline"})
    for name in ("eng", "deu"):
        make_film(folder / f"{name}.ts", seconds=12, video=None)
    for name in ("film", "eng", "deu"):
        (folder / f"{name}.m3u8").write_text(PLAYLIST.format(name=name), "utf-8")
    (folder / "master.m3u8").write_text(MASTER, "utf-8")
    return folder


@pytest.fixture
async def url(pieces: Path) -> AsyncIterator[str]:
    async with serving(*_routes(pieces)) as url:
        yield url


@pytest.mark.skipif(not HAS_HLS_JS, reason="hls.js is not installed (python3 scripts/page_vendor.py)")
async def test_hls_js_plays_a_film_in_pieces_and_switches_its_sound(url: str, tab: Tab) -> None:
    await play(tab, url, "?hls=js")

    await tab.until(PLAYS.format(0.3))
    await tab.press("ArrowRight")
    await tab.until(PLAYS.format(10))
    await tab.press("a")
    names = await tab.run("[...document.querySelectorAll('.menu-entry')].map((entry) => entry.textContent)")
    await tab.run("document.querySelectorAll('.menu-entry')[1].click()")
    await tab.press("a")
    chosen = await tab.until("document.querySelector('.menu-entry[aria-checked=true]')?.textContent")

    assert await tab.run("typeof Hls") == "function"
    assert names == ["English", "Deutsch"]
    assert chosen == "Deutsch"
    assert tab.said == []


async def test_a_browser_that_plays_pieces_itself_does_without_hls_js_and_is_told_why(url: str, tab: Tab) -> None:
    await tab.open(url)
    if not await tab.run("document.createElement('video').canPlayType('application/vnd.apple.mpegurl')"):
        pytest.skip("this Chromium does not play HLS by itself")
    await play(tab, url, "")

    await tab.until(PLAYS.format(0.3))
    await tab.press("i")

    assert await tab.until("document.querySelector('#why-words')?.textContent") == WORDS
    assert await tab.run("typeof Hls") == "undefined"


async def play(tab: Tab, url: str, query: str) -> None:
    await tab.resize(1280, 800)
    await tab.open(url)
    await tab.run(f"sessionStorage.setItem('marquee.token', {OWNER!r})")
    await tab.run(f"location.hash = '#/play/17{query}'")
    await tab.until("document.querySelector('.player')")


def _routes(pieces: Path) -> tuple[Route, ...]:
    decision = Decision(method=Method.REMUX, container="ts", protocol="hls")
    opened = codec.plain(replace(OPENED, url="/stream/master.m3u8", decision=decision, start_ms=DurationMs(0)))
    opened["decision"]["words"] = WORDS

    async def details(_call: Call) -> Details:
        return DETAILS

    async def open_playback(_call: Call) -> object:
        return opened

    async def analysis(_call: Call) -> Analysis:
        return an_analysis("17", has_pictures=False)

    async def session(_call: Call) -> object:
        return SESSION

    async def me(_call: Call) -> Me:
        return Me(user_id="1", permissions=(Permission.LIBRARY_READ, Permission.PLAYBACK))

    async def piece(call: Call) -> object:
        path = pieces / call.path["name"]
        media_type = "application/vnd.apple.mpegurl" if path.suffix == ".m3u8" else "video/mp2t"
        return await file_response(call.raw, path, media_type=media_type)

    told = {"permission": Permission.PLAYBACK, "answer": None, "example": "…"}
    return (
        a_route(me, path=f"{API}/me", **told),
        a_route(details, path=f"{API}/items/{{id}}", **told),
        a_route(analysis, path=f"{API}/items/{{id}}/analysis", **told),
        a_route(open_playback, method="POST", path=f"{API}/items/{{id}}/playback", **told),
        a_route(session, method="PATCH", path=f"{API}/sessions/{{id}}", **told),
        a_route(session, method="DELETE", path=f"{API}/sessions/{{id}}", **told),
        a_route(piece, path="/stream/{name}", **{**told, "permission": Permission.SIGNED}),
    )
