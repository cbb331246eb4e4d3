"""What screens list: reads every table, writes none."""

from app.engine.browse.routes import routes
from app.engine.browse.service import Browse

__all__ = ["Browse", "routes"]
