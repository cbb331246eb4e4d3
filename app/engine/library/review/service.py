"""Keeps the review queue: what nobody but the owner can decide, and what was decided."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.contract.errors import Conflict, NotFound
from app.contract.library import Aspect, ItemKind, ItemsChanged, SourceKind, SourcesChanged
from app.contract.paging import Page
from app.contract.review import (
    Answer,
    DoubtKind,
    NewAnswer,
    ReviewChanged,
    ReviewCounts,
    ReviewEntry,
    ReviewState,
    Scope,
    Verdict,
)
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs, Work
from app.engine.library import store as library_store
from app.engine.library.local.apply import apply_local
from app.engine.library.review import store
from app.engine.library.review.again.store import count_files, place_again
from app.engine.library.review.answers import store as answers_store
from app.engine.library.review.answers.rules import check_answer, find_answer, find_answered, for_folder, guess
from app.engine.library.review.desk import Desk, Desks
from app.engine.library.scan.telling import tell_touched

JOB = "library.answers"
PRIORITY = 2
MOST_AT_ONCE = 300
"""More files than these follow an answer as a job of their own; nobody waits for it."""
_NFO = ".nfo"
"""Such an entry is about an NFO that speaks of all files in its folder."""


class Review:
    """The queue, and the answers that files follow."""

    def __init__(self, db: Db, bus: Bus, jobs: Jobs) -> None:
        self._db = db
        self._bus = bus
        self._jobs = jobs
        self._desks = Desks(db)
        self._settling = asyncio.Lock()
        self._told: int | None = None
        jobs.handle(JOB, self._run, at_once=1)

    async def list_entries(
        self, state: ReviewState, kind: DoubtKind | None, page: int, page_size: int
    ) -> Page[ReviewEntry]:
        """Return one page of the queue, by source and path."""
        found = await self._db.read(store.list_entries, state, kind, page_size, (page - 1) * page_size)
        total = await self._db.read(store.count_entries, state, kind)
        return Page(entries=await self._complete(found), page=page, page_size=page_size, total=total)

    async def get_entry(self, entry_id: int) -> ReviewEntry:
        """Return an entry. Raises NotFound."""
        (entry,) = await self._complete((await self._find(entry_id),))
        return entry

    async def count(self) -> ReviewCounts:
        """Return how much waits."""
        kinds = await self._db.read(store.count_open)
        return ReviewCounts(open_count=sum(kinds.values()), kinds=kinds)

    async def answer(self, entry_id: int, new: NewAnswer) -> ReviewEntry:
        """Decide an entry; the files follow at once, and keep following at each scan.

        Raises:
            NotFound: there is no such entry.
            Invalid: a title or number is out of bounds.
        """
        entry = await self._find(entry_id)
        check_answer(new.answer)
        if new.answer.verdict is Verdict.KEEP_BOTH:
            await self._db.write(store.set_state, entry_id, entry.state, ReviewState.ANSWERED)
        else:
            is_whole = new.scope is Scope.FOLDER or entry.path.lower().endswith(_NFO)
            path = entry.path.rpartition("/")[0] if is_whole else entry.path
            told = for_folder(new.answer) if is_whole else new.answer
            await self._db.write(answers_store.save_answer, int(entry.source_id), path, told, now_ms())
            await self._db.write(store.set_state, entry_id, entry.state, ReviewState.ANSWERED)
            await self._follow(int(entry.source_id))
        await self._tell()
        return await self.get_entry(entry_id)

    async def dismiss(self, entry_id: int) -> ReviewEntry:
        """Put an open entry away without an answer. Raises NotFound, and Conflict when it is not open."""
        await self._find(entry_id)
        if not await self._db.write(store.set_state, entry_id, ReviewState.OPEN, ReviewState.DISMISSED):
            raise Conflict("This question is settled already.", code="review_not_open")
        await self._tell()
        return await self.get_entry(entry_id)

    async def reopen(self, entry_id: int) -> ReviewEntry:
        """Take back what was said to an entry: the answer that covers it goes; files follow. Raises NotFound."""
        entry = await self._find(entry_id)
        source_id = int(entry.source_id)
        answers = await self._db.read(answers_store.load_answers, source_id)
        path = find_answered(entry.path, answers) if entry.state is ReviewState.ANSWERED else None
        if path is None or (entry.kind is DoubtKind.DUPLICATE and path != entry.path):
            await self._db.write(store.set_state, entry_id, entry.state, ReviewState.OPEN)
        else:
            await self._db.write(answers_store.delete_answer, source_id, path, now_ms())
            await self._follow(source_id)
        await self._tell()
        # Without the answer the file may be sure by now, as one that moved to a better place: then the entry is gone.
        left = await self._db.read(store.find_entry, entry_id)
        (told,) = await self._complete((left or replace(entry, state=ReviewState.OPEN),))
        return told

    async def open(self, source_id: int, kind: SourceKind) -> Desk:
        """Return what was answered for a source, at the begin of a scan; files follow what they did not follow yet."""
        desk = await self._desks.open(source_id, kind)
        await self._settle(source_id, desk)
        return desk

    async def tell_news(self) -> None:
        """Tell after a scan how much waits by now, if that changed."""
        await self._tell(is_news=False)

    async def _find(self, entry_id: int) -> ReviewEntry:
        entry = await self._db.read(store.find_entry, entry_id)
        if entry is None:
            raise NotFound("There is no such question.", code="review_not_found", details={"id": str(entry_id)})
        return entry

    async def _complete(self, entries: Sequence[ReviewEntry]) -> tuple[ReviewEntry, ...]:
        """Add what each file is taken for by now."""
        sources = {int(entry.source_id) for entry in entries}
        kinds = {one: await self._db.read(library_store.find_place, one) for one in sources}
        answers = {one: await self._db.read(answers_store.load_answers, one) for one in sources}
        return tuple(_told_of(entry, kinds[int(entry.source_id)], answers[int(entry.source_id)]) for entry in entries)

    async def _follow(self, source_id: int) -> None:
        """Have the files of a source follow its answers: at once when they are few, else as a job."""
        place = await self._db.read(library_store.find_place, source_id)
        if place is None:
            return
        desk = await self._desks.open(source_id, place[1])
        pending = await self._db.read(answers_store.list_pending, source_id)
        files = [await self._db.read(count_files, source_id, path) for path, _ in pending]
        if sum(files) > MOST_AT_ONCE:
            await self._jobs.add(JOB, {"source_id": source_id}, key=str(source_id), priority=PRIORITY)
            return
        await self._settle(source_id, desk)

    async def _run(self, work: Work) -> None:
        source_id = int(str(work.payload["source_id"]))
        place = await self._db.read(library_store.find_place, source_id)
        if place is not None:
            await self.open(source_id, place[1])
            await self._tell()

    async def _settle(self, source_id: int, desk: Desk) -> None:
        """Let files follow the answers that are pending. It may be killed at any moment: they stay pending."""
        async with self._settling:
            pending = await self._db.read(answers_store.list_pending, source_id)
            for path, answered_at in pending:
                after = None
                while after != "":
                    touched, after = await self._db.write(place_again, source_id, desk, path, after or "", now_ms())
                    tell_touched(self._bus, touched)
                await self._db.write(answers_store.mark_applied, source_id, path, answered_at)
            if pending:
                await self._read_nfo(source_id)
                self._bus.publish(SourcesChanged(ids=(str(source_id),)))

    async def _read_nfo(self, source_id: int) -> None:
        """What NFO files tell belongs to items that files have just left or come to."""
        place = await self._db.read(library_store.find_place, source_id)
        # While the disk is away they wait for the next scan: unread they would count as empty.
        if place is not None and await asyncio.to_thread(_has_entries, Path(place[0])):
            await apply_local(self._db, source_id, Path(place[0]), self._tell_metadata)

    def _tell_metadata(self, changed: Mapping[int, str]) -> None:
        if changed:
            kinds = tuple(dict.fromkeys(ItemKind(kind) for kind in changed.values()))
            self._bus.publish(ItemsChanged(ids=tuple(map(str, changed)), kinds=kinds, aspect=Aspect.METADATA))

    async def _tell(self, *, is_news: bool = True) -> None:
        """Tell how much is left; after a scan only when that changed."""
        counts = await self.count()
        if is_news or counts.open_count != (self._told or 0):
            self._bus.publish(ReviewChanged(open_count=counts.open_count))
        self._told = counts.open_count


def _told_of(entry: ReviewEntry, place: tuple[str, SourceKind] | None, answers: Mapping[str, Answer]) -> ReviewEntry:
    answer = find_answer(entry.path, answers)
    is_readable = entry.kind is not DoubtKind.UNREADABLE
    return replace(entry, answer=answer, guess=guess(entry.path, place[1], answer) if place and is_readable else None)


def _has_entries(root: Path) -> bool:
    try:
        return next(root.iterdir(), None) is not None
    except OSError:  # away, or not for us
        return False
