"""What the page's player does when this browser cannot play, when somebody stops it, and when fewer bits are wanted."""

from collections.abc import AsyncIterator, Iterator

import pytest

from app.client import Client
from app.contract.playback import Method
from app.contract.quirks import Failure, Step
from tests.fakes.chromium import Tab
from tests.fakes.films import make_film
from tests.fakes.program import Program, filled

pytestmark = pytest.mark.end_to_end
PLAYS = "document.querySelector('video')?.currentTime > {}"
CANNOT_DECODE = """(() => {
  const video = document.querySelector('video');
  Object.defineProperty(video, 'error', { configurable: true, get: () => ({ code: MediaError.MEDIA_ERR_DECODE }) });
  video.dispatchEvent(new Event('error'));
})()"""
TITLE = "document.querySelector('.player-over h2')?.textContent"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    root, data = tmp_path_factory.mktemp("films"), tmp_path_factory.mktemp("data")
    make_film(root / "Night Ferry (2021).mp4", seconds=30)
    with filled(data, movies=root) as program:
        yield program


@pytest.fixture
async def client(engine: Program) -> AsyncIterator[Client]:
    async with Client(engine.running.url, engine.running.token) as made:
        yield made


async def play(tab: Tab, engine: Program, client: Client, before: str = "") -> None:
    await tab.resize(1280, 800)
    await tab.open(engine.running.url)
    await tab.run(f"sessionStorage.setItem('marquee.token', {engine.running.token!r}); {before}")
    (ferry,) = await client.browse.search("night ferry")
    await tab.run(f"location.hash = '#/play/{ferry.id}?start=0'")
    await tab.until(PLAYS.format(0.2))


async def test_what_this_browser_cannot_decode_comes_in_another_way_from_the_same_place(
    engine: Program, client: Client, tab: Tab
) -> None:
    await play(tab, engine, client)
    await tab.press("ArrowRight")
    await tab.until(PLAYS.format(10))
    before, *_ = await client.playback.list_sessions()

    await tab.run(CANNOT_DECODE)
    await tab.until("document.querySelector('video').currentSrc.includes('/remux/')")
    await tab.until(PLAYS.format(10))
    after, *_ = await client.playback.list_sessions()
    (quirk,) = await client.playback.list_quirks()

    assert (before.decision.method, after.decision.method) == (Method.DIRECT_PLAY, Method.REMUX)
    assert (quirk.failure, quirk.step, quirk.device) == (Failure.PICTURE, Step.REMUX, "Chrome on Linux")
    await client.playback.forget_quirks()


async def test_what_the_owner_stopped_stops_with_a_sentence(engine: Program, client: Client, tab: Tab) -> None:
    await play(tab, engine, client)
    session, *_ = await client.playback.list_sessions()

    await client.playback.dismiss(session.id)
    await tab.press("k")

    assert await tab.until(TITLE) == "Playback was stopped"
    assert await tab.run("document.querySelector('video').paused")
    assert session.id not in {each.id for each in await client.playback.list_sessions()}


async def test_a_limit_is_asked_for_and_stays_with_this_browser(engine: Program, client: Client, tab: Tab) -> None:
    await play(tab, engine, client, "localStorage.setItem('marquee.quality', '40')")
    session, *_ = await client.playback.list_sessions()
    await tab.press("q")
    names = await tab.until("[...document.querySelectorAll('.menu-entry')].map((entry) => entry.textContent)")
    await tab.run("document.querySelector('.menu-entry').click()")
    await tab.until("document.querySelector('.player:not(.is-loading)') && !localStorage.getItem('marquee.quality')")
    await tab.until(PLAYS.format(0.2))
    free, *_ = await client.playback.list_sessions()

    assert session.decision.reasons == ("ContainerBitrateExceedsLimit",)
    assert names[0].startswith("As good as the file")
    assert free.decision.method is Method.DIRECT_PLAY


async def test_what_comes_next_is_named_and_does_not_come_when_somebody_stays(
    engine: Program, client: Client, tab: Tab
) -> None:
    (ferry,) = await client.browse.search("night ferry")
    await tab.sign_in(engine.running.url, engine.running.token)
    await tab.run(
        "import('/web/next.js').then(({ announce }) =>"
        f" announce(document.querySelector('#app'), () => {{ document.title = 'went on'; }}, {ferry.id!r}))"
    )
    name = await tab.until("document.querySelector('.next-name').textContent")
    await tab.run("[...document.querySelectorAll('.next-card button')].at(-1).click()")

    assert name == "Night Ferry"
    assert await tab.run("document.querySelector('.next-card') === null && document.title !== 'went on'")
