"""Who may use the engine: users, roles, tokens."""

from app.engine.accounts.routes import routes
from app.engine.accounts.service import Accounts

__all__ = ["Accounts", "routes"]
