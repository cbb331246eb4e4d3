"""A Plex server and a Jellyfin or Emby server on a free port, as far as an import asks them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, tostring

from aiohttp import web

TOKEN = "plain-old-token"
PLEX_TYPES = {"1": "movie", "2": "show", "4": "episode", "8": "artist", "9": "album", "10": "track"}
_TAGS = {"movie": "Video", "episode": "Video", "track": "Track"}

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class FakePlex:
    """Sections by key, and their things by section; each thing is Plex's own JSON."""

    sections: list[dict[str, Any]] = field(default_factory=list)
    things: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    is_xml: bool = False
    asked: list[str] = field(default_factory=list)
    fails_after: int | None = None
    """So many pages are answered, then there is one fault."""
    ignores_paging: bool = False

    def add(self, section: str, kind: str, title: str, file: str = "", **more: Any) -> dict[str, Any]:
        """Add a thing; its key counts up."""
        number = sum(map(len, self.things.values())) + 1
        thing = {"ratingKey": str(number), "type": kind, "title": title, "guid": f"local://{number}", **more}
        if file:
            thing["Media"] = [{"id": number, "Part": [{"id": number, "file": file}]}]
        self.things.setdefault(section, []).append(thing)
        return thing

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the server would."""
        self.asked.append(request.path_qs)
        if request.headers.get("X-Plex-Token") != TOKEN:
            return web.Response(status=401, text="Unauthorized")
        if request.path == "/":
            return self._say({"friendlyName": "Cellar", "version": "1.41.0", "myPlexUsername": "robin", "size": 0})
        if request.path == "/library/sections":
            return self._say({"size": len(self.sections), "Directory": self.sections})
        parts = request.path.strip("/").split("/")
        if parts[:2] != ["library", "sections"] or parts[3:] != ["all"]:
            return web.Response(status=404)
        return self._page(request, parts[2])

    def _page(self, request: web.Request, section: str) -> web.StreamResponse:
        kind = PLEX_TYPES[request.query["type"]]
        found = [thing for thing in self.things.get(section, []) if thing["type"] == kind]
        start = int(request.headers["X-Plex-Container-Start"])
        size = int(request.headers["X-Plex-Container-Size"])
        if self.fails_after is not None and size:
            self.fails_after -= 1
            if self.fails_after < 0:
                self.fails_after = None
                return web.Response(status=500)
        page = found if self.ignores_paging else found[start : start + size]
        return self._say({"size": len(page), "totalSize": len(found), "offset": start, "Metadata": page})

    def _say(self, container: dict[str, Any]) -> web.StreamResponse:
        if not self.is_xml:
            return web.json_response({"MediaContainer": container})
        return web.Response(body=as_xml(container), content_type="application/xml")


def as_xml(container: dict[str, Any]) -> bytes:
    """Return the XML form of an answer."""
    return bytes(tostring(_element("MediaContainer", container), encoding="utf-8", xml_declaration=True))


def _element(tag: str, value: dict[str, Any]) -> Element:
    element = Element(tag)
    for name, inner in value.items():
        if isinstance(inner, list):
            for one in inner:
                element.append(
                    _element(_TAGS.get(one.get("type", ""), "Directory") if name == "Metadata" else name, one)
                )
        else:
            element.set(name, str(inner))
    return element


@dataclass
class FakeJellyfin:
    """Libraries, users and items; each item is the server's own JSON with "Library" added for the test."""

    folders: list[dict[str, Any]] = field(default_factory=list)
    users: list[dict[str, Any]] = field(default_factory=lambda: [{"Id": "u1", "Name": "Robin"}])
    items: list[dict[str, Any]] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    is_emby: bool = False
    is_administrator: bool = True
    asked: list[str] = field(default_factory=list)
    fails_after: int | None = None

    def add(self, library: str, kind: str, name: str, **more: Any) -> dict[str, Any]:
        """Add an item; its id counts up."""
        number = len(self.items) + 1
        item = {"Id": f"{number:032x}", "Type": kind, "Name": name, "Library": library, **more}
        self.items.append(item)
        return item

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the server would."""
        self.asked.append(request.path_qs)
        if not self._knows(request):
            return web.Response(status=401)
        path, query = request.path, {name.lower(): value for name, value in request.query.items()}
        if path == "/System/Info":
            return web.json_response({"Id": "s1", "ServerName": "Attic", "Version": "10.11.8"})
        if path in ("/Users", "/Library/VirtualFolders"):
            if not self.is_administrator:
                return web.Response(status=403)
            return web.json_response(self.users if path == "/Users" else self.folders)
        if path == "/Users/Me":
            return web.json_response(self.users[0])
        if path in ("/UserViews", "/Users/u1/Views"):
            views = [
                {"Id": one["ItemId"], "Name": one["Name"], "CollectionType": one["CollectionType"]}
                for one in self.folders
            ]
            return web.json_response({"Items": views, "TotalRecordCount": len(views)})
        if path == ("/Users/u1/Items" if self.is_emby else "/Items"):
            return self._page(query)
        return web.Response(status=404)

    def _knows(self, request: web.Request) -> bool:
        if self.is_emby:
            return request.headers.get("X-Emby-Token") == TOKEN
        return f'Token="{TOKEN}"' in request.headers.get("Authorization", "")

    def _page(self, query: dict[str, str]) -> web.StreamResponse:
        parent = query.get("parentid", "")
        kinds = query.get("includeitemtypes", "").split(",")
        if parent in self.members:
            found = [item for item in self.items if item["Id"] in self.members[parent]]
        else:
            found = [one for one in self.items if one["Type"] in kinds and parent in ("", one["Library"])]
        start, limit = int(query.get("startindex", 0)), int(query["limit"])
        if self.fails_after is not None and limit > 1:
            self.fails_after -= 1
            if self.fails_after < 0:
                self.fails_after = None
                return web.Response(status=500)
        return web.json_response(
            {"Items": found[start : start + limit], "TotalRecordCount": len(found), "StartIndex": start}
        )


@asynccontextmanager
async def answering(answer: Answer) -> AsyncIterator[str]:
    """Serve on a free port of this machine; gives the URL."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()
