"""Why an item was found: the person, other title or tag that fits what was typed."""

from app.engine.browse.matching.make import make_matches

__all__ = ["make_matches"]
