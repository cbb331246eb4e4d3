"""Lets requests in: which host they may name, where a page may come from, who asks and what they may."""

import ipaddress
import socket
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

from app.contract.accounts import Permission
from app.contract.errors import Denied, Unauthenticated
from app.engine.web.route import NOBODY, Caller, Route

Authenticate = Callable[[str], Awaitable[Caller | None]]

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
_UNGUARDED = (Permission.OPEN, Permission.SIGNED)
_SCHEME = "bearer "


class Gate:
    """Decides who comes in.

    Attributes:
        is_loopback_only: Set by the server when it starts to listen.
    """

    def __init__(self, authenticate: Authenticate) -> None:
        self._authenticate = authenticate
        self._own_names = _own_names()
        self.is_loopback_only = True

    def check_host(self, request: web.Request) -> None:
        """Refuse a name that is not ours.

        A web page can make its own name point at this machine (DNS rebinding) and then read our answers; but
        the browser still tells the page's name.

        Raises:
            Denied: the `Host` header names somebody else.
        """
        header = request.headers.get("Host")
        if header is not None and not self._is_ours(_host_name(header)):
            raise Denied(
                f"This is not {header}. Use the address of the engine, its name, or a name ending in .local.",
                code="host_not_allowed",
            )

    def check_origin(self, request: web.Request) -> None:
        """Refuse a WebSocket from a page that is not ours; programs send no `Origin`.

        Raises:
            Denied: the page comes from elsewhere.
        """
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("Host", "").lower():
            raise Denied("Pages of other sites may not listen.", code="origin_not_allowed")

    async def admit(self, request: web.Request, route: Route) -> Caller:
        """Return who asks.

        Raises:
            Unauthenticated: there is no token, or it does not count.
            Denied: the token does not carry the route's permission.
        """
        if route.permission in _UNGUARDED:
            return NOBODY
        caller = await self._authenticate(_token(request))
        if caller is None:
            raise Unauthenticated("This token does not count (any more).", code="token_unknown")
        if not caller.may(route.permission):
            raise Denied(
                f"This token lacks the permission {route.permission.value}.",
                code="permission_missing",
                details={"permission": route.permission.value},
            )
        return caller

    async def is_admitted(self, request: web.Request, route: Route) -> bool:
        """Tell whether somebody who was admitted before still would be."""
        try:
            await self.admit(request, route)
        except (Unauthenticated, Denied):
            return False
        return True

    def _is_ours(self, name: str) -> bool:
        if name in LOOPBACK_NAMES:
            return True
        return not self.is_loopback_only and (name in self._own_names or name.endswith(".local") or _is_address(name))


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reachable from this machine only."""
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _token(request: web.Request) -> str:
    header = request.headers.get("Authorization", "")
    if header[: len(_SCHEME)].lower() != _SCHEME:
        raise Unauthenticated("Send a token: `Authorization: Bearer <token>`.", code="token_missing")
    return header[len(_SCHEME) :].strip()


def _host_name(header: str) -> str:
    """Return the name of a `Host` header without port, brackets, and the dot that a full name may end with."""
    name = header.strip().lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0].removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower()
    return frozenset({name, name.partition(".")[0]})
