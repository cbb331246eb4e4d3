"""Details: everything a page shows about one item."""

from app.engine.browse.details.make import make_details

__all__ = ["make_details"]
