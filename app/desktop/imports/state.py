"""How far the taking over is, as the page shows it; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from app.contract.imports import Choices, Import, ImportReport, Mapping, Miss, Mode, NewImport, RemoteServer, ServerKind
from app.contract.jobs import JobState

if TYPE_CHECKING:
    from app.client import Client

BUSY: Final = (JobState.QUEUED, JobState.RUNNING)


class Step(StrEnum):
    """Where the assistant is."""

    SERVER = "server"
    FOLDERS = "folders"
    REPORT = "report"


@dataclass(slots=True)
class ImportsState:
    """The servers that are known, and the one that is being taken over."""

    client: Client
    known: tuple[Import, ...] = ()
    current: Import | None = None
    server: RemoteServer | None = None
    misses: tuple[Miss, ...] = ()
    step: Step = Step.SERVER
    mappings: dict[str, str] = field(default_factory=dict)

    async def load(self) -> None:
        """Read which servers were connected, and how the one that is open goes."""
        self.known = await self.client.imports.list_imports()
        if self.current is not None:
            self.current = next((one for one in self.known if one.id == self.current.id), None)
        if self.current is None:
            self.step, self.server = Step.SERVER, None
        elif self.report is not None:
            await self._read_misses()

    async def connect(self, kind: ServerKind, url: str, token: str) -> None:
        """Connect a server and go on to its libraries."""
        made = await self.client.imports.create(NewImport(kind=kind, url=url, token=token))
        self.known = (*self.known, made)
        await self.open(made.id)

    async def open(self, import_id: str) -> None:
        """Ask a known server what it has, and go on to its libraries. What was chosen before stays chosen."""
        self.current = await self.client.imports.get(import_id)
        self.server = await self.client.imports.get_server(import_id)
        chosen = {one.remote: one.local for one in self.current.choices.mappings}
        self.mappings = {one.remote: chosen.get(one.remote, one.local) for one in self.server.proposals}
        self.misses = ()
        self.step = Step.FOLDERS

    async def forget(self, import_id: str) -> None:
        """Forget a server; what was taken over stays."""
        await self.client.imports.delete(import_id)
        await self.load()

    async def start(self, mode: Mode, libraries: tuple[str, ...], user_id: str) -> None:
        """Keep what is chosen, and begin to look or to take over."""
        assert self.current is not None
        mappings = tuple(Mapping(remote=remote, local=local) for remote, local in self.mappings.items())
        choices = Choices(libraries=libraries, remote_user_id=user_id, mappings=mappings)
        await self.client.imports.choose(self.current.id, choices)
        verb = self.client.imports.run if mode is Mode.RUN else self.client.imports.preview
        self.current = await verb(self.current.id)
        self.misses = ()
        self.step = Step.REPORT

    async def run(self) -> None:
        """Take over what the preview looked at."""
        assert self.current is not None
        self.current = await self.client.imports.run(self.current.id)
        self.misses = ()

    async def refresh(self) -> None:
        """Read how the preview or run goes."""
        if self.current is not None:
            self.current = await self.client.imports.get(self.current.id)
            await self._read_misses()

    @property
    def report(self) -> ImportReport | None:
        """Return the report of the open server."""
        return self.current.report if self.current is not None else None

    @property
    def is_busy(self) -> bool:
        """Whether a preview or run is under way."""
        return self.report is not None and self.report.state in BUSY

    def is_mine(self, job_id: str) -> bool:
        """Whether a job is the one of the open server."""
        return self.report is not None and self.report.job_id == job_id

    def is_chosen(self, library_id: str) -> bool:
        """Whether a library is to be taken over; at first all are."""
        assert self.current is not None
        chosen = self.current.choices.libraries
        return not chosen or library_id in chosen

    async def _read_misses(self) -> None:
        if self.current is not None and not self.is_busy:
            self.misses = (await self.client.imports.list_misses(self.current.id)).entries


def part_done(report: ImportReport) -> float:
    """Return how much of a preview or run is done, 0 to 1."""
    return report.done / report.total if report.total else 0.0
