"""The review queue: what nobody but the owner can decide."""

from app.client.wire import Wire
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.contract.review import Answer, DoubtKind, NewAnswer, ReviewCounts, ReviewEntry, ReviewState, Scope
from app.contract.server import API


class ReviewClient:
    """What the queue can be asked and told."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def list_entries(
        self,
        state: ReviewState = ReviewState.OPEN,
        *,
        kind: DoubtKind | None = None,
        page: int = 1,
        page_size: int = DEFAULT_PAGE_SIZE,
    ) -> Page[ReviewEntry]:
        """Return one page of the queue, by source and path."""
        query: dict[str, str | int] = {"state": state.value, "page": page, "page_size": page_size}
        if kind is not None:
            query["kind"] = kind.value
        return await self._wire.get_page(f"{API}/review", ReviewEntry, query)

    async def get_counts(self) -> ReviewCounts:
        """Return how much waits."""
        return await self._wire.get(f"{API}/review/counts", ReviewCounts)

    async def get_entry(self, entry_id: str) -> ReviewEntry:
        """Return one question. Raises NotFound."""
        return await self._wire.get(f"{API}/review/{entry_id}", ReviewEntry)

    async def answer(self, entry_id: str, answer: Answer, scope: Scope = Scope.FILE) -> ReviewEntry:
        """Decide a question; files follow at once and at each later scan. Raises NotFound, Invalid."""
        told = NewAnswer(answer=answer, scope=scope)
        return await self._wire.send("POST", f"{API}/review/{entry_id}/answer", ReviewEntry, told)

    async def dismiss(self, entry_id: str) -> ReviewEntry:
        """Put an open question away without an answer. Raises NotFound, Conflict."""
        return await self._wire.send("POST", f"{API}/review/{entry_id}/dismiss", ReviewEntry)

    async def reopen(self, entry_id: str) -> ReviewEntry:
        """Take back what was said; the questions that it settled are open again. Raises NotFound."""
        return await self._wire.send("POST", f"{API}/review/{entry_id}/reopen", ReviewEntry)
