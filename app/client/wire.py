"""Sends a request to the engine and turns its envelope into contract values or contract errors."""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Any, Generic, TypeVar

import httpx

from app.contract import codec
from app.contract.errors import Invalid, MarqueeError, Unavailable, error_for
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page

T = TypeVar("T")
Query = Mapping[str, str | int]

CONNECT_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 30.0
"""Long enough for a slow disk that has to spin up first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meta:
    page: int | None = None
    page_size: int = DEFAULT_PAGE_SIZE
    total: int | None = None
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer(Generic[T]):
    data: T
    meta: _Meta = field(default_factory=_Meta)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fault:
    code: str
    message: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    error: _Fault


class Wire:
    """One line to one engine.

    Args:
        url: Root of the engine ("http://127.0.0.1:8730").
        token: Sent with each request.
        transport: Replaces the network; for tests.
    """

    def __init__(self, url: str, token: str, *, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self.url = url.rstrip("/")
        self.headers = {"Authorization": f"Bearer {token}"}
        self._http = httpx.AsyncClient(
            base_url=self.url,
            headers=self.headers,
            timeout=httpx.Timeout(ANSWER_TIMEOUT_S, connect=CONNECT_TIMEOUT_S),
            transport=transport,
            trust_env=False,
            verify=_tls(self.url),
        )

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, path: str, kind: type[T], query: Query | None = None) -> T:
        """Return what lies at a path."""
        return await self.send("GET", path, kind, query=query)

    async def get_page(self, path: str, kind: type[T], query: Query | None = None) -> Page[T]:
        """Return one page of a list of `kind`."""
        body = await self._exchange("GET", path, query=query)
        answer: _Answer[tuple[T, ...]] = _read(body, _Answer[tuple[kind, ...]])  # type: ignore[valid-type]  # made at run time
        meta = answer.meta
        return Page(
            entries=answer.data,
            page_size=meta.page_size,
            total=meta.total,
            page=meta.page,
            next_cursor=meta.next_cursor,
        )

    async def get_all(self, path: str, kind: type[T]) -> tuple[T, ...]:
        """Return a whole list, page after page."""
        entries: list[T] = []
        number = 1
        while True:
            page = await self.get_page(path, kind, {"page": number, "page_size": MAX_PAGE_SIZE})
            entries += page.entries
            if len(page.entries) < page.page_size or (page.total is not None and len(entries) >= page.total):
                return tuple(entries)
            number += 1

    async def send(
        self,
        method: str,
        path: str,
        kind: type[T],
        body: object = None,
        *,
        query: Query | None = None,
    ) -> T:
        """Send a value and return the one that comes back.

        Raises:
            MarqueeError: of the kind that the engine answered; Unavailable when there was no proper answer.
        """
        answer: _Answer[T] = _read(await self._exchange(method, path, body, query=query), _Answer[kind])  # type: ignore[valid-type]  # made at run time
        return answer.data

    async def tell(self, method: str, path: str, body: object = None, *, query: Query | None = None) -> None:
        """Send a request whose answer holds nothing."""
        await self._exchange(method, path, body, query=query)

    async def get_bytes(self, path: str) -> bytes:
        """Return the raw bytes at a path.

        Raises:
            Invalid: it is no path on this engine; the token must not reach anybody else.
        """
        if not path.startswith("/"):
            raise Invalid(f"{path!r} is no path on the engine.", code="invalid_path")
        return await self._exchange("GET", path)

    async def _exchange(self, method: str, path: str, body: object = None, *, query: Query | None = None) -> bytes:
        content = None if body is None else codec.encode(body)
        headers = {} if content is None else {"Content-Type": "application/json"}
        try:
            response = await self._http.request(method, path, params=query, content=content, headers=headers)
        except httpx.TransportError as error:
            raise Unavailable(
                f"The engine at {self.url} does not answer ({type(error).__name__}).", code="engine_unreachable"
            ) from error
        if response.is_success:
            return response.content
        raise failure(response.status_code, response.content)


def failure(status: int, body: bytes) -> MarqueeError:
    """Return the error that an unsuccessful answer stands for, also when it is no answer of ours."""
    try:
        fault = codec.decode(body, _Failure).error
    except Invalid:
        return error_for(status, f"http_{status}", f"The engine answered {status} without saying why.")
    return error_for(status, fault.code, fault.message, fault.details)


def _read(body: bytes, kind: type[T] | UnionType) -> T:
    try:
        return codec.decode(body, kind)  # type: ignore[arg-type]
    except Invalid as error:
        raise Unavailable(
            f"The engine's answer cannot be understood: {error.message}. Are both of the same version?",
            code="answer_not_understood",
        ) from error


def _tls(url: str) -> bool | ssl.SSLContext:
    """Plain HTTP never uses it, and reading all root certificates would cost it a noticeable start."""
    return True if url.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
