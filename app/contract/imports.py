"""Taking over libraries, watch states, ratings and collections from another media server."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.contract.jobs import JobState
from app.contract.library import ItemKind, SourceKind


class ServerKind(StrEnum):
    """Which program the other server runs."""

    PLEX = "plex"
    JELLYFIN = "jellyfin"
    EMBY = "emby"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewImport:
    """A server to take over from.

    Attributes:
        url: Root of the server ("http://192.168.1.5:32400").
        token: A token or API key of it; kept apart from the database and never told again.
        user_id: Whose states will be written; None means the caller's.
    """

    kind: ServerKind
    url: str
    token: str
    user_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteLibrary:
    """A library of the other server.

    Attributes:
        kind: None when it holds what Marquee does not keep (photos, books).
        folders: As the other server names them; empty when it does not tell.
    """

    id: str
    title: str
    kind: SourceKind | None
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteUser:
    """Somebody on the other server whose states can be read."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A folder of the other server and the same folder here. `local` is absolute; "" leaves the folder out."""

    remote: str
    local: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteServer:
    """What the other server tells of itself.

    Attributes:
        proposals: One for each folder of its libraries; `local` is "" where nothing here looks like it.
    """

    name: str
    version: str
    libraries: tuple[RemoteLibrary, ...] = ()
    users: tuple[RemoteUser, ...] = ()
    proposals: tuple[Mapping, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is to be taken over.

    Attributes:
        libraries: Ids of the other server's libraries.
        remote_user_id: Whose states are read; "" means the one whom the token belongs to.
        adds_sources: Whether mapped folders that are no sources yet become some when the import runs.
    """

    libraries: tuple[str, ...] = ()
    remote_user_id: str = ""
    mappings: tuple[Mapping, ...] = ()
    adds_sources: bool = True


class Mode(StrEnum):
    """Whether an import only looks or also writes."""

    PREVIEW = "preview"
    RUN = "run"


class MissReason(StrEnum):
    """Why something of the other server was not found here."""

    NOT_SCANNED = "not_scanned"
    """Its file lies in a mapped folder here, but no scan has taken it in yet."""
    FILE_NOT_HERE = "file_not_here"
    """Its folder is mapped, but the file is not there, and nothing else fits."""
    PATH_NOT_MAPPED = "path_not_mapped"
    """Its file lies in a folder that is not mapped, and nothing here fits by id or name."""
    NO_PATH = "no_path"
    """The server tells no file, and nothing here fits by id or name."""
    AMBIGUOUS = "ambiguous"
    """More than one item here fits."""
    NOT_UNDERSTOOD = "not_understood"
    """The server's answer about it makes no sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One thing that could not be matched. `path` is the other server's, or ""."""

    remote_id: str
    kind: ItemKind
    title: str
    path: str
    reason: MissReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """How the newest preview or run goes or went.

    Attributes:
        total: Things of the chosen libraries; grows while they are counted.
        done: Those looked at so far.
        by_path: Matched by their file; likewise `by_id` (of a provider) and `by_name`.
        missed: Not matched; listed with their reasons.
        states: Watch states and positions that were taken over; 0 for a preview, like the counts below.
        error: Why it failed; "" when it did not.
    """

    mode: Mode
    job_id: str
    state: JobState
    total: int = 0
    done: int = 0
    by_path: int = 0
    by_id: int = 0
    by_name: int = 0
    missed: int = 0
    states: int = 0
    ratings: int = 0
    collections: int = 0
    dates: int = 0
    error: str = ""
    started_at: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """A server that is taken over. Its token is not part of it.

    Attributes:
        user_id: Whose states are written here.
        report: None before the first preview or run.
    """

    id: str
    kind: ServerKind
    url: str
    name: str
    version: str
    user_id: str
    choices: Choices
    created_at: datetime
    report: ImportReport | None = None
