"""Bytes out to players."""

from app.engine.streaming import encodes, links, remux, subtitles
from app.engine.streaming.encodes import Encodes, OrderedSound, Wanted, open_encodes
from app.engine.streaming.encodes.registry import try_main
from app.engine.streaming.links import Links
from app.engine.streaming.progressive import CONTAINERS as WHOLE_CONTAINERS
from app.engine.streaming.progressive import Whole
from app.engine.streaming.progressive.routes import routes as whole_routes
from app.engine.streaming.remux import Remux
from app.engine.streaming.routes import routes as stream_routes
from app.engine.streaming.service import Finders, FindFile, Streaming
from app.engine.streaming.signing import Signer, number_of, viewer
from app.engine.streaming.sounds import CODECS as SOUND_CODECS
from app.engine.streaming.start import open_streaming
from app.engine.streaming.subtitles import Background, Pictures, Shelf, Subtitles, Texts
from app.engine.web.route import Route

SETTINGS = (*remux.SETTINGS, *encodes.SETTINGS, *subtitles.SETTINGS, *links.SETTINGS)

__all__ = [
    "SETTINGS",
    "SOUND_CODECS",
    "WHOLE_CONTAINERS",
    "Background",
    "Encodes",
    "FindFile",
    "Finders",
    "Links",
    "OrderedSound",
    "Pictures",
    "Remux",
    "Shelf",
    "Signer",
    "Streaming",
    "Subtitles",
    "Texts",
    "Wanted",
    "Whole",
    "number_of",
    "open_encodes",
    "open_streaming",
    "routes",
    "try_main",
    "viewer",
]


def routes(streaming: Streaming) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return (*stream_routes(streaming), *whole_routes(streaming), *subtitles.routes(streaming.subtitles))
