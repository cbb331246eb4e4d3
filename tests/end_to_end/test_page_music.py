"""Music on the page: it goes on while somebody browses, in the order that is wanted."""

from collections.abc import Iterator

import pytest

from app.client import Client
from tests.fakes.chromium import Tab
from tests.fakes.films import make_film
from tests.fakes.program import Program, filled

pytestmark = pytest.mark.end_to_end
TITLES = ("Harbour", "Window", "Letters")
PLAYING = "document.querySelector('.music-words b')?.textContent"
RUNS = "document.querySelector('audio')?.currentTime > 0.2 && !document.querySelector('audio').paused"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    root, data = tmp_path_factory.mktemp("music"), tmp_path_factory.mktemp("data")
    for number, title in enumerate(TITLES, 1):
        gains = {"replaygain_track_gain": "-6.02 dB", "replaygain_album_gain": "-12.04 dB"}
        tags = {"artist": "Vela", "album": "Low Tide", "title": title, "track": str(number), **gains}
        path = root / "Vela" / "Low Tide (2019)" / f"{number:02} - {title}.flac"
        make_film(path, seconds=20, video=None, audio="flac", tags=tags)
    with filled(data, music=root) as program:
        yield program


async def album_opened(tab: Tab, engine: Program) -> None:
    await tab.sign_in(engine.running.url, engine.running.token)
    async with Client(engine.running.url, engine.running.token) as client:
        (album,) = [card for card in await client.browse.search("low tide") if card.title == "Low Tide"]
    await tab.run(f"location.hash = '#/item/{album.id}'")
    await tab.until("document.querySelectorAll('.track').length === 3")


async def test_an_album_plays_on_while_somebody_browses(engine: Program, tab: Tab) -> None:
    async with Client(engine.running.url, engine.running.token) as client:
        await tab.resize(1440, 900)
        await album_opened(tab, engine)
        await tab.click("#play")
        await tab.until(RUNS)
        await tab.click("[data-place=home]")
        await tab.until("location.hash === '#/home'")
        first = await tab.run(PLAYING)
        playing = [session.title for session in await client.playback.list_sessions()]

        await tab.click("#music-next")
        await tab.until(f"{PLAYING} === 'Window'")
        await tab.until(RUNS)
        lock_screen = await tab.run("[navigator.mediaSession.metadata.title, navigator.mediaSession.playbackState]")
        await tab.run("document.querySelector('audio').currentTime = 19.7")
        await tab.until(f"{PLAYING} === 'Letters'")
        await tab.until(RUNS)
        await tab.click(".music-bar [aria-label='Stop the music']")
        await tab.until("document.querySelector('.music-bar').hidden")
        await tab.until(
            "performance.getEntriesByType('resource').filter((e) => e.name.includes('position_ms')).length >= 3"
        )

        assert first == "Harbour"
        assert playing == ["Harbour"]
        assert lock_screen == ["Window", "playing"]
        assert await client.playback.list_sessions() == ()
        assert tab.said == []


async def test_the_queue_shows_what_follows_and_goes_there(engine: Program, tab: Tab) -> None:
    await tab.resize(1440, 900)
    await album_opened(tab, engine)
    await tab.run("document.querySelectorAll('.track')[1].click()")
    await tab.until(RUNS)
    await tab.click("#music-queue")
    names = await tab.run(
        "[...document.querySelectorAll('.music-panel .menu-entry span:nth-child(2)')].map((e) => e.textContent)"
    )
    current = await tab.run("document.querySelector('.music-panel [aria-current] span:nth-child(2)').textContent")
    marked = await tab.run(
        "[...document.querySelectorAll('.track[aria-current] .track-title')].map((e) => e.textContent)"
    )
    await tab.run("document.querySelectorAll('.music-panel .menu-entry')[0].click()")
    await tab.until(f"{PLAYING} === 'Harbour'")
    await tab.until("document.querySelector('.track[aria-current] .track-title').textContent === 'Harbour'")

    assert marked == ["Window"]
    assert names == list(TITLES)
    assert current == "Window"


async def test_tracks_are_played_alike_or_as_loud_as_their_album_wants(engine: Program, tab: Tab) -> None:
    await tab.resize(1440, 900)
    await album_opened(tab, engine)
    await tab.run("document.querySelectorAll('.track')[0].click()")
    await tab.until(RUNS)
    volumes = [await tab.run("document.querySelector('audio').volume")]
    await tab.click("#music-queue")
    for wanted in ("album", "off"):
        await tab.run(
            f"(() => {{ const select = document.querySelector('#loudness'); select.value = '{wanted}';"
            " select.dispatchEvent(new Event('change')); })()"
        )
        volumes.append(await tab.run("document.querySelector('audio').volume"))
    await tab.click("#music-next")
    await tab.until(f"{PLAYING} === 'Window'")
    await tab.until(RUNS)

    assert volumes == pytest.approx([0.5, 0.25, 1.0], abs=0.001)
    assert await tab.run("document.querySelector('audio').volume") == 1
    assert tab.said == []


async def test_shuffle_keeps_what_plays_and_repeat_begins_anew(engine: Program, tab: Tab) -> None:
    script = """import('/web/queue.js').then(({ Queue }) => {
      const queue = new Queue(['a', 'b', 'c', 'd'], 2, { random: () => 0.99 });
      const straight = [queue.card, queue.next(), queue.next()];
      queue.jump(2); queue.shuffle();
      const mixed = [queue.card, queue.list.slice().sort().join('')];
      queue.shuffle();
      const back = [queue.card, queue.list.join('')];
      queue.turnRepeat();
      const all = [queue.next(), queue.next()];
      queue.turnRepeat();
      const one = [queue.next({ isEnded: true }), queue.next(), queue.previous()];
      return [straight, mixed, back, all, one];
    })"""
    await tab.open(engine.running.url)

    told = await tab.run(script)

    assert told == [["c", "d", None], ["c", "abcd"], ["c", "abcd"], ["d", "a"], ["a", "b", "a"]]
