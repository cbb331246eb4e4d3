"""Decides how to play, and remembers what was played."""

from app.engine.playback.routes import routes
from app.engine.playback.rules import Deed
from app.engine.playback.service import SETTINGS, Playback
from app.engine.playback.taken import Taken, Takeover

__all__ = ["SETTINGS", "Deed", "Playback", "Taken", "Takeover", "routes"]
