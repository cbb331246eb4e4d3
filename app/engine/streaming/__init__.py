"""Bytes out to players."""

from app.engine.streaming.remux import SETTINGS, Remux
from app.engine.streaming.routes import routes
from app.engine.streaming.service import FindFile, Streaming
from app.engine.streaming.signing import Signer

__all__ = ["SETTINGS", "FindFile", "Remux", "Signer", "Streaming", "routes"]
