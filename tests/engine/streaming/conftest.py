"""The streaming room alone, with real workers, served over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from app.contract.encoding import SoundForm
from app.contract.segments import Form
from app.engine import streaming
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs.schema import migrations as jobs_tables
from app.engine.ground.media import Media
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Settings
from app.engine.ground.settings.schema import migrations as settings_tables
from app.engine.ground.tasks import Tasks
from app.engine.streaming.progressive import Whole
from app.engine.streaming.schema import migrations as streaming_tables
from tests.fakes.captions import FakeCaptions
from tests.fakes.web import serving


@dataclass(frozen=True, slots=True)
class Room:
    """The streaming room, and a player that fetches from it. Files are found by their number in `files`."""

    streams: streaming.Streaming
    remux: streaming.Remux
    media: Media
    db: Db
    files: list[Path]
    captions: FakeCaptions
    texts: streaming.Texts
    settings: Settings
    url: str
    http: httpx.AsyncClient

    def master(
        self,
        form: Form = Form.MP4,
        number: int = 0,
        audio_index: int | None = None,
        sound: SoundForm | None = None,
    ) -> str:
        """Return the URL of a file in pieces."""
        return self.url + self.streams.remux_path(number, form, audio_index=audio_index, sound=sound)

    def whole(self, container: str, number: int = 0, sound: SoundForm | None = None, start_ms: int = 0) -> str:
        """Return the URL of a file in one stream."""
        path = self.streams.whole_path(number, "film.mkv", Whole(container=container, sound=sound))
        return f"{self.url}{path}" + (f"?start_ms={start_ms}" if start_ms else "")

    async def names(self, url: str) -> list[str]:
        """Return the URLs that a playlist names."""
        answer = await self.http.get(url)
        assert answer.status_code == 200, answer.text
        return [urljoin(url, line) for line in answer.text.splitlines() if not line.startswith("#")]

    async def pieces(self, form: Form = Form.MP4, number: int = 0) -> list[str]:
        """Return the URLs of the pieces of a film."""
        [playlist] = await self.names(self.master(form, number))
        return await self.names(playlist)


@asynccontextmanager
async def opened_room(home: Home, files: list[Path]) -> AsyncIterator[Room]:
    """Open the room on a data folder, as an engine does when it starts."""

    async def find(number: int) -> Path | None:
        return files[number] if number < len(files) else None

    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, (settings_tables, jobs_tables, streaming_tables)))
        settings = Settings(db, Bus(), Secrets(home), streaming.SETTINGS)
        media = await stack.enter_async_context(Media())
        tasks = await stack.enter_async_context(Tasks())
        signer = streaming.Signer(b"k" * 32)
        remux = streaming.Remux(db, media, tasks, settings)
        captions = FakeCaptions(files)
        texts = streaming.Texts(db, media.subtitles, tasks, settings, streaming.Shelf(home.cache / "subtitles"))
        drawn = streaming.Pictures(tasks, media.subtitles)
        subtitles = streaming.Subtitles(signer, captions, texts, drawn, media.subtitles)
        encodes = streaming.open_encodes(home.cache / "pieces", db, media, tasks, settings, remux)
        streams = streaming.Streaming(
            signer, streaming.Finders(media=find, side=find), remux, subtitles, encodes, streaming.Links(settings)
        )
        url = await stack.enter_async_context(serving(*streaming.routes(streams)))
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=30))
        yield Room(streams, remux, media, db, files, captions, texts, settings, url, http)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "data")
    home.make()
    return home


@pytest.fixture
async def room(home: Home) -> AsyncIterator[Room]:
    async with opened_room(home, []) as room:
        yield room
