"""SQL of the tables picture, thumbnail."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.contract.browse import PictureKind
from app.contract.library import ItemKind
from app.contract.media import PictureMade


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A picture of an item in the cache.

    Attributes:
        source: "local file", "embedded" or "frame".
        detail: The file that it comes from.
        stamp: Changes with that file.
    """

    kind: PictureKind
    sha256: str
    made: PictureMade
    source: str
    detail: str
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Bytes in the cache. `format` is also the suffix."""

    sha256: str
    format: str
    width_px: int


def replace_pictures(connection: sqlite3.Connection, item_id: int, pictures: Sequence[Kept], at_ms: int) -> bool:
    """Make these the pictures of an item; returns False when they were already, or the item is gone."""
    if connection.execute("select 1 from item where id = ?", (item_id,)).fetchone() is None:
        return False
    # Bytes, too: made anew from the same file, by another version of an encoder, a picture may have another hash.
    if _list_marks(connection, item_id) == {(kept.kind, kept.stamp, kept.sha256) for kept in pictures}:
        return False
    connection.execute("delete from picture where item_id = ?", (item_id,))
    connection.executemany(
        "insert into picture (item_id, kind, sha256, format, width_px, height_px, placeholder, color, source, detail,"
        " stamp, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                item_id,
                kept.kind,
                kept.sha256,
                kept.made.format,
                kept.made.width_px,
                kept.made.height_px,
                kept.made.placeholder,
                kept.made.color,
                kept.source,
                kept.detail,
                kept.stamp,
                at_ms,
            )
            for kept in pictures
        ],
    )
    return True


def _list_marks(connection: sqlite3.Connection, item_id: int) -> set[tuple[str, str, str]]:
    rows = connection.execute("select kind, stamp, sha256 from picture where item_id = ?", (item_id,))
    return {(row[0], row[1], row[2]) for row in rows}


def list_kept(connection: sqlite3.Connection, item_id: int) -> tuple[Kept, ...]:
    """Return the pictures of an item."""
    rows = connection.execute("select * from picture where item_id = ?", (item_id,))
    return tuple(
        Kept(
            kind=PictureKind(row["kind"]),
            sha256=row["sha256"],
            made=PictureMade(
                width_px=row["width_px"],
                height_px=row["height_px"],
                format=row["format"],
                placeholder=row["placeholder"],
                color=row["color"],
            ),
            source=row["source"],
            detail=row["detail"],
            stamp=row["stamp"],
        )
        for row in rows
    )


def find_picture(connection: sqlite3.Connection, item_id: int, kind: str) -> Stored | None:
    """Return the picture of a kind, or None."""
    row = connection.execute(
        "select sha256, format, width_px from picture where item_id = ? and kind = ?", (item_id, kind)
    ).fetchone()
    return Stored(sha256=row[0], format=row[1], width_px=row[2]) if row else None


def find_thumbnail(connection: sqlite3.Connection, sha256: str, width_px: int) -> Stored | None:
    """Return a smaller copy that was made, or None."""
    row = connection.execute(
        "select thumbnail_sha256, format, width_px from thumbnail where sha256 = ? and width_px = ?", (sha256, width_px)
    ).fetchone()
    return Stored(sha256=row[0], format=row[1], width_px=row[2]) if row else None


def save_thumbnail(connection: sqlite3.Connection, of_sha256: str, made: Stored, size_bytes: int, at_ms: int) -> None:
    """Note a smaller copy."""
    connection.execute(
        "insert or replace into thumbnail (sha256, width_px, thumbnail_sha256, format, size_bytes, used_at)"
        " values (?, ?, ?, ?, ?, ?)",
        (of_sha256, made.width_px, made.sha256, made.format, size_bytes, at_ms),
    )


def touch_thumbnails(connection: sqlite3.Connection, used: Sequence[tuple[str, int]], at_ms: int) -> None:
    """Note that the copies of these (hash, width) were asked for."""
    connection.executemany(
        "update thumbnail set used_at = ? where sha256 = ? and width_px = ?", [(at_ms, *key) for key in used]
    )


def trim_thumbnails(connection: sqlite3.Connection, limit_bytes: int) -> list[tuple[str, str]]:
    """Forget the copies beyond a limit that were used longest ago, and those of pictures that are gone.

    Returns their (hash, format).
    """
    rows = connection.execute(
        "delete from thumbnail where sha256 not in (select sha256 from picture) or (sha256, width_px) in ("
        " select sha256, width_px from (select sha256, width_px, sum(size_bytes) over (order by used_at desc, sha256,"
        " width_px) as total from thumbnail) where total > ?) returning thumbnail_sha256, format",
        (limit_bytes,),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def list_hashes(connection: sqlite3.Connection) -> frozenset[str]:
    """Return all hashes that something still needs."""
    rows = connection.execute("select sha256 from picture union select thumbnail_sha256 from thumbnail")
    return frozenset(row[0] for row in rows)


def list_owners(connection: sqlite3.Connection, hashes: Collection[str]) -> list[int]:
    """Return the items whose pictures are among these hashes."""
    rows = connection.execute("select distinct item_id, sha256 from picture order by item_id")
    return list(dict.fromkeys(row[0] for row in rows if row[1] in hashes))


def list_with_outer(connection: sqlite3.Connection, item_ids: Sequence[int]) -> list[tuple[int, ItemKind]]:
    """Return (id, kind) of items that can have pictures, among these and what they lie in.

    An item without files keeps the pictures that it had.
    """
    rows = connection.execute(  # as JSON: there may be more items than a statement may have marks
        "with asked as materialized (select id, parent_id, top_id from item"
        " where id in (select value from json_each(?)))"
        " select id, kind from item where kind <> 'track' and not is_missing and id in ("
        " select id from asked union select parent_id from asked union select top_id from asked) order by id",
        (json.dumps(item_ids),),
    )
    return [(row[0], ItemKind(row[1])) for row in rows]


def list_bare(connection: sqlite3.Connection) -> list[int]:
    """Return the items without any picture."""
    rows = connection.execute(
        "select id from item where kind <> 'track' and not is_missing"
        " and not exists (select 1 from picture where item_id = item.id) order by id"
    )
    return [row[0] for row in rows]
