"""SQL of the tables study, trickplay, scene, loudness; reads the library's asset, item, item_asset."""

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.contract import codec
from app.contract.analysis import Loudness
from app.contract.media import Probe
from app.contract.units import DurationMs, SizeBytes
from app.engine.analysis.rules import Strip

_STAMP = "asset.size_bytes || '-' || asset.mtime_ns"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A file that is looked at.

    Attributes:
        stamp: Another one when the file has changed.
        content: The same for the same content, wherever it lies.
        added_at: When it came into the library, in ms since 1970.
    """

    asset_id: int
    name: str
    stamp: str
    content: str
    probe: Probe
    added_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The pictures along a film, and where they lie on the shelf."""

    key: str
    strip: Strip


def list_due(
    connection: sqlite3.Connection, topic: str, kinds: Collection[str], before: int, limit: int
) -> tuple[Subject, ...]:
    """Return files of items of these kinds that were not looked at as they are, the newest first.

    Args:
        before: Only those whose id is smaller: the last one that was returned.
    """
    marks = ", ".join("?" * len(kinds))
    rows = connection.execute(
        f"select id, path, {_STAMP} as stamp, fingerprint, probe, added_at from asset"
        " where id < ? and probe is not null and missing_since is null"
        f" and exists (select 1 from item_asset join item on item.id = item_id where asset_id = asset.id"
        f" and kind in ({marks}))"
        " and not exists (select 1 from study where study.asset_id = asset.id and topic = ?"
        f" and stamp = {_STAMP}) order by id desc limit ?",
        (before, *kinds, topic, limit),
    )
    return tuple(_subject(row) for row in rows)


def save_study(connection: sqlite3.Connection, subject: Subject, topic: str, state: str, reason: str, at: int) -> None:
    """Note that a file was looked at."""
    connection.execute(
        "insert or replace into study (asset_id, topic, stamp, state, reason, made_at)"
        " select id, ?, ?, ?, ?, ? from asset where id = ?",
        (topic, subject.stamp, state, reason, at, subject.asset_id),
    )


def save_trickplay(connection: sqlite3.Connection, subject: Subject, kept: Kept, size_bytes: int) -> None:
    """Note the pictures along a film; as if they had been used when it was added."""
    connection.execute(
        "insert or replace into trickplay (asset_id, key, width_px, height_px, count, size_bytes, used_at)"
        " select id, ?, ?, ?, ?, ?, ? from asset where id = ?",
        (
            kept.key,
            kept.strip.width_px,
            kept.strip.height_px,
            kept.strip.count,
            size_bytes,
            subject.added_at,
            subject.asset_id,
        ),
    )


def find_trickplay(connection: sqlite3.Connection, asset_id: int) -> Kept | None:
    """Return the pictures along a film, or None."""
    row = connection.execute(
        "select key, width_px, height_px, count from trickplay where asset_id = ?", (asset_id,)
    ).fetchone()
    return Kept(key=row[0], strip=Strip(width_px=row[1], height_px=row[2], count=row[3])) if row else None


def find_duration(connection: sqlite3.Connection, asset_id: int) -> DurationMs:
    """Return how long a file plays; 0 when that is unknown or the file is gone."""
    row = connection.execute("select duration_ms from asset where id = ?", (asset_id,)).fetchone()
    return DurationMs(row[0] if row else 0)


def find_use(connection: sqlite3.Connection) -> tuple[SizeBytes, int | None]:
    """Return the bytes of all pictures along films, and when those were used that nobody used for longest."""
    row = connection.execute("select coalesce(sum(size_bytes), 0), min(used_at) from trickplay").fetchone()
    return SizeBytes(row[0]), row[1]


def touch_trickplay(connection: sqlite3.Connection, asset_id: int, at: int) -> None:
    """Note that the pictures along a film were looked at."""
    connection.execute("update trickplay set used_at = ? where asset_id = ?", (at, asset_id))


def trim_trickplay(connection: sqlite3.Connection, limit: int) -> tuple[str, ...]:
    """Forget the pictures beyond a limit that were used longest ago; returns their keys.

    They are not due again, or they would be made for ever.
    """
    rows = connection.execute(
        "delete from trickplay where asset_id in (select asset_id from (select asset_id, sum(size_bytes) over"
        " (order by used_at desc, asset_id) as total from trickplay) where total > ?) returning asset_id, key",
        (limit,),
    ).fetchall()
    connection.executemany(
        "update study set state = 'evicted' where asset_id = ? and topic = 'trickplay'", [(row[0],) for row in rows]
    )
    return tuple(row[1] for row in rows)


def forget_evicted(connection: sqlite3.Connection, asset_id: int) -> bool:
    """Let the pictures along a film be made again after others took their place; tells whether they had."""
    query = "delete from study where asset_id = ? and topic = 'trickplay' and state = 'evicted'"
    return connection.execute(query, (asset_id,)).rowcount > 0


def replace_scenes(connection: sqlite3.Connection, subject: Subject, key: str, numbers: Sequence[int]) -> None:
    """Make these the pictures of a file's chapters."""
    connection.execute("delete from scene where asset_id = ?", (subject.asset_id,))
    connection.executemany(
        "insert into scene (asset_id, number, key) select id, ?, ? from asset where id = ?",
        [(number, key, subject.asset_id) for number in numbers],
    )


def list_scenes(connection: sqlite3.Connection, asset_id: int) -> tuple[tuple[int, str], ...]:
    """Return (number, key) of the pictures of a file's chapters."""
    rows = connection.execute("select number, key from scene where asset_id = ? order by number", (asset_id,))
    return tuple((row[0], row[1]) for row in rows)


def list_keys(connection: sqlite3.Connection) -> frozenset[str]:
    """Return all keys that something on the shelf is needed for."""
    return frozenset(row[0] for row in connection.execute("select key from trickplay union select key from scene"))


def forget_lost(connection: sqlite3.Connection, keys: Collection[str]) -> None:
    """Forget what is not on the shelf any more, so that it is made again."""
    for topic, table in (("trickplay", "trickplay"), ("scenes", "scene")):
        rows = connection.execute(f"select distinct asset_id, key from {table}").fetchall()
        lost = [(row[0],) for row in rows if row[1] in keys]
        connection.executemany(f"delete from {table} where asset_id = ?", lost)
        connection.executemany(f"delete from study where asset_id = ? and topic = '{topic}'", lost)


def save_loudness(connection: sqlite3.Connection, subject: Subject, loudness: Loudness) -> None:
    """Note how loud a file is."""
    connection.execute(
        "insert or replace into loudness (asset_id, integrated_lufs, true_peak_db, range_lu)"
        " select id, ?, ?, ? from asset where id = ?",
        (loudness.integrated_lufs, loudness.true_peak_db, loudness.range_lu, subject.asset_id),
    )


def find_loudness(connection: sqlite3.Connection, asset_id: int) -> Loudness | None:
    """Return how loud a file is, or None."""
    row = connection.execute(
        "select integrated_lufs, true_peak_db, range_lu from loudness where asset_id = ?", (asset_id,)
    ).fetchone()
    return Loudness(integrated_lufs=row[0], true_peak_db=row[1], range_lu=row[2]) if row else None


def _subject(row: sqlite3.Row) -> Subject:
    return Subject(
        asset_id=row["id"],
        name=row["path"].rpartition("/")[2],
        stamp=row["stamp"],
        content=row["fingerprint"] or f"{row['id']}/{row['stamp']}",
        probe=codec.decode(row["probe"], Probe),
        added_at=row["added_at"],
    )
