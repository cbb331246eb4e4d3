"""The ffmpeg program as somebody who makes pictures: found, asked and tried when it is needed first."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from app.contract import codec
from app.contract.encoding import ProgramFound, ProgramTask, TrialMade, TrialTask
from app.contract.errors import Unavailable, Unsupported
from app.contract.streaming import Encoder
from app.engine.ground.db import Db
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.hired import Hired
from app.engine.streaming.encodes import programs, store
from app.engine.streaming.encodes.providers import FFMPEG, Ability, Provider, reach
from app.engine.streaming.encodes.trials import Candidate, open_worker, place, told, try_task

USUAL = Candidate(codec="h264", name="libx264", preset="veryfast", count=12)
SOFTWARE = (USUAL, Candidate(codec="hevc", name="libx265", preset="ultrafast"))
HARDWARE = tuple(Candidate(codec=kind, name=f"{kind}_vaapi", is_hardware=True) for kind in ("h264", "hevc"))
"""What PyAV's builds leave out; the other makers' encoders are in both."""
_CODECS = {one.name: one.codec for one in (*SOFTWARE, *HARDWARE)}
_FILTERS = {Ability.STYLED_TEXT: "ass"}

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Known:
    """A program that was asked, and where what it did in trials is remembered."""

    place: programs.Place
    found: ProgramFound
    name: str


class Ffmpeg:
    """The program.

    Args:
        db: Where trials are remembered; None forgets them.
        setting: What the owner says of where it is.
    """

    def __init__(self, db: Db | None, workers: EncodeWorkers, setting: Callable[[], str]) -> None:
        self._db = db
        self._workers = workers
        self._setting = setting
        self._lock = asyncio.Lock()
        self._known: _Known | None = None
        self._tried: dict[str, TrialMade] = {}

    async def find(self) -> Path | None:
        """Return where it is; None when there is none that can be run. Raises Unavailable without a worker."""
        async with self._lock:
            known = await self._look()
        return None if known is None else known.place.path

    async def provider(self, *, wants_hardware: bool) -> Provider | None:
        """Return what of it passed its trial; the first time ever, that takes a second. Raises Unavailable."""
        async with self._lock:
            known = await self._look()
            if known is None:
                return None
            async with open_worker(self._workers) as worker:
                usual = await self._try(worker, known, USUAL)
                working = await self._working(worker, known, SOFTWARE)
                hard = await self._working(worker, known, HARDWARE if wants_hardware else ())
                abilities = await self._abilities(worker, known)
        return Provider(
            name=FFMPEG,
            encoders=reach(working, _CODECS),
            hardware=reach(hard, _CODECS),
            abilities=abilities,
            frame_rate=told(USUAL, usual, FFMPEG).frame_rate,
        )

    async def list_all(self) -> tuple[Encoder, ...]:
        """Return its encoders, each tried; none without the program."""
        async with self._lock:
            known = await self._look()
            if known is None:
                return ()
            async with open_worker(self._workers) as worker:
                abilities = await self._abilities(worker, known)
                made = [(one, await self._try(worker, known, one)) for one in (*SOFTWARE, *HARDWARE)]
        return tuple(told(one, tried, FFMPEG, known.found.version, abilities) for one, tried in made)

    async def _look(self) -> _Known | None:
        """Return the program, asked once for each state of its file."""
        found = await asyncio.to_thread(programs.find_program, self._setting())
        if found is None:
            self._known = None
            return None
        if self._known is None or self._known.place != found:
            async with open_worker(self._workers) as worker:
                try:
                    said = codec.convert(await worker.ask(ProgramTask(program=str(found.path))), ProgramFound)
                except Unsupported as error:
                    said = ProgramFound(fault=error.message)
            log.info("ffmpeg_found", path=str(found.path), version=said.version, fault=said.fault)
            name = place(str(found.path), said.version, found.state)
            self._known, self._tried = _Known(found, said, name), {}
            if self._db is not None:
                self._tried.update(await self._db.read(store.list_trials, name))
        return self._known if self._known.found.version else None

    async def _working(self, worker: Hired, known: _Known, candidates: tuple[Candidate, ...]) -> list[str]:
        return [one.name for one in candidates if (await self._try(worker, known, one)).frame_rate > 0]

    async def _abilities(self, worker: Hired, known: _Known) -> frozenset[str]:
        """Return what it can do; whoever draws styled text draws plain text, too."""
        draws = await self._can(worker, known, Ability.STYLED_TEXT)
        return frozenset({Ability.STYLED_TEXT, Ability.PLAIN_TEXT} if draws else ())

    async def _can(self, worker: Hired, known: _Known, ability: Ability) -> bool:
        if _FILTERS[ability] not in known.found.filters:
            return False
        task = replace(USUAL.task, preset="ultrafast", ability=ability)
        return (await self._remembered(worker, known, ability, task)).frame_rate > 0

    async def _try(self, worker: Hired, known: _Known, candidate: Candidate) -> TrialMade:
        if candidate.name not in known.found.encoders:
            return TrialMade(frame_rate=0, fault="It was built without this encoder.")
        return await self._remembered(worker, known, candidate.name, candidate.task)

    async def _remembered(self, worker: Hired, known: _Known, name: str, task: TrialTask) -> TrialMade:
        name = f"{FFMPEG} {name}"
        made = self._tried.get(name)
        if made is None:
            made = await try_task(worker, replace(task, program=str(known.place.path)))
            log.info("ffmpeg_tried", what=name, frame_rate=round(made.frame_rate, 1), fault=made.fault)
            if self._db is not None:
                with contextlib.suppress(Unavailable):  # a full disk: it is tried again after a restart
                    await self._db.write(store.save_trial, name, known.name, made)
            self._tried[name] = made
        return made
