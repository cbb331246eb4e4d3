"""What people do to their disks: rename, move, unplug, replace. Ids, watch states and added dates stay."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from app.client import Client
from app.contract.browse import Card
from app.contract.library import ItemKind, NewSource, SourceKind
from tests.fakes.films import make_film
from tests.fakes.program import serving
from tests.fakes.scans import settled

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there"),
]


@dataclass(frozen=True, slots=True)
class Kept:
    """What must stay of an item, whatever happens to its file."""

    id: str
    title: str
    added_at: datetime
    is_watched: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A running engine with one source."""

    client: Client
    root: Path

    async def scan(self) -> None:
        """Scan everything again, to the end."""
        await self.client.library.scan_all()
        await settled(self.client)

    async def cards(self, kind: ItemKind) -> list[Card]:
        """Return all items of a kind."""
        return list((await self.client.browse.list_items(kind=kind, page_size=100)).entries)

    async def kept(self) -> list[Kept]:
        """Return what must stay, of all films and episodes."""
        cards = [*await self.cards(ItemKind.FILM), *await self.cards(ItemKind.EPISODE)]
        return [Kept(card.id, card.title, card.added_at, card.is_watched) for card in cards]

    async def until_offline(self, *, is_offline: bool) -> None:
        """Wait until the engine says whether the source is there."""
        async with asyncio.timeout(60):
            while (await self.client.library.list_sources())[0].online is is_offline:
                await asyncio.sleep(0.05)


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    root = tmp_path / "media"
    for number in range(3):
        make_film(root / f"Film {number} (200{number})" / f"Film {number} (200{number}).mkv", seconds=1)
        make_film(root / "A Show" / "Season 1" / f"A Show S01E0{number + 1}.mkv", seconds=2)
    with serving(tmp_path / "data", is_forked=True) as program:
        async with Client(program.running.url, program.running.token) as client:
            await client.library.add_source(NewSource(path=str(root), kind=SourceKind.MIXED))
            await settled(client)
            home = Home(client, root)
            film, episode = (await home.cards(ItemKind.FILM))[0], (await home.cards(ItemKind.EPISODE))[1]
            await client.playback.set_watched(film.id, is_watched=True)
            await client.playback.set_watched(episode.id, is_watched=True)
            yield home


async def test_renamed_and_moved_folders_keep_everything(home: Home) -> None:
    before = await home.kept()

    (home.root / "Films").mkdir()
    (home.root / "Film 0 (2000)").rename(home.root / "Films" / "Film 0 (2000) [1080p]")
    (home.root / "A Show").rename(home.root / "Shows of the house")
    (home.root / "Shows of the house").rename(home.root / "A Show (2001)")
    await home.scan()

    assert sorted(map(repr, await home.kept())) == sorted(map(repr, before))
    assert not any(card.is_missing for card in await home.cards(ItemKind.FILM))


async def test_a_film_that_is_put_into_a_folder_appears_by_itself(home: Home, tmp_path: Path) -> None:
    made = make_film(tmp_path / "new.mkv", seconds=1)

    made.rename(home.root / "Film 9 (2009).mkv")

    async with asyncio.timeout(60):
        while "Film 9" not in [card.title for card in await home.cards(ItemKind.FILM)]:
            await asyncio.sleep(0.1)


async def test_an_unplugged_disk_takes_nothing_along(home: Home) -> None:
    before = await home.kept()
    away = home.root.with_name("away")

    home.root.rename(away)
    await home.client.library.scan_all()
    await home.until_offline(is_offline=True)
    during = await home.kept()
    away.rename(home.root)
    await home.scan()
    await home.until_offline(is_offline=False)

    assert during == before
    assert await home.kept() == before
    assert not any(card.is_missing for card in await home.cards(ItemKind.EPISODE))


def remove_first(home: Home) -> Path:
    old = home.root / "Film 0 (2000)" / "Film 0 (2000).mkv"
    old.unlink()
    return old


def same_name(home: Home) -> Path:
    return remove_first(home)


def other_name(home: Home) -> Path:
    return remove_first(home).with_name("Film.0.2000.720p.BluRay.x264-TEAM.mkv")


def beside_the_old(home: Home) -> Path:
    return home.root / "Film 0 (2000)" / "Film 0 (2000) - 720p.mkv"


@pytest.mark.parametrize("target", [same_name, other_name, beside_the_old])
async def test_a_better_version_takes_the_place_of_the_old_one(home: Home, target: Callable[[Home], Path]) -> None:
    before = await home.kept()

    make_film(target(home), seconds=1, size=(1280, 720))
    await home.scan()

    assert await home.kept() == before
    (card,) = [card for card in await home.cards(ItemKind.FILM) if card.title == "Film 0"]
    assert (card.height_px, card.is_missing) == (720, False)


async def test_a_deleted_film_is_missing_and_comes_back_as_it_was(home: Home, tmp_path: Path) -> None:
    before = await home.kept()
    film, aside = home.root / "Film 1 (2001)", tmp_path / "aside"

    film.rename(aside)
    await home.scan()
    missing = [card.title for card in await home.cards(ItemKind.FILM) if card.is_missing]
    aside.rename(film)
    await home.scan()

    assert missing == ["Film 1"]
    assert await home.kept() == before
