"""Marquee turns one computer into the media center of a house."""

__version__ = "0.1.0"
