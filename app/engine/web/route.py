"""How a room declares a route: path, permission, shapes and words; the documentation is made from these."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

from app.contract import codec
from app.contract.accounts import Permission

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks. `user_id` is "" on open and signed routes.

    Attributes:
        token_id: The token that was shown; "" for the engine's own window.
        is_narrowed: Whether the token may less than its user: it may be in somebody else's hands.
    """

    user_id: str
    permissions: frozenset[Permission]
    token_id: str = ""
    is_narrowed: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether this caller has a permission."""
        return permission in self.permissions


NOBODY = Caller(user_id="", permissions=frozenset())


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, ready to be answered.

    Attributes:
        path: Values of the `{…}` in the route's path.
        query: Query parameters as they came; see also `query_as` and listing.py.
        raw: The request itself, for byte streams.
    """

    caller: Caller
    path: Mapping[str, str]
    query: Mapping[str, str]
    raw: web.Request
    _body: bytes = b""

    @property
    def has_body(self) -> bool:
        """Tell whether anything was sent along."""
        return bool(self._body)

    def body(self, kind: type[T]) -> T:
        """Return the JSON body as a value. Raises Invalid, naming the field."""
        return codec.decode(self._body or b"null", kind)

    def query_as(self, kind: type[T]) -> T:
        """Return the query parameters as a value of a flat dataclass. Raises Invalid, naming the field."""
        return codec.convert(dict(self.query), kind, from_text=True)


Answer = Any
"""A contract value (put into the envelope), a Page (with its meta), None (no content), or a ready aiohttp response."""

Handler = Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A query parameter, for the documentation."""

    name: str
    description: str
    type: type = str
    example: Any = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path and method.

    Attributes:
        path: With aiohttp placeholders ("/api/v1/items/{id}").
        permission: Checked before the handler runs.
        summary: A few words. `description` is one or more sentences on what it does, limits and errors.
        body: Type of the JSON body, or None.
        answer: Type inside the envelope's `data` (`Page[Card]` for lists), or None for no content.
        example: A value of `answer` as a client would see it in `data` (contract value), or a string for media.
        body_example: A value of `body`.
        media_type: Of the answer when it is no JSON envelope ("image/jpeg", "application/octet-stream").
        status: Of success.
        max_body_bytes: A longer body is refused.
    """

    method: str
    path: str
    permission: Permission
    handler: Handler
    summary: str
    description: str
    tag: str
    example: Any
    answer: Any = None
    body: Any = None
    body_example: Any = None
    parameters: tuple[Parameter, ...] = field(default=())
    media_type: str = "application/json"
    status: int = 200
    max_body_bytes: int = 1024 * 1024
