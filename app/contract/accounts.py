"""Users, roles, permissions and tokens."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from app.contract.events import Event


class Permission(StrEnum):
    """What a route asks of its caller."""

    OPEN = "open"
    """Nobody has to be known."""
    SIGNED = "signed"
    """The URL itself carries a signature that the route checks."""
    LIBRARY_READ = "library.read"
    LIBRARY_MANAGE = "library.manage"
    PLAYBACK = "playback"
    PLAYBACK_MANAGE = "playback.manage"
    """Stop what others play."""
    JOBS_MANAGE = "jobs.manage"
    SETTINGS_READ = "settings.read"
    SETTINGS_MANAGE = "settings.manage"
    SERVER_READ = "server.read"
    DEVICES_READ = "devices.read"
    ACCOUNTS_MANAGE = "accounts.manage"


class Role(StrEnum):
    """A named set of permissions."""

    OWNER = "owner"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody of the house."""

    id: str
    name: str
    role: Role
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who asks, and what their token may do.

    Attributes:
        permissions: In the order of their names.
    """

    user_id: str
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token to be made. No scope means all that the owner may."""

    name: str
    scopes: tuple[Permission, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token without its secret."""

    id: str
    name: str
    user_id: str
    scopes: tuple[Permission, ...]
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """A token that was just made. `token` is shown this once and never again."""

    id: str
    name: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokensChanged(Event):
    """Tokens were made or withdrawn; whoever serves an open line looks again whether it still may."""

    name: ClassVar[str] = "token.changed"
    ids: tuple[str, ...]
