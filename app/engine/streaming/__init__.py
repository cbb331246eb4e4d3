"""Bytes out to players."""

from app.engine.streaming import remux, subtitles
from app.engine.streaming.progressive import CONTAINERS as WHOLE_CONTAINERS
from app.engine.streaming.progressive import Whole
from app.engine.streaming.progressive.routes import routes as whole_routes
from app.engine.streaming.remux import Remux
from app.engine.streaming.routes import routes as stream_routes
from app.engine.streaming.service import FindFile, Streaming
from app.engine.streaming.signing import Signer
from app.engine.streaming.sounds import CODECS as SOUND_CODECS
from app.engine.streaming.start import open_streaming
from app.engine.streaming.subtitles import Background, Shelf, Subtitles, Texts
from app.engine.web.route import Route

SETTINGS = (*remux.SETTINGS, *subtitles.SETTINGS)

__all__ = [
    "SETTINGS",
    "SOUND_CODECS",
    "WHOLE_CONTAINERS",
    "Background",
    "FindFile",
    "Remux",
    "Shelf",
    "Signer",
    "Streaming",
    "Subtitles",
    "Texts",
    "Whole",
    "open_streaming",
    "routes",
]


def routes(streaming: Streaming) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return (*stream_routes(streaming), *whole_routes(streaming), *subtitles.routes(streaming.subtitles))
