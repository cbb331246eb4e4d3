"""Opens the room with all that stands in it."""

from pathlib import Path

from app.engine.ground.bundle import Ground
from app.engine.streaming.encodes import open_encodes
from app.engine.streaming.links import Links
from app.engine.streaming.remux import Remux
from app.engine.streaming.service import Finders, FindFile, Streaming
from app.engine.streaming.signing import Signer
from app.engine.streaming.subtitles import Background, Pictures, Shelf, Subtitles, Texts
from app.engine.streaming.subtitles.tracks import KnowsFiles


def open_streaming(
    ground: Ground, signer: Signer, cache: Path, find_media: FindFile, find_side: FindFile, captions: KnowsFiles
) -> Streaming:
    """Return the room; what it does in the background begins with the jobs.

    Args:
        signer: Signs paths, and knows whose still count.
        cache: Folder for what can be made again.
        find_media: Finds a media file by asset id; `find_side` a file beside it.
        captions: Tells which subtitles a file has.
    """
    texts = Texts(ground.db, ground.media.subtitles, ground.tasks, ground.settings, Shelf(cache / "subtitles"))
    Background(ground.bus, ground.jobs, captions, texts).hear(ground.tasks)
    remux = Remux(ground.db, ground.media, ground.tasks, ground.settings)
    subtitles = Subtitles(
        signer, captions, texts, Pictures(ground.tasks, ground.media.subtitles), ground.media.subtitles
    )
    encodes = open_encodes(
        cache / "pieces", ground.db, ground.media, tasks=ground.tasks, settings=ground.settings, remux=remux
    )
    return Streaming(
        signer, Finders(media=find_media, side=find_side), remux, subtitles, encodes, Links(ground.settings)
    )
