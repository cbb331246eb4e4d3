"""Takes the texts out of films, once for each state of a file, and keeps them on a shelf with a limit."""

import asyncio
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from app.contract import codec
from app.contract.errors import NotFound, Unavailable, Unsupported
from app.contract.subtitles import Cue, SideTextTask, TextFound, TextPartTask, TextsFound
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.settings import Setting, Settings
from app.engine.ground.subtitles import SubtitleWorkers, TextBytes
from app.engine.ground.tasks import Tasks
from app.engine.streaming.files import Seen
from app.engine.streaming.once import Once
from app.engine.streaming.subtitles import store
from app.engine.streaming.subtitles.shelf import Shelf
from app.engine.streaming.subtitles.store import TextRow
from app.engine.streaming.subtitles.tracks import KnowsFiles, Track

AT_HAND_BYTES = 16 * 1024 * 1024
"""Of subtitles in memory, as text; usual ones have some 100 kB."""
LEAST_BYTES = 1024
"""What even an empty one takes."""
SWEPT_AT_ONCE = 500
LARGEST_BYTES = 64 * 1024 * 1024
SHELF_MB = "streaming.subtitles_mb"

SETTINGS = (
    Setting(
        key=SHELF_MB,
        type=int,
        default=512,
        unit="MB",
        minimum=16,
        maximum=65_536,
        help="Subtitles that were taken out of films are kept up to this size; those not asked for longest go.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a subtitle says.

    Attributes:
        start_ms: What the file's own clock, which the cues have, says at the beginning of the film.
        script: The original ASS, or "".
        size_bytes: What it takes as text.
    """

    cues: tuple[Cue, ...]
    script: str = ""
    start_ms: int = 0
    size_bytes: int = 0


class Texts:
    """The texts of all films.

    Every method raises Unsupported when nothing can be read, and Unavailable when no worker can be had.
    """

    def __init__(self, db: Db, workers: SubtitleWorkers, tasks: Tasks, settings: Settings, shelf: Shelf) -> None:
        self._db = db
        self._workers = workers
        self._settings = settings
        self._shelf = shelf
        self._once: Once[TextRow] = Once(tasks, "streaming.texts")
        self._kept: OrderedDict[tuple[object, ...], Written] = OrderedDict()
        self._kept_bytes = 0

    async def take_out(self, asset_id: int, seen: Seen, *, is_awaited: bool) -> TextRow:
        """Take the texts out of a file, which is read from end to end; why it cannot be done is remembered."""
        key = (asset_id, seen.etag, is_awaited)
        return await self._once.get(key, lambda: self._take_out(asset_id, seen, is_awaited=is_awaited))

    def want(self, asset_id: int, seen: Seen) -> None:
        """Have the texts of a file taken out, as somebody watches it."""
        key = (asset_id, seen.etag, False)
        self._once.start(key, lambda: self._take_out(asset_id, seen, is_awaited=False))

    async def list_states(self, asset_ids: Sequence[int] | None = None) -> dict[int, str]:
        """Return the state in which each file was read, by its asset; of all files or of some."""
        return await self._db.read(store.list_states, asset_ids)

    async def sweep(self, library: KnowsFiles) -> None:
        """Forget the texts of files that are in the library no more, and delete what nobody knows of."""
        after = -1
        while ids := await self._db.read(store.list_assets, after, SWEPT_AT_ONCE):
            if gone := await library.list_gone(ids):
                await self._remove(await self._db.write(store.forget_texts, gone))
            after = ids[-1]
        await asyncio.to_thread(self._shelf.sweep, await self._db.read(store.list_kept))

    async def get_inside(self, asset_id: int, seen: Seen, track: Track) -> Written:
        """Return what a stream of a film says; the film is read now when it was not before."""
        if (found := await self.find_inside(asset_id, seen, track)) is not None:
            return found
        row = await self.take_out(asset_id, seen, is_awaited=True)
        if row.fault:
            raise Unsupported(row.fault, code="no_text")
        found = self._at_hand((asset_id, seen.etag, track.name)) or await self._from_shelf(row, track)
        if found is None and not row.size_bytes and any(text.index == track.number for text in row.found.texts):
            raise Unavailable("Subtitles cannot be kept: the disk is full. Make room there.", code="no_room")
        if found is None:
            raise NotFound("The file has no such subtitles.", code="subtitle_not_found")
        return self._keep((asset_id, seen.etag, track.name), found)

    async def find_inside(self, asset_id: int, seen: Seen, track: Track) -> Written | None:
        """Return what a stream of a film says, when that is known already."""
        key = (asset_id, seen.etag, track.name)
        if (found := self._at_hand(key)) is not None:
            return found
        row = await self._db.read(store.find_text, asset_id)
        if row is None or row.etag != seen.etag or not row.size_bytes:
            return None
        found = await self._from_shelf(row, track)
        if found is None:
            return None
        with suppress(Unavailable):  # a full disk
            await self._db.write(store.touch_text, asset_id, now_ms())
        return self._keep(key, found)

    async def get_part(self, seen: Seen, track: Track, start_ms: int, end_ms: int) -> Written:
        """Return what a stream says between two times, without reading the rest of the film."""
        task = TextPartTask(path=str(seen.path), index=track.number, start_ms=start_ms, end_ms=end_ms)
        taken = await self._workers.text_part(task)
        return await asyncio.to_thread(_first, taken)

    async def get_beside(self, seen: Seen, track: Track, frame_rate: float) -> Written:
        """Return what a file beside a film says."""
        key = (track.name, str(seen.path), seen.etag, frame_rate)
        if (found := self._at_hand(key)) is not None:
            return found
        task = SideTextTask(path=str(seen.path), language=track.language, frame_rate=frame_rate or 25.0)
        return self._keep(key, await asyncio.to_thread(_first, await self._workers.side_text(task)))

    async def _take_out(self, asset_id: int, seen: Seen, *, is_awaited: bool) -> TextRow:
        before = await self._db.read(store.find_text, asset_id)
        if before is not None and before.etag != seen.etag:
            await asyncio.to_thread(self._shelf.remove, asset_id, before.etag)
        try:
            taken = await self._workers.texts(seen.path, is_awaited=is_awaited)
        except Unsupported as error:
            row = TextRow(asset_id=asset_id, etag=seen.etag, found=TextsFound(), size_bytes=0, fault=str(error))
            await self._db.write(store.save_text, row, now_ms())
            return row
        try:
            await asyncio.to_thread(self._shelf.put, asset_id, seen.etag, taken.content)
            row = TextRow(asset_id=asset_id, etag=seen.etag, found=taken.found, size_bytes=len(taken.content))
            await self._db.write(store.save_text, row, now_ms())
        except Unavailable:
            if not is_awaited:
                raise
            # A full disk keeps nobody from reading: what they wait for is in memory for as long as there is room there.
            await self._keep_all(asset_id, seen.etag, taken)
            return TextRow(asset_id=asset_id, etag=seen.etag, found=taken.found, size_bytes=0)
        await self._trim(asset_id)
        return row

    async def _keep_all(self, asset_id: int, etag: str, taken: TextBytes) -> None:
        start = 0
        for text in taken.found.texts:
            end = start + text.cues_bytes + text.script_bytes
            written = await asyncio.to_thread(_written, text, taken.content[start:end], taken.found.start_ms)
            self._keep((asset_id, etag, f"s{text.index}"), written)
            start = end

    async def _trim(self, newest: int) -> None:
        limit = self._settings.get_int(SHELF_MB) * 1024 * 1024
        await self._remove(await self._db.write(store.trim_texts, limit, newest))

    async def _remove(self, gone: Sequence[tuple[int, str]]) -> None:
        for asset_id, etag in gone:
            await asyncio.to_thread(self._shelf.remove, asset_id, etag)

    async def _from_shelf(self, row: TextRow, track: Track) -> Written | None:
        start = 0
        for text in row.found.texts:
            count = text.cues_bytes + text.script_bytes
            if text.index == track.number:
                content = await asyncio.to_thread(self._shelf.read, row.asset_id, row.etag, start, count)
                if content is None:
                    return None
                return await asyncio.to_thread(_written, text, content, row.found.start_ms)
            start += count
        return None

    def _at_hand(self, key: tuple[object, ...]) -> Written | None:
        if (found := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: tuple[object, ...], written: Written) -> Written:
        if (before := self._kept.pop(key, None)) is not None:
            self._kept_bytes -= before.size_bytes
        self._kept[key] = written
        self._kept_bytes += written.size_bytes
        while self._kept_bytes > AT_HAND_BYTES and len(self._kept) > 1:  # the newest stays: it is being watched
            self._kept_bytes -= self._kept.popitem(last=False)[1].size_bytes
        return written


def _first(taken: TextBytes) -> Written:
    return _written(taken.found.texts[0], taken.content, taken.found.start_ms)


def _written(text: TextFound, content: bytes, start_ms: int) -> Written:
    listed = _unpacked(content[: text.cues_bytes])
    script = _unpacked(content[text.cues_bytes :]) if text.script_bytes else b""
    return Written(
        cues=codec.decode(listed, tuple[Cue, ...]),
        script=script.decode(),
        start_ms=start_ms,
        size_bytes=LEAST_BYTES + len(listed) + len(script),
    )


def _unpacked(content: bytes) -> bytes:
    return zlib.decompressobj().decompress(content, LARGEST_BYTES)
