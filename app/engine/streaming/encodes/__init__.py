"""Films whose picture is made anew, in pieces."""

from pathlib import Path

from app.contract.units import SizeBytes
from app.engine.ground.db import Db
from app.engine.ground.media import Media
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks
from app.engine.streaming.encodes.encoders import Encoders
from app.engine.streaming.encodes.ffmpeg import Ffmpeg
from app.engine.streaming.encodes.order import OrderedSound, Wanted
from app.engine.streaming.encodes.registry import Registry
from app.engine.streaming.encodes.runs import Runs
from app.engine.streaming.encodes.scratch import Scratch
from app.engine.streaming.encodes.service import Encodes, Ordered
from app.engine.streaming.encodes.settings import SETTINGS
from app.engine.streaming.encodes.shelf import Shelf
from app.engine.streaming.encodes.sounds import Sounds
from app.engine.streaming.remux import Remux

__all__ = ["SETTINGS", "Encodes", "Ordered", "OrderedSound", "Wanted", "open_encodes"]

MEBI = 1024 * 1024


def open_encodes(folder: Path, db: Db, media: Media, tasks: Tasks, settings: Settings, remux: Remux) -> Encodes:
    """Return the films whose picture is made anew; their pieces are kept in `folder`."""
    shelf = Shelf(
        folder,
        quota=lambda: SizeBytes(settings.get_int("streaming.disk_mb") * MEBI),
        memory=lambda: SizeBytes(settings.get_int("streaming.memory_mb") * MEBI),
    )
    tasks.start(shelf.open(), name="streaming.shelf")
    ffmpeg = Ffmpeg(db, media.encoding, lambda: settings.get_text("streaming.ffmpeg"))
    encoders = Encoders(db, media.encoding, tasks, lambda: settings.get_bool("streaming.hardware"))
    registry = Registry(encoders, ffmpeg)
    scratch = Scratch(folder.with_name("ffmpeg"))
    tasks.start(scratch.sweep(), name="streaming.scratch")
    runs = Runs(media.encoding, tasks, settings, shelf, registry, scratch)
    return Encodes(db, media.encoding, remux, runs, Sounds(media, tasks, shelf), registry)
