"""Subtitles on the browser page, against the running engine: text and pictures, inside films and beside them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.client import Client
from tests.fakes.chromium import HAS_HLS_JS, Tab
from tests.fakes.drawn import Box, put_pgs_into, write_vobsub
from tests.fakes.films import make_film
from tests.fakes.program import Program, filled
from tests.fakes.subtitles import ass, put_into, srt

pytestmark = pytest.mark.end_to_end

SHOWN = (
    "[...document.querySelector('video').textTracks].find((each) => each.mode === 'showing' && each.activeCues?.length)"
)
BOX = Box(start_ms=0, end_ms=20_000, x=480, y=864, width=960, height=108)


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("films")
    lantern = make_film(root / "The Lantern (2019).mkv", seconds=20, video_options={"profile": "baseline"})
    put_into(
        put_pgs_into(lantern, [BOX]),
        srt((0, 20_000, "Who lit the <i>lantern</i>?"), language="eng"),
        ass((0, 20_000, "Sign,,0,0,0,,Ausgang"), language="ger"),
    )
    write_vobsub(root / "The Lantern (2019).fr.idx", [Box(start_ms=0, end_ms=20_000, size=(720, 576), y=400, x=0)])
    (root / "The Lantern (2019).ru.srt").write_bytes(
        "1\n00:00:00,000 --> 00:00:20,000\nПривет, как дела?\n".encode("cp1251")
    )
    ferry = make_film(root / "Night Ferry (2021).mkv", seconds=20, audio_tracks=2, languages=("eng", "deu"))
    put_into(ferry, srt(*((at * 1000, at * 1000 + 900, f"Line {at}") for at in range(20)), language="eng"))
    return root


@pytest.fixture(scope="module")
def engine(films: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    data = tmp_path_factory.mktemp("data")
    with filled(data, movies=films) as program:
        yield program


async def play(tab: Tab, engine: Program, client: Client, query: str = "", title: str = "lantern") -> None:
    (film,) = await client.browse.search(title)
    await tab.resize(1280, 720)
    await tab.sign_in(engine.running.url, engine.running.token)
    await tab.run(f"location.hash = '#/play/{film.id}?start=0{query}'")
    await tab.until("document.querySelector('video')?.currentTime > 0.2")


async def choose(tab: Tab, word: str) -> None:
    """Choose the subtitle whose name has a word in it."""
    entry = f"[...document.querySelectorAll('.menu-entry')].find((each) => each.textContent.includes('{word}'))"
    await tab.press("c")
    await tab.until(entry)
    await tab.run(f"{entry}.click()")


async def text(tab: Tab) -> str:
    return str(await tab.until(f"({SHOWN})?.activeCues[0].text"))


async def test_text_inside_a_film_and_beside_it_is_shown_and_moved_in_time(engine: Program, tab: Tab) -> None:
    async with Client(engine.running.url, engine.running.token) as client:
        await play(tab, engine, client)

        await choose(tab, "English")
        plain = await text(tab)
        await tab.press("x")
        moved = await tab.until(f"({SHOWN})?.activeCues[0].startTime > 0.05 && ({SHOWN}).activeCues[0].startTime")
        await choose(tab, "German")
        styled = await text(tab)
        await choose(tab, "Russian")
        beside = await text(tab)
        await tab.press("c")
        names = await tab.until("[...document.querySelectorAll('.menu-entry')].map((each) => each.textContent)")

        assert plain == "Who lit the <i>lantern</i>?"
        assert moved == pytest.approx(0.1)
        assert styled == "<c.yellow><b>Ausgang</b></c>"
        assert beside == "Привет, как дела?"
        assert len(names) == 6  # off, two files beside the film, three streams inside it
        assert tab.said == [] or all("hls.min.js" in said for said in tab.said)


async def test_pictures_are_drawn_where_they_belong(engine: Program, tab: Tab) -> None:
    async with Client(engine.running.url, engine.running.token) as client:
        await play(tab, engine, client)

        await choose(tab, "French")
        await tab.until("document.querySelector('.drawn img')?.naturalWidth")
        await choose(tab, "Subtitle 3")
        await tab.until("document.querySelector('.drawn img')?.naturalWidth === 960")
        box = await tab.run(
            "(() => { const { x, y, width, height } = document.querySelector('.drawn img').getBoundingClientRect();"
            " return [x, y, width, height]; })()"
        )
        await choose(tab, "Off")
        await tab.until("!document.querySelector('.drawn img')")

        # The film is as wide as the window: 1280 x 720.
        assert box == pytest.approx([320, 576, 640, 72], abs=1)
        assert tab.said == [] or all("hls.min.js" in said for said in tab.said)


async def test_the_language_is_remembered(engine: Program, tab: Tab) -> None:
    async with Client(engine.running.url, engine.running.token) as client:
        await play(tab, engine, client)
        await choose(tab, "German")
        await text(tab)
        await tab.reload()

        assert await text(tab) == "<c.yellow><b>Ausgang</b></c>"


@pytest.mark.parametrize("query", ["&hls=js", ""])
async def test_a_film_in_pieces_has_its_text_in_hls_js_and_in_the_browser_itself(
    engine: Program, query: str, tab: Tab
) -> None:
    if query and not HAS_HLS_JS:
        pytest.skip("hls.js is not installed (python3 scripts/page_vendor.py)")
    async with Client(engine.running.url, engine.running.token) as client:
        await play(tab, engine, client, query, title="night ferry")
        await tab.press("a")
        await tab.until("document.querySelectorAll('.menu-entry').length === 2")
        await tab.run("document.querySelectorAll('.menu-entry')[1].click()")
        await tab.until("performance.getEntriesByType('resource').some((each) => each.name.includes('v0.m3u8'))")
        await tab.until("document.querySelector('video').currentTime > 0.2")

        await choose(tab, "English")
        said = await tab.until(f"({SHOWN})?.activeCues[0].text")
        apart = await tab.run(
            f"Math.abs(Number(({SHOWN} || {{ activeCues: [{{ text: 'Line 99' }}] }}).activeCues[0].text.slice(5))"
            " - document.querySelector('video').currentTime)"
        )
        in_pieces = "performance.getEntriesByType('resource').some((each) => /s3.*[.]vtt$/.test(each.name))"

        assert said.startswith("Line ")
        assert apart < 1.5
        assert await tab.run(in_pieces)
        await tab.press("z")
        assert (await tab.until(f"({SHOWN})?.activeCues[0].text")).startswith("Line ")
