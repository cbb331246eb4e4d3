"""The queue as its page shows it: which question is open, what can be answered; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from app.contract.review import Answer, DoubtKind, ReviewEntry, Scope, Verdict

if TYPE_CHECKING:
    from app.client import Client

SHOWN: Final = 200
"""So many of the next questions are listed; the rest moves up."""
MOST_CHOICES: Final = 9
ABOUT_NAMES: Final = (DoubtKind.UNCERTAIN, DoubtKind.CLASH, DoubtKind.CONTRADICTION)
"""Such a question is one of names, and an answer may suit the whole folder."""


@dataclass(slots=True)
class QueueState:
    """The open questions, and the one that is being answered.

    Attributes:
        total: Open questions, those that are not listed included.
        is_for_folder: The next answer is meant for the whole folder.
        said: Ids of what was answered here, the newest last.
    """

    client: Client
    entries: tuple[ReviewEntry, ...] = ()
    total: int = 0
    at: int = 0
    is_for_folder: bool = False
    said: list[str] = field(default_factory=list)

    async def load(self) -> None:
        """Read the queue again; the question that was open stays open while it waits."""
        here = self.current.id if self.current is not None else ""
        page = await self.client.review.list_entries(page_size=SHOWN)
        self.entries, self.total = page.entries, page.total or len(page.entries)
        ids = [entry.id for entry in self.entries]
        self.choose(ids.index(here) if here in ids else self.at)

    @property
    def current(self) -> ReviewEntry | None:
        """The question that is open; None when all is well."""
        return self.entries[self.at] if self.at < len(self.entries) else None

    @property
    def choices(self) -> tuple[Answer, ...]:
        """What can be answered to it by number, the likeliest first."""
        return self.current.offers[:MOST_CHOICES] if self.current is not None else ()

    @property
    def can_be_for_folder(self) -> bool:
        """Whether an answer may be meant for the whole folder."""
        entry = self.current
        return entry is not None and entry.kind in ABOUT_NAMES and "/" in entry.path

    def choose(self, at: int) -> None:
        """Open the question of a place in the list, or the nearest there is."""
        self.at = max(0, min(at, len(self.entries) - 1))

    def find_choice(self, verdict: Verdict) -> Answer | None:
        """Return what a letter key means: an offer of that verdict, else the plain one; None where it is senseless."""
        entry = self.current
        if entry is None or (verdict is not Verdict.IGNORE and entry.kind not in ABOUT_NAMES):
            return None
        return next((offer for offer in entry.offers if offer.verdict is verdict), Answer(verdict=verdict))

    @property
    def can_be_corrected(self) -> bool:
        """Whether a title and numbers can be said."""
        return self.current is not None and self.current.kind in ABOUT_NAMES

    async def answer(self, answer: Answer) -> None:
        """Decide the open question; the next one comes by itself."""
        entry = self.current
        if entry is None:
            return
        scope = Scope.FOLDER if self.is_for_folder and self.can_be_for_folder else Scope.FILE
        await self.client.review.answer(entry.id, answer, scope)
        await self._went(entry)

    async def dismiss(self) -> None:
        """Put the open question away."""
        entry = self.current
        if entry is not None:
            await self.client.review.dismiss(entry.id)
            await self._went(entry)

    async def undo(self) -> bool:
        """Take the newest answer back and open its question; False when nothing was answered here."""
        if not self.said:
            return False
        entry_id = self.said[-1]
        await self.client.review.reopen(entry_id)
        self.said.remove(entry_id)
        await self.load()
        self.choose(next((at for at, entry in enumerate(self.entries) if entry.id == entry_id), self.at))
        return True

    async def _went(self, entry: ReviewEntry) -> None:
        self.said.append(entry.id)
        self.is_for_folder = False
        await self.load()


def correction(verdict: Verdict, title: str, year: str, season: str, offset: str) -> Answer:
    """Return what somebody typed as an answer; empty fields keep what was read."""
    is_show = verdict is Verdict.SHOW
    return Answer(
        verdict=verdict,
        title=title.strip(),
        year=_number(year) or None,
        season=_number(season) if is_show else None,
        episode_offset=(_number(offset) or 0) if is_show else 0,
    )


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:  # nothing, or a lone sign
        return None
