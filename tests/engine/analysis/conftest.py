"""A library and the analysis room on top of it; a quick fake looks at the files instead of worker processes."""

# calls on a temporary folder return at once

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from app.client import Client
from app.contract import codec
from app.contract.analysis import (
    BifTask,
    Chroma,
    ChromaTask,
    Loudness,
    LoudnessTask,
    Refrain,
    RefrainTask,
    ScenesMade,
    ScenesTask,
    SheetMade,
    SheetTask,
    StudyTask,
)
from app.contract.errors import Unavailable, Unsupported
from app.contract.events import Event
from app.contract.media import Chapter, Probe
from app.contract.settings import SettingChange
from app.contract.units import DurationMs
from app.engine import analysis
from app.engine.analysis import Knowledge, open_analysis
from app.engine.compose import MIGRATIONS
from app.engine.ground.bundle import Ground
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.media import Media
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks
from app.engine.library import Library
from app.engine.streaming import Signer
from tests.fakes.library import FakeMedia, House, a_probe
from tests.fakes.web import OWNER, serving

TORN = "[torn]"
"""A file with this in its name cannot be decoded."""
CHAPTERS = "[chapters]"
HOURS = "[long]"
"""A film of half an hour: two sheets."""
WITHDRAWN = "13"
"""A token that does not count any more."""
HOUR = "[hour]"
"""An episode that is long enough to be listened to."""


@dataclass
class FakeStudies(FakeMedia):
    """Answers studies at once, and writes what it was asked for into its pictures."""

    asked: list[str] = field(default_factory=list)
    fails_at: str = ""
    """The task that cannot be done: "sheet 2" is the second sheet that is asked for."""
    left: list[str] = field(default_factory=list)
    """The sheets that lay there when it failed."""
    chroma: Chroma | None = None
    refrain: Refrain | None = None

    async def probe(self, path: Path) -> Probe:
        probe = a_probe(path)
        duration = DurationMs(1_800_000 if HOURS in path.name else 600_000 if HOUR in path.name else 60_000)
        titles = ["Opening", "The sea", "Credits"] * (7 if HOURS in path.name else 1) if CHAPTERS in path.name else []
        length = duration // max(len(titles), 1)
        chapters = tuple(
            Chapter(title=title, start_ms=DurationMs(at * length), end_ms=DurationMs((at + 1) * length))
            for at, title in enumerate(titles)
        )
        return replace(probe, duration_ms=duration, chapters=chapters)

    async def study(self, task: StudyTask, *, deadline_s: float, is_asked: bool = False) -> Any:
        """Return the plain answer to a task."""
        assert deadline_s > 0
        self.asked.append(f"{task.task}{' now' if is_asked else ''} {Path(task.path).name}")
        if self.fails_at == f"{task.task} {sum(one.startswith(task.task) for one in self.asked)}":
            self.left += (
                [path.name for path in Path(task.target).parent.iterdir()] if isinstance(task, SheetTask) else []
            )
            raise Unavailable("No worker can be started.", code="media_unavailable")
        if TORN in task.path:
            raise Unsupported("Invalid data found", code="unreadable")
        return codec.plain(self._answer(task))

    def _answer(self, task: StudyTask) -> object:
        match task:
            case SheetTask():
                Path(task.target).write_bytes(f"sheet {task.first} {task.count}".encode().ljust(100_000))
                return SheetMade(width_px=320, height_px=180, found=task.count)
            case ScenesTask():
                numbers = range(task.first, task.first + len(task.spans_ms))
                for number in numbers:
                    (Path(task.target) / f"chapter-{number}.jpg").write_bytes(b"chapter")
                return ScenesMade(numbers=tuple(numbers))
            case LoudnessTask():
                return Loudness(integrated_lufs=-27.0, true_peak_db=-9.0, range_lu=4.0)
            case ChromaTask():
                return self.chroma
            case RefrainTask():
                return self.refrain
            case BifTask():
                Path(task.target).write_bytes(b"bif")
        return None


@dataclass(frozen=True, slots=True)
class Lab:
    """The analysis room, and what can be asked of it."""

    house: House
    media: FakeStudies
    knowledge: Knowledge
    settings: Settings
    root: Path
    cache: Path
    client: Client
    http: httpx.AsyncClient

    async def scan(self) -> None:
        """Scan the folder of media, and wait until all was looked at."""
        sources = await self.house.library.list_sources()
        if sources:
            await self.house.rescan(sources[0])
        else:
            await self.house.add(self.root)
        await self.look()

    async def look(self) -> None:
        """Have looked at what is due, and wait for the end."""
        await self.knowledge.looking.start()
        await self.house.settled()

    async def set(self, key: str, value: bool | int) -> None:
        """Change a setting."""
        await self.settings.save(SettingChange(values={key: value}))
        await self.house.settled()

    def item(self, title: str) -> int:
        """Return the id of the one item of a title."""
        ((found,),) = self.house.rows("select id from item where title = ? and kind in ('film', 'episode')", title)
        assert isinstance(found, int)
        return found

    def states(self, topic: str) -> dict[object, object]:
        """Return what was noted of a topic, by file name."""
        query = "select path, state from study join asset on asset.id = asset_id where topic = ?"
        return {Path(str(path)).name: state for path, state in self.house.rows(query, topic)}


@pytest.fixture
async def lab(tmp_path: Path) -> AsyncIterator[Lab]:
    home, root = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    root.mkdir()
    media = FakeStudies()
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, MIGRATIONS))
        bus, events = Bus(), list[Event]()
        bus.on_any(events.append)
        settings = Settings(db, bus, Secrets(home), analysis.SETTINGS)
        tasks = await stack.enter_async_context(Tasks())
        jobs = Jobs(db, bus)
        library = Library(db, bus, jobs, media, home.root)
        cache = home.cache / "analysis"
        ground = Ground(db=db, bus=bus, settings=settings, tasks=tasks, media=cast("Media", media), jobs=jobs)
        knowledge = open_analysis(ground, Signer(b"k" * 32, lambda token_id: token_id != WITHDRAWN), cache, library)
        await stack.enter_async_context(jobs)
        url = await stack.enter_async_context(serving(*analysis.routes(knowledge)))
        client = await stack.enter_async_context(Client(url, OWNER))
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=url, verify=False))
        house = House(db=db, bus=bus, jobs=jobs, library=library, media=media, events=events, path=home.database)
        yield Lab(house, media, knowledge, settings, root, cache, client, http)
