"""The part of the fake engine that takes over from other servers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.contract.errors import NotFound
from app.contract.imports import (
    Choices,
    Import,
    ImportReport,
    Mapping,
    Miss,
    MissReason,
    Mode,
    NewImport,
    RemoteLibrary,
    RemoteServer,
    RemoteUser,
    ServerKind,
)
from app.contract.jobs import JobState
from app.contract.library import ItemKind, SourceKind
from app.contract.paging import Page
from tests.fakes.catalogue import NOW

if TYPE_CHECKING:
    from tests.fakes.client import FakeClient

SERVER = RemoteServer(
    name="Attic",
    version="10.11.8",
    libraries=(
        RemoteLibrary(id="f", title="Films", kind=SourceKind.MOVIES, folders=("/data/films",)),
        RemoteLibrary(id="s", title="Shows", kind=SourceKind.SHOWS, folders=("/data/shows",)),
        RemoteLibrary(id="p", title="Photos", kind=None, folders=("/data/photos",)),
    ),
    users=(RemoteUser(id="u1", name="Robin"), RemoteUser(id="u2", name="Kim")),
    proposals=(
        Mapping(remote="/data/films", local="/media/films"),
        Mapping(remote="/data/shows", local="/media/shows"),
    ),
)
MISSES = (
    Miss(
        remote_id="1",
        kind=ItemKind.FILM,
        title="The Paper Boat",
        path="/old/The Paper Boat.mkv",
        reason=MissReason.PATH_NOT_MAPPED,
    ),
    Miss(
        remote_id="2",
        kind=ItemKind.EPISODE,
        title="Signal Hill · Second",
        path="/data/shows/Signal Hill/e2.mkv",
        reason=MissReason.FILE_NOT_HERE,
    ),
)


def a_report(mode: Mode = Mode.PREVIEW, state: JobState = JobState.DONE, **changes: object) -> ImportReport:
    """Return a report of 412 things."""
    report = ImportReport(
        mode=mode, job_id="j9", state=state, total=412, done=412, by_path=405, by_id=2, by_name=3, missed=2
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def an_import(import_id: str, report: ImportReport | None = None) -> Import:
    """Return a server that was connected."""
    return Import(
        id=import_id,
        kind=ServerKind.JELLYFIN,
        url="http://192.168.1.5:8096",
        name="Attic",
        version="10.11.8",
        user_id="1",
        choices=Choices(),
        created_at=NOW,
        report=report,
    )


class FakeImports:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.imports: dict[str, Import] = {}
        self.server = SERVER
        self.misses = MISSES

    async def create(self, new: NewImport) -> Import:
        self._client.ask("create_import", new)
        made = replace(an_import(str(len(self.imports) + 1)), kind=new.kind, url=new.url)
        self.imports[made.id] = made
        return made

    async def list_imports(self) -> tuple[Import, ...]:
        self._client.ask("list_imports")
        return tuple(self.imports.values())

    async def get(self, import_id: str) -> Import:
        self._client.ask("get_import", import_id)
        if import_id not in self.imports:
            raise NotFound("There is no such import.", code="import_not_found")
        return self.imports[import_id]

    async def delete(self, import_id: str) -> None:
        self._client.ask("delete_import", import_id)
        del self.imports[import_id]

    async def get_server(self, import_id: str) -> RemoteServer:
        self._client.ask("get_server", import_id)
        return self.server

    async def choose(self, import_id: str, choices: Choices) -> Import:
        self._client.ask("choose", import_id, choices)
        self.imports[import_id] = replace(self.imports[import_id], choices=choices)
        return self.imports[import_id]

    async def preview(self, import_id: str) -> Import:
        self._client.ask("preview", import_id)
        return self._begin(import_id, Mode.PREVIEW)

    async def run(self, import_id: str) -> Import:
        self._client.ask("run", import_id)
        return self._begin(import_id, Mode.RUN)

    async def list_misses(self, import_id: str, page: int = 1) -> Page[Miss]:
        self._client.ask("list_misses", import_id)
        return Page(entries=self.misses, page_size=100, total=len(self.misses), page=page)

    def end(self, import_id: str, **changes: object) -> None:
        """Let a preview or run come to its end."""
        known = self.imports[import_id]
        assert known.report is not None
        self.imports[import_id] = replace(known, report=a_report(known.report.mode, JobState.DONE, **changes))

    def _begin(self, import_id: str, mode: Mode) -> Import:
        begun = replace(self.imports[import_id], report=a_report(mode, JobState.RUNNING, done=103, missed=0))
        self.imports[import_id] = begun
        return begun
