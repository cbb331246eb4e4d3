"""The browser page in a real Chromium, against the running engine: from the token to a film that plays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.client import Client
from app.contract.accounts import NewToken, Permission
from app.contract.playback import Method
from tests.fakes.chromium import Tab
from tests.fakes.films import make_film, make_picture
from tests.fakes.program import Program, filled

pytestmark = pytest.mark.end_to_end

SUBTITLE = "1\n00:00:00,000 --> 00:00:19,000\nHallo, <i>Hafen</i> & <img src=x onerror=alert(1)>.\n"
PLAYS = "document.querySelector('video')?.currentTime > {}"
FORGED = "<img src=x onerror=document.title='forged'>"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("films")
    lantern = root / "The Lantern (2019)"
    make_film(lantern / "The Lantern (2019).webm", video="libvpx-vp9", audio="libopus", seconds=20)
    make_picture(lantern / "poster.jpg", (400, 600))
    (lantern / "The Lantern (2019).de.srt").write_text(SUBTITLE, "utf-8")
    (lantern / "movie.nfo").write_text(
        f"<movie><title>The Lantern</title><plot><![CDATA[{FORGED}]]></plot></movie>", "utf-8"
    )
    make_film(root / "Night Ferry (2021).mp4", audio_tracks=2, languages=("eng", "deu"), seconds=20)
    return root


@pytest.fixture(scope="module")
def engine(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    data = tmp_path_factory.mktemp("data")
    with filled(data, movies=films) as program:
        yield program


async def test_somebody_signs_in_finds_a_film_and_watches_it(engine: Program, tab: Tab) -> None:
    url = engine.running.url
    async with Client(url, engine.running.token) as client:
        token = await client.accounts.create_token(
            NewToken(name="sofa", scopes=(Permission.LIBRARY_READ, Permission.PLAYBACK))
        )
        await refused_until_the_token_and_the_line_are_right(tab, url)
        await signed_in(tab, token.token)
        await film_opened(tab)
        await film_played(tab)
        (session,) = await client.playback.list_sessions()

        await seen_and_left(tab)
        left = await client.playback.list_sessions()
        await resumed(tab)
        at_the_end = await client.playback.list_sessions()

        assert session.device == "Chrome on Linux"
        assert session.position_ms >= 10_000
        assert left == at_the_end == ()
        assert [text for text in tab.said if not any(word in text for word in ("401", "DISCONNECTED"))] == []


async def test_a_sound_that_the_browser_cannot_switch_to_comes_in_pieces(engine: Program, tab: Tab) -> None:
    url = engine.running.url
    async with Client(url, engine.running.token) as client:
        await tab.sign_in(engine.running.url, engine.running.token)
        (ferry,) = await client.browse.search("night ferry")

        await tab.run(f"location.hash = '#/play/{ferry.id}'")
        await tab.until(PLAYS.format(0.2))
        await tab.press("ArrowRight")
        await tab.press("a")
        await tab.until("document.querySelectorAll('.menu-entry').length === 2")
        await tab.run("document.querySelectorAll('.menu-entry')[1].click()")
        await tab.until(
            "performance.getEntriesByType('resource').some((each) => each.name.includes('master.m3u8'))"
            " || document.querySelector('video').src.endsWith('master.m3u8')"
        )
        await tab.until(PLAYS.format(10.5))
        (session,) = await client.playback.list_sessions()

        assert session.decision.method is Method.REMUX
        # Without a network hls.js is not there: Chromium plays the pieces by itself, and only says that it looked.
        assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


async def refused_until_the_token_and_the_line_are_right(tab: Tab, url: str) -> None:
    await tab.resize(1280, 800)
    await tab.open(url)
    await tab.click("#token")
    await tab.write("mq_wrong")
    await tab.press("Enter")
    await tab.until("document.querySelector('#said').textContent.includes('does not count')")
    await tab.go_offline(True)
    await tab.press("Enter")
    await tab.until("document.querySelector('#said').textContent.includes('cannot be reached')")
    await tab.go_offline(False)


async def signed_in(tab: Tab, token: str) -> None:
    await tab.run("document.querySelector('#token').value = ''")
    await tab.click("#token")
    await tab.write(token)
    await tab.press("Enter")
    await tab.until("document.querySelector('.shelf h2')")
    assert await tab.run("[sessionStorage.length, localStorage.length]") == [1, 0]


async def film_opened(tab: Tab) -> None:
    await tab.click("[data-place=films]")
    await tab.until("document.querySelectorAll('.wall a.card').length === 2")
    await tab.until("document.querySelector('.wall img.is-there')")
    await tab.run("document.querySelector('.wall a.card[aria-label^=The]').focus()")
    await tab.press("Enter")
    await tab.until("document.querySelector('#play')")
    assert await tab.run("document.querySelector('h1').textContent") == "The Lantern"
    assert await tab.run("document.querySelector('.overview').textContent") == FORGED


async def film_played(tab: Tab) -> None:
    await tab.click("#play")
    await tab.until(PLAYS.format(0.2))
    await tab.press("ArrowRight")
    await tab.until(PLAYS.format(10))
    await tab.press("i")
    await tab.until("document.querySelector('#why-words').textContent.length > 10")
    await tab.press("Escape")
    await tab.press("c")
    await tab.press("ArrowDown")
    await tab.press(" ")
    await tab.until("[...document.querySelector('video').textTracks].some((track) => track.activeCues?.length)")
    cue = "[...document.querySelector('video').textTracks].find((track) => track.activeCues?.length).activeCues[0].text"
    assert "Hallo" in await tab.run(cue)
    assert "<img" not in await tab.run(cue)
    await tab.press("k")
    await tab.until("document.querySelector('video').paused && document.querySelector('#toggle').title === 'Play'")
    await tab.until(
        "performance.getEntriesByType('resource').filter((each) => each.name.includes('/sessions/')).length > 2"
    )


async def seen_and_left(tab: Tab) -> None:
    await tab.press("Escape")
    await tab.until("document.querySelector('#play')?.textContent === 'Resume'")


async def resumed(tab: Tab) -> None:
    await tab.click("#play")
    await tab.until(PLAYS.format(10))
    await tab.reload()
    await tab.until(PLAYS.format(10))
    await tab.press("Escape")
    await tab.until("document.querySelector('#play')")
