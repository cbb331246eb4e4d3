"""Users and tokens."""

from app.client.wire import Wire
from app.contract.accounts import MadeToken, Me, NewToken, Token, User
from app.contract.server import API


class AccountsClient:
    """Who may use the engine."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def get_me(self) -> Me:
        """Return who we are, and what our token may do."""
        return await self._wire.get(f"{API}/me", Me)

    async def list_users(self) -> tuple[User, ...]:
        """Return everybody of the house."""
        return await self._wire.get_all(f"{API}/users", User)

    async def list_tokens(self) -> tuple[Token, ...]:
        """Return all tokens, without their secrets."""
        return await self._wire.get_all(f"{API}/tokens", Token)

    async def create_token(self, token: NewToken) -> MadeToken:
        """Make a token. Its text is in the answer, and nowhere else ever again."""
        return await self._wire.send("POST", f"{API}/tokens", MadeToken, token)

    async def delete_token(self, token_id: str) -> None:
        """Withdraw a token at once."""
        await self._wire.tell("DELETE", f"{API}/tokens/{token_id}")
