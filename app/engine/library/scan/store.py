"""Reads and writes what a scan knows: source, folder, asset, side_file, problem."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.contract import codec
from app.contract.library import ProblemKind
from app.contract.media import Probe
from app.engine.library.catalogue import Placement
from app.engine.library.catalogue import store as catalogue
from app.engine.library.catalogue.sums.store import settle
from app.engine.library.review.answers.store import move_answer
from app.engine.library.review.evidence.store import close_scan, file_copies
from app.engine.library.review.rules import Doubt
from app.engine.library.review.store import file_doubts
from app.engine.library.scan.diff import Stored
from app.engine.library.scan.walk import Flaw, Known, KnownFile, Seen, Walked


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that is ready to be written.

    Attributes:
        asset_id: Of the row it had before; None for a new file.
        probe: What it holds; None when it could not be read, which `flaw` explains.
        moved_from: Its path before; "" when it lies where it lay.
    """

    seen: Seen
    asset_id: int | None
    fingerprint: str
    probe: Probe | None
    placement: Placement | None
    flaw: Flaw | None = None
    doubts: tuple[Doubt, ...] = ()
    moved_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """Items that a write changed or removed, with their kinds."""

    changed: Mapping[int, str]
    removed: tuple[int, ...]


def find_known(connection: sqlite3.Connection, source_id: int) -> Known:
    """Return folders and files as the last scan left them."""
    folders = {
        row["path"]: row["mtime_ns"]
        for row in connection.execute("select path, mtime_ns from folder where source_id = ?", (source_id,))
    }
    files: dict[str, list[KnownFile]] = {}
    cursor = connection.cursor()
    cursor.row_factory = None  # plain tuples: there may be a hundred thousand
    cursor.execute(_KNOWN_FILES, {"source_id": source_id})
    for row in cursor:
        files.setdefault(row[0], []).append(row)
    return Known(folders=folders, files=files)


_KNOWN_FILES = """
    select folder, path, 'media', case when probed_at is null then -1 else size_bytes end, mtime_ns from asset
        where source_id = :source_id and missing_since is null
    union all
    select folder, path, kind, size_bytes, mtime_ns from side_file where source_id = :source_id
"""


def find_stored(connection: sqlite3.Connection, source_id: int, paths: Iterable[str]) -> dict[str, Stored]:
    """Return those media files of a source that are missing, or have one of the paths, by path."""
    rows = connection.execute(
        "select path, id, size_bytes, mtime_ns, coalesce(fingerprint, ''), missing_since is not null from asset"
        " where source_id = ? and probed_at is not null"
        " and (missing_since is not null or path in (select value from json_each(?)))",
        (source_id, json.dumps(list(paths))),
    )
    return {path: Stored(*facts) for path, *facts in rows}


def save_batch(connection: sqlite3.Connection, source_id: int, batch: Sequence[Taken], at_ms: int) -> Touched:
    """Write some files with their items, all or none."""
    if not _has_source(connection, source_id):
        return Touched(changed={}, removed=())
    _save_flaws_of(connection, source_id, batch, at_ms)
    linker = catalogue.Linker(connection, at_ms)
    ids: set[int] = set()
    for taken in batch:
        asset_id, is_new = _save_asset(connection, source_id, taken, at_ms)
        if taken.placement is not None:
            ids |= linker.link(asset_id, taken.placement, is_new=is_new)
        elif taken.flaw is not None and taken.flaw.kind is ProblemKind.IGNORED:
            ids |= catalogue.unlink(connection, asset_id)
        else:
            # A file that can no longer be read keeps its items as missing; one that never could has none.
            ids |= catalogue.list_items_of(connection, asset_id)
    linker.describe()
    touched = settled(connection, ids)
    _ask(connection, source_id, batch, touched, at_ms)
    return touched


def _ask(connection: sqlite3.Connection, source_id: int, batch: Sequence[Taken], touched: Touched, at_ms: int) -> None:
    for taken in batch:
        if taken.moved_from:
            move_answer(connection, source_id, taken.moved_from, taken.seen.path)
    known = [taken.seen.path for taken in batch if taken.asset_id is not None]  # a new file has no older question
    file_doubts(connection, source_id, known, [doubt for taken in batch for doubt in taken.doubts], at_ms)
    file_copies(connection, touched.changed, at_ms)


def _has_source(connection: sqlite3.Connection, source_id: int) -> bool:
    return connection.execute("select 1 from source where id = ?", (source_id,)).fetchone() is not None


def settled(connection: sqlite3.Connection, ids: set[int]) -> Touched:
    """Bring items up to date whose files changed, and remove those without any."""
    before = catalogue.list_kinds(connection, ids)
    removed = settle(connection, ids)
    changed = {item_id: kind for item_id, kind in before.items() if item_id not in removed}
    return Touched(changed=changed, removed=tuple(sorted(removed)))


def _save_asset(connection: sqlite3.Connection, source_id: int, taken: Taken, at_ms: int) -> tuple[int, bool]:
    """Return the id of the row, and whether the file was never seen before."""
    seen, probe = taken.seen, taken.probe
    values = {
        "source_id": source_id,
        "path": seen.path,
        "folder": seen.path.rpartition("/")[0],
        "size_bytes": seen.size_bytes,
        "mtime_ns": seen.mtime_ns,
        "fingerprint": taken.fingerprint or None,
        "container": probe.container if probe else "",
        "duration_ms": probe.duration_ms if probe else 0,
        "bitrate": probe.bitrate if probe else 0,
        "probe": codec.encode(probe).decode() if probe else None,
        "at_ms": at_ms,
        "id": taken.asset_id,
    }
    if taken.asset_id is not None:
        # A file that turned up where a moved one once lay must not stand in its way.
        connection.execute("delete from asset where source_id = :source_id and path = :path and id <> :id", values)
        if connection.execute(f"{_UPDATE} where id = :id", values).rowcount:
            return taken.asset_id, False
    row = connection.execute(_INSERT, values).fetchone()
    if row is not None:
        return int(row[0]), True
    row = connection.execute(f"{_UPDATE} where source_id = :source_id and path = :path returning id", values).fetchone()
    return int(row[0]), False


_UPDATE = """
    update asset set path = :path, folder = :folder, size_bytes = :size_bytes, mtime_ns = :mtime_ns,
        fingerprint = :fingerprint, container = :container, duration_ms = :duration_ms, bitrate = :bitrate,
        probe = :probe, probed_at = :at_ms, missing_since = null
"""
_INSERT = """
    insert into asset (source_id, path, folder, size_bytes, mtime_ns, fingerprint, container, duration_ms, bitrate,
        probe, added_at, probed_at)
    values (:source_id, :path, :folder, :size_bytes, :mtime_ns, :fingerprint, :container, :duration_ms, :bitrate,
        :probe, :at_ms, :at_ms)
    on conflict (source_id, path) do nothing
    returning id
"""


def _save_flaws_of(connection: sqlite3.Connection, source_id: int, batch: Sequence[Taken], at_ms: int) -> None:
    connection.executemany(
        "delete from problem where source_id = ? and path = ?",
        [(source_id, taken.seen.path) for taken in batch if taken.flaw is None],
    )
    save_flaws(connection, source_id, [taken.flaw for taken in batch if taken.flaw is not None], at_ms)


def save_flaws(connection: sqlite3.Connection, source_id: int, flaws: Iterable[Flaw], at_ms: int) -> None:
    """Put lines into the report of a source."""
    connection.executemany(
        """
        insert into problem (source_id, path, kind, detail, seen_at) values (?, ?, ?, ?, ?)
        on conflict (source_id, path) do update set kind = excluded.kind, detail = excluded.detail,
            seen_at = excluded.seen_at
        """,
        [(source_id, flaw.path, flaw.kind.value, flaw.detail, at_ms) for flaw in flaws],
    )


def save_presence(connection: sqlite3.Connection, missing: Sequence[int], back: Sequence[int], at_ms: int) -> Touched:
    """Mark files as missing, and others as there again."""
    connection.executemany(
        "update asset set missing_since = ? where id = ? and missing_since is null", [(at_ms, one) for one in missing]
    )
    connection.executemany("update asset set missing_since = null where id = ?", [(one,) for one in back])
    ids: set[int] = set()
    for asset_id in (*missing, *back):
        for row in connection.execute(
            "select item.id, parent_id, top_id from item_asset join item on item.id = item_id where asset_id = ?",
            (asset_id,),
        ):
            ids |= {row["id"], row["parent_id"], row["top_id"]} - {None}
    return settled(connection, ids)


def save_sides(connection: sqlite3.Connection, source_id: int, sides: Sequence[Seen], walked: Walked) -> set[str]:
    """Keep the files beside the media as they are now; returns the folders in which something changed."""
    stored = {
        row["path"]: (row["size_bytes"], row["mtime_ns"])
        for row in connection.execute(
            "select path, size_bytes, mtime_ns from side_file where source_id = ?", (source_id,)
        )
    }
    changed = [side for side in sides if stored.get(side.path) != (side.size_bytes, side.mtime_ns)]
    there = {side.path for side in sides} | walked.same
    unread = walked.unread
    gone = [
        path for path in stored if path not in there and not any(f == "" or path.startswith(f"{f}/") for f in unread)
    ]
    connection.executemany(
        """
        insert into side_file (source_id, path, folder, kind, size_bytes, mtime_ns) values (?, ?, ?, ?, ?, ?)
        on conflict (source_id, path) do update set kind = excluded.kind, size_bytes = excluded.size_bytes,
            mtime_ns = excluded.mtime_ns
        """,
        [(source_id, s.path, s.path.rpartition("/")[0], s.kind.value, s.size_bytes, s.mtime_ns) for s in changed],
    )
    connection.executemany(
        "delete from side_file where source_id = ? and path = ?", [(source_id, path) for path in gone]
    )
    return {path.rpartition("/")[0] for path in [*gone, *(side.path for side in changed)]}


def list_items_beside(connection: sqlite3.Connection, source_id: int, folders: Sequence[str]) -> dict[int, str]:
    """Return the items whose files lie in these folders or right below, with those above them."""
    found: dict[int, str] = {}
    for folder in folders:
        query = """
            select distinct item.id, item.kind, item.parent_id, item.top_id from asset
            join item_asset on asset_id = asset.id join item on item.id = item_id
            where source_id = ? and (folder = ? or folder in
                (select path from folder where source_id = ? and path like ? escape '!'))
        """
        pattern = f"{_escaped(folder)}/%" if folder else ""
        for row in connection.execute(query, (source_id, folder, source_id, pattern)):
            found[row["id"]] = row["kind"]
            found |= catalogue.list_kinds(connection, {row["parent_id"], row["top_id"]} - {None})
    return found


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def finish(connection: sqlite3.Connection, source_id: int, walked: Walked, at_ms: int) -> int:
    """Write the end of a whole scan: folder times and the report; returns how long the report is."""
    if not _has_source(connection, source_id):
        return 0
    _save_folders(connection, source_id, walked.folders)
    # What the walk told before is told again below; what a reader told stays as long as the file does.
    connection.execute(
        """
        delete from problem where source_id = ? and path not in
            (select path from asset where source_id = ? and probe is null and missing_since is null)
            and not (kind = 'ignored' and exists (select 1 from asset where asset.source_id = problem.source_id
                and asset.path = problem.path and missing_since is null))
        """,
        (source_id, source_id),
    )
    save_flaws(connection, source_id, walked.flaws, at_ms)
    close_scan(connection, source_id, at_ms)
    connection.execute("update source set scanned_at = ?, is_online = 1 where id = ?", (at_ms, source_id))
    return int(connection.execute("select count(*) from problem where source_id = ?", (source_id,)).fetchone()[0])


def _save_folders(connection: sqlite3.Connection, source_id: int, now: Mapping[str, int]) -> None:
    rows = connection.execute("select path, mtime_ns from folder where source_id = ?", (source_id,))
    before = {row[0]: row[1] for row in rows}
    connection.executemany(
        "delete from folder where source_id = ? and path = ?",
        [(source_id, path) for path in before.keys() - now.keys()],
    )
    connection.executemany(
        "insert or replace into folder (source_id, path, mtime_ns) values (?, ?, ?)",
        [(source_id, path, mtime_ns) for path, mtime_ns in now.items() if before.get(path) != mtime_ns],
    )


def problem_kind(code: str) -> ProblemKind:
    """Return the kind of problem that a reader's code means."""
    try:
        return ProblemKind(code)
    except ValueError:  # a code that only the reader knows
        return ProblemKind.UNREADABLE
