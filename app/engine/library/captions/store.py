"""SQL about subtitles, of the tables asset, item_asset and side_file."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.contract import codec
from app.contract.media import MediaStream, Probe, StreamType
from app.contract.subtitles import TEXT_CODECS
from app.engine.library import store
from app.engine.library.store import SideFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Captioned:
    """The subtitles of a media file.

    Attributes:
        streams: Its own.
        sides: Files beside it.
        frame_rate: Of its pictures; 0 when there are none.
        duration_ms: 0 when unknown.
    """

    streams: tuple[MediaStream, ...]
    sides: tuple[SideFile, ...]
    frame_rate: float
    duration_ms: int


def find_captioned(connection: sqlite3.Connection, asset_id: int) -> Captioned | None:
    """Return what is known of a file's subtitles, or None."""
    row = connection.execute("select probe from asset where id = ? and probe is not null", (asset_id,)).fetchone()
    if row is None:
        return None
    probe = codec.decode(row["probe"], Probe)
    rates = (stream.frame_rate or 0.0 for stream in probe.streams if stream.type is StreamType.VIDEO)
    return Captioned(
        streams=tuple(stream for stream in probe.streams if stream.type is StreamType.SUBTITLE),
        sides=store.list_subtitles(connection, asset_id),
        frame_rate=next(rates, 0.0),
        duration_ms=probe.duration_ms,
    )


def list_with_text(
    connection: sqlite3.Connection, item_ids: Sequence[int] | None, after: int, limit: int
) -> list[tuple[int, str]]:
    """Return (id, state) of the files that hold subtitles as text, with ids above `after`."""
    wanted = "" if item_ids is None else " and id in (select asset_id from item_asset where item_id in"
    wanted += "" if item_ids is None else " (select value from json_each(:items)))"
    rows = connection.execute(
        "select id, size_bytes, mtime_ns from asset where id > :after and missing_since is null and probe is not null"
        f"{wanted} and exists (select 1 from json_each(probe, '$.streams') where"
        " json_extract(value, '$.codec') in (select value from json_each(:codecs))) order by id limit :limit",
        {
            "after": after,
            "limit": limit,
            "items": json.dumps(item_ids),
            "codecs": json.dumps(sorted(TEXT_CODECS)),
        },
    )
    return [(row["id"], f"{row['size_bytes']:x}-{row['mtime_ns']:x}") for row in rows]


def list_gone(connection: sqlite3.Connection, asset_ids: Sequence[int]) -> list[int]:
    """Return which of these assets are not there."""
    query = "select value from json_each(?) where value not in (select id from asset)"
    return [row[0] for row in connection.execute(query, (json.dumps(asset_ids),))]
