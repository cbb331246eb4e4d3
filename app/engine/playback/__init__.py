"""Decides how to play, and remembers what was played."""

from app.engine.playback.routes import routes
from app.engine.playback.service import SETTINGS, Playback

__all__ = ["SETTINGS", "Playback", "routes"]
