"""Decides how to play, and remembers what was played."""

from app.engine.playback.decision import decide, decide_subtitle
from app.engine.playback.profiles import get_profile
from app.engine.playback.routes import routes
from app.engine.playback.rules import Deed
from app.engine.playback.service import Playback
from app.engine.playback.settings import SETTINGS
from app.engine.playback.taken import Taken, Takeover

__all__ = ["SETTINGS", "Deed", "Playback", "Taken", "Takeover", "decide", "decide_subtitle", "get_profile", "routes"]
