"""Puts subtitles into HLS: lines of the first playlist, a playlist for each subtitle, and its pieces. Mostly pure.

The playlists and pieces are the same for films that are copied and for those that are made anew: only the clock of the
media pieces, and where they are cut, differ.
"""

import asyncio
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.contract.errors import NotFound, Unsupported
from app.contract.segments import SegmentTable
from app.engine.streaming.subtitles import rules
from app.engine.streaming.subtitles.service import Film, Subtitles, find_track
from app.engine.streaming.subtitles.texts import Written
from app.engine.streaming.subtitles.tracks import Track

GROUP = "text"
TRACK_NAME = re.compile(r"[sx][0-9]{1,18}")
_WITHOUT = re.compile(r"^(?:Lavf/|libmpv|mpv)")
"""FFmpeg (tried: 5 to 8) reads no subtitles of a first playlist and complains of each; mpv asks for them by itself."""
_PIECE = re.compile(r"([0-9]{1,7})\.vtt")
_VARIANT = "#EXT-X-STREAM-INF:"
_HEARING_IMPAIRED = "public.accessibility.transcribes-spoken-dialog,public.accessibility.describes-music-and-sound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the media pieces of a film tell time, in milliseconds.

    Attributes:
        film_ms: The file's own time where the film begins, which files beside it call 0.
        offset_ms: Added to the file's own time it gives the time in the pieces.
    """

    film_ms: int = 0
    offset_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The time of a piece on the file's own clock; an end of None is that of the film."""

    start_ms: int
    end_ms: int | None


class Renditions:
    """The subtitles of films for players of HLS."""

    def __init__(self, subtitles: Subtitles) -> None:
        self._subtitles = subtitles

    async def put_into(self, master: str, asset_id: int, chosen: str = "") -> str:
        """Return the first playlist of a film with its subtitles; they are beside the playlists that it names.

        Args:
            chosen: Name of the track that players are to begin with, or "".
        """
        film = await self._subtitles.get_film(asset_id)
        return with_renditions(master, film.tracks, chosen)

    async def get_playlist(self, asset_id: int, name: str, durations_s: Sequence[float], tag: str) -> str:
        """Return the playlist of a subtitle ("s3"): a piece for each piece of the film.

        Args:
            tag: Names the state of the file.

        Raises:
            NotFound: the film has no such text.
        """
        film = await self._subtitles.get_film(asset_id)
        return playlist(_text_track(film, name), durations_s, tag)

    async def get_piece(self, asset_id: int, name: str, span: Span, clock: Clock) -> str:
        """Return what a subtitle says in a piece; of one that cannot be read, nothing.

        It is there at once, also while the film was not read yet.

        Raises:
            NotFound: the film has no such text.
            Unavailable: no worker can be had.
        """
        film = await self._subtitles.get_film(asset_id)
        track = _text_track(film, name)
        try:
            written = await self._subtitles.get_part(film, track, span.start_ms, span.end_ms)
        except Unsupported:
            written = Written(cues=())
        return await asyncio.to_thread(_piece, written, track, span, clock)


def takes_renditions(user_agent: str) -> bool:
    """Tell whether a player can do anything with subtitles that a first playlist names."""
    return not _WITHOUT.match(user_agent)


def with_renditions(master: str, tracks: Iterable[Track], chosen: str = "") -> str:
    """Return a first playlist with lines for all text, and every variant with the mark that it has them."""
    lines = master.splitlines()
    variants = [at for at, line in enumerate(lines) if line.startswith(_VARIANT)]
    texts = [track for track in tracks if track.is_text]
    if not variants or not texts:
        return master
    place = lines[variants[0] + 1].rpartition("/")[0]
    for at in variants:
        lines[at] += f',SUBTITLES="{GROUP}"'
    lines[variants[0] : variants[0]] = rendition_lines(texts, f"{place}/" if place else "", chosen)
    return "\n".join(lines) + "\n"


def rendition_lines(tracks: Iterable[Track], place: str, chosen: str = "") -> Iterator[str]:
    """Yield the line of each text; no two may have the same name.

    Args:
        place: Where its playlist is, from the first playlist on.
        chosen: Name of the track that players are to begin with, or "".
    """
    names: set[str] = set()
    for track in tracks:
        if not track.is_text:
            continue
        name = _quoted(track.title or track.language or track.name)
        name = _quoted(f"{name} ({track.name})") if name in names else name
        names.add(name)
        told = [
            *("TYPE=SUBTITLES", f'GROUP-ID="{GROUP}"', f'NAME="{name}"'),
            *(f"DEFAULT={_yes(track.name == chosen)}", "AUTOSELECT=YES", f"FORCED={_yes(track.is_forced)}"),
            *([f'LANGUAGE="{_quoted(track.language)}"'] if track.language else ()),
            *([f'CHARACTERISTICS="{_HEARING_IMPAIRED}"'] if track.is_hearing_impaired else ()),
        ]
        yield f'#EXT-X-MEDIA:{",".join(told)},URI="{place}{track.name}.m3u8"'


def playlist(track: Track, durations_s: Sequence[float], tag: str) -> str:
    """Return the playlist of a subtitle."""
    lines = [
        "#EXTM3U",
        "#EXT-X-VERSION:4",
        f"#EXT-X-TARGETDURATION:{math.ceil(max(durations_s, default=1))}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
    ]
    for number, duration in enumerate(durations_s):
        lines += [f"#EXTINF:{duration:.6f},", f"{track.name}/{tag}/{number}.vtt"]
    return "\n".join([*lines, "#EXT-X-ENDLIST"]) + "\n"


def parse_piece(name: str, count: int) -> int:
    """Return the number of a piece from its name. Raises NotFound."""
    found = _PIECE.fullmatch(name)
    if found is None or int(found[1]) >= count:
        raise NotFound("There is no such piece.", code="piece_not_found")
    return int(found[1])


def clock_of(table: SegmentTable) -> Clock:
    """Return how the pieces of a film that is copied tell time."""
    return Clock(film_ms=_shown_ms(table, table.cuts[0]), offset_ms=round(1000 * table.seconds(table.timing.shift)))


def span_of(table: SegmentTable, number: int) -> Span:
    """Return the time of a piece of a film that is copied. The first one begins before everything."""
    following = number + 1
    return Span(
        start_ms=_shown_ms(table, table.cuts[number]) if number else min(0, _shown_ms(table, table.cuts[0])),
        end_ms=_shown_ms(table, table.cuts[following]) if following < len(table.cuts) else None,
    )


def _piece(written: Written, track: Track, span: Span, clock: Clock) -> str:
    moved = clock.film_ms if track.is_beside else 0
    return rules.write_vtt_piece(
        written.cues,
        span.start_ms - moved,
        None if span.end_ms is None else span.end_ms - moved,
        offset_ms=clock.offset_ms + moved,
        clock_ms=0,
    )


def _text_track(film: Film, name: str) -> Track:
    track = find_track(film, name)
    if not track.is_text:
        raise NotFound("These subtitles are no text.", code="subtitle_not_found")
    return track


def _shown_ms(table: SegmentTable, tick: int) -> int:
    return round(1000 * table.seconds(tick + table.timing.to_pts))


def _yes(is_on: bool) -> str:  # what a playlist calls it
    return "YES" if is_on else "NO"


def _quoted(text: str) -> str:
    """Return text as a playlist's value: it knows no escapes, and a line break would begin a new line."""
    return " ".join(text.replace('"', "'").split())
