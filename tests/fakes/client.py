"""A client without an engine: it answers from memory, obeys app.client's signatures, and notes what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import cast

from app.client import Client
from app.contract.accounts import MadeToken, NewToken, Role, Token, User
from app.contract.analysis import Analysis, Marker, MarkerKind, MarkerWish
from app.contract.browse import Card
from app.contract.devices import FoundServer
from app.contract.errors import Conflict, Invalid, MarqueeError, NotFound, Unavailable
from app.contract.events import Event
from app.contract.jobs import Job, JobState
from app.contract.library import Lyrics, NewSource, Problem, ProblemKind, Scan, ScanState, Source, SourceKind
from app.contract.paging import Page
from app.contract.playback import (
    Decision,
    HistoryEntry,
    Method,
    Playback,
    Progress,
    Session,
    SessionState,
    Wish,
)
from app.contract.quirks import Failure, Quirk, Step
from app.contract.server import Component, ComponentState, Health, Status
from app.contract.settings import SettingState, Value
from app.contract.units import DurationMs, SizeBytes
from tests.fakes.browse import FakeBrowse, FakeSearch
from tests.fakes.catalogue import NOW, Catalogue, a_catalogue
from tests.fakes.imports import FakeImports
from tests.fakes.review import FakeReview
from tests.fakes.scenes import an_analysis


class FakeClient:
    """The engine of a test.

    Attributes:
        calls: What was asked, as (verb, arguments).
        failure: Raised by every verb while it is set.
        sources, jobs, settings_states …: What the engine "has"; change them freely.
    """

    url = "http://127.0.0.1:8730"

    def __init__(self, catalogue: Catalogue | None = None) -> None:
        self.catalogue = a_catalogue() if catalogue is None else catalogue
        self.calls: list[tuple[str, tuple[object, ...]]] = []
        self.failure: MarqueeError | None = None
        self.is_closed = False
        self._lines: list[asyncio.Queue[Event | None]] = []
        self.browse = FakeBrowse(self)
        self.search = FakeSearch(self)
        self.library = FakeLibrary(self)
        self.playback = FakePlayback(self)
        self.settings = FakeSettings(self)
        self.devices = FakeDevices(self)
        self.imports = FakeImports(self)
        self.review = FakeReview(self)
        self.jobs = FakeJobs(self)
        self.accounts = FakeAccounts(self)
        self.analysis = FakeAnalysis(self)
        self.server = FakeServer(self)

    def as_client(self) -> Client:
        """Return this as what it stands for."""
        return cast("Client", self)

    def ask(self, verb: str, *arguments: object) -> None:
        """Note a question, and refuse it when the test says so."""
        self.calls.append((verb, arguments))
        if self.failure is not None:
            raise self.failure

    def verbs(self) -> list[str]:
        """Return the names of all that was asked."""
        return [verb for verb, _arguments in self.calls]

    def absolute(self, path: str) -> str:
        return f"{self.url}{path}"

    @asynccontextmanager
    async def events(self, *kinds: type[Event]) -> AsyncIterator[AsyncIterator[Event]]:
        self.ask("events", *kinds)
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._lines.append(queue)
        try:
            yield self._listen(queue, kinds)
        finally:
            self._lines.remove(queue)

    def push(self, event: Event) -> None:
        """Tell all listeners something that happened."""
        for line in self._lines:
            line.put_nowait(event)

    def drop_line(self) -> None:
        """Break the event line, as a killed engine does."""
        for line in self._lines:
            line.put_nowait(None)

    @property
    def listeners(self) -> int:
        """How many event lines are open."""
        return len(self._lines)

    async def aclose(self) -> None:
        self.is_closed = True

    async def _listen(self, queue: asyncio.Queue[Event | None], kinds: tuple[type[Event], ...]) -> AsyncIterator[Event]:
        while (event := await queue.get()) is not None:
            if not kinds or isinstance(event, kinds):
                yield event
        raise Unavailable("the line dropped")


class FakeAnalysis:
    """Knows what the test says about each item."""

    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.known: dict[str, tuple[Analysis, ...]] = {}

    async def list_analyses(self, item_id: str) -> tuple[Analysis, ...]:
        self._client.ask("list_analyses", item_id)
        return self.known.get(item_id, ())

    async def save_marker(self, item_id: str, kind: MarkerKind, wish: MarkerWish) -> Marker:
        self._client.ask("save_marker", item_id, kind, wish)
        marker = Marker(kind=kind, start_ms=wish.start_ms, end_ms=wish.end_ms)
        self._set(item_id, kind, marker)
        return marker

    async def deny_marker(self, item_id: str, kind: MarkerKind, asset_id: str | None = None) -> None:
        self._client.ask("deny_marker", item_id, kind, asset_id)
        self._set(item_id, kind)

    async def forget_markers(self, item_id: str) -> None:
        self._client.ask("forget_markers", item_id)
        self.known[item_id] = (an_analysis(item_id),)

    def _set(self, item_id: str, kind: MarkerKind, *markers: Marker) -> None:
        (known,) = self.known[item_id]
        others = tuple(one for one in known.markers if one.kind is not kind)
        self.known[item_id] = (replace(known, markers=(*others, *markers)),)


class FakeLibrary:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.sources: list[Source] = []
        self.scans: dict[str, Scan] = {}
        self.problems: dict[str, tuple[Problem, ...]] = {}

    async def list_sources(self) -> tuple[Source, ...]:
        self._client.ask("list_sources")
        return tuple(self.sources)

    async def add_source(self, source: NewSource) -> Source:
        self._client.ask("add_source", source)
        if any(known.path == source.path for known in self.sources):
            raise Conflict("already there", code="source_exists")
        made = a_source(str(len(self.sources) + 1), source.path, source.kind)
        self.sources.append(made)
        return made

    async def delete_source(self, source_id: str) -> None:
        self._client.ask("delete_source", source_id)
        self.sources = [source for source in self.sources if source.id != source_id]

    async def scan(self, source_id: str) -> Scan:
        self._client.ask("scan", source_id)
        scan = Scan(source_id=source_id, job_id=f"j{source_id}", state=ScanState.QUEUED)
        self.scans[source_id] = scan
        return scan

    async def scan_all(self) -> tuple[Scan, ...]:
        self._client.ask("scan_all")
        return tuple([await self.scan(source.id) for source in self.sources])

    async def list_scans(self) -> tuple[Scan, ...]:
        self._client.ask("list_scans")
        return tuple(self.scans.values())

    async def list_problems(self, source_id: str, page: int = 1) -> Page[Problem]:
        self._client.ask("list_problems", source_id, page)
        found = self.problems.get(source_id, ())
        return Page(entries=found, page_size=100, total=len(found), page=page)

    async def get_lyrics(self, item_id: str) -> Lyrics:
        self._client.ask("get_lyrics", item_id)
        lyrics = self._client.catalogue.lyrics.get(item_id)
        if lyrics is None:
            raise NotFound("no lyrics", code="lyrics_not_found")
        return lyrics


def a_source(source_id: str, path: str, kind: SourceKind = SourceKind.MIXED, *, files: int = 0) -> Source:
    """Return a folder."""
    return Source(
        id=source_id,
        path=path,
        kind=kind,
        online=True,
        added_at=NOW,
        scanned_at=None,
        file_count=files,
        problem_count=0,
    )


def a_problem(path: str, kind: ProblemKind = ProblemKind.UNREADABLE, *, source_id: str = "1") -> Problem:
    """Return one line of a scan report."""
    return Problem(source_id=source_id, path=path, kind=kind, detail="moov atom not found", seen_at=NOW)


class FakePlayback:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.sessions: dict[str, Session] = {}
        self.dismissed: set[str] = set()
        self.decision = DIRECT
        self.quirks: dict[str, Quirk] = {}
        self.history: list[HistoryEntry] = []
        self.stream_url = "/stream/direct/a1/9999999999/signature/film.mkv"

    async def open(self, item_id: str, wish: Wish) -> Playback:
        self._client.ask("open", item_id, wish)
        details = await self._client.browse.get_item(item_id)
        card = details.card
        start = card.position_ms if wish.start_ms is None else wish.start_ms
        session_id = f"s{len(self.sessions) + 1}"
        self.sessions[session_id] = a_session(session_id, card, device=wish.device)
        return Playback(
            session_id=session_id,
            item_id=item_id,
            asset_id=wish.asset_id or f"a{item_id}",
            url=self.stream_url,
            decision=self.decision,
            start_ms=start,
            duration_ms=card.duration_ms,
            next_id=details.next_id,
        )

    async def list_sessions(self) -> tuple[Session, ...]:
        self._client.ask("list_sessions")
        return tuple(self.sessions.values())

    async def get_session(self, session_id: str) -> Session:
        self._client.ask("get_session", session_id)
        if session_id not in self.sessions:
            raise NotFound(f"no session {session_id}", code="session_not_found")
        return self.sessions[session_id]

    async def report(self, session_id: str, progress: Progress) -> Session:
        self._client.ask("report", session_id, progress)
        if session_id in self.dismissed:
            raise NotFound("stopped", code="session_dismissed")
        if session_id not in self.sessions:
            raise NotFound(f"no session {session_id}", code="session_not_found")
        session = replace(self.sessions[session_id], position_ms=progress.position_ms, state=progress.state)
        self.sessions[session_id] = session
        return session

    async def stop(self, session_id: str, position_ms: DurationMs) -> None:
        self._client.ask("stop", session_id, position_ms)
        self.sessions.pop(session_id, None)

    async def dismiss(self, session_id: str) -> None:
        self._client.ask("dismiss", session_id)
        self.sessions.pop(session_id, None)
        self.dismissed.add(session_id)

    async def set_watched(self, item_id: str, is_watched: bool) -> None:
        self._client.ask("set_watched", item_id, is_watched)
        cards = self._client.catalogue.cards
        for each in (item_id, *self._client.catalogue.children.get(item_id, ())):
            cards[each] = replace(cards[each], is_watched=is_watched, position_ms=DurationMs(0))

    async def list_quirks(self) -> tuple[Quirk, ...]:
        self._client.ask("list_quirks")
        return tuple(self.quirks.values())

    async def forget_quirk(self, quirk_id: str) -> None:
        self._client.ask("forget_quirk", quirk_id)
        if self.quirks.pop(quirk_id, None) is None:
            raise NotFound(f"no quirk {quirk_id}", code="quirk_not_found")

    async def list_history(self, page: int = 1) -> Page[HistoryEntry]:
        self._client.ask("list_history", page)
        return Page(entries=tuple(self.history), page_size=100, total=len(self.history), page=page)


DIRECT = Decision(method=Method.DIRECT_PLAY, container="matroska", protocol="http", audio_index=1)


def a_quirk(quirk_id: str = "1") -> Quirk:
    """Return what a television could not play."""
    return Quirk(
        id=quirk_id,
        device="Living room",
        container="mkv",
        video_codec="hevc",
        audio_codec="dts",
        failure=Failure.PICTURE,
        step=Step.CONVERT_ALL,
        failures=1,
        learned_at=NOW,
    )


def a_session(session_id: str, card: Card, *, device: str = "This screen") -> Session:
    """Return somebody who plays something."""
    return Session(
        id=session_id,
        user_id="1",
        item_id=card.id,
        asset_id=f"a{card.id}",
        title=card.title,
        device=device,
        state=SessionState.PLAYING,
        position_ms=DurationMs(600_000),
        duration_ms=card.duration_ms,
        decision=DIRECT,
        started_at=NOW,
        updated_at=NOW,
    )


class FakeSettings:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.states: dict[str, SettingState] = {state.key: state for state in all_settings()}

    async def list_settings(self) -> tuple[SettingState, ...]:
        self._client.ask("list_settings")
        return tuple(self.states.values())

    async def save_settings(self, values: Mapping[str, Value | None]) -> tuple[SettingState, ...]:
        self._client.ask("save_settings", dict(values))
        for key, value in values.items():
            state = self.states[key]
            if state.minimum is not None and isinstance(value, int | float) and value < state.minimum:
                raise Invalid(f"{key} must be at least {state.minimum}", code="setting_out_of_range")
            self.states[key] = replace(state, value=state.default if value is None else value)
        return tuple(self.states.values())


def all_settings() -> tuple[SettingState, ...]:
    """Return the settings of this issue."""

    def number(key: str, default: int, unit: str, text: str, low: float, high: float) -> SettingState:
        return SettingState(
            key=key, type="int", value=default, default=default, unit=unit, help=text, minimum=low, maximum=high
        )

    return (
        SettingState(
            key="network.lan_access",
            type="bool",
            value=False,
            default=False,
            unit="",
            help="Let other devices of the house reach this Marquee.",
        ),
        SettingState(key="network.name", type="str", value="", default="", unit="", help="The name that players see."),
        number("network.port", 8730, "", "The port that the server listens on.", 0, 65535),
        number("library.rescan_hours", 12, "h", "How often all folders are looked through.", 0, 720),
        number("playback.watched_percent", 90, "%", "Counts as watched from here on.", 50, 100),
        number("playback.resume_min_s", 30, "s", "Shorter starts are not resumed.", 0, 600),
        number("artwork.cache_mb", 2048, "MB", "How much disk pictures may take.", 64, 1_000_000),
        number("media.workers", 2, "", "How many files are read at once.", 1, 32),
        number("media.probe_timeout_s", 30, "s", "When reading a file is given up.", 1, 600),
    )


class FakeDevices:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.servers: tuple[FoundServer, ...] = ()

    async def list_servers(self) -> tuple[FoundServer, ...]:
        self._client.ask("list_servers")
        return self.servers


class FakeJobs:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.jobs: dict[str, Job] = {}

    async def list_jobs(self, page: int = 1) -> Page[Job]:
        self._client.ask("list_jobs", page)
        return Page(entries=tuple(self.jobs.values()), page_size=100, total=len(self.jobs), page=page)

    async def get_job(self, job_id: str) -> Job:
        self._client.ask("get_job", job_id)
        return self.jobs[job_id]

    async def cancel(self, job_id: str) -> None:
        self._client.ask("cancel", job_id)
        self.jobs[job_id] = replace(self.jobs[job_id], state=JobState.CANCELLED)

    async def retry(self, job_id: str) -> None:
        self._client.ask("retry", job_id)
        self.jobs[job_id] = replace(self.jobs[job_id], state=JobState.QUEUED, error="")


def a_job(job_id: str, state: JobState = JobState.RUNNING, *, kind: str = "library.scan", progress: float = 0.4) -> Job:
    """Return one piece of work."""
    return Job(
        id=job_id,
        kind=kind,
        key="1",
        priority=5,
        state=state,
        progress=progress,
        detail="reading files",
        attempts=1,
        max_attempts=5,
        error="the disk is away" if state is JobState.DEAD else "",
        created_at=NOW - timedelta(minutes=4),
        run_at=NOW,
        finished_at=None,
    )


class FakeAccounts:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.tokens: dict[str, Token] = {}

    async def list_users(self) -> tuple[User, ...]:
        self._client.ask("list_users")
        return (User(id="1", name="owner", role=Role.OWNER, created_at=NOW),)

    async def list_tokens(self) -> tuple[Token, ...]:
        self._client.ask("list_tokens")
        return tuple(self.tokens.values())

    async def create_token(self, token: NewToken) -> MadeToken:
        self._client.ask("create_token", token)
        made = MadeToken(id=str(len(self.tokens) + 1), name=token.name, token="mq_secret")
        self.tokens[made.id] = Token(
            id=made.id, name=token.name, user_id="1", scopes=token.scopes, created_at=NOW, last_used_at=None
        )
        return made

    async def delete_token(self, token_id: str) -> None:
        self._client.ask("delete_token", token_id)
        self.tokens.pop(token_id, None)


class FakeServer:
    def __init__(self, client: FakeClient) -> None:
        self._client = client
        self.lan_url: str | None = None

    async def get_health(self) -> Health:
        self._client.ask("get_health")
        return Health(status="ok", version="0.1.0", server_id="server-1")

    async def get_status(self) -> Status:
        self._client.ask("get_status")
        return Status(
            version="0.1.0",
            server_id="server-1",
            name="Marquee on box",
            pid=42,
            started_at=NOW - timedelta(hours=3),
            data_dir="/home/me/.local/share/marquee",
            database_bytes=SizeBytes(12_400_000),
            lan_url=self.lan_url,
            components=(Component(name="database", state=ComponentState.OK),),
        )
