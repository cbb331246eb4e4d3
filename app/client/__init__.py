"""The typed client of the engine: what the window and the commands speak."""

from app.client.client import Client

__all__ = ["Client"]
