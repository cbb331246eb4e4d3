"""Finds the pictures of one item: beside the media, else inside them, else a frame of the film."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Protocol

import structlog

from app.contract.browse import PictureKind
from app.contract.errors import MarqueeError, Unavailable
from app.contract.library import ItemKind
from app.contract.media import PictureMade
from app.engine.artwork.cache import Cache
from app.engine.artwork.rules import GRABBED, MAIN, choose, wants_frame
from app.engine.artwork.store import Kept
from app.engine.library import Asset, ReadingRoom

FRAME_WIDTH_PX = 1280
COVERED = {ItemKind.FILM: PictureKind.POSTER, ItemKind.ALBUM: PictureKind.COVER}

Make = Callable[[Path, Path], Awaitable[PictureMade | None]]
"""Writes the picture of a file to a path."""

log = structlog.get_logger(__name__)


class MakesPictures(Protocol):
    """The part of the media workers that is used."""

    async def thumbnail(self, path: Path, target: Path, width_px: int) -> PictureMade:
        """Check a picture and write it, smaller when it is wider than `width_px` (0: as it is)."""

    async def cover(self, path: Path, target: Path) -> PictureMade | None:
        """Write an embedded cover."""

    async def frame(self, path: Path, target: Path, width_px: int) -> PictureMade | None:
        """Write a good frame."""


class Collector:
    """Collects pictures into the cache.

    What did not change is taken over as it is, and an old picture stays until a new one is really there: a file that
    has become unreadable, or lies on a disk that is away, takes no picture along.
    """

    def __init__(self, media: MakesPictures, library: ReadingRoom, cache: Cache) -> None:
        self._media = media
        self._library = library
        self._cache = cache

    async def collect(self, item_id: int, before: tuple[Kept, ...], *, may_grab: bool = True) -> tuple[Kept, ...]:
        """Return the pictures of an item.

        Args:
            before: Those that it had; a picture whose file is the same is not read again.
            may_grab: Grab a frame where nothing else is there, which takes long; else the one of before is kept.

        Raises:
            NotFound: the item is gone.
            Unavailable: no worker can be had; trying later helps.
        """
        entry = await self._library.get_entry(item_id)
        assets = [asset for asset in await self._playable(item_id, entry.kind) if not asset.is_missing]
        kept = await self._local(item_id, before)
        have = {picture.kind for picture in kept}
        wanted = COVERED.get(entry.kind)
        if assets and wanted is not None and wanted not in have:
            kept += await self._embedded(assets[0], wanted, before)
        have = {picture.kind for picture in kept}
        if not assets or not wants_frame(entry.kind, have):
            return kept
        if not may_grab:
            return (*kept, *(old for old in before if old.source == "frame" and old.kind not in have))
        return kept + await self._frame(assets[0], entry.kind, have, before)

    async def _playable(self, item_id: int, kind: ItemKind) -> tuple[Asset, ...]:
        """An album's cover is inside its first track."""
        if kind is ItemKind.ALBUM:
            inside = await self._library.list_playable(item_id)
            return await self._library.list_assets(inside[0]) if inside else ()
        return await self._library.list_assets(item_id) if kind in GRABBED else ()

    async def _local(self, item_id: int, before: tuple[Kept, ...]) -> tuple[Kept, ...]:
        sides = {side.path: side.id for side in await self._library.list_side_files(item_id) if side.kind == "picture"}
        if not sides:
            return ()
        chosen = choose(await self._library.get_place(item_id), tuple(sides))
        found: list[Kept] = []
        for kind, path in chosen.items():
            file = await self._library.find_side_file(sides[path])
            blank = Kept(kind=kind, sha256="", made=_NOTHING, source="local file", detail=path, stamp="")
            found += await self._keep(blank, file, partial(self._media.thumbnail, width_px=0), before)
        return tuple(found)

    async def _embedded(self, asset: Asset, kind: PictureKind, before: tuple[Kept, ...]) -> tuple[Kept, ...]:
        if not any(stream.is_picture for stream in asset.probe.streams):
            return ()
        file = await self._library.find_file(asset.id)
        blank = Kept(kind=kind, sha256="", made=_NOTHING, source="embedded", detail=asset.name, stamp="")
        return await self._keep(blank, file, self._media.cover, before)

    async def _frame(
        self, asset: Asset, kind: ItemKind, have: set[PictureKind], before: tuple[Kept, ...]
    ) -> tuple[Kept, ...]:
        """A film gets a wide picture for its page; one without a poster shows it on the wall, too."""
        file = await self._library.find_file(asset.id)
        is_for_page = kind is ItemKind.FILM and PictureKind.FANART not in have
        wanted = PictureKind.FANART if is_for_page else PictureKind.THUMB
        blank = Kept(kind=wanted, sha256="", made=_NOTHING, source="frame", detail=asset.name, stamp="")
        frames = await self._keep(blank, file, partial(self._media.frame, width_px=FRAME_WIDTH_PX), before)
        if frames and wanted is PictureKind.FANART and not have & MAIN:
            frames += (replace(frames[0], kind=PictureKind.THUMB),)
        return frames

    async def _keep(self, blank: Kept, file: Path | None, make: Make, before: tuple[Kept, ...]) -> tuple[Kept, ...]:
        """Return the picture made from a file; when it cannot be made the old one, if there was any.

        Args:
            file: None when it is away.
        """
        old = next((old for old in before if (old.kind, old.source) == (blank.kind, blank.source)), None)
        last = (old,) if old else ()
        if file is None:
            return last
        try:
            stamp = await asyncio.to_thread(_stamp, file, blank.source)
            if old is not None and old.stamp == stamp and await self._has(old):
                return last
            return await self._make(replace(blank, stamp=stamp), file, make)
        except Unavailable:
            raise  # nothing is wrong with the file: the job tries again later
        except (MarqueeError, OSError) as error:
            log.info("picture_skipped", path=blank.detail, source=blank.source, reason=str(error))
            return last

    async def _has(self, kept: Kept) -> bool:
        return await asyncio.to_thread(self._cache.has, kept.sha256, kept.made.format)

    async def _make(self, blank: Kept, file: Path, make: Make) -> tuple[Kept, ...]:
        with self._cache.draft() as draft:
            made = await make(file, draft)
            if made is None:
                return ()
            sha256 = await asyncio.to_thread(self._cache.keep, draft, made.format)
        return (replace(blank, sha256=sha256, made=made),)


_NOTHING = PictureMade(width_px=0, height_px=0, format="", placeholder="", color="")


def _stamp(file: Path, source: str) -> str:
    facts = os.stat(file)  # noqa: PTH116  # one call on a thread
    return f"{source}:{PurePosixPath(file).name}:{facts.st_size}:{facts.st_mtime_ns}"
