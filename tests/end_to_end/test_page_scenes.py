"""Pictures above the seek bar of the page, in a real Chromium against the running engine."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.client import Client
from app.contract.accounts import NewToken, Permission
from app.contract.analysis import Analysis, MarkerSource
from tests.fakes.chromium import Tab
from tests.fakes.films import make_film
from tests.fakes.program import Program, filled

pytestmark = pytest.mark.end_to_end

PLAYS = "document.querySelector('video')?.currentTime > {}"
MARKS = "document.querySelector('button[title=\"Intro and credits\"]')"
INTRO = "document.querySelector('.mark[aria-label=Intro] .mark-words')?.textContent"
SHOWN = "document.querySelector('.seek-hover.is-shown .seek-picture')"
PLACE = SHOWN + "?.style.getPropertyValue('--x')"
FETCHED = "performance.getEntriesByType('resource').some((each) => each.name.includes('{}') && each.responseEnd)"
BOX = "(() => {{ const b = document.querySelector('{}').getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; }})()"  # noqa: E501


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("films")
    make_film(
        root / "The Lantern (2019).webm",
        video="libvpx-vp9",
        audio="libopus",
        seconds=40,
        chapters=("Prologue", "Intro", "The sea", "Credits"),
    )
    return root


async def looked_at(client: Client, item_id: str) -> Analysis:
    """Return what is known about a film once all of it is."""
    async with asyncio.timeout(100):
        while True:
            (found,) = await client.analysis.list_analyses(item_id)
            if found.trickplay and found.chapter_pictures and found.loudness:
                return found
            await asyncio.sleep(0.1)


@pytest.fixture(scope="module")
def engine(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    with filled(tmp_path_factory.mktemp("data"), movies=films) as program:
        yield program


async def test_the_seek_bar_shows_pictures_for_mouse_keys_and_fingers(engine: Program, tab: Tab) -> None:
    url = engine.running.url
    async with Client(url, engine.running.token) as client:
        (film,) = await client.browse.search("lantern")
        found = await looked_at(client, film.id)
        await tab.resize(1280, 800)
        await tab.sign_in(engine.running.url, engine.running.token)
        await tab.run(f"location.hash = '#/play/{film.id}'")
        await tab.until(PLAYS.format(0.2))
        await tab.press("k")
        await tab.until(FETCHED.format("/analysis"))

        by_mouse = await pointed_at(tab, 0.9)
        title = await tab.run("document.querySelector('.seek-hover b').textContent")
        await tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=600, y=100)
        await tab.until(f"!{SHOWN}")
        await tab.run("document.querySelector('.seek').focus()")
        await tab.press("ArrowRight")
        by_keys = await tab.until(PLACE)
        await tab.until(f"!{SHOWN}")
        by_touch = await dragged_to(tab, 0.6)

        assert found.trickplay is not None
        assert found.trickplay.count == 5
        assert title == "Credits"
        assert [by_mouse, by_keys, by_touch] == ["-960px", "-320px", "-640px"]
        assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


async def pointed_at(tab: Tab, share: float) -> object:
    """Point at a place of the seek bar; returns the place of the picture on its sheet."""
    left, top, width, height = await tab.run(BOX.format(".seek"))
    for x in (left + width * share, left + width * share + 1):
        await tab.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=top + height / 2)
    place = await tab.until(PLACE)
    await tab.until(FETCHED.format("/stream/trickplay/"))
    return place


async def dragged_to(tab: Tab, share: float) -> object:
    """Drag on a phone; the picture stays on the screen."""
    await tab.resize(390, 844, is_phone=True)
    left, top, width, height = await tab.run(BOX.format(".seek"))
    y = top + height / 2
    start, end = ([{"x": left + width * part, "y": y}] for part in (0.2, share))
    await tab.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=start)
    await tab.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=end)
    place = await tab.until(PLACE)
    shown, _, shown_width, _ = await tab.run(BOX.format(".seek-hover"))
    await tab.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    assert 0 <= shown < shown + shown_width <= 390
    return place


async def test_intros_are_skipped_and_chapters_chosen(engine: Program, tab: Tab) -> None:
    url = engine.running.url
    async with Client(url, engine.running.token) as client:
        (film,) = await client.browse.search("lantern")
        await looked_at(client, film.id)
        await tab.resize(1280, 800)
        await tab.sign_in(engine.running.url, engine.running.token)

        await tab.run(f"location.hash = '#/item/{film.id}'")
        await tab.until("document.querySelector('.chapter:nth-child(3) img')?.naturalWidth === 320")
        leads_to = await tab.run("document.querySelector('.chapter:nth-child(3)').getAttribute('href')")
        await tab.run(f"location.hash = '#/play/{film.id}?start=12000'")
        await tab.until(PLAYS.format(12))
        await tab.until("document.querySelector('#skip-part:not([hidden])')?.textContent === 'Skip intro'")
        await tab.press("s")
        await tab.until(PLAYS.format(20))
        is_gone = await tab.until("document.querySelector('#skip-part').hidden")
        await tab.press("h")
        await tab.until("document.querySelectorAll('.menu-entry').length === 4")
        names = await tab.run("[...document.querySelectorAll('.menu-entry')].map((each) => each.textContent)")
        await tab.until("document.querySelector('.menu-picture').naturalWidth === 320")
        await tab.run("document.querySelectorAll('.menu-entry')[3].click()")
        await tab.until(PLAYS.format(30))
        await tab.until("document.querySelector('#skip-part:not([hidden])')?.textContent === 'Skip credits'")
        await tab.run("document.querySelector('#skip-part').focus()")
        await tab.press("Enter")
        await tab.until("!document.querySelector('#skip-part') || document.querySelector('#skip-part').hidden")

        (card,) = [one for one in (await client.browse.list_items()).entries if one.id == film.id]
        assert leads_to == f"#/play/{film.id}?start=20000&version=1"
        assert is_gone
        assert names == ["Prologue0:00", "Intro0:10", "The sea0:20", "Credits0:30"]
        assert card.is_watched
        assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


async def test_who_may_change_the_library_says_where_the_intro_is(engine: Program, tab: Tab) -> None:
    async with Client(engine.running.url, engine.running.token) as client:
        (film,) = await client.browse.search("lantern")
        viewer = await client.accounts.create_token(
            NewToken(name="sofa", scopes=(Permission.LIBRARY_READ, Permission.PLAYBACK))
        )
        await looked_at(client, film.id)
        await tab.resize(1280, 800)
        await play_paused(tab, engine.running.url, engine.running.token, film.id)
        await tab.until(f"!{MARKS}.hidden")

        await tab.press("p")
        before = await tab.until(INTRO)
        has_focus = await tab.run("document.activeElement.id")
        await tab.press("Enter")
        after = await tab.until(f"({INTRO}).includes('by hand') && {INTRO}")
        (known,) = await client.analysis.list_analyses(film.id)
        await tab.click("#intro-none")
        gone = await tab.until(f"({INTRO}).includes('Not known') && {INTRO}")
        await client.analysis.forget_markers(film.id)
        await tab.press("Escape")
        is_closed = await tab.run("document.querySelector('.menu').hidden")
        await play_paused(tab, engine.running.url, viewer.token, film.id)
        await tab.until(FETCHED.format("/api/v1/me"))
        await tab.press("p")

        said = next(marker for marker in known.markers if marker.source is MarkerSource.USER)
        assert (before, has_focus) == ("Intro0:10 – 0:20From the chapters of the file", "intro-start")
        assert (5_000 <= said.start_ms < 10_000, said.end_ms) == (True, 20_000)
        assert after == "Intro0:05 – 0:20Set by hand"
        assert gone == "IntroNot known"
        assert is_closed
        assert await tab.run(f"{MARKS}.hidden && document.querySelector('.menu').hidden")
        assert [said for said in tab.said if "/vendor/hls.min.js" not in said] == []


async def play_paused(tab: Tab, url: str, token: str, item_id: str) -> None:
    """Play a film for a moment from its sixth second on, as whoever has a token."""
    await tab.sign_in(url, token)
    await tab.run(f"location.hash = '#/play/{item_id}?start=5000'")
    await tab.until(PLAYS.format(5))
    await tab.press("k")
    await tab.until("document.querySelector('video').paused")
