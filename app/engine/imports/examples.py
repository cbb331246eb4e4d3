"""What the documentation of the routes shows."""

from datetime import UTC, datetime

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

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
URL = "http://192.168.1.5:8096"
NEW = NewImport(kind=ServerKind.JELLYFIN, url=URL, token="0a1b2c3d4e5f60718293a4b5c6d7e8f9")  # noqa: S106  # invented
MAPPING = Mapping(remote="/data/films", local="/media/films")
CHOICES = Choices(libraries=("f137",), remote_user_id="a1b2", mappings=(MAPPING,))
SERVER = RemoteServer(
    name="Attic",
    version="10.11.8",
    libraries=(RemoteLibrary(id="f137", title="Films", kind=SourceKind.MOVIES, folders=("/data/films",)),),
    users=(RemoteUser(id="a1b2", name="Robin"),),
    proposals=(MAPPING,),
)
REPORT = ImportReport(
    mode=Mode.PREVIEW,
    job_id="31",
    state=JobState.DONE,
    total=412,
    done=412,
    by_path=405,
    by_id=2,
    by_name=3,
    missed=2,
    started_at=NOON,
    finished_at=NOON,
)
IMPORT = Import(
    id="1",
    kind=ServerKind.JELLYFIN,
    url=URL,
    name="Attic",
    version="10.11.8",
    user_id="1",
    choices=CHOICES,
    created_at=NOON,
    report=REPORT,
)
MISS = Miss(
    remote_id="77aa",
    kind=ItemKind.FILM,
    title="The Lantern",
    path="/data/old/The Lantern (2019).mkv",
    reason=MissReason.PATH_NOT_MAPPED,
)
