"""Gives the subtitles that are pictures, a block of the film at a time; what was drawn is kept for a while."""

import math
from collections.abc import Sequence

from app.contract import codec
from app.contract.errors import NotFound
from app.contract.segments import Piece
from app.contract.subtitles import PictureCue, PictureIndex, PictureList, PicturesMade, PicturesTask
from app.contract.units import SizeBytes
from app.engine.ground.subtitles import SubtitleWorkers
from app.engine.ground.tasks import Tasks
from app.engine.streaming.files import Seen
from app.engine.streaming.pieces import Pieces
from app.engine.streaming.subtitles.tracks import Track

BLOCK_MS = 60_000
"""Short enough to be read from a slow disk before anybody is impatient."""
MOST_BLOCKS = 6_000
MEMORY_BYTES = SizeBytes(48 * 1024 * 1024)


class Pictures:
    """The drawn subtitles of all films.

    Every method raises NotFound for a block or picture that there is not, Unsupported when nothing can be read, and
    Unavailable when no worker can be had.
    """

    def __init__(self, tasks: Tasks, workers: SubtitleWorkers) -> None:
        self._workers = workers
        self._kept = Pieces(tasks, lambda: MEMORY_BYTES)

    def index(self, duration_ms: int) -> PictureIndex:
        """Return where the blocks of a film of this length are listed; one whose length is unknown has many."""
        count = min(math.ceil(duration_ms / BLOCK_MS) or MOST_BLOCKS, MOST_BLOCKS)
        return PictureIndex(block_ms=BLOCK_MS, lists=tuple(f"{number}/list.json" for number in range(count)))

    async def get_list(self, seen: Seen, track: Track, block: int, offset_ms: int) -> PictureList:
        """Return what is shown in a block of a film; later by an offset."""
        told = codec.decode((await self._block(seen, track, block)).head, PicturesMade)
        return PictureList(
            start_ms=block * BLOCK_MS + offset_ms,
            end_ms=(block + 1) * BLOCK_MS + offset_ms,
            cues=_moved(told.cues, offset_ms),
            urls=tuple(f"{number}.png" for number in range(len(told.sizes_bytes))),
        )

    async def get_picture(self, seen: Seen, track: Track, block: int, number: int) -> bytes:
        """Return a picture of a block as a PNG file."""
        piece = await self._block(seen, track, block)
        sizes = codec.decode(piece.head, PicturesMade).sizes_bytes
        if number >= len(sizes):
            raise NotFound("There is no such picture.", code="picture_not_found")
        start = sum(sizes[:number])
        return piece.body[start : start + sizes[number]]

    async def _block(self, seen: Seen, track: Track, block: int) -> Piece:
        if block >= MOST_BLOCKS:
            raise NotFound("There is no such part of the film.", code="picture_not_found")
        task = PicturesTask(
            path=str(seen.path),
            index=None if track.is_beside else track.number,
            start_ms=block * BLOCK_MS,
            end_ms=(block + 1) * BLOCK_MS,
        )
        return await self._kept.get((str(seen.path), seen.etag, track.name, block), lambda: self._drawn(task))

    async def _drawn(self, task: PicturesTask) -> Piece:
        told, content = await self._workers.pictures(task)
        return Piece(head=codec.encode(told), body=content)


def _moved(cues: Sequence[PictureCue], by_ms: int) -> tuple[PictureCue, ...]:
    return tuple(
        PictureCue(
            start_ms=cue.start_ms + by_ms, end_ms=cue.end_ms + by_ms, pictures=cue.pictures, is_forced=cue.is_forced
        )
        for cue in cues
    )
