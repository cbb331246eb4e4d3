"""Places the files of one source under what its owner answered, and notes what is to be asked about them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.contract.library import ProblemKind, SourceKind
from app.contract.media import Probe
from app.contract.review import Answer, Verdict
from app.engine.ground.db import Db
from app.engine.library.catalogue.place import has_moving_pictures, place
from app.engine.library.catalogue.rules import Placement
from app.engine.library.review.answers.rules import find_answer, read_answered
from app.engine.library.review.answers.store import load_answers
from app.engine.library.review.rules import Doubt, doubt_problem, doubt_reading

_ASKED_ABOUT = frozenset((ProblemKind.UNREADABLE, ProblemKind.EMPTY, ProblemKind.TIMEOUT, ProblemKind.CRASHED))
"""What a reader said of a file; what a walk skipped stands in the report alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a file belongs.

    Attributes:
        placement: None when it belongs nowhere.
        is_ignored: Because its owner said so.
    """

    placement: Placement | None
    is_ignored: bool = False
    doubts: tuple[Doubt, ...] = ()


@dataclass(slots=True)
class Desk:
    """What was answered for one source; it changes while a scan goes on.

    Attributes:
        version: Grows with each change of the answers.
    """

    kind: SourceKind
    answers: Mapping[str, Answer] = field(default_factory=dict)
    version: int = 0

    def put(self, answers: Mapping[str, Answer]) -> None:
        """Work on with these answers."""
        if answers != self.answers:
            self.answers = answers
            self.version += 1

    def place(self, path: str, probe: Probe, moved_from: str = "", *, is_with_folder: bool = False) -> Placed:
        """Return where a readable file belongs. What was said of the file itself goes with it when it moves.

        Args:
            is_with_folder: Its folder moved, too: what was said of that still counts.
        """
        answer = self.answers.get(moved_from) if moved_from else None
        answer = answer or find_answer(path, self.answers)
        if answer is None and is_with_folder:
            answer = find_answer(moved_from, self.answers)
        if answer is not None and answer.verdict is Verdict.IGNORE:
            return Placed(placement=None, is_ignored=True)
        is_film = has_moving_pictures(probe)
        if self.kind is SourceKind.MUSIC and is_film:
            return Placed(placement=None)
        reading, kind = read_answered(path, self.kind, answer)
        doubt = doubt_reading(path, reading, kind) if answer is None and is_film else None
        return Placed(placement=place(path, kind, probe, reading), doubts=(doubt,) if doubt else ())

    def doubt_flaw(self, path: str, kind: ProblemKind, detail: str) -> tuple[Doubt, ...]:
        """Return what is to be asked about a file that could not be read."""
        if kind not in _ASKED_ABOUT or find_answer(path, self.answers) is not None:
            return ()
        return (doubt_problem(path, kind.value, detail),)


class Desks:
    """The desks of all sources: who scans and who answers share them."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._desks: dict[int, Desk] = {}
        self._reading = asyncio.Lock()

    async def open(self, source_id: int, kind: SourceKind) -> Desk:
        """Return the desk of a source, with what is answered by now."""
        # One after another, so that an older state never replaces a newer one.
        async with self._reading:
            desk = self._desks.setdefault(source_id, Desk(kind=kind))
            desk.put(await self._db.read(load_answers, source_id))
            return desk
