"""Writes items: item, item_asset, origin, what they are found by. All of it runs in the transaction of the caller."""

import json
import sqlite3
from collections.abc import Iterable
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.catalogue.about import store as about
from app.engine.library.catalogue.rules import MUSIC_KINDS, VARIOUS_ARTISTS, Node, Placement, merging_key, sort_title
from app.engine.library.catalogue.sums.store import settle
from app.engine.library.facets.store import put_facets
from app.engine.library.local.rules import WHOLE_NAMES
from app.engine.library.search.store import describe

Row = sqlite3.Row
_LEVELS_WITH_NFO = 3
"""Of an artist: the folder of a disc, of its album, its own."""


class Linker:
    """Puts the files of a batch where they belong, all in one transaction."""

    def __init__(self, connection: sqlite3.Connection, at_ms: int) -> None:
        self._connection = connection
        self._at_ms = at_ms
        self._has_nfo = connection.execute("select exists (select 1 from nfo_read)").fetchone()[0]
        self._renamed: set[int] = set()

    def link(self, asset_id: int, placement: Placement, *, is_new: bool = False) -> set[int]:
        """Put a file where it belongs and return the ids of the items that this touched, those it left included.

        Args:
            is_new: Nothing can have been known of the file.
        """
        connection = self._connection
        left = set() if is_new else list_items_of(connection, asset_id)
        above = _parents(connection, left) if left else set()  # before it moves
        if left and _rename(connection, left, placement, self._at_ms):
            self._renamed |= left
        line = self._line(asset_id, placement, left)
        leaf = line[-1]
        if left != {leaf}:
            if left:
                connection.execute("delete from item_asset where asset_id = ? and item_id <> ?", (asset_id, leaf))
            connection.execute("insert or ignore into item_asset (item_id, asset_id) values (?, ?)", (leaf, asset_id))
            self._renamed.add(leaf)
        if self._has_nfo:
            _forget_nfo(connection, asset_id)
        return left | above | set(line)

    def describe(self) -> None:
        """Keep what the items are found by; once for all files of the batch."""
        describe(self._connection, self._renamed)

    def _line(self, asset_id: int, placement: Placement, left: set[int]) -> list[int]:
        ids: list[int] = []
        prefix = ""
        nodes = placement.nodes
        if nodes[0].kind is ItemKind.ARTIST and not placement.is_album_artist_known:
            nodes = _with_folder_album(self._connection, asset_id, nodes)
        for node in nodes:
            identity = f"{prefix}{node.identity}"
            found = _find(self._connection, identity, [f"{prefix}{other}" for other in node.alternatives])
            ids.append(self._add(node, identity, ids, left) if found is None else self._keep(node, found))
            prefix = f"{identity if found is None else found['identity']}/"
        return ids

    def _add(self, node: Node, identity: str, above: list[int], left: set[int]) -> int:
        item_id = _move(self._connection, node, identity, above, left, self._at_ms)
        if item_id is None:
            item_id = _insert(self._connection, node, identity, above, self._at_ms)
        self._renamed.add(item_id)
        _explain(self._connection, item_id, node)
        return item_id

    def _keep(self, node: Node, found: Row) -> int:
        item_id = int(found["id"])
        if _refresh(self._connection, found, node, self._at_ms):
            self._renamed.add(item_id)
        _explain(self._connection, item_id, node)
        return item_id


def unlink(connection: sqlite3.Connection, asset_id: int) -> set[int]:
    """Take a file out of the catalogue and return the ids of the items that this touched."""
    left = list_items_of(connection, asset_id)
    connection.execute("delete from item_asset where asset_id = ?", (asset_id,))
    return left | _parents(connection, left)


def list_items_of(connection: sqlite3.Connection, asset_id: int) -> set[int]:
    """Return the items that a file belongs to."""
    return {row[0] for row in connection.execute("select item_id from item_asset where asset_id = ?", (asset_id,))}


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


def _rename(connection: sqlite3.Connection, left: set[int], placement: Placement, at_ms: int) -> bool:
    """A film whose only file got a better name stays the same item, with all that people did with it.

    Tells whether it was renamed.
    """
    node = placement.nodes[-1]
    if (
        node.kind is not ItemKind.FILM
        or len(left) != 1
        or _find(connection, node.identity, node.alternatives) is not None
    ):
        return False
    (item_id,) = left
    files = connection.execute("select count(*) from item_asset where item_id = ?", (item_id,)).fetchone()[0]
    if files > 1:
        return False
    connection.execute(
        "update item set identity = ?, title = ?, sort_title = ?, year = ?, updated_at = ?"
        " where id = ? and kind = 'film'",
        (node.identity, node.title, node.sort_title, node.year, at_ms, item_id),
    )
    connection.execute("delete from origin where item_id = ? and field in ('title', 'year')", (item_id,))
    connection.execute(
        "delete from nfo_base where item_id = ? and field in ('title', 'sort_title', 'year')", (item_id,)
    )
    connection.execute("delete from provider_ref where item_id = ? and source = 'file name'", (item_id,))
    return True


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


def _refresh(connection: sqlite3.Connection, found: Row, node: Node, at_ms: int) -> bool:
    """Fill the gaps of an item that is there; a better title for an episode replaces "Episode 3".

    Tells whether anything changed.
    """
    title, sort = found["title"], found["sort_title"]
    if (
        node.kind in (ItemKind.EPISODE, ItemKind.TRACK)
        and title.startswith("Episode")
        and not node.title.startswith("Episode")
    ):
        title, sort = node.title, node.sort_title
    year = found["year"] if found["year"] is not None else node.year
    genres = found["genres"] if found["genres"] != "[]" else json.dumps(node.genres)
    if (title, year, genres) == (found["title"], found["year"], found["genres"]):
        return False
    connection.execute(
        "update item set title = ?, sort_title = ?, year = ?, genres = ?, updated_at = ? where id = ?",
        (title, sort, year, genres, at_ms, found["id"]),
    )
    return True


def _explain(connection: sqlite3.Connection, item_id: int, node: Node) -> None:
    connection.executemany(
        "insert or ignore into origin (item_id, field, source, detail) values (?, ?, ?, ?)",
        [(item_id, fact.field, fact.source, fact.detail) for fact in node.facts],
    )
    if node.refs:
        about.save_refs(connection, item_id, node.refs, "tag" if node.kind in MUSIC_KINDS else "file name")


def index_whole(connection: sqlite3.Connection, item_id: int) -> None:
    """Keep what an item and what lies in it are found by: their context holds its title."""
    query = "select id from item where id = :id or parent_id = :id or top_id = :id"
    ids = [row["id"] for row in connection.execute(query, {"id": item_id})]
    describe(connection, ids)
    put_facets(connection, ids)


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
    rows = connection.execute("select id from item where id = ? or parent_id = ?", (album_id, album_id))
    describe(connection, [artist_id, *(row["id"] for row in rows)])
    settle(connection, {old_artist, artist_id})


def _added_at(connection: sqlite3.Connection, item_id: int) -> int:
    return int(connection.execute("select added_at from item where id = ?", (item_id,)).fetchone()[0])


def _parents(connection: sqlite3.Connection, ids: set[int]) -> set[int]:
    """Return the items above these."""
    rows = connection.execute(
        "select parent_id, top_id from json_each(?) wanted join item on item.id = wanted.value",
        (json.dumps(list(ids)),),
    )
    return {above for row in rows for above in row if above is not None}


def list_kinds(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the kinds of items that exist."""
    rows = connection.execute(
        "select item.id, kind from json_each(?) wanted join item on item.id = wanted.value", (json.dumps(list(ids)),)
    )
    return {row[0]: row[1] for row in rows}
