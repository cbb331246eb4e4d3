"""What the other rooms ask of the library: items, their files, what lies beside them, search."""

import asyncio
import os
from pathlib import Path

from app.contract.errors import NotFound
from app.contract.library import Lyrics, LyricsSource
from app.engine.ground.db import Db
from app.engine.library import store
from app.engine.library.local.lyrics import MAX_BYTES, read_lyrics
from app.engine.library.place import Place, place_of
from app.engine.library.search import find, words_of
from app.engine.library.store import Asset, Entry, SideFile

MAX_QUERY = 200
MAX_WORDS = 12


class ReadingRoom:
    """Answers from the catalogue; changes nothing."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def get_entry(self, item_id: int) -> Entry:
        """Return an item in short. Raises NotFound."""
        entry = await self._db.read(store.find_entry, item_id)
        if entry is None:
            raise NotFound("There is no such item.", code="item_not_found", details={"id": str(item_id)})
        return entry

    async def list_assets(self, item_id: int) -> tuple[Asset, ...]:
        """Return the files of a film, episode or track, missing ones included; () for what only holds others."""
        return await self._db.read(store.list_assets, item_id)

    async def list_playable(self, item_id: int) -> tuple[int, ...]:
        """Return what can be played in an item, itself included, in the order of play."""
        return await self._db.read(store.list_playable, item_id)

    async def find_next(self, item_id: int) -> int | None:
        """Return the episode or track after this one, or None."""
        return await self._db.read(store.find_next, item_id)

    async def list_subtitles(self, asset_id: int) -> tuple[SideFile, ...]:
        """Return the subtitle files that belong to a media file."""
        return await self._db.read(store.list_subtitles, asset_id)

    async def list_side_files(self, item_id: int) -> tuple[SideFile, ...]:
        """Return what lies beside an item's files; for shows, seasons, artists and albums also one folder up."""
        return await self._db.read(store.list_side_files, item_id)

    async def get_place(self, item_id: int) -> Place:
        """Return where an item lies. Raises NotFound."""
        entry = await self.get_entry(item_id)
        files = await self._db.read(store.list_places, item_id)
        return place_of(entry.kind, entry.number, files)

    async def find_file(self, asset_id: int) -> Path | None:
        """Return a media file; None when it is gone, or a link now leads out of its source."""
        return await _inside(await self._db.read(store.find_asset_path, asset_id))

    async def find_side_file(self, side_id: int) -> Path | None:
        """Return a file beside the media; None when it is gone, or a link now leads out of its source."""
        return await _inside(await self._db.read(store.find_side_path, side_id))

    async def get_lyrics(self, item_id: int) -> Lyrics:
        """Return the lyrics of a track: the file of its name beside it, else what is embedded. Raises NotFound."""
        await self.get_entry(item_id)
        for side_id in await self._db.read(store.list_lyrics, item_id):
            path = await self.find_side_file(side_id)
            raw = await asyncio.to_thread(_head, path) if path else b""
            if found := read_lyrics(raw, LyricsSource.FILE):
                return found
        for asset in await self.list_assets(item_id):
            if found := read_lyrics(asset.probe.lyrics.encode(), LyricsSource.EMBEDDED):
                return found
        raise NotFound("There are no lyrics.", code="lyrics_not_found", details={"id": str(item_id)})

    async def search(self, text: str, limit: int = 30) -> tuple[int, ...]:
        """Return ids of items for text as it is typed: every word begins a word that they are found by.

        Letters need no diacritics. Exact titles come first, then titles that begin so, then other items with these
        words; when there are none, words with a mistyped letter (two from 8 letters on) are understood, too.
        """
        words = words_of(text[:MAX_QUERY])[:MAX_WORDS]
        return await self._db.read(find, words, limit)


async def _inside(located: tuple[str, str] | None) -> Path | None:
    return await asyncio.to_thread(_resolved, *located) if located else None


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError:  # gone since the look, or not ours to read: as if it were not there
        return b""


def _resolved(root: str, path: str) -> Path | None:
    real_root = os.path.realpath(root)
    real = os.path.realpath(f"{root}/{path}")
    if not real.startswith(real_root.rstrip(os.sep) + os.sep):
        return None
    return Path(real) if Path(real).is_file() else None
