"""Asks disposable worker processes about media files, so that a bad file never hurts the engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from app.contract import codec
from app.contract.analysis import StudyTask
from app.contract.encoding import MixedTask, SoundTask
from app.contract.errors import Unsupported
from app.contract.media import CoverTask, FileRead, FrameTask, PictureMade, Probe, ProbeTask, ReadTask, ThumbnailTask
from app.contract.segments import Piece, SegmentMade, SegmentTable, SegmentTask, TableTask
from app.contract.units import SizeBytes
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.pool import AHEAD, QUIET, Pool
from app.engine.ground.subtitles import SubtitleWorkers
from app.engine.ground.workers import Task, worker_command


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLimits:
    """What media files may cost.

    Attributes:
        workers: Processes at the same time.
        deadline_s: For one task; the worker is killed afterwards.
        memory_bytes: Address space of one worker, where the system can limit it.
        recycle_after: Tasks after which a worker is replaced by a fresh one.
        stream_workers: Processes more, for those who watch: they never wait for a scan.
        piece_deadline_s: For one piece of a film; whoever watches would not wait longer.
        table_deadline_s: For finding out where a file is cut, which may need reading all of it.
        text_deadline_s: For the subtitles of a whole film while somebody waits for them.
        hired_deadline_s: For one piece of a picture that is made anew, by a worker that does nothing else.
        hired_memory_bytes: As `memory_bytes`, of such a worker.
        patient_workers: Processes more, for reading long files while nobody waits.
        patient_deadline_s: For one of those.
    """

    workers: int = 2
    deadline_s: float = 30.0
    stream_workers: int = 2
    piece_deadline_s: float = 9.0
    table_deadline_s: float = 120.0
    text_deadline_s: float = 120.0
    hired_deadline_s: float = 60.0
    hired_memory_bytes: SizeBytes = SizeBytes(6 * 1024 * 1024 * 1024)
    patient_workers: int = 1
    patient_deadline_s: float = 3_600.0
    memory_bytes: SizeBytes = SizeBytes(1024 * 1024 * 1024)
    recycle_after: int = 2_000


class Media:
    """Facts and pictures from media files.

    Every method raises Unsupported with a MediaFault as its code when the file is the reason, and Unavailable when no
    worker can be had. Folders, pipes and devices are refused by the worker before it opens them.
    """

    def __init__(self, limits: MediaLimits | None = None, *, command: Sequence[str] | None = None) -> None:
        self._limits = limits = limits or MediaLimits()
        self._pool, self._streams, self._patient = (
            Pool(
                command or worker_command(),
                workers=workers,
                deadline_s=deadline_s,
                memory_bytes=limits.memory_bytes,
                recycle_after=limits.recycle_after,
            )
            for workers, deadline_s in (
                (limits.workers, limits.deadline_s),
                (limits.stream_workers, limits.piece_deadline_s),
                (limits.patient_workers, limits.patient_deadline_s),
            )
        )
        self.encoding = EncodeWorkers(
            command or worker_command(), self._streams, limits.hired_deadline_s, limits.hired_memory_bytes
        )
        self.subtitles = SubtitleWorkers(self._pool, self._patient, limits.text_deadline_s)

    async def __aenter__(self) -> Self:
        """Workers start with the first task."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers."""
        await self.encoding.close()
        await self._pool.close()
        await self._streams.close()
        await self._patient.close()

    async def warm(self) -> None:
        """Start the workers, as a lot is to be read soon."""
        await self._pool.warm()

    async def probe(self, path: Path) -> Probe:
        """Return what a file holds."""
        return codec.convert(await self._pool.run(ProbeTask(path=str(path))), Probe)

    async def read_all(self, paths: Sequence[Path]) -> list[FileRead | Unsupported]:
        """Return what files hold and are known by, in their order; for a file that cannot be read, why."""
        answers = await self._pool.run_all([ReadTask(path=str(path)) for path in paths])
        return [one if isinstance(one, Unsupported) else codec.convert(one, FileRead) for one in answers]

    async def thumbnail(self, path: Path, target: Path, width_px: int) -> PictureMade:
        """Write a smaller copy of a picture file; with `width_px` 0 check, turn and measure it only."""
        task = ThumbnailTask(path=str(path), target=str(target), width_px=width_px)
        return codec.convert(await self._pool.run(task), PictureMade)

    async def cover(self, path: Path, target: Path) -> PictureMade | None:
        """Write the embedded cover of a media file; None when there is none."""
        return await self._picture(CoverTask(path=str(path), target=str(target)))

    async def frame(self, path: Path, target: Path, width_px: int) -> PictureMade | None:
        """Write a good frame of a film as a JPEG, at most `width_px` wide; None for a file without moving pictures."""
        return await self._picture(FrameTask(path=str(path), target=str(target), width_px=width_px))

    async def segment_table(self, path: Path) -> SegmentTable:
        """Return where a file is cut; a file without an index is read from its beginning to its end for that."""
        task = TableTask(path=str(path))
        answer = await self._streams.run(task, deadline_s=self._limits.table_deadline_s)
        return codec.convert(answer, SegmentTable)

    async def segment(self, task: SegmentTask | MixedTask, *, is_ahead: bool = False) -> Piece:
        """Return a piece of a file. One that is made ahead waits until nobody else does."""
        return _piece(await self._streams.run(task, lane=AHEAD if is_ahead else ""))

    async def sound(self, task: SoundTask, *, is_ahead: bool = False) -> Piece:
        """Return a piece of a sound that is made anew; one that is made ahead waits until nobody else does."""
        return _piece(await self._streams.run(task, lane=AHEAD if is_ahead else ""))

    async def study(self, task: StudyTask, *, deadline_s: float, is_asked: bool = False) -> Any:
        """Return the plain answer to a task that finds something out about a file.

        Args:
            is_asked: Somebody waits for it; else it waits until nobody else does.
        """
        return await self._pool.run(task, lane="" if is_asked else QUIET, deadline_s=deadline_s)

    def pids(self) -> tuple[int, ...]:
        """Return the process numbers of the workers that live."""
        return self._pool.pids() + self._streams.pids() + self._patient.pids() + self.encoding.pids()

    async def _picture(self, task: Task) -> PictureMade | None:
        answer = await self._pool.run(task)
        return None if answer is None else codec.convert(answer, PictureMade)


def _piece(answer: Any) -> Piece:
    head_bytes = codec.convert(answer.told, SegmentMade).head_bytes
    return Piece(head=answer.content[:head_bytes], body=answer.content[head_bytes:])
