"""Opens a line to another server: one client that may reach this one host and nothing else in the house."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.contract.imports import ServerKind
from app.engine.ground.net import Net
from app.engine.imports import rules
from app.engine.imports.remote import MediaServer


@asynccontextmanager
async def connected(kind: ServerKind, url: str, token: str) -> AsyncIterator[MediaServer]:
    """Give a server at a checked address. Nothing is sent before it is asked something."""
    # Most starts of the engine need none of these, and they take a while to read.
    from app.engine.imports.jellyfin import Jellyfin
    from app.engine.imports.plex import Plex

    async with Net(allowed=(rules.host_and_port(url),)) as net:
        yield Plex(net, url, token) if kind is ServerKind.PLEX else Jellyfin(net, kind, url, token)
