"""The base of all events.

An event is a fact: it is published after the commit, carries ids and the aspect that changed, never whole
objects. On the wire it is `{"event": "<name>", "data": {…}}`.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `name` is its word on the wire ("item.changed")."""

    name: ClassVar[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resync(Event):
    """A listener was too slow and lost events: it must read again what it shows."""

    name: ClassVar[str] = "resync"
