"""SQL of the jobs. Table: job."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.contract.jobs import Job, JobState
from app.engine.ground import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class NewJob:
    """A job to be queued; times are milliseconds since 1970."""

    kind: str
    key: str
    payload: Mapping[str, object]
    priority: int
    max_attempts: int
    now: int
    run_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A job that this engine has just taken."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    max_attempts: int


def add(db: sqlite3.Connection, new: NewJob) -> int:
    """Queue a job and return its id; one of the same kind and key that still waits is hurried instead."""
    if new.key and (same := _find_queued(db, new.kind, new.key)) is not None:
        db.execute(
            "update job set priority = min(priority, ?), run_at = min(run_at, ?) where id = ?",
            (new.priority, new.run_at, same),
        )
        return same
    cursor = db.execute(
        "insert into job (kind, key, payload, priority, state, max_attempts, created_at, run_at)"
        " values (?, ?, ?, ?, 'queued', ?, ?, ?)",
        (new.kind, new.key, json.dumps(dict(new.payload)), new.priority, new.max_attempts, new.now, new.run_at),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def claim(db: sqlite3.Connection, kinds: Sequence[str], now: int, lease_until: int) -> Claimed | None:
    """Take the first job of these kinds that is due, unless one of its kind and key runs already."""
    row = db.execute(
        f"""
        update job set state = 'running', lease_until = ?, attempts = attempts + 1, progress = 0, detail = ''
        where id = (
            select id from job as waiting indexed by job_queue
            where state = 'queued' and run_at <= ? and kind in ({", ".join("?" * len(kinds))})
            and not exists (
                select 1 from job as busy
                where busy.state = 'running' and busy.kind = waiting.kind and busy.key = waiting.key and busy.key <> ''
            )
            order by priority, id limit 1
        )
        returning id, kind, key, payload, attempts, max_attempts
        """,  # only question marks are put in
        (lease_until, now, *kinds),
    ).fetchone()
    return None if row is None else Claimed(**{**dict(row), "payload": json.loads(row["payload"])})


def find_next_due(db: sqlite3.Connection, now: int) -> int | None:
    """Return when the next job that must wait is due, or None."""
    row = db.execute("select min(run_at) from job where state = 'queued' and run_at > ?", (now,)).fetchone()
    due: int | None = row[0]
    return due


def extend(db: sqlite3.Connection, lease_until: int, told: Sequence[tuple[int, float, str]]) -> None:
    """Keep the leases of running jobs, and how far they are: (id, progress, detail)."""
    db.executemany(
        "update job set lease_until = ?, progress = ?, detail = ? where id = ? and state = 'running'",
        [(lease_until, progress, detail, id_) for id_, progress, detail in told],
    )


def take_back(db: sqlite3.Connection, now: int, *, expired_only: bool) -> None:
    """Queue what nobody works on any more; a job that ended the engine in its last attempt is dead."""
    db.execute(
        """
        update job set
            state = iif(attempts >= max_attempts, 'dead', 'queued'),
            finished_at = iif(attempts >= max_attempts, ?, null),
            error = 'The engine ended while this ran.',
            lease_until = null, run_at = ?
        where state = 'running' and (not ? or lease_until < ?)
        """,
        (now, now, expired_only, now),
    )


def finish(db: sqlite3.Connection, id_: int, state: JobState, error: str, now: int) -> None:
    """End a running job."""
    db.execute(
        "update job set state = ?, error = ?, finished_at = ?, lease_until = null,"
        " progress = iif(? = 'done', 1, progress) where id = ? and state = 'running'",
        (state, error, now, state, id_),
    )


def requeue(db: sqlite3.Connection, id_: int, run_at: int, error: str) -> None:
    """Put a running job that failed back into the queue."""
    db.execute(
        "update job set state = 'queued', error = ?, run_at = ?, lease_until = null where id = ? and state = 'running'",
        (error, run_at, id_),
    )


def hand_back(db: sqlite3.Connection, id_: int) -> None:
    """Put a running job back as if it had not been tried: the engine stops."""
    db.execute(
        "update job set state = 'queued', attempts = attempts - 1, lease_until = null"
        " where id = ? and state = 'running'",
        (id_,),
    )


def cancel_queued(db: sqlite3.Connection, id_: int, now: int) -> bool:
    """Cancel a job that waits; False when it does not wait."""
    return (
        db.execute(
            "update job set state = 'cancelled', finished_at = ? where id = ? and state = 'queued'", (now, id_)
        ).rowcount
        > 0
    )


def retry(db: sqlite3.Connection, id_: int, now: int) -> bool:
    """Queue a dead or cancelled job anew; False when it is neither."""
    return (
        db.execute(
            "update job set state = 'queued', attempts = 0, error = '', progress = 0, detail = '', run_at = ?,"
            " finished_at = null where id = ? and state in ('dead', 'cancelled')",
            (now, id_),
        ).rowcount
        > 0
    )


def prune(db: sqlite3.Connection, kept: int) -> None:
    """Forget finished jobs except the newest ones of each state."""
    for state in (JobState.DONE, JobState.CANCELLED, JobState.DEAD):
        db.execute(
            "delete from job where state = ? and id <= ("
            "select id from job where state = ? order by id desc limit 1 offset ?)",
            (state, state, kept),
        )


def find_job(db: sqlite3.Connection, id_: int) -> Job | None:
    """Return a job, or None."""
    row = db.execute("select * from job where id = ?", (id_,)).fetchone()
    return None if row is None else _job(row)


def list_jobs(
    db: sqlite3.Connection, states: Sequence[JobState], limit: int, offset: int
) -> tuple[tuple[Job, ...], int]:
    """Return jobs in these states, the newest first, and how many there are."""
    chosen = states or tuple(JobState)
    where = f"state in ({', '.join('?' * len(chosen))})"
    rows = db.execute(
        f"select * from job where {where} order by id desc limit ? offset ?",  # only question marks
        (*chosen, limit, offset),
    )
    total: int = db.execute(f"select count(*) from job where {where}", chosen).fetchone()[0]
    return tuple(_job(row) for row in rows), total


def _find_queued(db: sqlite3.Connection, kind: str, key: str) -> int | None:
    row = db.execute("select id from job where state = 'queued' and kind = ? and key = ?", (kind, key)).fetchone()
    return None if row is None else int(row["id"])


def _job(row: sqlite3.Row) -> Job:
    finished_at = row["finished_at"]
    return Job(
        id=str(row["id"]),
        kind=row["kind"],
        key=row["key"],
        priority=row["priority"],
        state=JobState(row["state"]),
        progress=row["progress"],
        detail=row["detail"],
        attempts=row["attempts"],
        max_attempts=row["max_attempts"],
        error=row["error"],
        created_at=clock.from_ms(row["created_at"]),
        run_at=clock.from_ms(row["run_at"]),
        finished_at=None if finished_at is None else clock.from_ms(finished_at),
    )
