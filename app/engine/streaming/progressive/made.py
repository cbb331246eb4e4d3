"""Films whose picture is made anew in one stream, for players that fetch no pieces: the pieces, one after the other."""

from collections.abc import AsyncGenerator

from app.contract.segments import Form
from app.contract.units import DurationMs
from app.engine.streaming.encodes.order import HEAD_NUMBER, video_task
from app.engine.streaming.encodes.runs import Runs
from app.engine.streaming.encodes.service import Film

MEDIA_TYPES = {Form.MP4: "video/mp4", Form.TS: "video/mp2t"}


async def read(runs: Runs, film: Film, start_ms: DurationMs, viewer: str) -> AsyncGenerator[bytes]:
    """Yield a film with its first sound, from the piece on in which a time lies.

    Raises Unsupported and Unavailable, at any time.
    """
    order = film.order
    task = video_task(order, str(film.file.path), order.form, order.sounds[0] if order.sounds else None)
    first = min(start_ms * 1000 // order.grid_us, order.count - 1)
    for number in range(first, order.count):
        piece = await runs.get(order, task, number, viewer)
        if number == first and order.form is Form.MP4:
            yield (await runs.get(order, task, HEAD_NUMBER, viewer)).body
        yield piece.body
