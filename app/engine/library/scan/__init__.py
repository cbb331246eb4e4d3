"""Finds out what lies in a source, and takes it in."""

from app.engine.library.scan.progress import Board
from app.engine.library.scan.run import ScanJob

__all__ = ["Board", "ScanJob"]
