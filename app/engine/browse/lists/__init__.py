"""Smart lists over HTTP."""

from app.engine.browse.lists.routes import list_routes

__all__ = ["list_routes"]
