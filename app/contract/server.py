"""The engine itself: ready line, health, status, URL roots."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.contract.units import SizeBytes

API = "/api/v1"
DEFAULT_PORT = 8730
EVENTS_PATH = f"{API}/events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """The one line that an engine prints on standard output when it serves."""

    event: str = "ready"
    url: str
    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The note that a serving engine leaves in its data folder, readable by its owner only.

    `token` is an owner token that lives as long as this engine.
    """

    url: str
    pid: int
    token: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Liveness: the process answers. `server_id` tells two Marquees apart."""

    status: str
    version: str
    server_id: str


class ComponentState(StrEnum):
    """How a part of the engine does."""

    OK = "ok"
    DEGRADED = "degraded"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the engine. `detail` says in English what to do when it is not well."""

    name: str
    state: ComponentState
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How the engine does.

    Attributes:
        lan_url: Where players of the house reach it; None while LAN access is off.
    """

    version: str
    server_id: str
    name: str
    pid: int
    started_at: datetime
    data_dir: str
    database_bytes: SizeBytes
    lan_url: str | None
    components: tuple[Component, ...]
