"""A real server with few routes, for tests that need HTTP but no rooms."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from app.contract.accounts import Permission
from app.contract.server import Status
from app.engine.ground.bus import Bus
from app.engine.web.health import STATUS, About
from app.engine.web.route import Call, Caller, Route
from app.engine.web.server import Web

OWNER = "owner-token"
READER = "reader-token"
CALLERS = {
    OWNER: Caller(user_id="1", permissions=frozenset(Permission)),
    READER: Caller(user_id="2", permissions=frozenset({Permission.LIBRARY_READ})),
}


async def authenticate(token: str) -> Caller | None:
    return CALLERS.get(token)


def a_route(handler: Callable[[Call], Awaitable[Any]], **changes: Any) -> Route:
    """A route that is told in full, with what a test wants different."""
    told: dict[str, Any] = {
        "method": "GET",
        "path": "/thing",
        "permission": Permission.OPEN,
        "handler": handler,
        "summary": "A thing",
        "description": "Gives a thing.",
        "tag": "things",
        "answer": dict[str, Any],
        "example": {"a": 1},
    }
    return Route(**{**told, **changes})


@asynccontextmanager
async def serving(
    *routes: Route,
    bus: Bus | None = None,
    host: str = "127.0.0.1",
    authenticate: Callable[[str], Awaitable[Caller | None]] = authenticate,
) -> AsyncIterator[str]:
    """Serve routes on a free port; gives the URL."""
    about = About(server_id="server-1", status=_status)
    async with Web(routes, authenticate=authenticate, bus=bus or Bus(), about=about) as web:
        yield await web.start(host, 0)


async def _status() -> Status:
    return STATUS
