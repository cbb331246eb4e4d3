"""Takes over libraries, watch states, ratings and collections from Plex, Jellyfin and Emby."""

from app.engine.imports.routes import routes
from app.engine.imports.service import Imports

__all__ = ["Imports", "routes"]
