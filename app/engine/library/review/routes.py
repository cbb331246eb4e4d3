"""The review queue over HTTP: listed, answered, put away, taken back."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from app.contract.accounts import Permission
from app.contract.errors import Invalid, NotFound
from app.contract.library import ItemKind
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page
from app.contract.review import (
    Answer,
    DoubtKind,
    Guess,
    NewAnswer,
    ReviewCounts,
    ReviewEntry,
    ReviewState,
    Scope,
    Verdict,
)
from app.contract.server import API
from app.engine.library.review.service import Review
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

Word = TypeVar("Word", bound=StrEnum)

TAG = "review"
PATH = f"{API}/review"
ONE = f"{PATH}/{{id}}"
_MAX_DIGITS = 18
_SHOW = Answer(verdict=Verdict.SHOW, title="Harbour")
_ENTRY = ReviewEntry(
    id="12",
    source_id="1",
    source_path="/media/mixed",
    path="Harbour/Harbour 12.mkv",
    kind=DoubtKind.UNCERTAIN,
    confidence=0.4,
    reasons=("number_after_folder_name",),
    offers=(Answer(verdict=Verdict.RIGHT), _SHOW, Answer(verdict=Verdict.IGNORE)),
    state=ReviewState.OPEN,
    seen_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    guess=Guess(kind=ItemKind.FILM, title="Harbour 12"),
)
_PARAMETERS = (
    Parameter(name="state", description="`open` when left out; `answered` or `dismissed`.", example="open"),
    Parameter(
        name="kind",
        description="Only such: `uncertain`, `clash`, `duplicate`, `unreadable`, `contradiction`.",
        example="uncertain",
    ),
    Parameter(name="page", type=int, description="1 for the first.", example=1),
    Parameter(name="page_size", type=int, description=f"{MAX_PAGE_SIZE} at most.", example=DEFAULT_PAGE_SIZE),
)


def review_routes(review: Review) -> tuple[Route, ...]:
    """Return the routes of the queue."""
    asked = _Handlers(review)
    return (*_reading(asked), *_deciding(asked))


class _Handlers:
    """Parse, ask the queue, answer."""

    def __init__(self, review: Review) -> None:
        self._review = review

    async def list_entries(self, call: Call) -> Page[ReviewEntry]:
        wanted = read_listing(call.query, others=("state", "kind"))
        state = _word(call.query, "state", ReviewState) or ReviewState.OPEN
        kind = _word(call.query, "kind", DoubtKind)
        return await self._review.list_entries(state, kind, wanted.page, wanted.page_size)

    async def count(self, _call: Call) -> ReviewCounts:
        return await self._review.count()

    async def get(self, call: Call) -> ReviewEntry:
        return await self._review.get_entry(_entry_id(call))

    async def answer(self, call: Call) -> ReviewEntry:
        return await self._review.answer(_entry_id(call), call.body(NewAnswer))

    async def dismiss(self, call: Call) -> ReviewEntry:
        return await self._review.dismiss(_entry_id(call))

    async def reopen(self, call: Call) -> ReviewEntry:
        return await self._review.reopen(_entry_id(call))


def _reading(asked: _Handlers) -> tuple[Route, ...]:
    page = Page(entries=(_ENTRY,), page=1, page_size=DEFAULT_PAGE_SIZE, total=1)
    counts = ReviewCounts(open_count=3, kinds={DoubtKind.UNCERTAIN: 2, DoubtKind.DUPLICATE: 1})
    return (
        _route(
            "GET",
            PATH,
            asked.list_entries,
            "What Marquee is not sure about",
            description=(
                "Questions by source and path, each with the reasons as codes and with the answers that suit. Filtered "
                "by `state` and `kind`; other words fail with `invalid_filter`."
            ),
            permission=Permission.LIBRARY_READ,
            parameters=_PARAMETERS,
            answer=Page[ReviewEntry],
            example=page,
        ),
        _route(
            "GET",
            f"{PATH}/counts",
            asked.count,
            "How much waits",
            description="How many questions are open, in all and of each kind. The event `review.changed` tells news.",
            permission=Permission.LIBRARY_READ,
            answer=ReviewCounts,
            example=counts,
        ),
        _route(
            "GET",
            ONE,
            asked.get,
            "One question",
            description="One question, in whatever state. Fails with `review_not_found`.",
            permission=Permission.LIBRARY_READ,
        ),
    )


def _deciding(asked: _Handlers) -> tuple[Route, ...]:
    return (
        _route(
            "POST",
            f"{ONE}/answer",
            asked.answer,
            "Decide a question",
            description=(
                "Decides what the file is. It moves in the catalogue at once (a folder of many files as a job), keeps "
                "its id and watch state where it stays a film or an episode, and the answer counts at each later scan. "
                "With the scope `folder` it counts for all files in the folder of this one, later ones included. "
                "`ignore` leaves the file out of the catalogue; nothing on disk is touched. Fails with "
                "`review_not_found` and `invalid_answer`."
            ),
            body=NewAnswer,
            body_example=NewAnswer(answer=_SHOW, scope=Scope.FOLDER),
        ),
        _route(
            "POST",
            f"{ONE}/dismiss",
            asked.dismiss,
            "Put a question away",
            description="Nothing changes but that nobody is asked again. `review_not_open` when it is settled already.",
        ),
        _route(
            "POST",
            f"{ONE}/reopen",
            asked.reopen,
            "Take an answer back",
            description=(
                "Takes back the answer that counts for this file, also one for its folder, and opens the questions "
                "again that it settled; the files go back to what their names say. Fails with `review_not_found`."
            ),
        ),
    )


def _route(method: str, path: str, handler: Callable[[Call], Awaitable[Any]], summary: str, **told: Any) -> Route:
    told.setdefault("permission", Permission.LIBRARY_MANAGE)
    told.setdefault("answer", ReviewEntry)
    told.setdefault("example", _ENTRY)
    return Route(method=method, path=path, handler=handler, summary=summary, tag=TAG, **told)


def _word(query: Mapping[str, str], name: str, words: type[Word]) -> Word | None:
    if name not in query:
        return None
    try:
        return words(query[name])
    except ValueError as error:
        possible = ", ".join(word.value for word in words)
        details = {"given": query[name], "allowed": [word.value for word in words]}
        raise Invalid(f"{name} is one of {possible}.", code="invalid_filter", details=details) from error


def _entry_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise NotFound("There is no such question.", code="review_not_found", details={"id": text})
    return int(text)
