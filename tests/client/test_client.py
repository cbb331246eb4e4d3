"""The client against the wire: paths, shapes, errors."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from app.client import Client
from app.client.wire import failure
from app.contract import codec
from app.contract.accounts import MadeToken, NewToken, Role, Token, User
from app.contract.analysis import Marker, MarkerKind, MarkerWish
from app.contract.browse import Card, Details, Facet, FacetValue, Home
from app.contract.devices import FoundServer
from app.contract.errors import KINDS, Invalid, MarqueeError, Unavailable
from app.contract.jobs import Job, JobState
from app.contract.library import ItemKind, NewSource, Problem, ProblemKind, Scan, ScanState, Source, SourceKind
from app.contract.lists import NewSmartList, SmartList
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
from app.contract.search import Match, MatchedBy
from app.contract.server import Health, Status
from app.contract.settings import SettingState
from app.contract.streaming import Encoder
from app.contract.units import DurationMs, SizeBytes

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SOURCE = Source(
    id="1",
    path="/films",
    kind=SourceKind.MOVIES,
    online=True,
    added_at=NOW,
    scanned_at=None,
    file_count=3,
    problem_count=0,
)
SCAN = Scan(source_id="1", job_id="2", state=ScanState.DONE)
PROBLEM = Problem(source_id="1", path="a", kind=ProblemKind.EMPTY, detail="", seen_at=NOW)
MARKER = Marker(kind=MarkerKind.INTRO, start_ms=DurationMs(1), end_ms=DurationMs(2))
CARD = Card(id="1", kind=ItemKind.FILM, title="Heat", year=1995, added_at=NOW)
DECISION = Decision(method=Method.DIRECT_PLAY, container="mp4", protocol="http")
QUIRK = Quirk(
    id="4",
    device="den",
    container="mkv",
    video_codec="h264",
    audio_codec="",
    failure=Failure.OPEN,
    step=Step.REMUX,
    failures=1,
    learned_at=datetime(2026, 11, 21, tzinfo=UTC),
)
PLAYBACK = Playback(
    session_id="s",
    item_id="1",
    asset_id="2",
    url="/stream/x",
    decision=DECISION,
    start_ms=DurationMs(0),
    duration_ms=DurationMs(9),
)
SESSION = Session(
    id="s",
    user_id="1",
    item_id="1",
    asset_id="2",
    title="Heat",
    device="den",
    state=SessionState.PLAYING,
    position_ms=DurationMs(1),
    duration_ms=DurationMs(9),
    decision=DECISION,
    started_at=NOW,
    updated_at=NOW,
)
ENTRY = HistoryEntry(
    id="1",
    user_id="1",
    item_id="1",
    title="Heat",
    device="den",
    method=Method.DIRECT_PLAY,
    started_at=NOW,
    ended_at=NOW,
    position_ms=DurationMs(1),
    duration_ms=DurationMs(9),
)
ENCODER = Encoder(name="libx264", codec="h264", provider="pyav", is_hardware=False, works=True, frame_rate=100)
SETTING = SettingState(key="network.port", type="int", value=1, default=2, unit="", help="Port.")
JOB = Job(
    id="7",
    kind="library.scan",
    key="1",
    priority=5,
    state=JobState.DONE,
    progress=1.0,
    detail="",
    attempts=1,
    max_attempts=5,
    error="",
    created_at=NOW,
    run_at=NOW,
    finished_at=NOW,
)
USER = User(id="1", name="owner", role=Role.OWNER, created_at=NOW)
TOKEN = Token(id="3", name="Kodi", user_id="1", scopes=(), created_at=NOW, last_used_at=None)
MADE = MadeToken(id="3", name="Kodi", token="mq_x")
STATUS = Status(
    version="1",
    server_id="x",
    name="Marquee",
    pid=1,
    started_at=NOW,
    data_dir="/d",
    database_bytes=SizeBytes(1),
    lan_url=None,
    components=(),
)
FOUND = FoundServer(id="x", name="den", url="http://127.0.0.1", version="1")
HEALTH = Health(status="ok", version="1", server_id="x")


class Engine:
    """Answers every request the same way, and remembers the last one."""

    def __init__(self, data: object = None, *, status: int = 200, meta: dict[str, object] | None = None) -> None:
        self._body = codec.encode({"success": True, "data": data, "error": None, "meta": meta or {}})
        self._status = status
        self.asked: httpx.Request | None = None

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked = request
        return httpx.Response(self._status, content=b"" if self._status == 204 else self._body)

    @property
    def line(self) -> str:
        assert self.asked is not None
        return f"{self.asked.method} {self.asked.url.raw_path.decode()}"

    @property
    def body(self) -> Any:
        assert self.asked is not None
        return json.loads(self.asked.content or b"null")


def a_client(answer: Callable[[httpx.Request], httpx.Response]) -> Client:
    return Client("http://engine/", "mq_secret", transport=httpx.MockTransport(answer))


ALL = "page=1&page_size=500"
MATCH = Match(card=CARD, by=MatchedBy.PERSON, text="Ada")
FACET = Facet(field="genre", values=(FacetValue(value="Noir", count=3),))
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
QUERY = NewSmartList(name="Noir", kind=ItemKind.FILM, filters={"genre": "Noir"})
SMART = SmartList(id="3", query=QUERY, created_at=WHEN, updated_at=WHEN)
CASES: list[tuple[Callable[[Client], Any], object, object, str, object]] = [
    (lambda c: c.library.list_sources(), [SOURCE], (SOURCE,), f"GET /api/v1/sources?{ALL}", None),
    (
        lambda c: c.library.add_source(NewSource(path="/films")),
        SOURCE,
        SOURCE,
        "POST /api/v1/sources",
        {"path": "/films", "kind": "mixed"},
    ),
    (lambda c: c.library.scan("1"), SCAN, SCAN, "POST /api/v1/sources/1/scan", None),
    (lambda c: c.library.scan_all(), [SCAN], (SCAN,), "POST /api/v1/scans", None),
    (lambda c: c.library.list_scans(), [SCAN], (SCAN,), "GET /api/v1/scans", None),
    (lambda c: c.browse.get_item("1"), Details(card=CARD), Details(card=CARD), "GET /api/v1/items/1", None),
    (lambda c: c.browse.list_children("1"), [CARD], (CARD,), f"GET /api/v1/items/1/children?{ALL}", None),
    (lambda c: c.browse.search("a b", 5), [CARD], (CARD,), "GET /api/v1/search?q=a+b&limit=5", None),
    (lambda c: c.search.list_matches("a", 5), [MATCH], (MATCH,), "GET /api/v1/search/matches?q=a&limit=5", None),
    (
        lambda c: c.browse.list_facets(kind=ItemKind.FILM, filters={"genre": "Noir"}),
        [FACET],
        (FACET,),
        "GET /api/v1/items/facets?genre=Noir&kind=film",
        None,
    ),
    (lambda c: c.browse.list_facets(), [FACET], (FACET,), "GET /api/v1/items/facets", None),
    (lambda c: c.browse.list_smart_lists(), [SMART], (SMART,), f"GET /api/v1/smart-lists?{ALL}", None),
    (lambda c: c.browse.add_smart_list(QUERY), SMART, SMART, "POST /api/v1/smart-lists", codec.plain(QUERY)),
    (lambda c: c.browse.save_smart_list("3", QUERY), SMART, SMART, "PUT /api/v1/smart-lists/3", codec.plain(QUERY)),
    (lambda c: c.browse.get_home(), Home(hero=CARD, rows=()), Home(hero=CARD, rows=()), "GET /api/v1/home", None),
    (
        lambda c: c.playback.open("1", Wish(device="den")),
        PLAYBACK,
        PLAYBACK,
        "POST /api/v1/items/1/playback",
        codec.plain(Wish(device="den")),
    ),
    (lambda c: c.playback.list_sessions(), [SESSION], (SESSION,), f"GET /api/v1/sessions?{ALL}", None),
    (lambda c: c.playback.get_session("s"), SESSION, SESSION, "GET /api/v1/sessions/s", None),
    (
        lambda c: c.playback.report("s", Progress(position_ms=DurationMs(5), failure=Failure.SOUND)),
        SESSION,
        SESSION,
        "PATCH /api/v1/sessions/s",
        {"position_ms": 5, "state": "playing", "failure": "sound"},
    ),
    (lambda c: c.playback.dismiss("s"), None, None, "POST /api/v1/sessions/s/dismiss", None),
    (lambda c: c.playback.list_quirks(), [QUIRK], (QUIRK,), f"GET /api/v1/devices/quirks?{ALL}", None),
    (lambda c: c.streaming.list_encoders(), [ENCODER], (ENCODER,), "GET /api/v1/streaming/encoders", None),
    (lambda c: c.settings.list_settings(), [SETTING], (SETTING,), "GET /api/v1/settings", None),
    (
        lambda c: c.settings.save_settings({"network.port": None}),
        [SETTING],
        (SETTING,),
        "PATCH /api/v1/settings",
        {"values": {"network.port": None}},
    ),
    (
        lambda c: c.analysis.save_marker(
            "1", MarkerKind.INTRO, MarkerWish(start_ms=DurationMs(1), end_ms=DurationMs(2))
        ),
        MARKER,
        MARKER,
        "PUT /api/v1/items/1/markers/intro",
        {"start_ms": 1, "end_ms": 2, "asset_id": None},
    ),
    (lambda c: c.analysis.list_analyses("1"), [], (), "GET /api/v1/items/1/analysis", None),
    (lambda c: c.devices.list_servers(), [FOUND], (FOUND,), "GET /api/v1/devices", None),
    (lambda c: c.jobs.get_job("7"), JOB, JOB, "GET /api/v1/jobs/7", None),
    (lambda c: c.jobs.cancel("7"), JOB, None, "POST /api/v1/jobs/7/cancel", None),
    (lambda c: c.jobs.retry("7"), JOB, None, "POST /api/v1/jobs/7/retry", None),
    (lambda c: c.accounts.list_users(), [USER], (USER,), f"GET /api/v1/users?{ALL}", None),
    (lambda c: c.accounts.list_tokens(), [TOKEN], (TOKEN,), f"GET /api/v1/tokens?{ALL}", None),
    (
        lambda c: c.accounts.create_token(NewToken(name="Kodi")),
        MADE,
        MADE,
        "POST /api/v1/tokens",
        {"name": "Kodi", "scopes": []},
    ),
    (lambda c: c.server.get_health(), HEALTH, HEALTH, "GET /api/v1/health", None),
    (lambda c: c.server.get_status(), STATUS, STATUS, "GET /api/v1/status", None),
]


@pytest.mark.parametrize(("call", "data", "expected", "line", "body"), CASES, ids=[case[3] for case in CASES])
async def test_a_verb_asks_and_understands(
    call: Callable[[Client], Any], data: object, expected: object, line: str, body: object
) -> None:
    engine = Engine(data, meta={"page_size": 500})
    async with a_client(engine) as client:
        result = await call(client)

    assert (result, engine.line, engine.body) == (expected, line, body)
    assert engine.asked is not None
    assert engine.asked.headers["Authorization"] == "Bearer mq_secret"


SILENT: list[tuple[Callable[[Client], Any], str, object]] = [
    (lambda c: c.browse.delete_smart_list("3"), "DELETE /api/v1/smart-lists/3", None),
    (lambda c: c.library.delete_source("1"), "DELETE /api/v1/sources/1", None),
    (lambda c: c.playback.stop("s", DurationMs(77)), "DELETE /api/v1/sessions/s?position_ms=77", None),
    (lambda c: c.playback.set_watched("1", True), "PUT /api/v1/items/1/watched", {"is_watched": True}),
    (lambda c: c.analysis.deny_marker("1", MarkerKind.INTRO), "DELETE /api/v1/items/1/markers/intro", None),
    (
        lambda c: c.analysis.deny_marker("1", MarkerKind.INTRO, "7"),
        "DELETE /api/v1/items/1/markers/intro?asset_id=7",
        None,
    ),
    (lambda c: c.analysis.forget_markers("1"), "DELETE /api/v1/items/1/markers", None),
    (lambda c: c.playback.forget_quirk("4"), "DELETE /api/v1/devices/quirks/4", None),
    (lambda c: c.playback.forget_quirks(), "DELETE /api/v1/devices/quirks", None),
    (lambda c: c.playback.forget_quirks("a den"), "DELETE /api/v1/devices/quirks?device=a+den", None),
    (lambda c: c.accounts.delete_token("3"), "DELETE /api/v1/tokens/3", None),
]


@pytest.mark.parametrize(("call", "line", "body"), SILENT, ids=[case[1] for case in SILENT])
async def test_a_verb_without_an_answer_asks(call: Callable[[Client], Any], line: str, body: object) -> None:
    engine = Engine(status=204)
    async with a_client(engine) as client:
        await call(client)

    assert (engine.line, engine.body) == (line, body)


PAGED: list[tuple[Callable[[Client], Any], object, str]] = [
    (lambda c: c.library.list_problems("1", 2), PROBLEM, "GET /api/v1/sources/1/problems?page=2"),
    (lambda c: c.playback.list_history(2), ENTRY, "GET /api/v1/history?page=2"),
    (lambda c: c.jobs.list_jobs(2), JOB, "GET /api/v1/jobs?page=2"),
    (
        lambda c: c.browse.list_items(kind=ItemKind.FILM, sort="-year", page=2, filters={"year[ge]": "1990"}),
        CARD,
        "GET /api/v1/items?year%5Bge%5D=1990&sort=-year&page=2&page_size=100&kind=film",
    ),
    (lambda c: c.browse.list_smart_items("3", 2), CARD, "GET /api/v1/smart-lists/3/items?page=2&page_size=100"),
    (lambda c: c.browse.list_items(), CARD, "GET /api/v1/items?sort=sort_title&page=1&page_size=100"),
]


@pytest.mark.parametrize(("call", "entry", "line"), PAGED, ids=[case[2] for case in PAGED])
async def test_a_page_tells_how_to_go_on(call: Callable[[Client], Any], entry: object, line: str) -> None:
    engine = Engine([entry], meta={"page": 2, "page_size": 1, "total": 5, "next_cursor": "n"})
    async with a_client(engine) as client:
        page = await call(client)

    assert (page.entries, page.page, page.page_size, page.total, page.next_cursor) == ((entry,), 2, 1, 5, "n")
    assert engine.line == line


async def test_a_long_list_is_walked_to_its_end() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        entries = {1: [USER, USER], 2: [USER, USER], 3: [USER]}[number]
        return httpx.Response(200, content=codec.encode({"data": entries, "meta": {"page_size": 2}}))

    async with a_client(answer) as client:
        assert len(await client.accounts.list_users()) == 5


async def test_a_list_whose_total_is_reached_is_not_asked_again() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=codec.encode({"data": [USER], "meta": {"page_size": 1, "total": 1}}))

    async with a_client(answer) as client:
        await client.accounts.list_users()

    assert len(asked) == 1


async def test_pictures_come_as_bytes_and_only_from_the_engine() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path.decode())
        return httpx.Response(200, content=b"JPEG")

    async with a_client(answer) as client:
        assert await client.browse.get_picture("/art?v=1", 300) == b"JPEG"
        await client.browse.get_picture("/art", 300)
        await client.browse.get_picture("/art?v=1")
        assert await client.server.get_openapi() == b"JPEG"
        with pytest.raises(Invalid):
            await client.browse.get_picture("http://evil.example/art")

    assert asked == ["/art?v=1&width=300", "/art?width=300", "/art?v=1", "/api/v1/openapi.json"]


@pytest.mark.parametrize("kind", KINDS)
async def test_an_error_comes_back_as_its_kind(kind: type[MarqueeError]) -> None:
    body = {"success": False, "data": None, "error": {"code": "c", "message": "why", "details": {"a": 1}}, "meta": {}}
    async with a_client(lambda _request: httpx.Response(kind.status, json=body)) as client:
        with pytest.raises(kind) as caught:
            await client.server.get_health()

    assert (caught.value.code, caught.value.message, caught.value.details) == ("c", "why", {"a": 1})


def test_a_failure_of_somebody_else_is_told_by_its_status() -> None:
    error = failure(502, b"<html>")

    assert (type(error), error.code) == (MarqueeError, "http_502")


@pytest.mark.parametrize("fault", [httpx.ConnectError("refused"), httpx.ReadTimeout("slow")])
async def test_an_engine_that_does_not_answer_is_unavailable(fault: httpx.TransportError) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise fault

    async with a_client(answer) as client:
        with pytest.raises(Unavailable) as caught:
            await client.server.get_health()

    assert caught.value.code == "engine_unreachable"


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"data": {"status": 1}}'])
async def test_an_answer_that_makes_no_sense_is_unavailable(body: bytes) -> None:
    async with a_client(lambda _request: httpx.Response(200, content=body)) as client:
        with pytest.raises(Unavailable) as caught:
            await client.server.get_health()

    assert caught.value.code == "answer_not_understood"


async def test_a_signed_path_becomes_a_url() -> None:
    async with Client("https://engine:1/", "t") as client:
        assert client.url == "https://engine:1"
        assert client.absolute("/stream/x") == "https://engine:1/stream/x"
