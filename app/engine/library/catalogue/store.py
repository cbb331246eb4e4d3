"""Writes items: item, item_asset, origin, what they are found by. All of it runs in the transaction of the caller."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.catalogue.about import store as about
from app.engine.library.catalogue.rules import MUSIC_KINDS, VARIOUS_ARTISTS, Node, Placement, merging_key, sort_title
from app.engine.library.facets.store import put_facets
from app.engine.library.local.rules import WHOLE_NAMES
from app.engine.library.search.store import delete_document, describe

Row = sqlite3.Row
_LEVELS_WITH_NFO = 3
"""Of an artist: the folder of a disc, of its album, its own."""


def link(connection: sqlite3.Connection, asset_id: int, placement: Placement, at_ms: int) -> set[int]:
    """Put a file where it belongs and return the ids of the items that this touched, the ones it left included."""
    left = {
        row["item_id"] for row in connection.execute("select item_id from item_asset where asset_id = ?", (asset_id,))
    }
    above = _parents(connection, left)
    _rename(connection, left, placement, at_ms)
    line = _line(connection, asset_id, placement, left, at_ms)
    leaf = line[-1]
    if left != {leaf}:
        connection.execute("delete from item_asset where asset_id = ? and item_id <> ?", (asset_id, leaf))
        connection.execute("insert or ignore into item_asset (item_id, asset_id) values (?, ?)", (leaf, asset_id))
    _forget_nfo(connection, asset_id)
    touched = left | set(line)
    return touched | above | _parents(connection, touched)


def unlink(connection: sqlite3.Connection, asset_id: int) -> set[int]:
    """Take a file out of the catalogue and return the ids of the items that this touched."""
    rows = connection.execute("select item_id from item_asset where asset_id = ?", (asset_id,)).fetchall()
    left = {row["item_id"] for row in rows}
    connection.execute("delete from item_asset where asset_id = ?", (asset_id,))
    return left | _parents(connection, left)


def _forget_nfo(connection: sqlite3.Connection, asset_id: int) -> None:
    """A file came to an item: what NFO files in its folder and above tell may mean this item, too."""
    asset = connection.execute("select source_id, path, folder from asset where id = ?", (asset_id,)).fetchone()
    stem = PurePosixPath(asset["path"]).stem.lower()
    folder = asset["folder"]
    names = [stem, folder.rpartition("/")[2].lower(), *WHOLE_NAMES]
    for _ in range(_LEVELS_WITH_NFO):
        connection.execute(
            f"delete from nfo_read where source_id = ? and folder = ? and stem in ({', '.join('?' * len(names))})",
            (asset["source_id"], folder, *names),
        )
        if not folder:
            return
        folder, names = folder.rpartition("/")[0], [*WHOLE_NAMES]


def _rename(connection: sqlite3.Connection, left: set[int], placement: Placement, at_ms: int) -> None:
    """A film whose only file got a better name stays the same item, with all that people did with it."""
    node = placement.nodes[-1]
    if (
        node.kind is not ItemKind.FILM
        or len(left) != 1
        or _find(connection, node.identity, node.alternatives) is not None
    ):
        return
    (item_id,) = left
    files = connection.execute("select count(*) from item_asset where item_id = ?", (item_id,)).fetchone()[0]
    if files == 1:
        connection.execute(
            (
                "update item set identity = ?, title = ?, sort_title = ?, year = ?, updated_at = ? where "
                "id = ? and kind = 'film'"
            ),
            (node.identity, node.title, node.sort_title, node.year, at_ms, item_id),
        )
        connection.execute("delete from origin where item_id = ? and field in ('title', 'year')", (item_id,))
        connection.execute(
            "delete from nfo_base where item_id = ? and field in ('title', 'sort_title', 'year')", (item_id,)
        )
        connection.execute("delete from provider_ref where item_id = ? and source = 'file name'", (item_id,))


def _line(connection: sqlite3.Connection, asset_id: int, placement: Placement, left: set[int], at_ms: int) -> list[int]:
    ids: list[int] = []
    prefix = ""
    nodes = placement.nodes
    if nodes[0].kind is ItemKind.ARTIST and not placement.is_album_artist_known:
        nodes = _with_folder_album(connection, asset_id, nodes)
    for node in nodes:
        identity = f"{prefix}{node.identity}"
        found = _find(connection, identity, [f"{prefix}{other}" for other in node.alternatives])
        if found is None:
            item_id = _move(connection, node, identity, ids, left, at_ms) or _insert(
                connection, node, identity, ids, at_ms
            )
        else:
            item_id = found["id"]
            identity = found["identity"]
            _refresh(connection, found, node, at_ms)
        _explain(connection, item_id, node)
        describe(connection, item_id)
        ids.append(item_id)
        prefix = f"{identity}/"
    return ids


def _move(
    connection: sqlite3.Connection, node: Node, identity: str, above: list[int], left: set[int], at_ms: int
) -> int | None:
    """An episode or track whose only file turns out to be another one stays the same item, too."""
    if node.kind not in (ItemKind.EPISODE, ItemKind.TRACK) or len(left) != 1:
        return None
    (item_id,) = left
    moved = connection.execute(
        """
        update item set identity = ?, parent_id = ?, top_id = ?, title = ?, sort_title = ?, year = ?, number = ?,
            end_number = ?, season_number = ?, disc_number = ?, updated_at = ?
        where id = ? and kind = ? and (select count(*) from item_asset where item_id = item.id) = 1
        """,
        (
            identity,
            above[-1],
            above[0],
            node.title,
            node.sort_title,
            node.year,
            node.number,
            node.end_number,
            node.season_number,
            node.disc_number,
            at_ms,
            item_id,
            node.kind.value,
        ),
    ).rowcount
    if not moved:
        return None
    connection.execute("delete from origin where item_id = ? and field in ('title', 'number', 'year')", (item_id,))
    connection.execute(
        "delete from nfo_base where item_id = ? and field in ('title', 'sort_title', 'year')", (item_id,)
    )
    return item_id


def _find(connection: sqlite3.Connection, identity: str, alternatives: Iterable[str]) -> Row | None:
    for key in (identity, *alternatives):
        if key.endswith("*"):
            # "/" begins a child, so a range up to "|~" without it stays among the works themselves.
            query = (
                "select * from item where identity >= ? and identity < ? and instr(identity, '/') = 0 "
                "order by identity limit 1"
            )
            found = connection.execute(query, (key[:-1], f"{key[:-1]}\x7f")).fetchone()
        else:
            found = connection.execute("select * from item where identity = ?", (key,)).fetchone()
        if found is not None:
            return found  # type: ignore[no-any-return]
    return None


def _insert(connection: sqlite3.Connection, node: Node, identity: str, above: list[int], at_ms: int) -> int:
    cursor = connection.execute(
        """
        insert into item (kind, identity, parent_id, top_id, title, sort_title, year, number, end_number, season_number,
            disc_number, genres, added_at, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            node.kind.value,
            identity,
            above[-1] if above else None,
            above[0] if above else None,
            node.title,
            node.sort_title,
            node.year,
            node.number,
            node.end_number,
            node.season_number,
            node.disc_number,
            json.dumps(node.genres),
            at_ms,
            at_ms,
        ),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _refresh(connection: sqlite3.Connection, found: Row, node: Node, at_ms: int) -> None:
    """Fill the gaps of an item that is there; a better title for an episode replaces "Episode 3"."""
    title, sort = found["title"], found["sort_title"]
    if (
        node.kind in (ItemKind.EPISODE, ItemKind.TRACK)
        and title.startswith("Episode")
        and not node.title.startswith("Episode")
    ):
        title, sort = node.title, node.sort_title
    year = found["year"] if found["year"] is not None else node.year
    genres = found["genres"] if found["genres"] != "[]" else json.dumps(node.genres)
    if (title, year, genres) != (found["title"], found["year"], found["genres"]):
        connection.execute(
            "update item set title = ?, sort_title = ?, year = ?, genres = ?, updated_at = ? where id = ?",
            (title, sort, year, genres, at_ms, found["id"]),
        )


def _explain(connection: sqlite3.Connection, item_id: int, node: Node) -> None:
    connection.executemany(
        "insert or ignore into origin (item_id, field, source, detail) values (?, ?, ?, ?)",
        [(item_id, fact.field, fact.source, fact.detail) for fact in node.facts],
    )
    about.save_refs(connection, item_id, node.refs, "tag" if node.kind in MUSIC_KINDS else "file name")


def index_whole(connection: sqlite3.Connection, item_id: int) -> None:
    """Keep what an item and what lies in it are found by: their context holds its title."""
    query = "select id from item where id = :id or parent_id = :id or top_id = :id"
    for row in connection.execute(query, {"id": item_id}).fetchall():
        describe(connection, row["id"])
        put_facets(connection, row["id"])


def _with_folder_album(connection: sqlite3.Connection, asset_id: int, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """An album in one folder by different artists, none of whom is said to be the album's, is a compilation."""
    found = connection.execute(
        """
        select album.id, artist.title as artist, album.identity from asset mine
        join asset other on other.source_id = mine.source_id and other.folder = mine.folder and other.id <> mine.id
        join item_asset on item_asset.asset_id = other.id
        join item track on track.id = item_asset.item_id and track.kind = 'track'
        join item album on album.id = track.parent_id
        join item artist on artist.id = album.parent_id
        where mine.id = ? limit 1
        """,
        (asset_id,),
    ).fetchone()
    artist, album, track = nodes
    if (
        found is None
        or not found["identity"].endswith(f"/{album.identity}")
        or merging_key(found["artist"]) == merging_key(artist.title)
    ):
        return nodes
    various = Node(
        kind=ItemKind.ARTIST,
        identity=f"artist|{merging_key(VARIOUS_ARTISTS)}",
        title=VARIOUS_ARTISTS,
        sort_title=sort_title(VARIOUS_ARTISTS),
    )
    if found["artist"] != VARIOUS_ARTISTS:
        _move_album(connection, found["id"], found["identity"], various)
    return (various, album, track)


def _move_album(connection: sqlite3.Connection, album_id: int, identity: str, various: Node) -> None:
    """Give an album and its tracks to "Various Artists", unless an album of that name is there already."""
    target = _find(connection, various.identity, ())
    artist_id = (
        target["id"]
        if target is not None
        else _insert(connection, various, various.identity, [], _added_at(connection, album_id))
    )
    moved = f"{various.identity}/{identity.rpartition('/')[2]}"
    if _find(connection, moved, ()) is not None:
        return
    old_artist = connection.execute("select parent_id from item where id = ?", (album_id,)).fetchone()[0]
    connection.execute(
        "update item set parent_id = ?, top_id = ?, identity = ? where id = ?", (artist_id, artist_id, moved, album_id)
    )
    connection.execute(
        "update item set top_id = ?, identity = ? || substr(identity, ?) where parent_id = ?",
        (artist_id, moved, len(identity) + 1, album_id),
    )
    for row in connection.execute("select id from item where id = ? or parent_id = ?", (album_id, album_id)).fetchall():
        describe(connection, row["id"])
    describe(connection, artist_id)
    settle(connection, {old_artist, artist_id})


def _added_at(connection: sqlite3.Connection, item_id: int) -> int:
    return int(connection.execute("select added_at from item where id = ?", (item_id,)).fetchone()[0])


def _parents(connection: sqlite3.Connection, ids: set[int]) -> set[int]:
    """Return the items above these."""
    found: set[int] = set()
    for item_id in ids:
        row = connection.execute("select parent_id, top_id from item where id = ?", (item_id,)).fetchone()
        if row is not None:
            found |= {above for above in (row["parent_id"], row["top_id"]) if above is not None}
    return found


def settle(connection: sqlite3.Connection, ids: set[int]) -> set[int]:
    """Bring sums up to date and remove items without any file. Returns the removed ids."""
    removed: set[int] = set()
    for depth in ("leaf", "middle", "top"):
        for item_id in sorted(ids):
            row = connection.execute("select id, kind, parent_id, top_id from item where id = ?", (item_id,)).fetchone()
            if row is None or _depth(ItemKind(row["kind"])) != depth:
                continue
            if _is_empty(connection, item_id, depth):
                _delete(connection, item_id)
                removed.add(item_id)
            elif depth == "leaf" or row["kind"] == ItemKind.FILM.value:
                _sum_leaf(connection, item_id)
            else:
                _sum_container(connection, item_id, row["kind"])
            if item_id not in removed:
                put_facets(connection, item_id)
    return removed


def _depth(kind: ItemKind) -> str:
    if kind in (ItemKind.EPISODE, ItemKind.TRACK, ItemKind.FILM):
        return "leaf"
    return "middle" if kind in (ItemKind.SEASON, ItemKind.ALBUM) else "top"


def _is_empty(connection: sqlite3.Connection, item_id: int, depth: str) -> bool:
    table = "item_asset where item_id" if depth == "leaf" else "item where parent_id"
    return connection.execute(f"select 1 from {table} = ? limit 1", (item_id,)).fetchone() is None  # two fixed words


def _delete(connection: sqlite3.Connection, item_id: int) -> None:
    delete_document(connection, item_id)
    connection.execute("delete from item where id = ?", (item_id,))


def _sum_leaf(connection: sqlite3.Connection, item_id: int) -> None:
    connection.execute(
        """
        update item set
            duration_ms = coalesce((select max(duration_ms) from asset join item_asset on asset_id = asset.id
                where item_id = item.id), 0),
            is_missing = not exists (select 1 from asset join item_asset on asset_id = asset.id
                where item_id = item.id and missing_since is null)
        where id = ?
        """,
        (item_id,),
    )
    best = connection.execute(
        """
        select coalesce(max(json_extract(stream.value, '$.height_px')), 0) as height,
            json_extract(stream.value, '$.range_type') as range
        from item_asset join asset on asset.id = asset_id, json_each(asset.probe, '$.streams') stream
        where item_id = ? and json_extract(stream.value, '$.type') = 'video'
            and not coalesce(json_extract(stream.value, '$.is_picture'), 0)
        """,
        (item_id,),
    ).fetchone()
    connection.execute(
        "update item set height_px = ?, range_type = ? where id = ?", (best["height"], best["range"] or "", item_id)
    )


def _sum_container(connection: sqlite3.Connection, item_id: int, kind: str) -> None:
    below = "top_id = :id and kind = 'episode'" if kind == ItemKind.SHOW.value else "parent_id = :id"
    connection.execute(
        f"""
        update item set
            child_count = (select count(*) from item child where {below}),
            duration_ms = (select coalesce(sum(child.duration_ms), 0) from item child where {below}),
            height_px = (select coalesce(max(child.height_px), 0) from item child where {below}),
            is_missing = not exists (select 1 from item child where {below} and not child.is_missing)
        where id = :id
        """,  # `below` is one of two fixed conditions
        {"id": item_id},
    )


def list_kinds(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the kinds of items that exist."""
    found: dict[int, str] = {}
    for item_id in ids:
        row = connection.execute("select kind from item where id = ?", (item_id,)).fetchone()
        if row is not None:
            found[item_id] = row["kind"]
    return found
