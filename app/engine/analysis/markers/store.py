"""SQL of the tables marker, chroma, season_heard; reads the library's item, asset, item_asset."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.contract.analysis import Chroma, Marker, MarkerKind, MarkerSource
from app.contract.units import DurationMs
from app.engine.analysis.store import Subject

_TRUST = "case source when 'user' then 0 when 'chapters' then 1 else 2 end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """An episode's file that was listened to."""

    asset_id: int
    duration: DurationMs
    chroma: Chroma


def list_markers(connection: sqlite3.Connection, asset_id: int) -> tuple[Marker, ...]:
    """Return the markers of a file, in the order of time."""
    rows = connection.execute(
        "select kind, start_ms, end_ms, source, confidence from marker where asset_id = ? and end_ms > 0"
        " order by start_ms",
        (asset_id,),
    )
    return tuple(
        Marker(
            kind=MarkerKind(row[0]),
            start_ms=DurationMs(row[1]),
            end_ms=DurationMs(row[2]),
            source=MarkerSource(row[3]),
            confidence=row[4],
        )
        for row in rows
    )


def save_found(
    connection: sqlite3.Connection, asset_id: int, source: MarkerSource, markers: Sequence[Marker], at: int
) -> None:
    """Make these the markers that a source tells of a file; what is trusted more stays."""
    connection.execute("delete from marker where asset_id = ? and source = ?", (asset_id, source))
    for marker in markers:
        _save(connection, asset_id, marker, at)


def save_said(connection: sqlite3.Connection, asset_id: int, marker: Marker, at: int) -> None:
    """Note what a user says; one that ends at 0 says that there is none."""
    _save(connection, asset_id, marker, at)


def forget_said(connection: sqlite3.Connection, asset_ids: Sequence[int]) -> None:
    """Forget what users said of files, and have looked for it again."""
    for asset_id in asset_ids:
        connection.execute("delete from marker where asset_id = ? and source = 'user'", (asset_id,))
        connection.execute("delete from study where asset_id = ? and topic = 'marks'", (asset_id,))
        connection.execute(
            "delete from season_heard where season_id in (select parent_id from item join item_asset"
            " on item_id = item.id where asset_id = ?)",
            (asset_id,),
        )


def save_chroma(connection: sqlite3.Connection, subject: Subject, chroma: Chroma) -> None:
    """Note what a file is known by."""
    connection.execute(
        "insert or replace into chroma (asset_id, head, tail, tail_start_ms)"
        " select id, ?, ?, ? from asset where id = ?",
        (chroma.head, chroma.tail, chroma.tail_start_ms, subject.asset_id),
    )


def list_seasons(connection: sqlite3.Connection) -> tuple[tuple[int, str], ...]:
    """Return (season, stamp) of seasons whose episodes were not compared as they are."""
    rows = connection.execute(
        "select season_id, stamp from (select season_id, group_concat(mark, ' ') as stamp from (select distinct"
        " item.parent_id as season_id, asset.id || ':' || asset.size_bytes || '-' || asset.mtime_ns as mark from chroma"
        " join asset on asset.id = chroma.asset_id join item_asset on item_asset.asset_id = asset.id"
        " join item on item.id = item_asset.item_id and item.kind = 'episode' and item.parent_id is not null"
        " order by asset.id) group by season_id) as now where not exists"
        " (select 1 from season_heard where season_heard.season_id = now.season_id and stamp = now.stamp)"
        " order by season_id desc"
    )
    return tuple((row[0], row[1]) for row in rows)


def list_heard(connection: sqlite3.Connection, season_id: int) -> tuple[Heard, ...]:
    """Return the files of a season that were listened to, in the order of the episodes."""
    rows = connection.execute(
        "select chroma.*, asset.duration_ms, min(coalesce(item.number, 1 << 30)) as number from chroma"
        " join asset on asset.id = chroma.asset_id join item_asset on item_asset.asset_id = asset.id"
        " join item on item.id = item_asset.item_id where item.parent_id = ?"
        " group by asset.id order by number, asset.id",
        (season_id,),
    )
    return tuple(
        Heard(
            asset_id=row["asset_id"],
            duration=DurationMs(row["duration_ms"]),
            chroma=Chroma(head=row["head"], tail=row["tail"], tail_start_ms=DurationMs(row["tail_start_ms"])),
        )
        for row in rows
    )


def save_season(connection: sqlite3.Connection, season_id: int, stamp: str) -> None:
    """Note that the episodes of a season were compared."""
    connection.execute(
        "insert or replace into season_heard (season_id, stamp) select id, ? from item where id = ?", (stamp, season_id)
    )


def _save(connection: sqlite3.Connection, asset_id: int, marker: Marker, at: int) -> None:
    connection.execute(
        "insert into marker (asset_id, kind, start_ms, end_ms, source, confidence, updated_at)"
        " select id, ?, ?, ?, ?, ?, ? from asset where id = ? on conflict (asset_id, kind) do update set"
        " start_ms = excluded.start_ms, end_ms = excluded.end_ms, source = excluded.source,"
        " confidence = excluded.confidence, updated_at = excluded.updated_at"
        f" where {_TRUST.replace('source', 'excluded.source')} <= {_TRUST.replace('source', 'marker.source')}",
        (marker.kind, marker.start_ms, marker.end_ms, marker.source, marker.confidence, at, asset_id),
    )
