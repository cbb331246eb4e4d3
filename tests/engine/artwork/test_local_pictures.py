"""Collecting with real workers: pictures beside the media that are shared, bad, replaced, or as they were."""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from app.contract.library import Source
from app.contract.media import PictureMade
from app.engine.artwork import Cache, Collector
from app.engine.artwork.store import Kept
from app.engine.ground.media import Media
from tests.fakes.damage import KINDS, Damage
from tests.fakes.films import make_film, make_picture
from tests.fakes.library import House, open_house

BLUE, GREEN, RED = "#142878", "#1e8c46", "#c03020"


class WatchedMedia(Media):
    """Real workers, and what was asked of them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def thumbnail(self, path: Path, target: Path, width_px: int) -> PictureMade:
        self.asked.append(path.name)
        return await super().thumbnail(path, target, width_px)

    async def frame(self, path: Path, target: Path, width_px: int) -> PictureMade | None:
        self.asked.append(f"frame of {path.name}")
        return await super().frame(path, target, width_px)


@dataclass
class Wall:
    """A library over real files, and its pictures."""

    root: Path
    house: House
    media: WatchedMedia
    collector: Collector
    cache: Cache
    source: Source | None = None
    kept: dict[int, tuple[Kept, ...]] = field(default_factory=dict)

    async def scan(self) -> None:
        """Scan all files, the first time or again."""
        if self.source is None:
            self.source = await self.house.add(self.root)
        else:
            await self.house.rescan(self.source)

    async def collect(self, kind: str, title: str = "") -> dict[str, tuple[str, str]]:
        """Collect the pictures of an item; returns (source, name of the file) by kind."""
        rows = self.house.rows("select id from item where kind = ? and (? = '' or title = ?)", kind, title, title)
        ((item_id,),) = rows
        assert isinstance(item_id, int)
        self.kept[item_id] = await self.collector.collect(item_id, self.kept.get(item_id, ()))
        return {kept.kind.value: (kept.source, Path(kept.detail).name) for kept in self.kept[item_id]}

    def size_of(self, kind: str) -> tuple[int, int]:
        """Return the size of the one picture of a kind among all that are kept, as it lies in the cache."""
        (kept,) = (kept for pictures in self.kept.values() for kept in pictures if kept.kind.value == kind)
        with Image.open(self.cache.path(kept.sha256, kept.made.format)) as image:
            return image.size


@pytest.fixture
async def wall(tmp_path: Path) -> AsyncIterator[Wall]:
    cache = Cache(tmp_path / "cache")
    async with WatchedMedia() as media, open_house(tmp_path / "data", media) as house:
        (tmp_path / "media").mkdir()
        yield Wall(tmp_path / "media", house, media, Collector(media, house.library, cache), cache)


async def test_a_folder_picture_of_several_films_is_no_poster_of_any(wall: Wall) -> None:
    for name in ("Arrival (2016).mkv", "Contact (1997).mkv"):
        make_film(wall.root / "Films" / name, seconds=1)
    for name in ("folder.jpg", "poster.jpg", "fanart.jpg"):
        make_picture(wall.root / "Films" / name)
    make_picture(wall.root / "Films/Contact (1997)-poster.jpg")
    await wall.scan()

    assert await wall.collect("film", "Arrival") == {
        "fanart": ("frame", "Arrival (2016).mkv"),
        "thumb": ("frame", "Arrival (2016).mkv"),
    }
    assert await wall.collect("film", "Contact") == {
        "poster": ("local file", "Contact (1997)-poster.jpg"),
        "fanart": ("frame", "Contact (1997).mkv"),
    }


async def test_a_folder_picture_of_several_shows_is_no_poster_of_any(wall: Wall) -> None:
    for show in ("Signal Hill", "Coastline"):
        make_film(wall.root / f"TV/{show} S01E01.mkv", seconds=1)
    make_picture(wall.root / "TV/poster.jpg")
    await wall.scan()

    assert await wall.collect("show", "Signal Hill") == {}
    assert await wall.collect("show", "Coastline") == {}


async def test_posters_of_seasons_lie_beside_the_show_or_with_the_season(wall: Wall) -> None:
    for folder, name in (("Season 01", "S01E01"), ("Season 02", "S02E01"), ("Specials", "S00E01")):
        make_film(wall.root / "Hill" / folder / f"Hill {name}.mkv", seconds=1)
    for name in ("poster.png", "season01-poster.jpg", "season-specials-poster.webp", "Season 02/folder.jpg"):
        make_picture(wall.root / "Hill" / name)
    await wall.scan()

    numbers = {row[0]: str(row[1]) for row in wall.house.rows("select number, title from item where kind = 'season'")}

    assert await wall.collect("show") == {"poster": ("local file", "poster.png")}
    assert [await wall.collect("season", numbers[number]) for number in (0, 1, 2)] == [
        {"poster": ("local file", "season-specials-poster.webp")},
        {"poster": ("local file", "season01-poster.jpg")},
        {"poster": ("local file", "folder.jpg")},
    ]


async def test_a_picture_is_kept_as_large_as_it_is_with_its_colour(wall: Wall) -> None:
    make_film(wall.root / "Arrival (2016)/Arrival (2016).mkv", seconds=1)
    make_picture(wall.root / "Arrival (2016)/poster.png", (600, 900), GREEN)
    await wall.scan()
    await wall.collect("film")

    (poster,) = (kept for (kept, *_) in wall.kept.values())
    red, green, blue = (int(poster.made.color[at : at + 2], 16) for at in (1, 3, 5))
    assert wall.size_of("poster") == (poster.made.width_px, poster.made.height_px) == (600, 900)
    assert wall.size_of("fanart") == (320, 180)
    assert green > max(red, blue)
    assert poster.made.placeholder


async def test_what_did_not_change_is_not_read_again_and_what_was_replaced_is(wall: Wall) -> None:
    make_film(wall.root / "Arrival (2016)/Arrival (2016).mkv", seconds=1)
    poster = make_picture(wall.root / "Arrival (2016)/poster.jpg", (300, 450), BLUE)
    await wall.scan()
    first = await wall.collect("film")
    assert wall.media.asked == ["poster.jpg", "frame of Arrival (2016).mkv"]
    wall.media.asked.clear()

    assert await wall.collect("film") == first
    assert wall.media.asked == []

    make_picture(poster, (200, 300), RED)
    await wall.scan()
    assert await wall.collect("film") == first
    assert wall.media.asked == ["poster.jpg"]
    assert wall.size_of("poster") == (200, 300)


@pytest.mark.parametrize("damage", KINDS, ids=lambda damage: damage.__name__)
async def test_a_damaged_picture_is_passed_over(wall: Wall, damage: Damage, tmp_path: Path) -> None:
    make_film(wall.root / "Arrival (2016)/Arrival (2016).mkv", seconds=1)
    good = make_picture(tmp_path / "good.jpg").read_bytes()
    (wall.root / "Arrival (2016)/poster.jpg").write_bytes(damage(good, random.Random(7)))  # repeatable, not secret
    make_picture(wall.root / "Arrival (2016)/fanart.jpg", (320, 180))
    await wall.scan()

    assert await wall.collect("film") == {
        "fanart": ("local file", "fanart.jpg"),
        "thumb": ("frame", "Arrival (2016).mkv"),
    }
    assert list((tmp_path / "cache/drafts").iterdir()) == []


async def test_a_picture_that_links_out_of_its_source_is_not_read(wall: Wall, tmp_path: Path) -> None:
    make_film(wall.root / "Arrival (2016)/Arrival (2016).mkv", seconds=1)
    secret = make_picture(tmp_path / "elsewhere/secret.jpg")
    (wall.root / "Arrival (2016)/poster.jpg").symlink_to(secret)
    make_picture(wall.root / "Arrival (2016)/fanart.jpg", (320, 180))
    await wall.scan()

    assert "poster" not in await wall.collect("film")
    assert "secret.jpg" not in wall.media.asked
    assert "poster.jpg" not in wall.media.asked


async def test_a_film_with_only_a_wide_picture_still_has_one_for_the_wall(wall: Wall) -> None:
    make_film(wall.root / "Arrival (2016)/Arrival (2016).mkv", seconds=1)
    make_picture(wall.root / "Arrival (2016)/fanart.jpg", (320, 180))
    await wall.scan()

    assert await wall.collect("film") == {
        "fanart": ("local file", "fanart.jpg"),
        "thumb": ("frame", "Arrival (2016).mkv"),
    }


async def test_music_that_has_no_cover_has_no_picture(wall: Wall) -> None:
    tags = {"title": "Gate", "artist": "Ada Field", "album": "Second Wind", "track": "1"}
    make_film(wall.root / "Ada Field/Second Wind/01 - Gate.mp3", video=None, audio="libmp3lame", seconds=1, tags=tags)
    await wall.scan()

    assert await wall.collect("album") == {}
    assert await wall.collect("artist") == {}
    assert wall.media.asked == []


async def test_the_picture_of_an_artist_is_not_the_cover_of_an_album_with_discs(wall: Wall) -> None:
    tags = {"title": "Gate", "artist": "Ada Field", "album": "Second Wind", "track": "1", "disc": "1"}
    for disc in ("CD1", "CD2"):
        song = wall.root / "Ada Field/Second Wind" / disc / "01 - Gate.mp3"
        make_film(song, video=None, audio="libmp3lame", seconds=1, tags={**tags, "disc": disc[-1]})
    make_picture(wall.root / "Ada Field/Second Wind/folder.jpg")
    await wall.scan()

    assert await wall.collect("album") == {"cover": ("local file", "folder.jpg")}
    assert await wall.collect("artist") == {}
