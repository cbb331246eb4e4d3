"""Cards: an item as a wall, a row or a list shows it."""

from app.engine.browse.cards.make import make_cards

__all__ = ["make_cards"]
