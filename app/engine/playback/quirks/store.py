"""SQL of the table quirk."""

import sqlite3
from dataclasses import dataclass

from app.contract.quirks import Failure, Quirk, Step
from app.engine.ground.clock import from_ms
from app.engine.playback.quirks.rules import LADDER, Likeness

MOST_QUIRKS = 500
"""Of one user; the oldest are forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A failure, and what it teaches."""

    user_id: int
    device: str
    likeness: Likeness
    failure: Failure
    step: Step


def learn(connection: sqlite3.Connection, lesson: Lesson, at_ms: int) -> None:
    """Remember a failure. What was learned before is never taken back by it: the step only goes down the ladder."""
    alike = lesson.likeness
    connection.execute(
        "insert into quirk (user_id, device, container, video_codec, audio_codec, failure, step, failures, updated_at)"
        " values (?, ?, ?, ?, ?, ?, ?, 1, ?)"
        " on conflict (user_id, device, container, video_codec, audio_codec, failure) do update set"
        " step = max(step, excluded.step), failures = failures + 1, updated_at = excluded.updated_at",
        (
            lesson.user_id,
            lesson.device,
            alike.container,
            alike.video_codec,
            alike.audio_codec,
            lesson.failure,
            LADDER.index(lesson.step),
            at_ms,
        ),
    )
    connection.execute(
        "delete from quirk where id in"
        " (select id from quirk where user_id = ? order by updated_at desc, id desc limit -1 offset ?)",
        (lesson.user_id, MOST_QUIRKS),
    )


def list_quirks(connection: sqlite3.Connection, user_id: int, device: str | None = None) -> tuple[Quirk, ...]:
    """Return what was learned from a user's devices, or one of them; the newest first."""
    rows = connection.execute(
        "select * from quirk where user_id = ?1 and (?2 is null or device = ?2) order by updated_at desc, id desc",
        (user_id, device),
    )
    return tuple(_quirk(row) for row in rows)


def forget(connection: sqlite3.Connection, user_id: int, quirk_id: int) -> bool:
    """Forget one quirk of a user; tells whether there was one."""
    found = connection.execute("delete from quirk where user_id = ? and id = ?", (user_id, quirk_id))
    return found.rowcount > 0


def forget_all(connection: sqlite3.Connection, user_id: int, device: str | None) -> None:
    """Forget what was learned from a user's devices, or one of them."""
    connection.execute("delete from quirk where user_id = ?1 and (?2 is null or device = ?2)", (user_id, device))


def _quirk(row: sqlite3.Row) -> Quirk:
    return Quirk(
        id=str(row["id"]),
        device=row["device"],
        container=row["container"],
        video_codec=row["video_codec"],
        audio_codec=row["audio_codec"],
        failure=Failure(row["failure"]),
        step=LADDER[row["step"]],
        failures=row["failures"],
        learned_at=from_ms(row["updated_at"]),
    )
