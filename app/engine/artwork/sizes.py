"""Makes smaller copies of pictures when they are asked for, once each, and keeps them within a limit."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from app.contract.errors import NotFound
from app.engine.artwork import store
from app.engine.artwork.cache import Cache
from app.engine.artwork.collect import MakesPictures
from app.engine.artwork.store import Stored
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.settings import Setting, Settings

WIDTHS_PX = (120, 160, 240, 320, 480, 640, 960, 1280, 1920, 3840)
"""Widths that are made; others are rounded up, so that all screens share the same few copies."""
TRIM_EVERY = 100
"""So many new copies may come before their sum is looked at."""
NOTE_EVERY = 200
"""So many copies may be used before the database is told."""
CACHE_MB = "artwork.cache_mb"
MEGABYTE = 1024 * 1024

SETTINGS = (
    Setting(
        key=CACHE_MB,
        type=int,
        default=2048,
        unit="MB",
        minimum=64,
        maximum=1_000_000,
        help="Smaller copies of pictures may take so much of the disk; those not used for longest go first.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """A picture file. `sha256` names its bytes, `source_sha256` those of the picture it was made from."""

    path: Path
    sha256: str
    source_sha256: str
    format: str


class Sizes:
    """Pictures in the width that a screen needs."""

    def __init__(self, db: Db, media: MakesPictures, cache: Cache, settings: Settings) -> None:
        self._db = db
        self._media = media
        self._cache = cache
        self._settings = settings
        self._turns: WeakValueDictionary[tuple[str, int], asyncio.Lock] = WeakValueDictionary()
        self._used: set[tuple[str, int]] = set()
        self._made = 0

    async def get(self, item_id: int, kind: str, width_px: int) -> Sized:
        """Return a picture of an item, at least `width_px` wide where it is so wide; 0 gives it as it is.

        Raises:
            NotFound: the item has no such picture.
        """
        original = await self._db.read(store.find_picture, item_id, kind)
        if original is None or not await asyncio.to_thread(self._cache.has, original.sha256, original.format):
            raise NotFound(f"This item has no {kind}.", code="picture_not_found")
        wanted = next((width for width in WIDTHS_PX if width >= width_px), 0)
        is_small_enough = not width_px or not wanted or wanted >= original.width_px
        stored = original if is_small_enough else await self._smaller(original, wanted)
        return Sized(
            path=self._cache.path(stored.sha256, stored.format),
            sha256=stored.sha256,
            source_sha256=original.sha256,
            format=stored.format,
        )

    async def _smaller(self, original: Stored, width_px: int) -> Stored:
        """A copy that somebody else waits for already is not made twice."""
        key = (original.sha256, width_px)
        async with self._turns.setdefault(key, asyncio.Lock()):
            found = await self._db.read(store.find_thumbnail, *key)
            if found is None or not await asyncio.to_thread(self._cache.has, found.sha256, found.format):
                return await self._make(original, width_px)
        self._used.add(key)
        if len(self._used) >= NOTE_EVERY:
            await self._note_used()
        return found

    async def _make(self, original: Stored, width_px: int) -> Stored:
        with self._cache.draft() as draft:
            made = await self._media.thumbnail(self._cache.path(original.sha256, original.format), draft, width_px)
            size_bytes = (await asyncio.to_thread(draft.stat)).st_size
            sha256 = await asyncio.to_thread(self._cache.keep, draft, made.format)
        stored = Stored(sha256=sha256, format=made.format, width_px=width_px)
        await self._db.write(store.save_thumbnail, original.sha256, stored, size_bytes, now_ms())
        self._made += 1
        if self._made % TRIM_EVERY == 0:
            await self.trim()
        return stored

    async def trim(self) -> None:
        """Delete the copies beyond the limit that were not asked for longest, and those of pictures that are gone."""
        await self._note_used()
        limit = self._settings.get_int(CACHE_MB) * MEGABYTE
        gone = await self._db.write(store.trim_thumbnails, limit)
        needed = await self._db.read(store.list_hashes)
        for sha256, suffix in gone:
            if sha256 not in needed:
                await asyncio.to_thread(self._cache.remove, sha256, suffix)

    async def _note_used(self) -> None:
        """Once for many uses: a wall that is scrolled must not write to the disk."""
        used, self._used = self._used, set()
        if used:
            await self._db.write(store.touch_thumbnails, tuple(used), now_ms())
