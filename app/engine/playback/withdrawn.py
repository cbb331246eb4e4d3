"""Finds the sessions whose tokens do not count any more."""

from app.contract.accounts import TokensChanged
from app.engine.ground.bus import Bus
from app.engine.playback.book import Book
from app.engine.streaming import Streaming


class Withdrawn:
    """Looks at the sessions when tokens have changed, and once after the start."""

    def __init__(self, bus: Bus, book: Book, streaming: Streaming) -> None:
        self._book = book
        self._streaming = streaming
        self._is_doubtful = True
        bus.on(TokensChanged, self._on_tokens)

    async def find(self) -> tuple[str, ...]:
        """Return the ids of open sessions that a token opened which was withdrawn since."""
        if not self._is_doubtful:
            return ()
        self._is_doubtful = False
        stands = self._streaming.signer.stands
        return tuple(id_ for id_, token_id in await self._book.list_openers() if not stands(token_id))

    def _on_tokens(self, _event: TokensChanged) -> None:
        self._is_doubtful = True
