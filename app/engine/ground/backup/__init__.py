"""Copies of the whole database, made and brought back safely."""

from app.engine.ground.backup.store import check, restore, save

__all__ = ["check", "restore", "save"]
