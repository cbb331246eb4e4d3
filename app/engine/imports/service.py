"""Connects other media servers, says what they have, and starts previews and runs."""

import asyncio
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.imports import (
    Choices,
    Import,
    ImportReport,
    Mapping,
    Miss,
    Mode,
    NewImport,
    RemoteServer,
)
from app.contract.jobs import JobState
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.engine.ground.bus import Bus
from app.engine.ground.clock import from_ms, now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.secrets import Secrets
from app.engine.imports import rules, store
from app.engine.imports.connect import connected
from app.engine.imports.folders import list_folders
from app.engine.imports.remote import Told
from app.engine.imports.run import ImportJob, Rooms, secret_name
from app.engine.imports.store import Kept, KeptReport
from app.engine.library import Library, Lookup
from app.engine.playback import Takeover

JOB = "imports.run"
PRIORITY = 4
MOST_MAPPINGS = 1_000
_ACTIVE = (JobState.QUEUED, JobState.RUNNING)


class Imports:
    """Other media servers, and what is taken over from them."""

    def __init__(self, db: Db, bus: Bus, jobs: Jobs, secrets: Secrets, library: Library) -> None:
        self._db = db
        self._rooms = rooms = Rooms(
            db=db, secrets=secrets, library=library, lookup=Lookup(db, bus), takeover=Takeover(db, bus)
        )
        self._jobs = jobs
        jobs.handle(JOB, ImportJob(rooms).run, at_once=1)

    async def create(self, new: NewImport, user_id: int) -> Import:
        """Connect to a server and keep its token among the secrets; `user_id` is whose states will be written.

        Raises:
            Invalid: the address or the token is none.
            Denied: the server refuses the token.
            Unavailable: it does not answer.
            Unsupported: what answers is no server of this kind.
        """
        new = replace(new, url=rules.checked_url(new.url), token=rules.checked_token(new.token))
        async with connected(new.kind, new.url, new.token) as server:
            told = await server.look()
        import_id = await self._db.write(store.add, new, told, user_id, now_ms())
        await self._rooms.secrets.set(secret_name(import_id), new.token)
        return await self.get_import(import_id)

    async def get_import(self, import_id: int) -> Import:
        """Return a server with its newest report. Raises NotFound."""
        return await self._shown(await self._get(import_id))

    async def list_imports(self) -> tuple[Import, ...]:
        """Return all servers in the order they were added."""
        return tuple([await self._shown(kept) for kept in await self._db.read(store.list_all)])

    async def delete_import(self, import_id: int) -> None:
        """Forget a server and its token; what was taken over stays. Raises NotFound."""
        report = (await self.get_import(import_id)).report
        if report is not None and report.state in _ACTIVE:
            with suppress(Conflict, NotFound):  # it ended this very moment
                await self._jobs.cancel(report.job_id)
        await self._rooms.secrets.delete(secret_name(import_id))
        await self._db.write(store.delete, import_id)

    async def get_server(self, import_id: int) -> RemoteServer:
        """Ask a server what it has, and propose folders here for its folders. Raises as `create` does."""
        kept = await self._get(import_id)
        token = await self._rooms.secrets.get(secret_name(import_id))
        if token is None:
            raise NotFound("The token of this server is gone. Connect it again.", code="import_token_gone")
        async with connected(kept.kind, kept.url, token) as server:
            told = await server.look()
        await self._db.write(store.save_told, import_id, told)
        return RemoteServer(
            name=told.name,
            version=told.version,
            libraries=told.libraries,
            users=told.users,
            proposals=await self._propose(told),
        )

    async def choose(self, import_id: int, choices: Choices) -> Import:
        """Say what is to be taken over.

        Raises:
            NotFound: no such server here.
            Invalid: a library or user that the server does not have, or a folder that is none here.
        """
        kept = await self._get(import_id)
        _check_known(kept.told, choices)
        mappings = await asyncio.to_thread(lambda: tuple(_checked(mapping) for mapping in choices.mappings))
        await self._db.write(store.save_choices, import_id, replace(choices, mappings=mappings))
        return await self.get_import(import_id)

    async def start(self, import_id: int, mode: Mode) -> Import:
        """Start a preview or a run; its report takes the place of the last one.

        Raises:
            NotFound: no such server here.
            Invalid: no library was chosen ("import_nothing_chosen").
            Conflict: one is under way ("import_running").
        """
        shown = await self.get_import(import_id)
        if not shown.choices.libraries:
            raise Invalid("Choose at least one library.", code="import_nothing_chosen")
        if shown.report is not None and shown.report.state in _ACTIVE:
            raise Conflict("A preview or run of this server is under way.", code="import_running")
        run = await self._db.write(store.begin, import_id, mode, now_ms())
        job_id = await self._jobs.add(JOB, {"import_id": import_id, "run": run}, key=str(import_id), priority=PRIORITY)
        await self._db.write(store.save_job, import_id, run, job_id)
        return await self.get_import(import_id)

    async def list_misses(self, import_id: int, page: int = 1, page_size: int = DEFAULT_PAGE_SIZE) -> Page[Miss]:
        """Return one page of what the newest preview or run could not match, and why. Raises NotFound."""
        await self._get(import_id)
        entries = await self._db.read(store.list_misses, import_id, page_size, (page - 1) * page_size)
        total = await self._db.read(store.count_misses, import_id)
        return Page(entries=entries, page=page, page_size=page_size, total=total)

    async def list_collections(self, import_id: int) -> dict[str, tuple[int, ...]]:
        """Return ids of items here by the title of the collection that the other server has them in."""
        return await self._db.read(store.list_collections, import_id)

    async def _get(self, import_id: int) -> Kept:
        kept = await self._db.read(store.find, import_id)
        if kept is None:
            raise NotFound("There is no such import.", code="import_not_found", details={"id": str(import_id)})
        return kept

    async def _shown(self, kept: Kept) -> Import:
        report = await self._db.read(store.find_report, kept.id)
        return Import(
            id=str(kept.id),
            kind=kept.kind,
            url=kept.url,
            name=kept.name,
            version=kept.version,
            user_id=str(kept.user_id),
            choices=kept.choices,
            created_at=from_ms(kept.created_ms),
            report=await self._report(report) if report else None,
        )

    async def _report(self, kept: KeptReport) -> ImportReport:
        state, error = JobState.DONE, ""
        if kept.finished_ms is None:
            try:
                job = await self._jobs.get_job(kept.job_id)
                state, error = job.state, job.error
            except NotFound:  # its line was cleared away long ago, or the engine ended before the job was queued
                state = JobState.CANCELLED
        ledger = kept.ledger
        return ImportReport(
            mode=kept.mode,
            job_id=kept.job_id,
            state=state,
            total=ledger.total,
            done=ledger.done,
            by_path=ledger.by_path,
            by_id=ledger.by_id,
            by_name=ledger.by_name,
            missed=ledger.missed,
            states=ledger.states,
            ratings=ledger.ratings,
            collections=kept.collections,
            dates=ledger.dates,
            error=error,
            started_at=from_ms(kept.started_ms),
            finished_at=from_ms(kept.finished_ms) if kept.finished_ms is not None else None,
        )

    async def _propose(self, told: Told) -> tuple[Mapping, ...]:
        remotes = tuple(dict.fromkeys(folder for library in told.libraries for folder in library.folders))
        sources = [source.path for source in await self._rooms.library.list_sources()]
        folders = await asyncio.to_thread(list_folders, sources, remotes)
        return rules.propose(remotes, sources, folders)


def _check_known(told: Told, choices: Choices) -> None:
    unknown = set(choices.libraries) - {library.id for library in told.libraries if library.kind is not None}
    if unknown:
        raise Invalid("The server has no such library for Marquee.", code="library_unknown")
    if choices.remote_user_id not in {"", *(user.id for user in told.users)}:
        raise Invalid("The server knows no such user.", code="user_unknown")
    if len(choices.mappings) > MOST_MAPPINGS:
        raise Invalid(f"At most {MOST_MAPPINGS} folders can be mapped.", code="too_many_mappings")


def _checked(mapping: Mapping) -> Mapping:
    """Return a mapping to the real folder, which is how sources are kept."""
    if not mapping.local:
        return mapping
    path = Path(mapping.local)
    if not path.is_absolute() or "\0" in mapping.local or not path.is_dir():
        raise Invalid(
            f"{mapping.local} is no folder that Marquee can see.",
            code="folder_not_found",
            details={"path": mapping.local},
        )
    return replace(mapping, local=os.path.realpath(path))
