"""Subtitles for players that draw them: taken out of films, and out of the files beside them."""

from app.engine.streaming.subtitles.background import Background
from app.engine.streaming.subtitles.pictures import Pictures
from app.engine.streaming.subtitles.renditions import Renditions
from app.engine.streaming.subtitles.routes import routes
from app.engine.streaming.subtitles.service import Subtitles
from app.engine.streaming.subtitles.shelf import Shelf
from app.engine.streaming.subtitles.texts import SETTINGS, Texts

__all__ = ["SETTINGS", "Background", "Pictures", "Renditions", "Shelf", "Subtitles", "Texts", "routes"]
