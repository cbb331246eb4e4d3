"""How the page looks on every screen: nothing sticks out, every word can be read, every control has a name."""

from collections.abc import Iterator

import pytest

from app.client import Client
from tests.fakes.chromium import Tab
from tests.fakes.films import make_film, make_picture
from tests.fakes.program import Program, filled

pytestmark = pytest.mark.end_to_end
WIDTHS = (360, 390, 768, 1440, 1920)
# Text on pictures is left out: nobody knows what is behind it, and a shade of our own is.
TOO_FAINT = """(() => {
  const part = (value) => { const c = value / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const read = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const mix = (over, under) => [0, 1, 2].map((each) => over[each] * over[3] + under[each] * (1 - over[3]));
  const behind = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.backgroundImage !== 'none' || each.matches('.hero, .card-frame, .player, .sign-in-page')) return null;
      layers.push(read(style.backgroundColor));
      if (style.position === 'fixed') break;
    }
    return layers.reverse().reduce((under, over) => mix(over, under), [14, 15, 19]);
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    const box = node.getBoundingClientRect();
    if (!text || !box.width || !box.height || node.closest('noscript, script, style') || node.disabled) continue;
    const style = getComputedStyle(node), under = behind(node);
    if (!under || style.visibility === 'hidden') continue;
    const [one, other] = [light(mix(read(style.color), under)), light(under)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const px = parseFloat(style.fontSize), isLarge = px >= 24 || (px >= 18.66 && style.fontWeight >= 600);
    if (ratio < (isLarge ? 3 : 4.5)) found.push(`${text}: ${ratio.toFixed(2)}`);
  }
  return found;
})()"""
NAMELESS = """[...document.querySelectorAll('button, a[href], input, select, [role=button]')]
  .filter((each) => each.getClientRects().length)
  .filter((each) => !(each.getAttribute('aria-label') || each.getAttribute('aria-labelledby') || each.title
    || each.textContent.trim() || (each.labels && each.labels.length) || each.querySelector('img[alt]:not([alt=""])')))
  .map((each) => each.outerHTML.slice(0, 120))"""
# A finger needs 44 px, a mouse 24.
SMALL = """[...document.querySelectorAll('button, a[href].button, .rail-link, .icon-button, .track, select, .above a')]
  .filter((each) => each.getClientRects().length)
  .filter((each) => Math.min(each.getBoundingClientRect().height, each.getBoundingClientRect().width)
    < (matchMedia('(pointer: coarse)').matches && !each.closest('.above') ? 44 : 24))
  .map((each) => each.outerHTML.slice(0, 120))"""
STICKS_OUT = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    root, music, data = (tmp_path_factory.mktemp(name) for name in ("films", "music", "data"))
    for name in ("Night Ferry (2021)", "The Lantern with a Very Long Name That Never Ends (2019)"):
        make_film(root / name / f"{name}.mp4", seconds=12)
        make_picture(root / name / "poster.jpg", (400, 600))
    for number, title in enumerate(("Harbour", "Window in the North of a Long Street"), 1):
        tags = {"artist": "Vela", "album": "Low Tide", "title": title, "track": str(number)}
        path = music / "Vela" / "Low Tide (2019)" / f"{number:02} - {title}.flac"
        make_film(path, seconds=20, video=None, audio="flac", tags=tags)
    with filled(data, movies=root, music=music) as program:
        yield program


async def signed_in(tab: Tab, engine: Program) -> None:
    await tab.sign_in(engine.running.url, engine.running.token)


async def places(engine: Program) -> dict[str, str]:
    """Return addresses of pages, and what is there once they are."""
    async with Client(engine.running.url, engine.running.token) as client:
        (film,) = await client.browse.search("night ferry")
        (album,) = [card for card in await client.browse.search("low tide") if card.title == "Low Tide"]
    return {
        "#/home": ".shelf h2",
        "#/films": ".wall a.card",
        "#/search": "input",
        f"#/item/{film.id}": "#play",
        f"#/item/{album.id}": ".track",
    }


async def faults(tab: Tab) -> dict[str, object]:
    asked = {"sticks out": STICKS_OUT, "too faint": TOO_FAINT, "without a name": NAMELESS, "too small": SMALL}
    return {what: told for what, script in asked.items() if (told := await tab.run(script))}


async def test_what_is_looked_for_would_be_found(engine: Program, tab: Tab) -> None:
    await signed_in(tab, engine)
    await tab.run("location.hash = '#/films'")
    await tab.until("document.querySelector('.wall a.card')")
    await tab.run(
        "(() => { const bad = document.createElement('button'); bad.style.cssText = 'width: 3000px; height: 9px';"
        " const said = document.createElement('p'); said.textContent = 'dim'; said.style.color = '#444';"
        " document.querySelector('#main').append(bad, said); })()"
    )
    told = await faults(tab)

    assert told.keys() == {"sticks out", "too faint", "without a name", "too small"}


async def test_every_page_is_readable_and_fits_on_every_screen(engine: Program, tab: Tab) -> None:
    found = {}
    await signed_in(tab, engine)
    pages = await places(engine)
    for width in WIDTHS:
        await tab.resize(width, 844, is_phone=width < 500)
        for address, there in pages.items():
            await tab.run(f"location.hash = '{address}'")
            await tab.until(f"document.querySelector('{there}')")
            if told := await faults(tab):
                found[f"{width} {address}"] = told

    assert found == {}


async def test_the_bar_of_the_music_fits_on_every_screen(engine: Program, tab: Tab) -> None:
    found = {}
    await signed_in(tab, engine)
    await tab.run(f"location.hash = '{list(await places(engine))[-1]}'")
    await tab.until("document.querySelector('.track')")
    await tab.run("document.querySelectorAll('.track')[1].click()")
    await tab.until("document.querySelector('.music-bar:not([hidden])')")
    for width in WIDTHS:
        await tab.resize(width, 844, is_phone=width < 500)
        if told := await faults(tab):
            found[width] = told
    await tab.run("document.querySelector('#music-queue').click()")
    sticks_out = await tab.run(
        "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.music-panel'))"
    )

    assert found == {}
    assert sticks_out == 0


async def test_the_keys_are_told_on_a_question_mark_and_go_away_again(engine: Program, tab: Tab) -> None:
    await signed_in(tab, engine)
    await tab.run("location.hash = '#/films'")
    await tab.until("document.querySelector('.wall a.card')")
    await tab.press("?")
    await tab.until("document.querySelector('dialog.help[open]')")
    told = await faults(tab)
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog.help')")

    assert told == {}
    assert await tab.run("location.hash") == "#/films"


async def test_the_ring_of_the_focus_on_a_wall_is_whole_and_nobody_signs_out_by_chance(
    engine: Program, tab: Tab
) -> None:
    await signed_in(tab, engine)
    await tab.run("location.hash = '#/films'")
    await tab.until("document.querySelector('.wall a.card')")
    room = await tab.run(
        "(() => { const box = (name) => document.querySelector(name).getBoundingClientRect();"
        " const place = box('.wall .card-place'), frame = box('.wall .card-frame');"
        " return Math.min(frame.left - place.left, frame.top - place.top, place.right - frame.right); })()"
    )
    await tab.run("[...document.querySelectorAll('.rail-link')].at(-1).click()")
    await tab.until("document.querySelector('dialog[open] #sign-out')")
    await tab.press("Escape")
    await tab.until("!document.querySelector('dialog')")
    is_here = await tab.run("Boolean(document.querySelector('.wall a.card'))")
    await tab.run("[...document.querySelectorAll('.rail-link')].at(-1).click()")
    await tab.click("#sign-out")
    await tab.until("document.querySelector('#token')")

    assert room >= 8  # 3 away, 2 wide, and lifted by 3
    assert is_here
    assert await tab.run("sessionStorage.length") == 0
