"""Events become signals, and the line comes back after every loss."""

import asyncio

import pytest

from app.contract.devices import DevicesChanged
from app.contract.errors import Unavailable
from app.contract.events import Event, Resync
from app.contract.jobs import JobProgress, JobState
from app.contract.library import Aspect, ItemKind, ItemsChanged, Scan, ScanProgress, ScanState, SourcesChanged
from app.contract.playback import SessionChanged, SessionState
from app.contract.review import ReviewChanged
from app.contract.settings import SettingsChanged
from app.desktop.live import Live
from tests.fakes.client import FakeClient

pytestmark = pytest.mark.usefixtures("qapp")

SCAN = Scan(source_id="1", job_id="2", state=ScanState.PROBING)
JOB = JobProgress(id="1", kind="library.scan", state=JobState.RUNNING, progress=0.5, detail="")
SESSION = SessionChanged(id="s", item_id="1", state=SessionState.PLAYING)


@pytest.mark.parametrize(
    ("event", "signal", "arguments"),
    [
        (
            ItemsChanged(ids=("1",), kinds=(ItemKind.FILM,), aspect=Aspect.FILE),
            "items_changed",
            (("1",), ("film",), "file"),
        ),
        (ScanProgress(scan=SCAN), "scan_progress", (SCAN,)),
        (SourcesChanged(ids=("3",)), "sources_changed", (("3",),)),
        (SESSION, "session_changed", (SESSION,)),
        (JOB, "job_progress", (JOB,)),
        (SettingsChanged(keys=("network.port",)), "settings_changed", (("network.port",),)),
        (DevicesChanged(), "devices_changed", ()),
        (ReviewChanged(open_count=3), "review_changed", (3,)),
        (Resync(), "resync", ()),
    ],
)
def test_every_event_has_its_signal(event: Event, signal: str, arguments: tuple[object, ...]) -> None:
    live = Live(FakeClient().as_client())
    heard: list[tuple[object, ...]] = []
    getattr(live, signal).connect(lambda *args: heard.append(args))

    live.tell(event)

    assert heard == [arguments]


async def test_a_lost_line_comes_back_and_everybody_reads_again() -> None:
    client = FakeClient()
    live = Live(client.as_client())
    news: asyncio.Queue[str] = asyncio.Queue()
    live.connected.connect(lambda: news.put_nowait("connected"))
    live.disconnected.connect(lambda: news.put_nowait("disconnected"))
    live.resync.connect(lambda: news.put_nowait("resync"))
    task = asyncio.create_task(live.listen())

    assert await news.get() == "connected"
    assert live.is_connected
    client.failure = Unavailable("away")
    client.drop_line()
    assert await news.get() == "disconnected"
    client.failure = None
    live.hurry()
    assert await asyncio.wait_for(news.get(), 5) == "connected"
    assert await news.get() == "resync"

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert client.listeners == 0
