"""Remembers what devices failed to play, and lets them have it another way the next time."""

from app.engine.playback.quirks.routes import routes
from app.engine.playback.quirks.service import LONGEST_DEVICE, Quirks

__all__ = ["LONGEST_DEVICE", "Quirks", "routes"]
