"""Marquees found on the network."""

from dataclasses import dataclass
from typing import ClassVar

from app.contract.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundServer:
    """A Marquee that advertises itself.

    Attributes:
        id: Its server id, from the TXT record.
        name: "Marquee on <host>".
        is_self: It is the engine that was asked.
    """

    id: str
    name: str
    url: str
    version: str
    is_self: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesChanged(Event):
    """The list of found servers changed."""

    name: ClassVar[str] = "devices.changed"
