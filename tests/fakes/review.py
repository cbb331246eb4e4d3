"""The part of the fake engine that keeps the review queue."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.contract.errors import NotFound
from app.contract.library import ItemKind
from app.contract.paging import Page
from app.contract.review import Answer, DoubtKind, Guess, ReviewCounts, ReviewEntry, ReviewState, Scope, Verdict
from tests.fakes.catalogue import NOW

if TYPE_CHECKING:
    from tests.fakes.client import FakeClient

RIGHT, KEEP_BOTH, IGNORE = (Answer(verdict=verdict) for verdict in (Verdict.RIGHT, Verdict.KEEP_BOTH, Verdict.IGNORE))


def a_question(
    entry_id: str,
    path: str,
    kind: DoubtKind = DoubtKind.UNCERTAIN,
    reasons: tuple[str, ...] = ("number_after_folder_name", "no number"),
    *,
    offers: tuple[Answer, ...] | None = None,
    guess: Guess | None = None,
) -> ReviewEntry:
    """Return an open question; one of names is taken for a film and may be an episode."""
    title = path.rpartition("/")[2].rpartition(".")[0]
    show = title.rpartition(" ")[0]
    film = Answer(verdict=Verdict.FILM, title=title)
    named = (RIGHT, film, Answer(verdict=Verdict.SHOW, title=show), IGNORE)
    return ReviewEntry(
        id=entry_id,
        source_id="1",
        source_path="/media/mixed",
        path=path,
        kind=kind,
        confidence=0.4,
        reasons=reasons,
        offers=named if offers is None else offers,
        state=ReviewState.OPEN,
        seen_at=NOW,
        guess=None if kind is DoubtKind.UNREADABLE else guess or Guess(kind=ItemKind.FILM, title=title),
    )


def some_questions() -> tuple[ReviewEntry, ...]:
    """Return one or more of each kind, as a lived-in library has them."""
    return (
        a_question("1", "Tidewater/Tidewater 12.mkv"),
        a_question("2", "Tidewater/Tidewater 13.mkv"),
        a_question(
            "3",
            "Shows/The Glass Orchard/Season 2/The Glass Orchard S03E04.mkv",
            DoubtKind.CLASH,
            ("folder_season", "3", "2"),
            offers=(RIGHT, Answer(verdict=Verdict.SHOW, title="The Glass Orchard", season=2), IGNORE),
            guess=Guess(kind=ItemKind.EPISODE, title="The Glass Orchard", season=3, episode=4),
        ),
        a_question(
            "4",
            "Paper Lanterns (1984)/Paper Lanterns (2021).mkv",
            DoubtKind.CLASH,
            ("folder_year", "2021", "1984"),
            offers=(RIGHT, Answer(verdict=Verdict.FILM, title="Paper Lanterns", year=1984), IGNORE),
            guess=Guess(kind=ItemKind.FILM, title="Paper Lanterns", year=2021),
        ),
        a_question(
            "5",
            "Copies/Northbound (2016).mkv",
            DoubtKind.DUPLICATE,
            ("Films/Northbound (2016)/Northbound (2016).mkv",),
            offers=(KEEP_BOTH, IGNORE),
            guess=Guess(kind=ItemKind.FILM, title="Northbound", year=2016),
        ),
        a_question(
            "6",
            "Shows/Harbour Lights/Harbour Lights S01E03.mkv",
            DoubtKind.CONTRADICTION,
            ("nfo_episode", "5", "3", "Shows/Harbour Lights/Harbour Lights S01E03.nfo"),
            offers=(RIGHT, Answer(verdict=Verdict.SHOW, episode_offset=2), IGNORE),
            guess=Guess(kind=ItemKind.EPISODE, title="Harbour Lights", season=1, episode=3),
        ),
        a_question(
            "7",
            "Films/The Long Ferry (1999).mkv",
            DoubtKind.UNREADABLE,
            ("unreadable", "moov atom not found"),
            offers=(IGNORE,),
        ),
    )


class FakeReview:
    """Answers at once, and remembers what was said."""

    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.entries: dict[str, ReviewEntry] = {}

    def put(self, *entries: ReviewEntry) -> None:
        """Ask these questions."""
        self.entries |= {entry.id: entry for entry in entries}

    async def list_entries(
        self,
        state: ReviewState = ReviewState.OPEN,
        *,
        kind: DoubtKind | None = None,
        page: int = 1,
        page_size: int = 100,
    ) -> Page[ReviewEntry]:
        self._client.ask("list_entries", state, kind, page, page_size)
        found = [entry for entry in self.entries.values() if entry.state is state and kind in (None, entry.kind)]
        first = (page - 1) * page_size
        return Page(entries=tuple(found[first : first + page_size]), page=page, page_size=page_size, total=len(found))

    async def get_counts(self) -> ReviewCounts:
        self._client.ask("get_counts")
        kinds: dict[DoubtKind, int] = {}
        for entry in self.entries.values():
            if entry.state is ReviewState.OPEN:
                kinds[entry.kind] = kinds.get(entry.kind, 0) + 1
        return ReviewCounts(open_count=sum(kinds.values()), kinds=kinds)

    async def get_entry(self, entry_id: str) -> ReviewEntry:
        self._client.ask("get_entry", entry_id)
        if entry_id not in self.entries:
            raise NotFound(f"no question {entry_id}", code="review_not_found")
        return self.entries[entry_id]

    async def answer(self, entry_id: str, answer: Answer, scope: Scope = Scope.FILE) -> ReviewEntry:
        self._client.ask("answer", entry_id, answer, scope)
        folder = self.entries[entry_id].path.rpartition("/")[0]
        for entry in list(self.entries.values()):
            if entry.id == entry_id or (scope is Scope.FOLDER and entry.path.startswith(f"{folder}/")):
                self.entries[entry.id] = replace(entry, state=ReviewState.ANSWERED, answer=answer)
        return self.entries[entry_id]

    async def dismiss(self, entry_id: str) -> ReviewEntry:
        self._client.ask("dismiss", entry_id)
        self.entries[entry_id] = replace(self.entries[entry_id], state=ReviewState.DISMISSED)
        return self.entries[entry_id]

    async def reopen(self, entry_id: str) -> ReviewEntry:
        self._client.ask("reopen", entry_id)
        answer = self.entries[entry_id].answer
        for entry in list(self.entries.values()):
            if entry.id == entry_id or (answer is not None and entry.answer is answer):
                self.entries[entry.id] = replace(entry, state=ReviewState.OPEN, answer=None)
        return self.entries[entry_id]
