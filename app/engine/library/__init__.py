"""The library: folders, what lies in them, and what it is."""

from app.engine.library.names import group_paths, parse_path

__all__ = ["group_paths", "parse_path"]
