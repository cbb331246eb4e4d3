"""Artwork and browse together, in the whole engine, with real media files and real workers."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from app.client import Client
from app.contract.browse import Card
from app.contract.library import ItemKind, NewSource
from app.engine.compose import Engine
from app.engine.ground.paths import Home
from app.engine.options import ServeOptions
from app.engine.serve import opened_web
from tests.fakes.films import make_film, make_picture


@dataclass(frozen=True, slots=True)
class Running:
    """A whole engine and its client."""

    engine: Engine
    client: Client

    async def add(self, root: Path) -> None:
        """Add a folder, and wait until everything about it is done."""
        await self.engine.library.add_source(NewSource(path=str(root)))
        async with asyncio.timeout(60):
            while any(job.finished_at is None for job in (await self.engine.jobs.list_jobs()).entries):
                await asyncio.sleep(0)

    async def card(self, kind: ItemKind) -> Card:
        """Return the one card of a kind."""
        (card,) = (await self.client.browse.list_items(kind=kind)).entries
        return card

    async def picture(self, card: Card, kind: str, width_px: int = 0) -> Image.Image:
        """Return a picture of a card as it is sent."""
        (url,) = (picture.url for picture in card.pictures if picture.kind == kind)
        return Image.open(io.BytesIO(await self.client.browse.get_picture(url, width_px)))


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    home = Home(tmp_path / "data")
    home.make()
    async with AsyncExitStack() as stack:
        options = ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)
        engine, url = await stack.enter_async_context(opened_web(options))
        client = await stack.enter_async_context(Client(url, engine.accounts.owner_token))
        yield Running(engine, client)


async def test_a_poster_beside_a_film_comes_whole_and_small(running: Running, tmp_path: Path) -> None:
    make_film(tmp_path / "media/Arrival (2016)/Arrival (2016).mkv")
    make_picture(tmp_path / "media/Arrival (2016)/poster.jpg", (400, 600), "#142878")
    await running.add(tmp_path / "media")

    card = await running.card(ItemKind.FILM)

    poster = card.pictures[0]
    assert (poster.kind, poster.width_px, poster.height_px) == ("poster", 400, 600)
    assert poster.placeholder
    assert (await running.picture(card, "poster")).size == (400, 600)
    assert (await running.picture(card, "poster", 200)).size == (240, 360)
    assert (await running.picture(card, "fanart")).size == (320, 180)


async def test_a_cover_inside_the_music_is_the_picture_of_album_artist_and_track(
    running: Running, tmp_path: Path
) -> None:
    tags = {"title": "Gate", "artist": "Ada Field", "album": "Second Wind", "track": "1"}
    make_film(
        tmp_path / "media/Ada Field/Second Wind/01 - Gate.mp3", video=None, audio="libmp3lame", cover=True, tags=tags
    )
    await running.add(tmp_path / "media")

    cards = [await running.card(kind) for kind in (ItemKind.ALBUM, ItemKind.ARTIST, ItemKind.TRACK)]

    assert [(await running.picture(card, "cover")).size for card in cards] == [(200, 200)] * 3


async def test_a_film_that_has_nothing_shows_a_frame_of_itself(running: Running, tmp_path: Path) -> None:
    make_film(tmp_path / "media/Arrival (2016).mp4")
    await running.add(tmp_path / "media")

    card = await running.card(ItemKind.FILM)

    assert {picture.kind.value for picture in card.pictures} == {"thumb", "fanart"}
    assert (await running.picture(card, "thumb", 120)).size == (120, 68)


async def test_a_poster_that_is_no_picture_costs_nothing_but_itself(running: Running, tmp_path: Path) -> None:
    make_film(tmp_path / "media/Arrival (2016)/Arrival (2016).mp4")
    (tmp_path / "media/Arrival (2016)/poster.jpg").write_bytes(b"\xff\xd8\xff" + b"noise" * 500)
    await running.add(tmp_path / "media")

    card = await running.card(ItemKind.FILM)

    assert {picture.kind.value for picture in card.pictures} == {"thumb", "fanart"}
