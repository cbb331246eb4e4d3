"""Puts the room together."""

from pathlib import Path

from app.engine.analysis.calm import Calm
from app.engine.analysis.service import JOB, Knowledge, Looking, Pictures
from app.engine.analysis.settings import Limits
from app.engine.analysis.shelf import Shelf
from app.engine.analysis.studies import LoudnessStudy, MakesStudies, ScenesStudy, TrickplayStudy
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.settings import Settings
from app.engine.library import ReadingRoom


def open_analysis(
    root: Path, key: bytes, ground: tuple[Db, Bus, Jobs, Settings], media: MakesStudies, library: ReadingRoom
) -> Knowledge:
    """Return the room.

    Args:
        root: The folder of its pictures.
        key: Secret of this engine for signing.
    """
    db, bus, jobs, settings = ground
    limits, shelf, calm = Limits(settings), Shelf(root), Calm(bus, JOB)
    studies = (
        TrickplayStudy(db, media, shelf, calm, limits.trickplay_bytes),
        ScenesStudy(db, media, shelf, limits.wants_scenes),
        LoudnessStudy(db, media, limits.wants_loudness),
    )
    looking = Looking(db, jobs, library, studies, calm)
    return Knowledge(db, library, Pictures(key, db, media, shelf, limits), looking)
