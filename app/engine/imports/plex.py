"""Speaks with a Plex media server, which answers in JSON or, when old or behind a proxy, in XML."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

from app.contract import codec
from app.contract.errors import Invalid, Unavailable
from app.contract.imports import Miss, MissReason, RemoteLibrary, RemoteUser
from app.contract.library import ItemKind
from app.engine.ground.net import Net
from app.engine.imports import rules
from app.engine.imports.bodies import checked, known, read_plex
from app.engine.imports.plex_words import Container, Entry, Section, Shows, thing_of
from app.engine.imports.remote import (
    MAX_PAGE_BYTES,
    MAX_TEXT,
    MOST_LIBRARIES,
    MOST_THINGS,
    PAGE_SIZE,
    Batch,
    Part,
    Thing,
    Told,
)

CLIENT = "marquee-import"
KEYS = frozenset({"key", "ratingKey", "parentRatingKey", "grandparentRatingKey"})
_TYPES = {
    ItemKind.FILM: 1,
    ItemKind.SHOW: 2,
    ItemKind.EPISODE: 4,
    ItemKind.ARTIST: 8,
    ItemKind.ALBUM: 9,
    ItemKind.TRACK: 10,
}


class Plex:
    """A Plex server.

    Its token tells one account's states only, so there is one user.
    """

    def __init__(self, net: Net, url: str, token: str) -> None:
        self._net = net
        self._url = url
        self._headers = {
            "Accept": "application/json",
            "X-Plex-Token": token,
            "X-Plex-Client-Identifier": CLIENT,
            "X-Plex-Product": "Marquee",
        }
        self._shows: Shows = {}

    async def look(self) -> Told:
        """Return its name, libraries and the account of the token."""
        root = _read(await self._get("/"), Container)
        sections = _read(await self._get("/library/sections"), Container).Directory
        user = RemoteUser(id="", name=root.myPlexUsername or root.friendlyName)
        return Told(
            name=root.friendlyName[:MAX_TEXT],
            version=root.version[:MAX_TEXT],
            libraries=tuple(
                _library(codec.convert(known(one, KEYS), Section, from_text=True)) for one in sections[:MOST_LIBRARIES]
            ),
            users=(user,),
        )

    async def count(self, part: Part, user_id: str) -> int:
        """Return how many things a part holds."""
        _ = user_id
        return min(_total(await self._page(part, 0, 0)), MOST_THINGS)

    async def walk(self, part: Part, user_id: str, start: int) -> AsyncIterator[Batch]:
        """Give the things of a part. Shows are to be walked before their episodes, which tell less of them."""
        _ = user_id
        at, last = start, ""
        while at < MOST_THINGS:
            body = await self._page(part, at, PAGE_SIZE)
            entries = _entries(body)
            first = str(entries[0].get("ratingKey", "")) if entries else ""
            if not entries:
                return
            if first and first == last:
                raise Unavailable("Plex gives the same page again and again.", code="server_failed")
            last, total = first, max(_total(body), at + len(entries))
            yield self._batch(part.kind, entries, at, total)
            at += len(entries)
            if at >= total or len(entries) > PAGE_SIZE:  # it took no notice of the size: this was the whole list
                return

    async def collections(self, user_id: str) -> AsyncIterator[tuple[str, tuple[str, ...]]]:
        """Give nothing: Plex's things tell their collections themselves."""
        _ = user_id
        nothing: tuple[tuple[str, tuple[str, ...]], ...] = ()
        for one in nothing:
            yield one

    def _batch(self, kind: ItemKind, entries: list[dict[str, Any]], start: int, total: int) -> Batch:
        things: list[Thing] = []
        unread: list[Miss] = []
        for entry in entries:
            try:
                things.append(thing_of(codec.convert(known(entry, KEYS), Entry, from_text=True), kind, self._shows))
            except Invalid:
                unread.append(_unread(entry, kind))
        return Batch(start=start, count=len(entries), total=total, things=tuple(things), unread=tuple(unread))

    async def _page(self, part: Part, start: int, size: int) -> dict[str, Any]:
        if not part.library_id.isdecimal():
            raise Invalid("Plex's libraries have numbers.", code="library_unknown")
        path = f"/library/sections/{part.library_id}/all?type={_TYPES[part.kind]}&includeGuids=1&sort=addedAt"
        paging = {"X-Plex-Container-Start": str(start), "X-Plex-Container-Size": str(size)}
        return await self._get(path, paging)

    async def _get(self, path: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        reply = await self._net.fetch(
            self._url + path, headers={**self._headers, **(headers or {})}, max_bytes=MAX_PAGE_BYTES
        )
        return read_plex(checked(reply, "Plex"))


def _read(body: dict[str, Any], kind: type[Container]) -> Container:
    return codec.convert(body, kind, from_text=True)


def _library(section: Section) -> RemoteLibrary:
    return RemoteLibrary(
        id=section.key[:MAX_TEXT],
        title=section.title[:MAX_TEXT],
        kind=rules.source_kind(section.type or "unknown"),
        folders=tuple(place.path[:MAX_TEXT] for place in section.Location if place.path),
    )


def _entries(body: dict[str, Any]) -> list[dict[str, Any]]:
    found = body.get("Metadata", [])
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []


def _total(body: dict[str, Any]) -> int:
    for name in ("totalSize", "size"):
        text = str(body.get(name, ""))
        if text.isdecimal() and len(text) < 10:
            return int(text)
    return 0


def _unread(entry: dict[str, Any], kind: ItemKind) -> Miss:
    return Miss(
        remote_id=str(entry.get("ratingKey", ""))[:MAX_TEXT],
        kind=kind,
        title=str(entry.get("title", ""))[:MAX_TEXT],
        path="",
        reason=MissReason.NOT_UNDERSTOOD,
    )
