"""Facets: the few words by which walls are filtered, counted as they are written."""

from app.engine.library.facets.rules import FIELDS

__all__ = ["FIELDS"]
