"""Reads and writes sources and their reports, and reads items for the rooms above: all tables of the library."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.contract import codec
from app.contract.errors import Conflict, NotFound
from app.contract.library import ItemKind, Problem, ProblemKind, Source, SourceKind
from app.contract.media import Probe
from app.contract.units import SizeBytes
from app.engine.ground.clock import from_ms
from app.engine.library.catalogue.sums.store import settle
from app.engine.library.names import sidecar_of

_SOURCE = """
    select source.*,
        (select count(*) from asset where source_id = source.id and probe is not null and missing_since is null)
            as file_count,
        (select count(*) from problem where source_id = source.id) as problem_count
    from source
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item in short: what other rooms need to name it."""

    id: int
    kind: ItemKind
    title: str
    parent_id: int | None = None
    top_id: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A media file that could be read. `path` is relative to its source."""

    id: int
    path: str
    size_bytes: SizeBytes
    probe: Probe
    is_missing: bool

    @property
    def name(self) -> str:
        """The file name."""
        return PurePosixPath(self.path).name


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFile:
    """A file beside the media.

    Attributes:
        kind: "picture", "subtitle", "nfo", "lyrics" or "extra".
        language: ISO 639-1 code, or "" when the name does not tell; the fields below likewise come from its name.
    """

    id: int
    path: str
    kind: str
    language: str = ""
    title: str = ""
    is_default: bool = False
    is_forced: bool = False
    is_hearing_impaired: bool = False


def add_source(connection: sqlite3.Connection, path: str, kind: SourceKind, at_ms: int) -> int:
    """Insert a source and return its id. Raises Conflict when it overlaps another."""
    for row in connection.execute("select path from source"):
        other, mine = Path(row["path"]), Path(path)
        if other == mine:
            raise Conflict(f"{path} is a source already.", code="source_exists", details={"path": path})
        if other in mine.parents or mine in other.parents:
            inner, outer = (mine, other) if other in mine.parents else (other, mine)
            raise Conflict(
                f"{inner} lies inside {outer}, so its files would be there twice. Delete one of the two sources first.",
                code="source_overlaps",
                details={"path": path, "other": str(other)},
            )
    cursor = connection.execute("insert into source (path, kind, added_at) values (?, ?, ?)", (path, kind.value, at_ms))
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def delete_source(connection: sqlite3.Connection, source_id: int) -> tuple[int, ...]:
    """Delete a source, and every item that has no file in another one; returns those items."""
    rows = connection.execute(
        """
        select distinct item.id, item.parent_id, item.top_id from asset join item_asset on asset_id = asset.id
        join item on item.id = item_id where source_id = ?
        """,
        (source_id,),
    ).fetchall()
    if not connection.execute("delete from source where id = ?", (source_id,)).rowcount:
        raise NotFound("There is no such source.", code="source_not_found")
    ids = {value for row in rows for value in (row["id"], row["parent_id"], row["top_id"]) if value is not None}
    return tuple(sorted(settle(connection, ids)))


def list_sources(connection: sqlite3.Connection) -> tuple[Source, ...]:
    """Return all sources in the order they were added."""
    return tuple(_source(row) for row in connection.execute(f"{_SOURCE} order by id"))


def find_source(connection: sqlite3.Connection, source_id: int) -> Source | None:
    """Return a source, or None."""
    row = connection.execute(f"{_SOURCE} where id = ?", (source_id,)).fetchone()
    return _source(row) if row else None


def find_place(connection: sqlite3.Connection, source_id: int) -> tuple[str, SourceKind] | None:
    """Return where a source lies and what it is said to hold, or None."""
    row = connection.execute("select path, kind from source where id = ?", (source_id,)).fetchone()
    return (row["path"], SourceKind(row["kind"])) if row else None


def set_online(connection: sqlite3.Connection, source_id: int, is_online: bool) -> bool:  # a column's value
    """Note whether a source can be read; tells whether that is news."""
    query = "update source set is_online = ? where id = ? and is_online <> ?"
    return connection.execute(query, (int(is_online), source_id, int(is_online))).rowcount > 0


def _source(row: sqlite3.Row) -> Source:
    return Source(
        id=str(row["id"]),
        path=row["path"],
        kind=SourceKind(row["kind"]),
        online=bool(row["is_online"]),
        added_at=from_ms(row["added_at"]),
        scanned_at=from_ms(row["scanned_at"]) if row["scanned_at"] is not None else None,
        file_count=row["file_count"],
        problem_count=row["problem_count"],
    )


def list_problems(connection: sqlite3.Connection, source_id: int, limit: int, offset: int) -> tuple[Problem, ...]:
    """Return a part of a source's report, by path."""
    query = "select * from problem where source_id = ? order by path limit ? offset ?"
    return tuple(
        Problem(
            source_id=str(source_id),
            path=row["path"],
            kind=ProblemKind(row["kind"]),
            detail=row["detail"],
            seen_at=from_ms(row["seen_at"]),
        )
        for row in connection.execute(query, (source_id, limit, offset))
    )


def find_entry(connection: sqlite3.Connection, item_id: int) -> Entry | None:
    """Return an item in short, or None."""
    row = connection.execute(
        "select id, kind, title, parent_id, top_id, number from item where id = ?", (item_id,)
    ).fetchone()
    if row is None:
        return None
    return Entry(
        id=row["id"],
        kind=ItemKind(row["kind"]),
        title=row["title"],
        parent_id=row["parent_id"],
        top_id=row["top_id"],
        number=row["number"],
    )


def list_assets(connection: sqlite3.Connection, item_id: int) -> tuple[Asset, ...]:
    """Return the readable files of an item."""
    query = """
        select asset.* from asset join item_asset on asset_id = asset.id
        where item_id = ? and probe is not null order by asset.path
    """
    return tuple(
        Asset(
            id=row["id"],
            path=row["path"],
            size_bytes=SizeBytes(row["size_bytes"]),
            probe=codec.decode(row["probe"], Probe),
            is_missing=row["missing_since"] is not None,
        )
        for row in connection.execute(query, (item_id,))
    )


def list_playable(connection: sqlite3.Connection, item_id: int) -> tuple[int, ...]:
    """Return what can be played in an item, itself included, in the order of play; specials come last."""
    query = """
        select id from item where kind in ('film', 'episode', 'track') and (id = :id or parent_id = :id or top_id = :id)
        order by coalesce(disc_number, 0), season_number is 0, coalesce(season_number, 1 << 30), parent_id,
            coalesce(number, 1 << 30), sort_title, id
    """
    return tuple(row["id"] for row in connection.execute(query, {"id": item_id}))


def find_next(connection: sqlite3.Connection, item_id: int) -> int | None:
    """Return the episode or track after this one; None for the last and for a film. Specials do not lead on."""
    entry = find_entry(connection, item_id)
    if entry is None or entry.top_id is None or entry.parent_id is None:
        return None
    is_special = _is_special(connection, item_id)
    is_whole_show = entry.kind is ItemKind.EPISODE and not is_special
    ids = [
        one
        for one in list_playable(connection, entry.top_id if is_whole_show else entry.parent_id)
        if is_special or not _is_special(connection, one)
    ]
    after = ids.index(item_id) + 1 if item_id in ids else len(ids)
    return ids[after] if after < len(ids) else None


def _is_special(connection: sqlite3.Connection, item_id: int) -> bool:
    return bool(connection.execute("select season_number is 0 from item where id = ?", (item_id,)).fetchone()[0])


def find_asset_path(connection: sqlite3.Connection, asset_id: int) -> tuple[str, str] | None:
    """Return the source's root and the path below it of a media file."""
    return _located(connection.execute(
        ("select source.path as root, asset.path from asset join source on source.id = source_id "
"where asset.id = ?"), (asset_id,)
    ).fetchone())  # fmt: skip


def find_side_path(connection: sqlite3.Connection, side_id: int) -> tuple[str, str] | None:
    """Return the source's root and the path below it of a file beside the media."""
    return _located(connection.execute(
        ("select source.path as root, side_file.path from side_file join source on source.id = "
"source_id where side_file.id = ?"), (side_id,)
    ).fetchone())  # fmt: skip


def _located(row: sqlite3.Row | None) -> tuple[str, str] | None:
    return (row["root"], row["path"]) if row else None


def list_side_files(connection: sqlite3.Connection, item_id: int) -> tuple[SideFile, ...]:
    """Return what lies beside an item's files, and for what holds others also one folder above."""
    entry = find_entry(connection, item_id)
    if entry is None:
        return ()
    query = """
        select distinct asset.source_id, asset.folder from item join item_asset on item_id = item.id
        join asset on asset.id = asset_id where item.id = :id or item.parent_id = :id or item.top_id = :id
    """
    found: dict[int, SideFile] = {}
    for row in connection.execute(query, {"id": item_id}).fetchall():
        for folder in _folders(row["folder"], entry.kind):
            sides = connection.execute(
                "select * from side_file where source_id = ? and folder = ? order by path", (row["source_id"], folder)
            )
            found |= {side["id"]: _side(side) for side in sides}
    return tuple(sorted(found.values(), key=lambda side: side.path))


def _folders(folder: str, kind: ItemKind) -> tuple[str, ...]:
    above = folder.rpartition("/")[0]
    is_whole = kind not in (ItemKind.FILM, ItemKind.EPISODE, ItemKind.TRACK)
    return (folder, above) if is_whole and above else (folder,)


def list_subtitles(connection: sqlite3.Connection, asset_id: int) -> tuple[SideFile, ...]:
    """Return the subtitles that belong to one media file: its name in front, beside it or in "Subs"."""
    row = connection.execute("select source_id, path, folder from asset where id = ?", (asset_id,)).fetchone()
    if row is None:
        return ()
    stem = PurePosixPath(row["path"]).stem
    prefix = f"{row['folder']}/" if row["folder"] else ""
    folders = [row["folder"], *(f"{prefix}{name}" for name in ("Subs", "subs", "Subtitles", "subtitles"))]
    alone = (
        connection.execute(
            "select count(*) from asset where source_id = ? and folder = ?", (row["source_id"], row["folder"])
        ).fetchone()[0]
        == 1
    )
    found: list[SideFile] = []
    for folder in folders:
        query = "select * from side_file where source_id = ? and folder = ? and kind = 'subtitle' order by path"
        for side in connection.execute(query, (row["source_id"], folder)):
            name = PurePosixPath(side["path"]).stem
            is_mine = name.lower() == stem.lower() or name.lower().startswith(f"{stem.lower()}.")
            if is_mine or (alone and folder != row["folder"]):
                found.append(_side(side, stem))
    return tuple(side for side in found if not _is_half(side, found))


def _is_half(side: SideFile, sides: list[SideFile]) -> bool:
    """Tell whether a file is the pictures of another, which lists them: ".sub" beside an ".idx"."""
    stem, _dot, suffix = side.path.rpartition(".")
    names = {other.path.lower() for other in sides}
    return suffix.lower() == "sub" and f"{stem}.idx".lower() in names


def list_lyrics(connection: sqlite3.Connection, item_id: int) -> tuple[int, ...]:
    """Return the lyrics files of a track: beside its files, of the same name."""
    rows = connection.execute(
        """
        select side_file.id, side_file.path, asset.path as track from item_asset join asset on asset.id = asset_id
        join side_file on side_file.source_id = asset.source_id and side_file.folder = asset.folder
        where item_id = ? and side_file.kind = 'lyrics' order by side_file.path
        """,
        (item_id,),
    )
    return tuple(
        row["id"] for row in rows if PurePosixPath(row["path"]).stem.lower() == PurePosixPath(row["track"]).stem.lower()
    )


def _side(row: sqlite3.Row, video: str = "") -> SideFile:
    told = sidecar_of(row["path"], video) if row["kind"] == "subtitle" else None
    return SideFile(
        id=row["id"],
        path=row["path"],
        kind=row["kind"],
        language=told.language if told else "",
        title=told.sub_title if told else "",
        is_default=told.default if told else False,
        is_forced=told.forced if told else False,
        is_hearing_impaired=told.hearing_impaired if told else False,
    )


def list_places(connection: sqlite3.Connection, item_id: int) -> list[tuple[str, bool]]:
    """Return (path, whether another item has files in the same folder) of the files in an item."""
    rows = connection.execute(
        """
        select asset.path, exists (
            select 1 from asset as other join item_asset on asset_id = other.id join item on item.id = item_id
            where other.source_id = asset.source_id and other.folder = asset.folder
            and :id not in (item.id, coalesce(item.parent_id, 0), coalesce(item.top_id, 0))
        ) as is_shared
        from item join item_asset on item_id = item.id join asset on asset.id = asset_id
        where item.id = :id or item.parent_id = :id or item.top_id = :id
        """,
        {"id": item_id},
    )
    return [(row["path"], bool(row["is_shared"])) for row in rows]
