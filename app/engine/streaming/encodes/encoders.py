"""Which encoders this computer really has, and how fast it is: found out by trying, once for each version."""

import asyncio
import contextlib
import hashlib
import os
import platform
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from app import __version__
from app.contract import codec
from app.contract.encoding import TrialMade, TrialTask
from app.contract.errors import Unavailable, Unsupported
from app.contract.streaming import Encoder
from app.engine.ground.db import Db
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.hired import Hired
from app.engine.ground.tasks import Tasks
from app.engine.streaming.encodes import store
from app.engine.streaming.encodes.budget import YARDSTICK, Machine

LEAST_FRAME_RATE = 2.0
GUESSED_FRAME_RATE = 25.0
"""Of each core, until it was measured."""
PROVIDER = "pyav"
TRIAL_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An encoder that may work here."""

    codec: str
    name: str
    preset: str = ""
    width_px: int = 640
    height_px: int = 360
    count: int = 8
    is_hardware: bool = False

    @property
    def task(self) -> TrialTask:
        """What finds out."""
        return TrialTask(
            encoder=self.name,
            preset=self.preset,
            width_px=self.width_px,
            height_px=self.height_px,
            count=self.count,
            limit_s=TRIAL_S,
        )


USUAL = Candidate(
    codec="h264", name="libx264", preset="veryfast", width_px=YARDSTICK[0], height_px=YARDSTICK[1], count=60
)
"""By it the machine is measured."""
OTHERS = (
    Candidate(codec="hevc", name="libx265", preset="ultrafast"),
    Candidate(codec="av1", name="libsvtav1", preset="12"),
    Candidate(codec="vp9", name="libvpx-vp9"),
    Candidate(codec="mpeg2video", name="mpeg2video"),
    Candidate(codec="mpeg4", name="mpeg4"),
)
HARDWARE = tuple(
    Candidate(codec=kind, name=f"{kind}_{maker}", is_hardware=True)
    for kind in ("h264", "hevc")
    for maker in ("videotoolbox", "nvenc", "qsv", "amf")
)
"""Names that exist without their hardware, too."""

log = structlog.get_logger(__name__)


class Encoders:
    """The encoders of this computer.

    Args:
        wants_hardware: Whether the owner lets the graphics chip encode.
    """

    def __init__(self, db: Db, workers: EncodeWorkers, tasks: Tasks, wants_hardware: Callable[[], bool]) -> None:
        self._db = db
        self._wants_hardware = wants_hardware
        self._workers = workers
        self._tasks = tasks
        self._lock = asyncio.Lock()
        self._known: dict[str, TrialMade] = {}
        self._is_recalled = False
        self._is_looking = False

    async def machine(self) -> Machine:
        """Return what this computer can do: what was found out before, else a guess until that is done."""
        await self._recall()
        hardware = HARDWARE if self._wants_hardware() else ()
        if any(one.name not in self._known for one in (USUAL, *hardware)) and not self._is_looking:
            self._is_looking = True
            self._tasks.start(self._look((USUAL, *hardware)), name="streaming.encoders")
        found = self._known.get(USUAL.name)
        rate = alone(found) if found else GUESSED_FRAME_RATE * (os.cpu_count() or 1)
        working = {
            one.codec: one.name
            for one in reversed(hardware)
            if (made := self._known.get(one.name)) is not None and made.frame_rate > 0
        }
        return Machine(frame_rate=max(rate, LEAST_FRAME_RATE), hardware=working)

    async def list_all(self) -> tuple[Encoder, ...]:
        """Return all encoders, each tried; the first time ever, that takes some seconds."""
        await self._recall()
        return await self._try_all((USUAL, *OTHERS, *HARDWARE))

    async def _recall(self) -> None:
        if not self._is_recalled:
            self._known = {**await self._db.read(store.list_trials, _place()), **self._known}
            self._is_recalled = True

    async def _look(self, candidates: Sequence[Candidate]) -> None:
        try:
            with contextlib.suppress(Unavailable):  # the engine stops, or no worker can be had: tried again later
                await self._try_all(candidates)
        finally:
            self._is_looking = False

    async def _try_all(self, candidates: Sequence[Candidate]) -> tuple[Encoder, ...]:
        async with _worker(self._workers) as worker:
            return tuple([_told(one, await self._tried(worker, one)) for one in candidates])

    async def _tried(self, worker: Hired, candidate: Candidate) -> TrialMade:
        async with self._lock:
            known = self._known.get(candidate.name)
            if known is None:
                known = await _try(worker, candidate)
                told = {"encoder": candidate.name, "frame_rate": round(known.frame_rate, 1), "fault": known.fault}
                log.info("encoder_tried", **told)
                with contextlib.suppress(Unavailable):  # a full disk: it is tried again after a restart
                    await self._db.write(store.save_trial, candidate.name, _place(), known)
                self._known[candidate.name] = known
            return known


async def try_main(workers: EncodeWorkers) -> tuple[Encoder, ...]:
    """Return the usual encoder and the hardware's, tried now and not remembered."""
    async with _worker(workers) as worker:
        return tuple([_told(one, await _try(worker, one)) for one in (USUAL, *HARDWARE)])


@asynccontextmanager
async def _worker(workers: EncodeWorkers) -> AsyncIterator[Hired]:
    """Lend a worker that does nothing else: a driver may take it along."""
    hired = workers.hire()
    try:
        yield hired
    finally:
        await hired.end()


async def _try(worker: Hired, candidate: Candidate) -> TrialMade:
    try:
        return codec.convert(await worker.ask(candidate.task), TrialMade)
    except Unsupported as error:
        return TrialMade(frame_rate=0, fault=error.message)


def alone(made: TrialMade) -> float:
    """Return how many pictures a second an encoder would make if nothing else had been running."""
    cores = os.cpu_count() or 1
    return made.frame_rate * max(cores / made.cores, 1) if made.cores else made.frame_rate


def _told(candidate: Candidate, made: TrialMade) -> Encoder:
    share = candidate.width_px * candidate.height_px / (YARDSTICK[0] * YARDSTICK[1])
    return Encoder(
        name=candidate.name,
        codec=candidate.codec,
        provider=PROVIDER,
        is_hardware=candidate.is_hardware,
        works=made.frame_rate > 0,
        frame_rate=round(alone(made) * share, 1),
        fault=made.fault,
    )


def _place() -> str:
    """Name this computer and this version: elsewhere all is tried anew."""
    told = f"{__version__}/{platform.machine()}/{platform.processor()}/{os.cpu_count()}/{platform.node()}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
