"""Finds items by what another server knows of them."""

from app.engine.library.lookup.rules import Answer, How, Wanted
from app.engine.library.lookup.service import Lookup

__all__ = ["Answer", "How", "Lookup", "Wanted"]
