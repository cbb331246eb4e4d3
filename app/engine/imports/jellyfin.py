"""Speaks with a Jellyfin or Emby server. The two differ in how a token is shown and where a user's items lie."""

from collections.abc import AsyncIterator
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from app import __version__
from app.contract import codec
from app.contract.errors import Denied, Invalid, Unavailable
from app.contract.imports import Miss, MissReason, RemoteLibrary, RemoteUser, ServerKind
from app.contract.library import ItemKind
from app.engine.ground.net import Net
from app.engine.imports.bodies import checked, known, no_server, read_json
from app.engine.imports.jellyfin_words import TYPES, Entry, Folder, Listed, Person, Shows, System, library_of, thing_of
from app.engine.imports.remote import (
    MAX_PAGE_BYTES,
    MAX_TEXT,
    MOST_COLLECTIONS,
    MOST_LIBRARIES,
    MOST_THINGS,
    MOST_USERS,
    PAGE_SIZE,
    Batch,
    Part,
    Thing,
    Told,
)

NAMES = {ServerKind.JELLYFIN: "Jellyfin", ServerKind.EMBY: "Emby"}
FIELDS = "Path,ProviderIds,DateCreated,OriginalTitle,MediaSources"
_COLLECTION = "BoxSet"
T = TypeVar("T")


class Jellyfin:
    """A Jellyfin server, or an Emby server, from which it descends."""

    def __init__(self, net: Net, kind: ServerKind, url: str, token: str) -> None:
        self._net = net
        self._url = url
        self._is_emby = kind is ServerKind.EMBY
        self._name = NAMES[kind]
        told = f'MediaBrowser Client="Marquee", Device="Marquee", DeviceId="marquee", Version="{__version__}"'
        self._headers = {"Accept": "application/json"} | (
            {"X-Emby-Token": token} if self._is_emby else {"Authorization": f'{told}, Token="{quote(token)}"'}
        )
        self._shows: Shows = {}

    async def look(self) -> Told:
        """Return its name, libraries and users; for a token that is no administrator's, only its own user."""
        system = await self._get("/System/Info", System)
        users = await self._list_users()
        return Told(
            name=system.ServerName[:MAX_TEXT],
            version=system.Version[:MAX_TEXT],
            libraries=await self._list_libraries(users),
            users=users,
        )

    async def count(self, part: Part, user_id: str) -> int:
        """Return how many things a part holds."""
        page = await self._page(part.library_id, TYPES[part.kind], user_id, 0, 1)
        return min(page.TotalRecordCount, MOST_THINGS)

    async def walk(self, part: Part, user_id: str, start: int) -> AsyncIterator[Batch]:
        """Give the things of a part. Series are to be walked before their episodes, which tell less of them."""
        at = start
        async for page in self._pages(part.library_id, TYPES[part.kind], user_id, start):
            yield self._batch(part.kind, page, at)
            at += len(page.Items)

    async def collections(self, user_id: str) -> AsyncIterator[tuple[str, tuple[str, ...]]]:
        """Give the titles of collections with the ids of what is in them."""
        count = 0
        async for page in self._pages("", _COLLECTION, user_id, 0):
            for entry in page.Items:
                count += 1
                id_, title = str(entry.get("Id") or ""), str(entry.get("Name") or "")[:MAX_TEXT]
                if id_ and title and count <= MOST_COLLECTIONS:
                    yield title, await self._members(id_, user_id)

    async def _members(self, collection_id: str, user_id: str) -> tuple[str, ...]:
        found: list[str] = []
        async for page in self._pages(collection_id, "", user_id, 0):
            found += [str(entry["Id"]) for entry in page.Items if entry.get("Id")]
        return tuple(found)

    async def _list_users(self) -> tuple[RemoteUser, ...]:
        try:
            people = await self._list("/Users", Person)
        except Denied:
            people = (await self._get("/Users/Me", Person),)
        return tuple(RemoteUser(id=one.Id[:MAX_TEXT], name=one.Name[:MAX_TEXT]) for one in people[:MOST_USERS])

    async def _list_libraries(self, users: tuple[RemoteUser, ...]) -> tuple[RemoteLibrary, ...]:
        try:
            folders = await self._list("/Library/VirtualFolders", Folder)
        except Denied:
            if not users:
                raise
            folders = await self._list_views(users[0].id)
        return tuple(library_of(one) for one in folders[:MOST_LIBRARIES])

    async def _list_views(self, user_id: str) -> tuple[Folder, ...]:
        """What a user sees that is no administrator; it tells no folders."""
        user = quote(user_id, safe="")
        path = f"/Users/{user}/Views" if self._is_emby else f"/UserViews?userId={user}"
        views = await self._get(path, Listed)
        return tuple(_read(one, Folder) for one in views.Items)

    async def _pages(self, parent_id: str, types: str, user_id: str, start: int) -> AsyncIterator[Listed]:
        at, last = start, ""
        while at < MOST_THINGS:
            page = await self._page(parent_id, types, user_id, at, PAGE_SIZE)
            first = str(page.Items[0].get("Id") or "") if page.Items else ""
            if not page.Items:
                return
            if first and first == last:
                raise Unavailable(f"{self._name} gives the same page again and again.", code="server_failed")
            last = first
            yield page
            at += len(page.Items)
            if len(page.Items) > PAGE_SIZE or (page.TotalRecordCount and at >= page.TotalRecordCount):
                return

    async def _page(self, parent_id: str, types: str, user_id: str, start: int, limit: int) -> Listed:
        asked = {
            "ParentId": parent_id,
            "IncludeItemTypes": types,
            "Recursive": "true" if types else "",
            "Fields": FIELDS if types and types != _COLLECTION else "",
            "EnableUserData": "true",
            "EnableTotalRecordCount": "true",
            "SortBy": "DateCreated,SortName",
            "StartIndex": str(start),
            "Limit": str(limit),
        }
        path = "/Items"
        if user_id and self._is_emby:
            path = f"/Users/{quote(user_id, safe='')}/Items"
        elif user_id:
            asked["UserId"] = user_id
        return await self._get(f"{path}?{urlencode({name: value for name, value in asked.items() if value})}", Listed)

    def _batch(self, kind: ItemKind, page: Listed, start: int) -> Batch:
        things: list[Thing] = []
        unread: list[Miss] = []
        for entry in page.Items:
            try:
                things.append(thing_of(_read(entry, Entry), kind, self._shows))
            except Invalid:
                unread.append(_unread(entry, kind))
        count = len(page.Items)
        total = max(page.TotalRecordCount, start + count)
        return Batch(start=start, count=count, total=total, things=tuple(things), unread=tuple(unread))

    async def _get(self, path: str, kind: type[T]) -> T:
        reply = await self._net.fetch(self._url + path, headers=self._headers, max_bytes=MAX_PAGE_BYTES)
        return read_json(checked(reply, self._name), kind, self._name)

    async def _list(self, path: str, kind: type[T]) -> tuple[T, ...]:
        reply = await self._net.fetch(self._url + path, headers=self._headers, max_bytes=MAX_PAGE_BYTES)
        try:
            entries = codec.decode(checked(reply, self._name).body, tuple[dict[str, Any], ...])
            return tuple(_read(one, kind) for one in entries)
        except Invalid as error:
            raise no_server(self._name) from error


def _read(entry: dict[str, Any], kind: type[T]) -> T:
    return codec.convert(known(entry, ()), kind, from_text=True)


def _unread(entry: dict[str, Any], kind: ItemKind) -> Miss:
    return Miss(
        remote_id=str(entry.get("Id") or "")[:MAX_TEXT],
        kind=kind,
        title=str(entry.get("Name") or "")[:MAX_TEXT],
        path="",
        reason=MissReason.NOT_UNDERSTOOD,
    )
