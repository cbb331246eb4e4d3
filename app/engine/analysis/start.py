"""Puts the room together."""

from pathlib import Path

from app.engine.analysis.calm import Calm
from app.engine.analysis.markers.hearing import ChromaStudy, MarksStudy, Seasons
from app.engine.analysis.service import JOB, Knowledge, Looking, Pictures
from app.engine.analysis.settings import Limits
from app.engine.analysis.shelf import Shelf
from app.engine.analysis.studies import LoudnessStudy, ScenesStudy, TrickplayStudy
from app.engine.ground.bundle import Ground
from app.engine.library import ReadingRoom
from app.engine.streaming import Signer


def open_analysis(ground: Ground, signer: Signer, root: Path, library: ReadingRoom) -> Knowledge:
    """Return the room; it looks at what scans find from now on.

    Args:
        signer: Signs paths, and knows whose still count.
        root: The folder of its pictures.
    """
    db, media = ground.db, ground.media
    limits, shelf, calm = Limits(ground.settings), Shelf(root), Calm(ground.bus, JOB)
    studies = (
        MarksStudy(db),
        TrickplayStudy(db, media, shelf, calm, limits.trickplay_bytes),
        ScenesStudy(db, media, shelf, calm, limits.wants_scenes),
        ChromaStudy(db, media, limits.wants_markers),
        LoudnessStudy(db, media, limits.wants_loudness),
    )
    looking = Looking(db, ground.jobs, library, studies, calm, Seasons(db, media, calm))
    knowledge = Knowledge(db, library, Pictures(signer, db, media, shelf, limits), looking)
    knowledge.hear(ground.bus, ground.tasks)
    return knowledge
