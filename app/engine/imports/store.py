"""SQL of the tables import_server, import_report, import_miss, import_link, import_member."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.contract import codec
from app.contract.errors import Invalid
from app.contract.imports import Choices, Miss, MissReason, Mode, NewImport, ServerKind
from app.contract.library import ItemKind
from app.engine.imports.remote import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a preview or run has counted, and where it goes on. The counts are those of ImportReport.

    Attributes:
        cursors: By "library/kind": the place of the next thing to look at.
    """

    total: int = 0
    done: int = 0
    by_path: int = 0
    by_id: int = 0
    by_name: int = 0
    missed: int = 0
    states: int = 0
    ratings: int = 0
    dates: int = 0
    cursors: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A server as it is kept."""

    id: int
    kind: ServerKind
    url: str
    name: str
    version: str
    told: Told
    choices: Choices
    user_id: int
    created_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReport:
    """The newest preview or run of a server. `run` counts them."""

    run: int
    mode: Mode
    job_id: str
    ledger: Ledger
    collections: int
    started_ms: int
    finished_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What is written down after a batch, in one transaction.

    Attributes:
        links: Items here by the other server's id.
        members: Items here by the title of the collection that they are in.
    """

    misses: Sequence[Miss] = ()
    links: Mapping[str, Sequence[int]] = field(default_factory=dict)
    members: Mapping[str, Sequence[int]] = field(default_factory=dict)


def add(connection: sqlite3.Connection, new: NewImport, told: Told, user_id: int, at_ms: int) -> int:
    """Keep a server, without its token, and return its id. Raises Invalid when there is no such user."""
    try:
        cursor = connection.execute(
            "insert into import_server (kind, url, name, version, told, choices, user_id, created_at)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            (new.kind, new.url, told.name, told.version, _json(told), _json(Choices()), user_id, at_ms),
        )
    except sqlite3.IntegrityError as error:
        raise Invalid("There is no such user.", code="user_unknown") from error
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def find(connection: sqlite3.Connection, import_id: int) -> Kept | None:
    """Return a server, or None."""
    row = connection.execute("select * from import_server where id = ?", (import_id,)).fetchone()
    return _kept(row) if row else None


def list_all(connection: sqlite3.Connection) -> tuple[Kept, ...]:
    """Return all servers in the order they were added."""
    return tuple(_kept(row) for row in connection.execute("select * from import_server order by id"))


def delete(connection: sqlite3.Connection, import_id: int) -> bool:
    """Forget a server with its reports; tells whether it was there."""
    return connection.execute("delete from import_server where id = ?", (import_id,)).rowcount > 0


def save_told(connection: sqlite3.Connection, import_id: int, told: Told) -> None:
    """Note what a server says of itself now."""
    connection.execute(
        "update import_server set name = ?, version = ?, told = ? where id = ?",
        (told.name, told.version, _json(told), import_id),
    )


def save_choices(connection: sqlite3.Connection, import_id: int, choices: Choices) -> None:
    """Note what is to be taken over."""
    connection.execute("update import_server set choices = ? where id = ?", (_json(choices), import_id))


def begin(connection: sqlite3.Connection, import_id: int, mode: Mode, at_ms: int) -> int:
    """Start a new report in place of the last one and return its number."""
    connection.execute("delete from import_miss where import_id = ?", (import_id,))
    row = connection.execute(
        "insert into import_report (import_id, run, mode, job_id, ledger, started_at) values (?, 1, ?, 0, ?, ?)"
        " on conflict (import_id) do update set run = run + 1, mode = excluded.mode, job_id = 0,"
        " ledger = excluded.ledger, started_at = excluded.started_at, finished_at = null returning run",
        (import_id, mode, _json(Ledger()), at_ms),
    ).fetchone()
    return int(row["run"])


def save_job(connection: sqlite3.Connection, import_id: int, run: int, job_id: str) -> None:
    """Note which job makes a report."""
    connection.execute(
        "update import_report set job_id = ? where import_id = ? and run = ?", (int(job_id), import_id, run)
    )


def find_report(connection: sqlite3.Connection, import_id: int) -> KeptReport | None:
    """Return the newest report of a server, or None."""
    query = """
        select import_report.*, (select count(distinct title) from import_member
            where import_member.import_id = import_report.import_id) as collections
        from import_report where import_id = ?
    """
    row = connection.execute(query, (import_id,)).fetchone()
    if row is None:
        return None
    return KeptReport(
        run=row["run"],
        mode=Mode(row["mode"]),
        job_id=str(row["job_id"]),
        ledger=codec.decode(row["ledger"], Ledger),
        collections=row["collections"] if row["mode"] == Mode.RUN else 0,
        started_ms=row["started_at"],
        finished_ms=row["finished_at"],
    )


def save_outcome(connection: sqlite3.Connection, import_id: int, run: int, ledger: Ledger, outcome: Outcome) -> None:
    """Write down a batch: where to go on, what was missed, what is what."""
    connection.execute(
        "update import_report set ledger = ? where import_id = ? and run = ?", (_json(ledger), import_id, run)
    )
    connection.executemany(
        "insert into import_miss (import_id, remote_id, kind, title, path, reason) values (?, ?, ?, ?, ?, ?)",
        [(import_id, one.remote_id, one.kind, one.title, one.path, one.reason) for one in outcome.misses],
    )
    connection.executemany(
        "insert or ignore into import_link (import_id, remote_id, item_id) values (?, ?, ?)",
        [(import_id, remote_id, item_id) for remote_id, ids in outcome.links.items() for item_id in ids],
    )
    connection.executemany(
        "insert into import_member (import_id, title, item_id, run) values (?, ?, ?, ?)"
        " on conflict (import_id, title, item_id) do update set run = excluded.run",
        [(import_id, title, item_id, run) for title, ids in outcome.members.items() for item_id in ids],
    )


def list_linked(connection: sqlite3.Connection, import_id: int, remote_ids: Sequence[str]) -> tuple[int, ...]:
    """Return the items here that things of the other server are."""
    query = "select item_id from import_link where import_id = ? and remote_id = ?"
    return tuple(
        row["item_id"] for remote_id in remote_ids for row in connection.execute(query, (import_id, remote_id))
    )


def finish(connection: sqlite3.Connection, import_id: int, run: int, mode: Mode, at_ms: int) -> None:
    """Close a report; a run also forgets members of collections that it did not see."""
    connection.execute(
        "update import_report set finished_at = ? where import_id = ? and run = ?", (at_ms, import_id, run)
    )
    if mode is Mode.RUN:
        connection.execute("delete from import_member where import_id = ? and run <> ?", (import_id, run))


def list_misses(connection: sqlite3.Connection, import_id: int, limit: int, offset: int) -> tuple[Miss, ...]:
    """Return a part of what could not be matched, in the order it was met."""
    query = "select * from import_miss where import_id = ? order by id limit ? offset ?"
    return tuple(
        Miss(
            remote_id=row["remote_id"],
            kind=ItemKind(row["kind"]),
            title=row["title"],
            path=row["path"],
            reason=MissReason(row["reason"]),
        )
        for row in connection.execute(query, (import_id, limit, offset))
    )


def count_misses(connection: sqlite3.Connection, import_id: int) -> int:
    """Return how much could not be matched."""
    return int(connection.execute("select count(*) from import_miss where import_id = ?", (import_id,)).fetchone()[0])


def list_collections(connection: sqlite3.Connection, import_id: int) -> dict[str, tuple[int, ...]]:
    """Return the items of each collection that was taken over."""
    found: dict[str, tuple[int, ...]] = {}
    query = "select title, item_id from import_member where import_id = ? order by title, item_id"
    for row in connection.execute(query, (import_id,)):
        found[row["title"]] = (*found.get(row["title"], ()), row["item_id"])
    return found


def _kept(row: sqlite3.Row) -> Kept:
    return Kept(
        id=row["id"],
        kind=ServerKind(row["kind"]),
        url=row["url"],
        name=row["name"],
        version=row["version"],
        told=codec.decode(row["told"], Told),
        choices=codec.decode(row["choices"], Choices),
        user_id=row["user_id"],
        created_ms=row["created_at"],
    )


def _json(value: object) -> str:
    return codec.encode(value).decode()
