"""SQL of the tables session, progress, history, user_rating."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.contract import codec
from app.contract.playback import Decision, HistoryEntry, Method, Session, SessionState
from app.contract.units import DurationMs
from app.engine.ground.clock import from_ms
from app.engine.playback.rules import Deed, Standing

_SESSION = """
    select id, user_id, item_id, asset_id, title, device, state, position_ms, duration_ms, decision,
        started_at, updated_at
    from session
"""
_SEEN = "(? is null or user_id = ?) and (? is null or token_id = ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose sessions are meant; None is everybody's, and whatever token opened them."""

    user_id: int | None = None
    token_id: str | None = None

    @property
    def values(self) -> tuple[int | str | None, ...]:
        """What the SQL takes."""
        return (self.user_id, self.user_id, self.token_id, self.token_id)

    def has(self, session: Session, token_id: str) -> bool:
        """Tell the same of a session that the database does not have yet."""
        return self.user_id in (None, int(session.user_id)) and self.token_id in (None, token_id)


EVERYBODY = Whose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to be written of a session, all of it or nothing.

    Attributes:
        is_new: It is not in the table yet.
        standing: Where its user stands with the item now; None when nothing was reported.
        plays: How often its end was reached since the last change.
        ended_ms: When it ended; None while it is open.
        token_id: The token that opened it, told while it is new.
    """

    session: Session
    is_new: bool = False
    standing: Standing | None = None
    plays: int = 0
    ended_ms: int | None = None
    token_id: str = ""


def make_change(connection: sqlite3.Connection, change: Change) -> bool:
    """Write a change; False when the session has ended before."""
    if change.is_new:
        save_session(connection, change.session, change.token_id)
    is_open = change.standing is None or move_session(connection, change.session)
    if is_open and change.standing is not None:
        save_progress(connection, change.session, change.standing, change.plays)
    return end_session(connection, change.session, change.ended_ms) if is_open and change.ended_ms else is_open


def make_late_change(connection: sqlite3.Connection, change: Change) -> bool:
    """Write a change that found no room before; False when its item or its user was removed since."""
    try:
        return make_change(connection, change)
    except sqlite3.IntegrityError:
        return False


def save_session(connection: sqlite3.Connection, session: Session, token_id: str = "") -> None:
    """Insert a session, opened by a token, unless it is there already: the answer to a write may have got lost."""
    connection.execute(
        "insert or ignore into session (id, user_id, item_id, asset_id, title, device, state, position_ms,"
        " duration_ms, decision, started_at, updated_at, token_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            session.id,
            int(session.user_id),
            int(session.item_id),
            int(session.asset_id),
            session.title,
            session.device,
            session.state,
            session.position_ms,
            session.duration_ms,
            codec.encode(session.decision).decode(),
            _ms(session.started_at),
            _ms(session.updated_at),
            token_id,
        ),
    )


def move_session(connection: sqlite3.Connection, session: Session) -> bool:
    """Note where a session stands; False when it has ended: a late report must not bring it back."""
    moved = connection.execute(
        "update session set state = ?, position_ms = ?, updated_at = ? where id = ?",
        (session.state, session.position_ms, _ms(session.updated_at), session.id),
    )
    return moved.rowcount > 0


def find_session(connection: sqlite3.Connection, session_id: str, whose: Whose = EVERYBODY) -> Session | None:
    """Return a session that is open, or None."""
    row = connection.execute(f"{_SESSION} where id = ? and {_SEEN}", (session_id, *whose.values)).fetchone()
    return _session(row) if row else None


def list_sessions(connection: sqlite3.Connection, whose: Whose = EVERYBODY) -> tuple[Session, ...]:
    """Return open sessions, the newest first."""
    rows = connection.execute(f"{_SESSION} where {_SEEN} order by updated_at desc, id", whose.values)
    return tuple(_session(row) for row in rows)


def list_openers(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return the open sessions that a token opened: their ids, each with that of the token."""
    rows = connection.execute("select id, token_id from session where token_id <> ''")
    return tuple((row["id"], row["token_id"]) for row in rows)


def list_silent(connection: sqlite3.Connection, before_ms: int) -> tuple[Session, ...]:
    """Return the open sessions that told nothing since a time."""
    return tuple(_session(row) for row in connection.execute(f"{_SESSION} where updated_at < ?", (before_ms,)))


def end_session(connection: sqlite3.Connection, session: Session, ended_ms: int) -> bool:
    """Move a session into the history; False when it is there already."""
    if not connection.execute("delete from session where id = ?", (session.id,)).rowcount:
        return False
    connection.execute(
        "insert into history (user_id, item_id, title, device, method, started_at, ended_at, position_ms, duration_ms)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            int(session.user_id),
            int(session.item_id),
            session.title,
            session.device,
            session.decision.method,
            _ms(session.started_at),
            ended_ms,
            session.position_ms,
            session.duration_ms,
        ),
    )
    return True


def list_history(connection: sqlite3.Connection, user_id: int, limit: int, offset: int) -> tuple[HistoryEntry, ...]:
    """Return what a user played, the newest first."""
    rows = connection.execute(
        "select * from history where user_id = ? order by ended_at desc, id desc limit ? offset ?",
        (user_id, limit, offset),
    )
    return tuple(_entry(row) for row in rows)


def count_history(connection: sqlite3.Connection, user_id: int) -> int:
    """Return how much a user played."""
    row = connection.execute("select count(*) from history where user_id = ?", (user_id,)).fetchone()
    return int(row[0])


def find_progress(connection: sqlite3.Connection, user_id: int, item_id: int) -> Standing | None:
    """Return where a user stands with an item, or None when it was never started."""
    row = connection.execute(
        "select position_ms, is_watched from progress where user_id = ? and item_id = ?", (user_id, item_id)
    ).fetchone()
    return Standing(position_ms=DurationMs(row[0]), is_watched=bool(row[1])) if row else None


def save_progress(connection: sqlite3.Connection, session: Session, standing: Standing, plays: int) -> None:
    """Remember where a user stands after a report, and that it was played to its end `plays` times more.

    Watching something again does not make it unwatched: the position moves, the mark stays.
    """
    connection.execute(
        "insert into progress (user_id, item_id, position_ms, duration_ms, is_watched, play_count, updated_at)"
        " values (?, ?, ?, ?, ?, ?, ?) on conflict (user_id, item_id) do update set position_ms = excluded.position_ms,"
        " duration_ms = excluded.duration_ms, is_watched = max(is_watched, excluded.is_watched),"
        " play_count = play_count + excluded.play_count, updated_at = excluded.updated_at",
        (
            int(session.user_id),
            int(session.item_id),
            standing.position_ms,
            session.duration_ms,
            standing.is_watched,
            plays,
            _ms(session.updated_at),
        ),
    )


def set_watched(
    connection: sqlite3.Connection, user_id: int, item_ids: Sequence[int], is_watched: bool, at_ms: int
) -> None:
    """Mark items for a user; the position goes back to the start."""
    connection.executemany(
        "insert into progress (user_id, item_id, is_watched, play_count, updated_at) values (?, ?, ?, ?, ?)"
        " on conflict (user_id, item_id) do update set position_ms = 0, is_watched = excluded.is_watched,"
        " play_count = max(play_count, excluded.play_count), updated_at = excluded.updated_at",
        [(user_id, item_id, is_watched, int(is_watched), at_ms) for item_id in item_ids],
    )


def take_states(connection: sqlite3.Connection, user_id: int, deeds: Sequence[Deed]) -> tuple[int, ...]:
    """Take over watch states and positions; returns the items whose state is another now.

    Newer wins for the position. A mark stays, but for the one that was taken back here later on.
    """
    query = """
        insert into progress (user_id, item_id, position_ms, duration_ms, is_watched, play_count, updated_at)
        values (?, ?, ?, ?, ?, ?, ?) on conflict (user_id, item_id) do update set
            position_ms = iif(excluded.updated_at > updated_at, excluded.position_ms, position_ms),
            duration_ms = iif(excluded.updated_at > updated_at, excluded.duration_ms, duration_ms),
            is_watched = max(is_watched, iif(updated_at > excluded.updated_at and play_count > 0, 0,
                excluded.is_watched)),
            play_count = max(play_count, excluded.play_count),
            updated_at = max(updated_at, excluded.updated_at)
        where excluded.updated_at > updated_at
            or (excluded.is_watched > is_watched and not (updated_at > excluded.updated_at and play_count > 0))
    """
    return tuple(
        deed.item_id
        for deed in deeds
        if (deed.is_watched or deed.position_ms)
        and connection.execute(
            query,
            (
                user_id,
                deed.item_id,
                deed.position_ms,
                deed.duration_ms,
                deed.is_watched,
                # Elsewhere a mere start counts as a play; here only one that came to the end does.
                max(deed.play_count, 1) if deed.is_watched else 0,
                deed.at_ms,
            ),
        ).rowcount
    )


def take_ratings(
    connection: sqlite3.Connection, user_id: int, deeds: Sequence[Deed], origin: str, at_ms: int
) -> tuple[int, ...]:
    """Take over ratings but where one was given here; returns the items whose rating is another now."""
    query = """
        insert into user_rating (user_id, item_id, value, origin, updated_at) values (?, ?, ?, ?, ?)
        on conflict (user_id, item_id) do update set value = excluded.value, updated_at = excluded.updated_at
        where origin = excluded.origin and value <> excluded.value
    """
    return tuple(
        deed.item_id
        for deed in deeds
        if deed.rating is not None
        and connection.execute(query, (user_id, deed.item_id, deed.rating, origin, at_ms)).rowcount
    )


def find_rating(connection: sqlite3.Connection, user_id: int, item_id: int) -> float | None:
    """Return what a user thinks of an item, 0 to 10, or None."""
    row = connection.execute(
        "select value from user_rating where user_id = ? and item_id = ?", (user_id, item_id)
    ).fetchone()
    return float(row[0]) if row else None


def _session(row: sqlite3.Row) -> Session:
    return Session(
        id=row["id"],
        user_id=str(row["user_id"]),
        item_id=str(row["item_id"]),
        asset_id=str(row["asset_id"]),
        title=row["title"],
        device=row["device"],
        state=SessionState(row["state"]),
        position_ms=DurationMs(row["position_ms"]),
        duration_ms=DurationMs(row["duration_ms"]),
        decision=codec.decode(row["decision"], Decision),
        started_at=from_ms(row["started_at"]),
        updated_at=from_ms(row["updated_at"]),
    )


def _entry(row: sqlite3.Row) -> HistoryEntry:
    return HistoryEntry(
        id=str(row["id"]),
        user_id=str(row["user_id"]),
        item_id=str(row["item_id"]),
        title=row["title"],
        device=row["device"],
        method=Method(row["method"]),
        started_at=from_ms(row["started_at"]),
        ended_at=from_ms(row["ended_at"]),
        position_ms=DurationMs(row["position_ms"]),
        duration_ms=DurationMs(row["duration_ms"]),
    )


def _ms(when: datetime) -> int:
    return round(when.timestamp() * 1000)
