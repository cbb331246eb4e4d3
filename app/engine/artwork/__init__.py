"""Pictures of items: found, kept by content, made smaller on request."""

from app.engine.artwork.cache import Cache
from app.engine.artwork.collect import Collector
from app.engine.artwork.routes import routes
from app.engine.artwork.service import Artwork
from app.engine.artwork.sizes import SETTINGS, Sizes

__all__ = ["SETTINGS", "Artwork", "Cache", "Collector", "Sizes", "routes"]
