"""Tells players what an item is made of, where its files are, and what comes next."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.contract import codec
from app.contract.errors import NotFound
from app.contract.library import PLAYABLE_KINDS, ItemKind
from app.contract.media import Probe
from app.engine.ground.db import Db
from app.engine.library.names import parse_path
from app.engine.library.shelf import store

SIDE_FOLDERS = ("Subs", "Subtitles", "subs", "subtitles")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item, in short."""

    id: int
    kind: ItemKind
    title: str
    parent_id: int | None
    top_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file of an item. `is_missing` is also true while its source is offline."""

    id: int
    name: str
    probe: Probe
    is_missing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtitle:
    """A subtitle file beside a film; its name told the rest."""

    id: int
    path: str
    language: str
    title: str
    is_default: bool
    is_forced: bool


class Shelf:
    """Reads what can be played; changes nothing."""

    def __init__(self, db: Db) -> None:
        self._db = db

    async def get_entry(self, item_id: int) -> Entry:
        """Return an item. Raises NotFound."""
        row = await self._db.read(store.find_entry, item_id)
        if row is None:
            raise NotFound(f"There is no item {item_id}.", code="item_not_found")
        return Entry(
            id=row["id"],
            kind=ItemKind(row["kind"]),
            title=row["title"],
            parent_id=row["parent_id"],
            top_id=row["top_id"],
        )

    async def list_assets(self, item_id: int) -> tuple[Asset, ...]:
        """Return the files of an item; none for a show, season, artist or album."""
        rows = await self._db.read(store.list_assets, item_id)
        return tuple(
            Asset(
                id=row["id"],
                name=PurePosixPath(row["path"]).name,
                probe=codec.decode(row["probe"], Probe),
                is_missing=bool(row["is_missing"]),
            )
            for row in rows
        )

    async def list_playable(self, item_id: int) -> tuple[int, ...]:
        """Return what plays when an item is played to its end: itself, or all that is in it, in order."""
        entry = await self.get_entry(item_id)
        if entry.kind in PLAYABLE_KINDS:
            return (item_id,)
        part = ItemKind.EPISODE if entry.kind in (ItemKind.SHOW, ItemKind.SEASON) else ItemKind.TRACK
        return tuple(await self._db.read(store.list_parts, item_id, part))

    async def find_next(self, item_id: int) -> int | None:
        """Return the episode of the show, or the track of the album, after this one."""
        entry = await self.get_entry(item_id)
        whole = entry.top_id if entry.kind is ItemKind.EPISODE else entry.parent_id
        if entry.kind is ItemKind.FILM or whole is None:
            return None
        parts = await self._db.read(store.list_parts, whole, entry.kind)
        after = parts[parts.index(item_id) + 1 :] if item_id in parts else []
        return after[0] if after else None

    async def find_file(self, asset_id: int) -> Path | None:
        """Return a media file that is there and lies inside its source; else None."""
        row = await self._db.read(store.find_place, asset_id)
        return _checked(row["root"], row["path"]) if row else None

    async def find_side_file(self, side_file_id: int) -> Path | None:
        """Return a file beside the media that is there and lies inside its source; else None."""
        row = await self._db.read(store.find_side_place, side_file_id)
        return _checked(row["root"], row["path"]) if row else None

    async def list_subtitles(self, asset_id: int) -> tuple[Subtitle, ...]:
        """Return the subtitle files that belong to a media file by their names."""
        place = await self._db.read(store.find_place, asset_id)
        if place is None:
            return ()
        stem = PurePosixPath(place["path"]).stem
        found: list[Subtitle] = []
        for folder in (place["folder"], *(str(PurePosixPath(place["folder"], name)) for name in SIDE_FOLDERS)):
            rows = await self._db.read(store.list_subtitles, place["source_id"], folder)
            found += [_subtitle(row["id"], row["path"]) for row in rows if _belongs(row["path"], stem)]
        return tuple(found)


def _belongs(path: str, stem: str) -> bool:
    name = PurePosixPath(path).stem
    return name == stem or name.startswith(f"{stem}.")


def _subtitle(side_file_id: int, path: str) -> Subtitle:
    reading = parse_path(path)
    return Subtitle(
        id=side_file_id,
        path=path,
        language=str(reading.get("language") or ""),
        title=str(reading.get("sub_title") or ""),
        is_default=bool(reading.get("default")),
        is_forced=bool(reading.get("forced")),
    )


def _checked(root: str, path: str) -> Path | None:
    """A link inside a source must not lead out of it, whoever made it."""
    base = Path(root).resolve()
    file = (base / path).resolve()
    return file if file.is_relative_to(base) and file.is_file() else None
