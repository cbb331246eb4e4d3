"""The subtitles of a film whose picture is made anew, in its playlists and cut where its pieces are."""

from app.engine.streaming.encodes.order import Order
from app.engine.streaming.encodes.service import TAG_LENGTH, Film
from app.engine.streaming.remux import PLAYLIST_TYPE, Sent
from app.engine.streaming.subtitles import Renditions
from app.engine.streaming.subtitles.renditions import Clock, Span, parse_piece

TEXT_TYPE = "text/vtt; charset=utf-8"


async def put_into(renditions: Renditions, film: Film, master: Sent, chosen: str) -> Sent:
    """Return the first playlist with the film's subtitles; players are to begin with the one that is named."""
    text = await renditions.put_into(master.content.decode(), film.file.asset_id, chosen)
    return Sent(content=text.encode(), media_type=master.media_type)


async def get_playlist(renditions: Renditions, film: Film, track: str) -> Sent:
    """Return the playlist of a subtitle ("s3"). Raises NotFound."""
    text = await renditions.get_playlist(film.file.asset_id, track, film.table.durations_s, film.name[:TAG_LENGTH])
    return Sent(content=text.encode(), media_type=PLAYLIST_TYPE)


async def get_piece(renditions: Renditions, film: Film, track: str, name: str) -> Sent:
    """Return a piece of a subtitle. Raises NotFound, and Unavailable when no worker can be had."""
    span = span_of(film.order, parse_piece(name, film.order.count))
    text = await renditions.get_piece(film.file.asset_id, track, span, clock_of(film.order))
    return Sent(content=text.encode(), media_type=TEXT_TYPE)


def clock_of(order: Order) -> Clock:
    """Return how the pieces of an order tell time: they count from the film's 0."""
    zero_ms = round(order.zero_us / 1000)
    return Clock(film_ms=zero_ms, offset_ms=-zero_ms)


def span_of(order: Order, number: int) -> Span:
    """Return the time of a piece on the file's own clock. The first one begins before everything."""
    start_ms, end_ms = (round((order.zero_us + at * order.grid_us) / 1000) for at in (number, number + 1))
    return Span(
        start_ms=start_ms if number else min(0, start_ms),
        end_ms=end_ms if number + 1 < order.count else None,
    )
