"""An engine in a thread, with a library that only counts, for commands that find it by its note."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import structlog

from app.contract import codec
from app.contract.accounts import MadeToken, NewToken, Permission
from app.contract.errors import Conflict
from app.contract.library import NewSource, Scan, ScanState, Source
from app.contract.paging import Page
from app.contract.server import API, Running
from app.engine.ground.paths import Home
from app.engine.web.route import Call
from tests.fakes.web import OWNER, a_route, serving

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SCAN = Scan(source_id="1", job_id="1", state=ScanState.QUEUED)


@dataclass
class FakeEngine:
    """What the commands asked for, and how scans will go on, look by look."""

    url: str = ""
    sources: list[Source] = field(default_factory=list)
    looks: list[Scan] = field(default_factory=lambda: [SCAN])
    wishes: list[NewToken] = field(default_factory=list)

    async def add(self, call: Call) -> Source:
        new = call.body(NewSource)
        if any(source.path == new.path for source in self.sources):
            raise Conflict("This folder is a source already.", code="source_exists")
        source = Source(
            id=str(len(self.sources) + 1),
            path=new.path,
            kind=new.kind,
            online=True,
            added_at=NOW,
            scanned_at=None,
            file_count=0,
            problem_count=0,
        )
        self.sources.append(source)
        return source

    async def list_sources(self, _call: Call) -> Page[Source]:
        return Page(entries=tuple(self.sources), page_size=100)

    async def scan_all(self, _call: Call) -> tuple[Scan, ...]:
        return (SCAN,)

    async def look(self, _call: Call) -> tuple[Scan, ...]:
        return (self.looks.pop(0) if len(self.looks) > 1 else self.looks[0],)

    async def make_token(self, call: Call) -> MadeToken:
        self.wishes.append(call.body(NewToken))
        return MadeToken(id="1", name=self.wishes[-1].name, token="mq_made")

    @asynccontextmanager
    async def served(self) -> AsyncIterator[None]:
        manage = Permission.LIBRARY_MANAGE
        routes = (
            a_route(self.add, method="POST", path=f"{API}/sources", permission=manage, status=201),
            a_route(self.list_sources, path=f"{API}/sources", permission=manage),
            a_route(self.scan_all, method="POST", path=f"{API}/scans", permission=manage),
            a_route(self.look, path=f"{API}/scans", permission=manage),
            a_route(self.make_token, method="POST", path=f"{API}/tokens", permission=Permission.ACCOUNTS_MANAGE),
        )
        async with serving(*routes) as url:
            self.url = url
            yield


@pytest.fixture(autouse=True)
def _loud_again() -> Iterator[None]:
    """A command quietens the log of its whole process, which here is that of all tests."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path / "data")
    made.make()
    return made


@pytest.fixture
def engine(home: Home) -> Iterator[FakeEngine]:
    """A running engine of the data folder."""
    fake = FakeEngine()
    with _in_thread(fake):
        running = Running(url=fake.url, pid=1, token=OWNER, version="1")
        home.running_file.write_bytes(codec.encode(running))
        yield fake


def ended(**counts: Any) -> Scan:
    return replace(SCAN, state=ScanState.DONE, **counts)


class _in_thread:  # noqa: N801  # reads as what it does
    def __init__(self, fake: FakeEngine) -> None:
        self._fake = fake
        self._is_up = threading.Event()
        self._stop: Callable[[], object] = lambda: None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))

    def __enter__(self) -> None:
        self._thread.start()
        assert self._is_up.wait(10)

    def __exit__(self, *_: object) -> None:
        self._stop()
        self._thread.join(10)

    async def _run(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._stop = lambda: loop.call_soon_threadsafe(stop.set)
        async with self._fake.served():
            self._is_up.set()
            await stop.wait()
