"""Gives files in pieces to players that fetch them so: pictures are copied, nothing is written, no session is kept."""

from collections import OrderedDict
from collections.abc import AsyncGenerator, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.contract.encoding import SoundTask
from app.contract.errors import NotFound, Unavailable
from app.contract.segments import Form, Piece, SegmentTable
from app.contract.units import DurationMs, SizeBytes
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.media import Media
from app.engine.ground.settings import Setting, Settings
from app.engine.ground.tasks import Tasks
from app.engine.streaming import rules, store
from app.engine.streaming.files import MediaFile
from app.engine.streaming.once import Once
from app.engine.streaming.orders import Order, name_of, number_at, order
from app.engine.streaming.pieces import Pieces
from app.engine.streaming.progressive import Whole, media_type, whole_track
from app.engine.streaming.rules import Choice, Track

TABLES_STORED = 20_000
"""Of about 10 kB each; the oldest go, and would be made again."""
TABLES_AT_HAND = 32
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"

SETTINGS = (
    Setting(
        key="streaming.memory_mb",
        type=int,
        default=128,
        unit="MB",
        minimum=16,
        maximum=8192,
        help="Pieces of films that players fetch are kept in memory up to this size, for those who seek back and for "
        "others who watch the same.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a player gets."""

    content: bytes
    media_type: str


class Remux:
    """Files in pieces.

    Every method raises NotFound for what a playlist does not name, Unsupported when the file cannot be copied in
    pieces (the code says why), and Unavailable when no worker can be had.
    """

    def __init__(self, db: Db, media: Media, tasks: Tasks, settings: Settings) -> None:
        self._db = db
        self._media = media
        self._pieces = Pieces(tasks, lambda: SizeBytes(settings.get_int("streaming.memory_mb") * 1024 * 1024))
        self._tables: OrderedDict[tuple[int, str], SegmentTable] = OrderedDict()
        self._once: Once[SegmentTable] = Once(tasks, "streaming.table")

    async def get_playlist(self, file: MediaFile, choice: Choice, name: str, user_agent: str) -> Sent:
        """Return a playlist by its file name; the first one is as the player that asks can use it."""
        table = await self.get_table(file)
        if name == rules.MASTER:
            length_s = max(sum(table.durations_s), 1)
            used = rules.choice_for(user_agent, table, choice)
            place = "" if used == choice else f"../{used}/"
            text = rules.master_playlist(table, used, round(file.size_bytes * 8 / length_s), place)
        else:
            track = rules.find_track(table, choice, name.removesuffix(".m3u8"))
            text = rules.media_playlist(table, choice, track, file.tag)
        return Sent(content=text.encode(), media_type=PLAYLIST_TYPE)

    async def get_piece(self, file: MediaFile, choice: Choice, track_name: str, tag: str, name: str) -> Sent:
        """Return a piece, or the head of all pieces, by its place in a playlist."""
        if tag != file.tag:
            raise NotFound("The file has changed. Start playback again.", code="file_changed")
        table = await self.get_table(file)
        track = rules.find_track(table, choice, track_name)
        number = rules.parse_piece(name, choice.form)
        if number is not None and number >= len(table.cuts):
            raise NotFound("There is no such piece.", code="piece_not_found")
        piece = await self._piece(file, table, choice.form, track, number or 0)
        if number is not None:
            self._want(file, table, choice.form, track, number + 1)
        kind = "audio" if track_name.startswith("a") else "video"
        media_type = "video/mp2t" if choice.form is Form.TS else f"{kind}/mp4"
        return Sent(content=piece.head if number is None else piece.body, media_type=media_type)

    async def read(self, file: MediaFile, whole: Whole, start_ms: DurationMs) -> tuple[str, AsyncGenerator[bytes]]:
        """Return the content type of a file in one stream, and its bytes from the piece on in which a time lies."""
        table = await self.get_table(file)
        track = whole_track(table, whole)
        first = number_at(table, start_ms * 1000)
        return media_type(whole, track), self._chunks(file, table, whole.choice.form, track, first)

    async def get_copy(self, file: MediaFile, form: Form, index: int, number: int) -> Piece:
        """Return a piece of one stream by itself, whatever the film beside it can be put into."""
        table = await self.get_table(file)
        stream = next((stream for stream in table.streams if stream.index == index and form in stream.forms), None)
        if stream is None or not 0 <= number < len(table.cuts):
            raise NotFound("There is no such piece.", code="piece_not_found")
        track = Track(name=f"a{index}", streams=(stream,))
        piece = await self._piece(file, table, form, track, number)
        self._want(file, table, form, track, number + 1)
        return piece

    async def get_table(self, file: MediaFile) -> SegmentTable:
        """Return where a file is cut: from memory, from the database, or by looking at the file."""
        key = (file.asset_id, file.etag)
        table = self._tables.get(key)
        if table is None:
            table = self._tables[key] = await self._once.get(key, lambda: self._stored(file))
        self._tables.move_to_end(key)
        while len(self._tables) > TABLES_AT_HAND:
            self._tables.popitem(last=False)
        return table

    async def _chunks(
        self, file: MediaFile, table: SegmentTable, form: Form, track: Track, first: int
    ) -> AsyncGenerator[bytes]:
        for number in range(first, len(table.cuts)):
            piece = await self._piece(file, table, form, track, number)
            self._want(file, table, form, track, number + 1)
            if number == first and piece.head:
                yield piece.head
            yield piece.body

    async def _stored(self, file: MediaFile) -> SegmentTable:
        table = await self._db.read(store.find_table, file.asset_id, file.etag)
        if table is None:
            table = await self._media.segment_table(file.path)
            with suppress(Unavailable):  # a full disk: it is made again after a restart
                await self._db.write(store.save_table, file.asset_id, file.etag, table, now_ms(), TABLES_STORED)
        return table

    async def _piece(self, file: MediaFile, table: SegmentTable, form: Form, track: Track, number: int) -> Piece:
        task = order(file, table, form, track, number)
        return await self._pieces.get(name_of(file, form, track, number), lambda: self._made(task))

    def _want(self, file: MediaFile, table: SegmentTable, form: Form, track: Track, number: int) -> None:
        if number < len(table.cuts):
            task = order(file, table, form, track, number)
            self._pieces.want(name_of(file, form, track, number), lambda: self._made(task, is_ahead=True))

    def _made(self, task: Order, *, is_ahead: bool = False) -> Coroutine[Any, Any, Piece]:
        if isinstance(task, SoundTask):
            return self._media.sound(task, is_ahead=is_ahead)
        return self._media.segment(task, is_ahead=is_ahead)
