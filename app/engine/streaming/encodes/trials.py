"""Tries encoders, each in a worker of its own, and says how they did."""

import hashlib
import os
import platform
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from app import __version__
from app.contract import codec
from app.contract.encoding import TrialMade, TrialTask
from app.contract.errors import Unsupported
from app.contract.streaming import Encoder
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.hired import Hired
from app.engine.streaming.encodes.budget import YARDSTICK

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


@asynccontextmanager
async def open_worker(workers: EncodeWorkers) -> AsyncIterator[Hired]:
    """Lend a worker that does nothing else: a driver may take it along."""
    hired = workers.hire()
    try:
        yield hired
    finally:
        await hired.end()


async def try_task(worker: Hired, task: TrialTask) -> TrialMade:
    """Return how an encoder did. Raises Unavailable when no worker can be had."""
    try:
        return codec.convert(await worker.ask(task), TrialMade)
    except Unsupported as error:
        return TrialMade(frame_rate=0, fault=error.message)


def alone(made: TrialMade) -> float:
    """Return how many pictures a second an encoder would make if nothing else had been running."""
    cores = os.cpu_count() or 1
    return made.frame_rate * max(cores / made.cores, 1) if made.cores else made.frame_rate


def told(
    candidate: Candidate, made: TrialMade, provider: str, version: str = "", abilities: Iterable[str] = ()
) -> Encoder:
    """Return what is said of an encoder that was tried."""
    share = candidate.width_px * candidate.height_px / (YARDSTICK[0] * YARDSTICK[1])
    return Encoder(
        name=candidate.name,
        codec=candidate.codec,
        provider=provider,
        is_hardware=candidate.is_hardware,
        works=made.frame_rate > 0,
        frame_rate=round(alone(made) * share, 1),
        fault=made.fault,
        version=version,
        abilities=tuple(sorted(abilities)) if made.frame_rate > 0 else (),
    )


def place(*more: str) -> str:
    """Name this computer and this version, and what else decides: elsewhere all is tried anew."""
    parts = (__version__, platform.machine(), platform.processor(), str(os.cpu_count()), platform.node(), *more)
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:16]
