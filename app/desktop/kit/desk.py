"""What every page is given: the line to the engine, and the things of the window they all share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.client import Client
    from app.desktop.kit.navigation import Navigator
    from app.desktop.kit.notices import Notices
    from app.desktop.kit.pictures import Pictures
    from app.desktop.kit.preferences import Preferences
    from app.desktop.live import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The table that pages sit around.

    Attributes:
        client: The engine. It stays the same object when the engine restarts, so keep it if you like.
        live: What happens in the engine, as signals.
        notices: Short sentences at the foot of the window, with undo.
    """

    client: Client
    live: Live
    pictures: Pictures
    navigator: Navigator
    notices: Notices
    preferences: Preferences
