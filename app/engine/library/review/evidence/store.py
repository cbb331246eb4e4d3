"""Asks about what only the catalogue shows: copies, NFO files that contradict, files that are gone.

Writes review_entry; reads asset, item_asset, problem, nfo_read.
"""

import json
import sqlite3
from collections.abc import Iterable

from app.contract.review import DoubtKind
from app.engine.library.review.answers.rules import find_answer
from app.engine.library.review.answers.store import load_answers
from app.engine.library.review.rules import Copy, Doubt, doubt_copies, doubt_nfo
from app.engine.library.review.store import file_doubts


def file_copies(connection: sqlite3.Connection, item_ids: Iterable[int], at_ms: int) -> None:
    """Ask about files of these films and episodes that are there twice in the same quality."""
    rows = connection.execute(_COPIES, {"ids": json.dumps(list(item_ids))}).fetchall()
    items: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        items.setdefault(row["item_id"], []).append(row)
    doubts: list[tuple[int, Doubt]] = []
    for copies in items.values():
        sources = {row["path"]: row["source_id"] for row in copies}
        found = doubt_copies([Copy(**{field: row[field] for field in _COPY_FIELDS}) for row in copies])
        doubts += [(sources[doubt.path], doubt) for doubt in found]
    for source_id in {row["source_id"] for row in rows}:
        paths = [row["path"] for row in rows if row["source_id"] == source_id]
        mine = [doubt for one, doubt in doubts if one == source_id]
        file_doubts(connection, source_id, paths, mine, at_ms, (DoubtKind.DUPLICATE,))


_COPY_FIELDS = ("path", "height_px", "range_type", "duration_ms")
_COPIES = """
    select item_id, asset.source_id, asset.path, asset.duration_ms,
        max(json_extract(stream.value, '$.height_px')) as height_px,
        coalesce(json_extract(stream.value, '$.range_type'), '') as range_type
    from item_asset join asset on asset.id = asset_id, json_each(asset.probe, '$.streams') stream
    where item_id in (
            select item_id from item_asset where item_id in (select value from json_each(:ids))
            group by item_id having count(*) > 1)
        and missing_since is null and json_extract(stream.value, '$.type') = 'video'
        and not coalesce(json_extract(stream.value, '$.is_picture'), 0)
    group by item_id, asset.id
"""


def close_scan(connection: sqlite3.Connection, source_id: int, at_ms: int) -> None:
    """Drop what is over at the end of a scan, and ask about NFO files that contradict."""
    close_vanished(connection, source_id)
    file_contradictions(connection, source_id, at_ms)


def close_vanished(connection: sqlite3.Connection, source_id: int) -> int:
    """Drop open entries of files that are gone, and of copies whose twin is; returns how many."""
    return connection.execute(
        """
        delete from review_entry where source_id = :id and state = 'open' and (
            not exists (select 1 from asset where source_id = :id and asset.path = review_entry.path
                and missing_since is null)
            and not exists (select 1 from problem where source_id = :id and problem.path = review_entry.path)
            and not exists (select 1 from nfo_read where source_id = :id and nfo_read.path = review_entry.path)
            or kind = 'duplicate' and not exists (select 1 from asset where source_id in (select id from source)
                and path = json_extract(reasons, '$[0]') and missing_since is null))
        """,
        {"id": source_id},
    ).rowcount


def file_contradictions(connection: sqlite3.Connection, source_id: int, at_ms: int) -> int:
    """Ask about files whose NFO contradicts their name; returns how many do."""
    told = {
        row["path"]: row
        for row in connection.execute(
            """
            select nfo_read.path, reasons, (select path from asset where asset.source_id = nfo_read.source_id
                and asset.folder = nfo_read.folder and missing_since is null
                and lower(asset.path) like replace(replace(lower(substr(nfo_read.path, 1, length(nfo_read.path) - 4)),
                    '_', '!_'), '%', '!%') || '.%' escape '!' limit 1) as media
            from nfo_read where source_id = ? and reasons <> '[]'
            """,
            (source_id,),
        )
    }
    answers = load_answers(connection, source_id)
    doubts = [
        doubt
        for path, row in told.items()
        if (doubt := doubt_nfo(row["media"] or path, path, json.loads(row["reasons"])))
        and find_answer(doubt.path, answers) is None
    ]
    open_rows = connection.execute(
        "select path from review_entry where state = 'open' and source_id = ? and kind = 'contradiction'", (source_id,)
    )
    paths = [row["path"] for row in open_rows]
    file_doubts(connection, source_id, paths, doubts, at_ms, (DoubtKind.CONTRADICTION,))
    return len(doubts)
