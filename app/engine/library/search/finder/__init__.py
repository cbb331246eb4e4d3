"""Finds items for typed text, however large the library is."""
