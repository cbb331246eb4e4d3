"""A closer look at files: pictures along films, chapters, loudness, intros and credits."""

from app.engine.analysis.routes import routes
from app.engine.analysis.service import Knowledge, Looking, Pictures
from app.engine.analysis.settings import SETTINGS, Limits
from app.engine.analysis.shelf import Shelf
from app.engine.analysis.start import open_analysis

__all__ = ["SETTINGS", "Knowledge", "Limits", "Looking", "Pictures", "Shelf", "open_analysis", "routes"]
