"""What another server gives: one shape for all kinds, and the ability to give it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from app.contract.imports import Miss, RemoteLibrary, RemoteUser
from app.contract.library import ItemKind
from app.contract.units import DurationMs
from app.engine.library import Wanted

PAGE_SIZE = 200
MAX_PAGE_BYTES = 32 * 1024 * 1024
MOST_THINGS = 2_000_000
"""In one library; a server that tells of more counts without end."""
MOST_LIBRARIES = 500
MOST_USERS = 500
MOST_COLLECTIONS = 10_000
MAX_TEXT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """An item of the other server with what its user did with it.

    Attributes:
        wanted: What to look for here; paths in it are still the other server's.
        paths: Of its files there.
        last_played_ms: Since 1970; None when it was never played or the server does not tell. Likewise `added_ms`.
        rating: 0 to 10.
        collections: Titles of those it is in, as far as the item itself tells.
    """

    id: str
    wanted: Wanted
    paths: tuple[str, ...] = ()
    is_watched: bool = False
    position_ms: DurationMs = DurationMs(0)
    duration_ms: DurationMs = DurationMs(0)
    play_count: int = 0
    last_played_ms: int | None = None
    rating: float | None = None
    added_ms: int | None = None
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is walked in one go: all things of a kind in a library."""

    library_id: str
    kind: ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A page of things.

    Attributes:
        start: Place of its first in the whole list.
        count: Entries of the page, those that make no sense included.
        total: Of the whole list, as far as the server tells.
        unread: Entries that make no sense.
    """

    start: int
    count: int
    total: int
    things: tuple[Thing, ...]
    unread: tuple[Miss, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a server tells of itself."""

    name: str
    version: str
    libraries: tuple[RemoteLibrary, ...]
    users: tuple[RemoteUser, ...]


class MediaServer(Protocol):
    """A connected server. All verbs raise Denied, Unavailable or Unsupported when its answer is of no use."""

    async def look(self) -> Told:
        """Return its name, libraries and users."""

    async def count(self, part: Part, user_id: str) -> int:
        """Return how many things a part holds."""

    def walk(self, part: Part, user_id: str, start: int) -> AsyncIterator[Batch]:
        """Give the things of a part from `start` on, in an order that stays."""

    def collections(self, user_id: str) -> AsyncIterator[tuple[str, tuple[str, ...]]]:
        """Give titles of collections with ids of their things, where the things themselves do not tell."""
