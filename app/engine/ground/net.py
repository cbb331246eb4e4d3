"""The one door to other servers: every request of the engine goes out here, guarded and limited.

The guard resolves the name itself, checks every address, and connects to one that it has checked; a name that is
resolved twice could lead elsewhere the second time. Redirects pass the same guard.
"""

import asyncio
import socket
import ssl
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from app import __version__
from app.contract import codec
from app.contract.errors import Invalid, Unavailable, Unsupported
from app.engine.ground import clock
from app.engine.ground.addresses import check_public

MOST_REDIRECTS = 5
MOST_TRIES = 3
LONGEST_WAIT_S = 30.0
"""A server that asks for a longer pause is told of instead."""
REQUESTS_PER_HOST = 4
DEFAULT_MAX_BYTES = 10 * 1024 * 1024
DEFAULT_TIMEOUT_S = 30.0
BUSY = frozenset({429, 503})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
LAST_PORT = 65_535
_PORTS = {"http": 80, "https": 443}

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered.

    Attributes:
        url: Of the last redirect.
        headers: Names in lower case.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes

    def value(self, kind: type[T]) -> T:
        """Return the JSON body as a value. Raises Invalid."""
        return codec.decode(self.body, kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arriving:
    """What a server answers, while it arrives.

    Attributes:
        headers: Names in lower case.
        chunks: The body as it was sent. Raises Unavailable when it breaks off.
    """

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]


class Net:
    """Outbound HTTP.

    Args:
        allowed: "host" or "host:port" of servers in the house that may be reached although they are not public.
    """

    def __init__(self, *, allowed: Collection[str] = ()) -> None:
        self._hosts = _Hosts(frozenset(allowed))
        self._turns: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(REQUESTS_PER_HOST))
        self._client = httpx.AsyncClient(
            transport=self._hosts,
            headers={"user-agent": f"Marquee/{__version__}"},
            timeout=DEFAULT_TIMEOUT_S,
            trust_env=False,
            follow_redirects=False,
        )

    async def __aenter__(self) -> Self:
        """Connections are made when they are needed."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def fetch(
        self,
        url: str,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        json: object = None,
        max_bytes: int = DEFAULT_MAX_BYTES,
        timeout_s: float = DEFAULT_TIMEOUT_S,
    ) -> Reply:
        """Return what a server answers, whatever its status; a busy one (429, 503) is asked again after a pause.

        Raises:
            Invalid: the URL is none ("url_invalid").
            Denied: it leads to an address that is not public ("address_forbidden").
            Unsupported: the answer is longer than `max_bytes` ("answer_too_large"), or redirects without end
                ("redirects_endless").
            Unavailable: the server cannot be reached ("host_unreachable") or is too slow ("host_timeout").
        """
        with _told_of(url):
            async with asyncio.timeout(timeout_s):
                request = self._client.build_request(
                    method, url, headers=dict(headers or {}), content=None if json is None else codec.encode(json)
                )
                if json is not None:
                    request.headers["content-type"] = "application/json"
                return await self._follow(request, max_bytes)

    @asynccontextmanager
    async def stream(
        self, url: str, *, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[Arriving]:
        """Lend what a server answers, whatever its status and however long it is. Raises as `fetch` does."""
        with _told_of(url):
            response = await self._opened(self._client.build_request(method, url, headers=dict(headers or {})))
        try:
            yield Arriving(
                status=response.status_code,
                headers={name.lower(): value for name, value in response.headers.items()},
                chunks=_chunks(response, url),
            )
        finally:
            await response.aclose()

    async def _opened(self, request: httpx.Request) -> httpx.Response:
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._client.send(request, stream=True)
            target = response.headers.get("location")
            if response.status_code not in REDIRECTS or target is None:
                return response
            await response.aclose()
            request = _redirected(request, response.status_code, target)
        raise _endless(request)

    async def _follow(self, request: httpx.Request, max_bytes: int) -> Reply:
        for _ in range(MOST_REDIRECTS + 1):
            response = await self._patient(request, max_bytes)
            target = response.headers.get("location")
            if response.status not in REDIRECTS or target is None:
                return response
            request = _redirected(request, response.status, target)
        raise _endless(request)

    async def _patient(self, request: httpx.Request, max_bytes: int) -> Reply:
        """Ask again after the pause that a busy server names."""
        for tries in range(1, MOST_TRIES + 1):
            async with self._turns[request.url.netloc.decode()]:
                reply = await self._once(request, max_bytes)
            pause_s = _pause_s(reply, tries)
            if reply.status not in BUSY or tries == MOST_TRIES or pause_s > LONGEST_WAIT_S:
                break
            await asyncio.sleep(pause_s)
        return reply

    async def _once(self, request: httpx.Request, max_bytes: int) -> Reply:
        response = await self._client.send(request, stream=True)
        try:
            body = bytearray()
            async for part in response.aiter_bytes():  # as it is after unpacking: a small gzip may hold very much
                body += part
                if len(body) > max_bytes:
                    raise Unsupported(
                        f"The answer of {request.url.host} is longer than {max_bytes:,} bytes.",
                        code="answer_too_large",
                    )
            headers = {name.lower(): value for name, value in response.headers.items()}
            return Reply(status=response.status_code, url=str(request.url), headers=headers, body=bytes(body))
        finally:
            await response.aclose()


class _Hosts(httpx.AsyncBaseTransport):
    """Connects to checked addresses. Each host has its own connections: two names may share an address."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._inner: dict[str, httpx.AsyncHTTPTransport] = {}
        self._tls: ssl.SSLContext | None = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request to the first address of its host that takes a connection."""
        url = request.url
        if url.scheme not in _PORTS or not url.host or (url.port or 0) > LAST_PORT:
            raise httpx.UnsupportedProtocol(str(url))
        inner = self._transport(url)
        addresses = await self._resolve(url)
        for number, address in enumerate(addresses, 1):
            try:
                return await inner.handle_async_request(_towards(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpx.ConnectError(f"{url.host} has no address")

    async def aclose(self) -> None:
        """Close all connections."""
        for inner in self._inner.values():
            await inner.aclose()

    async def _resolve(self, url: httpx.URL) -> tuple[str, ...]:
        port = url.port or _PORTS[url.scheme]
        addresses = await _look_up(url.host, port)
        if not {url.host, f"{url.host}:{port}"} & self._allowed:
            check_public(url.host, addresses)
        return addresses

    def _transport(self, url: httpx.URL) -> httpx.AsyncHTTPTransport:
        key = f"{url.scheme}://{url.host}"
        if key not in self._inner:
            # Reading the certificates of the system takes a while; plain HTTP needs none.
            if url.scheme == "https" and self._tls is None:
                self._tls = httpx.create_ssl_context(trust_env=False)
            verify = self._tls if url.scheme == "https" and self._tls else False
            self._inner[key] = httpx.AsyncHTTPTransport(verify=verify, trust_env=False)
        return self._inner[key]


async def _chunks(response: httpx.Response, url: str) -> AsyncIterator[bytes]:
    with _told_of(url):
        async for chunk in response.aiter_raw():
            yield chunk


@contextmanager
def _told_of(url: str) -> Iterator[None]:
    """Say in our own words what goes wrong on the way to a server."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise Unavailable(f"{_host(url)} did not answer in time.", code="host_timeout") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
        raise Invalid(f"This is no http or https address: {error}", code="url_invalid") from error
    except httpx.HTTPError as error:
        raise Unavailable(f"{_host(url)} cannot be reached: {error}", code="host_unreachable") from error


def _endless(request: httpx.Request) -> Unsupported:
    return Unsupported(f"{request.url.host} redirects without end.", code="redirects_endless")


async def _look_up(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host. `localhost` is this machine, whatever a resolver knows (RFC 6761, 6.3)."""
    if host == "localhost" or host.endswith(".localhost"):
        return ("127.0.0.1", "::1")
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpx.ConnectError(f"its name is not known ({error.strerror})") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def _towards(request: httpx.Request, address: str) -> httpx.Request:
    """Return the request for one address; the host stays in its header and in the check of the certificate."""
    extensions: dict[str, Any] = {**request.extensions, "sni_hostname": request.url.host}
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address.partition("%")[0]),
        headers=request.headers,
        stream=request.stream,
        extensions=extensions,
    )


def _redirected(request: httpx.Request, status: int, target: str) -> httpx.Request:
    url = request.url.join(target)
    headers = httpx.Headers({name: value for name, value in request.headers.items() if name != "host"})
    if (url.scheme, url.host, url.port) != (request.url.scheme, request.url.host, request.url.port):
        for name in (
            "authorization",
            "cookie",
            "x-api-key",
            "x-plex-token",
            "x-emby-token",
        ):  # meant for the first server only
            headers.pop(name, None)
    keeps = status in {307, 308} or request.method in {"GET", "HEAD"}
    if not keeps:
        for name in ("content-type", "content-length"):
            headers.pop(name, None)
    return httpx.Request(
        request.method if keeps else "GET",
        url,
        headers=headers,
        content=request.content if keeps else None,
        extensions=request.extensions,
    )


def _pause_s(reply: Reply, tries: int) -> float:
    """Return the pause that a server asks for in seconds or as a date; without one 1, 2, 4 … s."""
    told = reply.headers.get("retry-after", "")
    if told.isdecimal():
        return float(told[:9])
    try:
        return max((parsedate_to_datetime(told) - clock.now()).total_seconds(), 0.0)
    except (ValueError, TypeError):  # no date, or one without a time zone
        return float(2 ** (tries - 1))


def _host(url: str) -> str:
    return httpx.URL(url).host
