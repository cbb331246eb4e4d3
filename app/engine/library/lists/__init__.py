"""Smart lists: queries saved as data, so that walls, channels and rules can use the same ones."""

from app.engine.library.lists.service import Lists

__all__ = ["Lists"]
