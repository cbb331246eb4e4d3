"""Who may use the engine: users, roles, tokens."""

from app.engine.accounts.routes import routes
from app.engine.accounts.service import Accounts, open_accounts

__all__ = ["Accounts", "open_accounts", "routes"]
