"""Builds every room, wires who hears whom, and stops them in reverse. The only file that sees all."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from app.engine import accounts, analysis, artwork, browse, devices, imports, library, playback, streaming
from app.engine.accounts.schema import migrations as accounts_tables
from app.engine.analysis.schema import migrations as analysis_tables
from app.engine.artwork.schema import migrations as artwork_tables
from app.engine.ground.bundle import Ground
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.jobs.schema import migrations as jobs_tables
from app.engine.ground.media import Media, MediaLimits
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Settings
from app.engine.ground.settings.schema import migrations as settings_tables
from app.engine.ground.tasks import Tasks
from app.engine.imports.schema import migrations as imports_tables
from app.engine.library.schema import migrations as library_tables
from app.engine.playback.schema import migrations as playback_tables
from app.engine.streaming.schema import migrations as streaming_tables
from app.engine.web import jobs_routes, listening, settings_routes
from app.engine.web.route import Route

# From the lowest step of the staircase up: a room's tables may point at those below.
MIGRATIONS = (
    settings_tables,
    jobs_tables,
    accounts_tables,
    library_tables,
    streaming_tables,
    analysis_tables,
    artwork_tables,
    playback_tables,
    imports_tables,
)
SETTINGS = (
    *listening.SETTINGS,
    *library.SETTINGS,
    *streaming.SETTINGS,
    *analysis.SETTINGS,
    *artwork.SETTINGS,
    *playback.SETTINGS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The rooms of a started engine."""

    server_id: str
    bus: Bus
    db: Db
    settings: Settings
    jobs: Jobs
    media: Media
    tasks: Tasks
    accounts: accounts.Accounts
    library: library.Library
    devices: devices.Devices
    streams: streaming.Streaming
    routes: tuple[Route, ...]


@asynccontextmanager
async def open_engine(home: Home) -> AsyncIterator[Engine]:
    """Start every room in the order of the staircase; stop them in reverse."""
    async with AsyncExitStack() as stack:
        db = stack.enter_context(Db(home.database, MIGRATIONS))
        bus = Bus()
        secrets = Secrets(home)
        settings = Settings(db, bus, secrets, SETTINGS)
        await settings.load()
        tasks = await stack.enter_async_context(Tasks())
        media = await stack.enter_async_context(Media(MediaLimits()))
        jobs = Jobs(db, bus)
        ground = Ground(db=db, bus=bus, settings=settings, tasks=tasks, media=media, jobs=jobs)

        people = await accounts.open_accounts(db, bus)
        signer = streaming.Signer(await secrets.key("streaming"), people.stands)
        catalogue = library.Library(db, bus, jobs, media, home.root)
        server_id = hashlib.sha256(b"server id" + signer.key).hexdigest()[:16]
        found = await stack.enter_async_context(devices.Devices(bus, settings, server_id))
        closer = analysis.open_analysis(ground, signer, home.cache / "analysis", catalogue)
        streams = streaming.open_streaming(
            ground, signer, home.cache, catalogue.find_file, catalogue.find_side_file, library.Captions(db)
        )
        cache = artwork.Cache(home.cache / "artwork")
        sizes = artwork.Sizes(db, media, cache, settings)
        pictures = artwork.Artwork(db, bus, jobs, artwork.Collector(media, catalogue, cache), sizes)
        player = playback.Playback(db, bus, settings, catalogue, streams, closer.markers.find_credits)
        others = imports.Imports(db, bus, jobs, secrets, catalogue)
        screens = browse.Browse(db, catalogue)

        pictures.hear(tasks)
        await stack.enter_async_context(jobs)  # last: its handlers call the rooms above
        tasks.start(pictures.sweep(cache), name="artwork.sweep")
        _look_after(catalogue, player, tasks, settings)

        yield Engine(
            server_id=server_id,
            bus=bus,
            db=db,
            settings=settings,
            jobs=jobs,
            media=media,
            tasks=tasks,
            accounts=people,
            library=catalogue,
            devices=found,
            streams=streams,
            routes=(
                *accounts.routes(people),
                *settings_routes.routes(settings),
                *jobs_routes.routes(jobs),
                *library.routes(catalogue),
                *devices.routes(found),
                *streaming.routes(streams),
                *analysis.routes(closer),
                *artwork.routes(pictures),
                *playback.routes(player),
                *imports.routes(others),
                *browse.routes(screens),
            ),
        )


def _look_after(catalogue: library.Library, player: playback.Playback, tasks: Tasks, settings: Settings) -> None:
    """End what nobody watches any more; scan now and then, and when something changes."""
    tasks.start(player.sweep_forever(), name="playback.sweep")
    tasks.start(catalogue.keep_fresh(lambda: settings.get_int("library.rescan_hours")), name="library.keep_fresh")
    if settings.get_bool("library.watch"):
        tasks.start(catalogue.watch(), name="library.watch")
