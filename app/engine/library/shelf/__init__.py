"""What can be played: items, their files, and what comes next."""

from app.engine.library.shelf.service import Asset, Entry, Shelf, Subtitle

__all__ = ["Asset", "Entry", "Shelf", "Subtitle"]
