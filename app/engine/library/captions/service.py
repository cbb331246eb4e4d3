"""Answers which subtitles belong to a media file."""

from collections.abc import Sequence
from pathlib import Path

from app.engine.ground.db import Db
from app.engine.library.captions import store
from app.engine.library.captions.store import Captioned
from app.engine.library.reading_room import ReadingRoom


class Captions:
    """The subtitles of the catalogue; changes nothing."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._room = ReadingRoom(db)

    async def find_captioned(self, asset_id: int) -> Captioned | None:
        """Return what is known of a media file's subtitles; None when there is no such file."""
        return await self._db.read(store.find_captioned, asset_id)

    async def find_file(self, asset_id: int) -> Path | None:
        """Return a media file; None when it is gone, or a link now leads out of its source."""
        return await self._room.find_file(asset_id)

    async def find_side_file(self, side_id: int) -> Path | None:
        """Return a file beside the media; None when it is gone, or a link now leads out of its source."""
        return await self._room.find_side_file(side_id)

    async def list_with_text(self, item_ids: Sequence[int] | None, after: int, limit: int) -> list[tuple[int, str]]:
        """Return the media files that hold subtitles as text, those that are missing left out.

        Args:
            item_ids: Only files of these items; None for all.
            after: Only files with a higher id.

        Returns:
            (id, what changes with its content) each, by id.
        """
        return await self._db.read(store.list_with_text, item_ids, after, limit)

    async def list_gone(self, asset_ids: Sequence[int]) -> list[int]:
        """Return which of these files are in the catalogue no more; one whose disk is away still is."""
        return await self._db.read(store.list_gone, asset_ids)
