"""A desk for a page under test: a fake engine, and the real things of the window around it."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desktop.kit.desk import Desk
from app.desktop.kit.navigation import Navigator
from app.desktop.kit.notices import Notices
from app.desktop.kit.pictures import Pictures
from app.desktop.kit.preferences import Preferences
from app.desktop.live import Live
from app.desktop.window import Window
from tests.fakes.client import FakeClient


def a_desk(client: FakeClient, window: QWidget, data_dir: Path) -> Desk:
    """Return a desk whose notices show over `window`; a whole window keeps its own navigator."""
    line = client.as_client()
    return Desk(
        client=line,
        live=Live(line, window),
        pictures=Pictures(line, window),
        navigator=window.navigator if isinstance(window, Window) else Navigator(window),
        notices=Notices(window),
        preferences=Preferences(data_dir, window),
    )
