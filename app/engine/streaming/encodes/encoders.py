"""Which encoders this computer really has, and how fast it is: found out by trying, once for each version."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Sequence

import structlog

from app.contract.encoding import TrialMade
from app.contract.errors import Unavailable
from app.contract.streaming import Encoder
from app.engine.ground.db import Db
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.hired import Hired
from app.engine.ground.tasks import Tasks
from app.engine.streaming.encodes import store
from app.engine.streaming.encodes.budget import YARDSTICK, Machine
from app.engine.streaming.encodes.providers import OWN_ABILITIES, PYAV
from app.engine.streaming.encodes.trials import Candidate, alone, open_worker, place, told, try_task

LEAST_FRAME_RATE = 2.0
GUESSED_FRAME_RATE = 25.0
"""Of each core, until it was measured."""


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

    @property
    def wants_hardware(self) -> bool:
        """Tell whether the owner lets the graphics chip encode."""
        return self._wants_hardware()

    def has_failed(self, encoder: str) -> bool:
        """Tell whether an encoder that is part of Marquee is known not to work here."""
        made = self._known.get(encoder)
        return made is not None and made.frame_rate == 0

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
            self._known = {**await self._db.read(store.list_trials, place()), **self._known}
            self._is_recalled = True

    async def _look(self, candidates: Sequence[Candidate]) -> None:
        try:
            with contextlib.suppress(Unavailable):  # the engine stops, or no worker can be had: tried again later
                await self._try_all(candidates)
        finally:
            self._is_looking = False

    async def _try_all(self, candidates: Sequence[Candidate]) -> tuple[Encoder, ...]:
        async with open_worker(self._workers) as worker:
            return tuple([_own(one, await self._tried(worker, one)) for one in candidates])

    async def _tried(self, worker: Hired, candidate: Candidate) -> TrialMade:
        async with self._lock:
            known = self._known.get(candidate.name)
            if known is None:
                known = await try_task(worker, candidate.task)
                rate = round(known.frame_rate, 1)
                log.info("encoder_tried", encoder=candidate.name, frame_rate=rate, fault=known.fault)
                with contextlib.suppress(Unavailable):  # a full disk: it is tried again after a restart
                    await self._db.write(store.save_trial, candidate.name, place(), known)
                self._known[candidate.name] = known
            return known


async def try_own(workers: EncodeWorkers) -> tuple[Encoder, ...]:
    """Return the usual encoder and the hardware's, tried now and not remembered."""
    async with open_worker(workers) as worker:
        return tuple([_own(one, await try_task(worker, one.task)) for one in (USUAL, *HARDWARE)])


def _own(candidate: Candidate, made: TrialMade) -> Encoder:
    return told(candidate, made, PYAV, abilities=OWN_ABILITIES)
