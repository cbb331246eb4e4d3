"""The real program on real media: from an empty folder to players that play."""

import asyncio
import json
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from app.client import Client
from app.contract.browse import Card, PictureKind
from app.contract.library import ItemKind
from app.contract.playback import Progress, Wish
from app.contract.units import DurationMs
from tests.fakes import vlc
from tests.fakes.house import House, build_house
from tests.fakes.program import Program, marquee, marquee_json, serving

pytestmark = pytest.mark.end_to_end

FILM_YEARS = {
    "The Lantern": 2019,
    "Night Ferry": 2021,
    "Paper Moons": 2018,
    "Harbour Lights": 1999,
    "Old Reels": 1987,
    "Glass Orchard": 2015,
    "Two Cuts": 2005,
    "Salt Road": 2001,
    "The Quiet Engine": 2002,
    "Winter Garden": 2003,
    "Ninety Steps": 2004,
}
PLAYED = ("The Lantern", "Night Ferry", "Paper Moons", "Harbour Lights", "Old Reels")
"""One film of each container: mkv, mp4, webm, ts, avi."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return build_house(tmp_path_factory.mktemp("house"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def engine(house: House, data: Path) -> Iterator[Program]:
    """An engine whose library was added and scanned by the commands that a person types."""
    with serving(data) as program:
        marquee("add", str(house.films), "--kind", "movies", data=data)
        marquee("add", str(house.shows), "--kind", "shows", data=data)
        marquee("add", str(house.music), "--kind", "music", data=data)
        marquee("scan", "--wait", data=data)
        yield program


@pytest.fixture
async def client(engine: Program) -> AsyncIterator[Client]:
    async with Client(engine.running.url, engine.running.token) as client:
        yield client


async def by_title(client: Client, kind: ItemKind) -> dict[str, Card]:
    page = await client.browse.list_items(kind=kind, page_size=200)
    return {card.title: card for card in page.entries}


async def test_every_film_has_its_title_and_year_and_versions_are_one_film(client: Client) -> None:
    films = await by_title(client, ItemKind.FILM)

    assert {title: card.year for title, card in films.items()} == FILM_YEARS
    two_cuts = await client.browse.get_item(films["Two Cuts"].id)
    assert sorted(version.streams[0].height_px or 0 for version in two_cuts.versions) == [360, 1080]


async def test_shows_have_their_seasons_and_episodes_in_order(client: Client) -> None:
    shows = await by_title(client, ItemKind.SHOW)

    assert set(shows) == {"Signal Hill", "Coastline"}
    seasons = await client.browse.list_children(shows["Signal Hill"].id)
    assert [season.number for season in seasons] == [1, 2]
    episodes = await client.browse.list_children(seasons[0].id)
    assert [(episode.number, episode.title) for episode in episodes] == [(n, f"Part {n}") for n in range(1, 7)]


async def test_a_double_episode_is_one_entry_with_two_numbers_and_specials_are_season_zero(client: Client) -> None:
    coast = (await by_title(client, ItemKind.SHOW))["Coastline"]

    seasons = {season.number: season for season in await client.browse.list_children(coast.id)}

    assert set(seasons) == {0, 1}
    episodes = await client.browse.list_children(seasons[1].id)
    assert [(card.number, card.end_number) for card in episodes] == [(1, 2), (3, None), (4, None), (5, None), (6, None)]


async def test_albums_have_their_tracks_in_order(client: Client) -> None:
    artist = (await by_title(client, ItemKind.ARTIST))["Ada Field"]

    albums = {album.title: album for album in await client.browse.list_children(artist.id)}

    assert {title: album.year for title, album in albums.items()} == {"First Light": 2012, "Second Wind": 2016}
    tracks = await client.browse.list_children(albums["First Light"].id)
    assert [track.title for track in tracks][:3] == ["Dawn", "Low Tide", "Kites"]
    assert len(tracks) == 8


async def test_artwork_comes_from_beside_the_media_or_from_inside_it(client: Client) -> None:
    films = await wait_for_pictures(client)

    lantern = {picture.kind: picture for picture in films["The Lantern"].pictures}

    assert (lantern[PictureKind.POSTER].width_px, lantern[PictureKind.POSTER].height_px) == (400, 600)
    small = await client.browse.get_picture(lantern[PictureKind.POSTER].url, 160)
    assert small.startswith(b"\xff\xd8")
    assert len(small) < 20_000
    assert films["Night Ferry"].pictures, "no frame was grabbed from a film without artwork"


async def wait_for_pictures(client: Client) -> dict[str, Card]:
    """Return the films once each has a picture: they are collected behind the scan."""
    async with asyncio.timeout(60):
        while True:
            films = await by_title(client, ItemKind.FILM)
            if all(card.pictures for card in films.values()):
                return films
            await asyncio.sleep(0.2)


@pytest.mark.parametrize(("typed", "expected"), [("lant", "The Lantern"), ("garden", "Winter Garden")])
async def test_search_answers_while_typing(client: Client, typed: str, expected: str) -> None:
    found = await client.browse.search(typed)

    assert expected in [card.title for card in found]


@pytest.mark.parametrize("title", PLAYED)
async def test_a_stream_has_the_bytes_of_the_file(client: Client, title: str) -> None:
    film = (await by_title(client, ItemKind.FILM))[title]
    details = await client.browse.get_item(film.id)
    version = details.versions[0]

    url = client.absolute((await client.playback.open(film.id, Wish())).url)

    original = (Path(version.folder) / version.file_name).read_bytes()
    assert await asyncio.to_thread(fetch, url) == original
    assert await asyncio.to_thread(fetch, url, "bytes=1000-1999") == original[1000:2000]


def fetch(url: str, byte_range: str | None = None) -> bytes:
    request = Request(url, headers={"Range": byte_range} if byte_range else {})
    with urlopen(request, timeout=20) as answer:
        data: bytes = answer.read()
        return data


def need(program: str) -> str:
    """Return the path of a player, or skip the test and say why."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed")
    return path


async def stream_of(client: Client, title: str) -> str:
    film = (await by_title(client, ItemKind.FILM))[title]
    return client.absolute((await client.playback.open(film.id, Wish(device="a player"))).url)


@pytest.mark.parametrize("title", PLAYED)
async def test_ffmpeg_reads_and_seeks_in_the_stream(client: Client, title: str) -> None:
    url = await stream_of(client, title)
    probe = [need("ffprobe"), "-v", "error", "-count_packets", "-of", "json", "-show_entries"]
    probed = await run(*probe, "stream=codec_type,nb_read_packets", url)
    decoded = await run(need("ffmpeg"), "-nostdin", "-v", "error", "-xerror", "-ss", "1", "-i", url, "-f", "null", "-")

    packets = [int(stream["nb_read_packets"]) for stream in json.loads(probed.stdout)["streams"]]
    assert min(packets) > 0
    assert decoded.returncode == 0, decoded.stderr


@pytest.mark.parametrize("title", PLAYED)
async def test_mpv_plays_and_seeks_in_the_stream(client: Client, title: str) -> None:
    url = await stream_of(client, title)
    quiet = ("--no-config", "--no-ytdl", "--vo=null", "--ao=null", "--untimed", "--msg-level=all=error")
    played = await run(need("mpv"), *quiet, "--frames=5", url)
    sought = await run(need("mpv"), *quiet, "--start=1", "--frames=5", url)

    assert (played.returncode, sought.returncode) == (0, 0), played.stdout + sought.stdout


async def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a player beside the event loop."""
    return await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, check=False, timeout=60, stdin=subprocess.DEVNULL
    )


async def test_vlc_plays_and_seeks_in_the_stream(client: Client) -> None:
    need("cvlc")
    url = await stream_of(client, "The Lantern")

    decoded, corrupted, position_s = await asyncio.to_thread(play_and_seek, url)

    assert decoded > 0
    assert corrupted == 0
    assert position_s >= 8


def play_and_seek(url: str) -> tuple[int, int, int]:
    """Return pictures decoded, damaged packets, and the second reached after a seek to 8 s."""
    with vlc.playing(url) as player:
        decoded = player.wait_for("stats", r"video decoded\s*:\s*(\d+)", 1)
        player.tell("seek 8")
        position_s = player.wait_for("get_time", r"(?m)^(?:> )*(\d+)\s*$", 8)
        return decoded, player.wait_for("stats", r"demux corrupted\s*:\s*(\d+)", 0), position_s


async def test_a_film_goes_on_where_it_stopped_after_the_engine_was_killed(house: House, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as engine:
        marquee("add", str(house.films), "--kind", "movies", data=data)
        assert marquee_json("scan", "--wait", data=data)
        async with Client(engine.running.url, engine.running.token) as client:
            film = (await by_title(client, ItemKind.FILM))["The Lantern"]
            session = (await client.playback.open(film.id, Wish(device="den"))).session_id
            await client.playback.report(session, Progress(position_ms=DurationMs(5_000)))
        engine.kill()

    with serving(data) as engine:
        async with Client(engine.running.url, engine.running.token) as client:
            again = await client.playback.open(film.id, Wish(device="kitchen"))
            home = await client.browse.get_home()

    assert again.start_ms == 5_000
    rows = {row.key: [card.title for card in row.cards] for row in home.rows}
    assert rows["continue_watching"] == ["The Lantern"]


async def test_a_stream_url_outlives_a_restart_on_the_same_port(house: House, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serving(data) as engine:
        marquee("add", str(house.films), "--kind", "movies", data=data)
        marquee("scan", "--wait", data=data)
        async with Client(engine.running.url, engine.running.token) as client:
            url = await stream_of(client, "Old Reels")
        before = await asyncio.to_thread(fetch, url)
        engine.kill()

    with serving(data, port=int(engine.running.url.rpartition(":")[2])):
        assert await asyncio.to_thread(fetch, url) == before
