"""Settings: declared in the rooms that use them, kept in the database, told to whoever listens."""

from app.engine.ground.settings.declaration import Setting
from app.engine.ground.settings.service import Settings

__all__ = ["Setting", "Settings"]
