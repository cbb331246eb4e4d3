"""Durable work, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.contract.events import Event


class JobState(StrEnum):
    """Where a job stands. A job that failed too often is dead until somebody retries it."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of durable work.

    Attributes:
        kind: "<room>.<verb>", like "library.scan".
        key: What it works on; a queued job of the same kind and key is not added twice.
        priority: 1 (first) to 10 (last).
        progress: 0.0 to 1.0.
        detail: What it does now, in a few English words.
        error: Why the last attempt failed; "" when it did not.
        run_at: Not before this time.
    """

    id: str
    kind: str
    key: str
    priority: int
    state: JobState
    progress: float
    detail: str
    attempts: int
    max_attempts: int
    error: str
    created_at: datetime
    run_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress(Event):
    """A job changed its state or went on; at most a few times a second for each."""

    name: ClassVar[str] = "job.progress"
    id: str
    kind: str
    state: JobState
    progress: float
    detail: str
