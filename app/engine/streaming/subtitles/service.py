"""Gives the subtitles of films to players that draw them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.contract.errors import NotFound, Unsupported
from app.contract.subtitles import Font, FontFile, PictureIndex, PictureList
from app.engine.ground.clock import now
from app.engine.ground.subtitles import SubtitleWorkers
from app.engine.streaming.files import Seen, look
from app.engine.streaming.signing import Signer
from app.engine.streaming.subtitles import rules
from app.engine.streaming.subtitles.pictures import Pictures
from app.engine.streaming.subtitles.texts import Texts, Written
from app.engine.streaming.subtitles.tracks import Captioned, KnowsFiles, Track, tracks_of

KIND = "subtitles"
ROOT = "/stream/subtitles"
LAST_PIECE_MS = 60_000
"""The last piece of a film may be longer than its header says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A media file as it is now, and its subtitles."""

    asset_id: int
    seen: Seen
    captioned: Captioned
    tracks: tuple[Track, ...]


class Subtitles:
    """The subtitles of all films.

    Args:
        signer: Signs paths, and knows whose still count.
        library: Knows the files.
    """

    def __init__(
        self, signer: Signer, library: KnowsFiles, texts: Texts, pictures: Pictures, workers: SubtitleWorkers
    ) -> None:
        self._signer = signer
        self._library = library
        self._texts = texts
        self._pictures = pictures
        self._workers = workers

    def place(self, asset_id: int, at: datetime | None = None, viewer: str = "") -> str:
        """Return the path under which all subtitles of a film are, ending with "/"."""
        return f"{ROOT}/{self._signer.sign(KIND, asset_id, at or now(), viewer)}/"

    async def open(self, asset_id: int, expires: int, signature: str) -> Film:
        """Return the film that a signed path stands for.

        Raises:
            Denied: the signature is wrong or too old.
            NotFound: the file is gone, or its disk is away.
        """
        self._signer.check(KIND, asset_id, expires, signature, now())
        return await self.get_film(asset_id)

    async def get_film(self, asset_id: int) -> Film:
        """Return a film and its subtitles. Raises NotFound."""
        captioned = await self._library.find_captioned(asset_id)
        path = await self._library.find_file(asset_id)
        if captioned is None or path is None:
            raise NotFound("The file is gone, or its disk is not connected.", code="file_missing")
        seen = await asyncio.to_thread(look, path)
        return Film(asset_id=asset_id, seen=seen, captioned=captioned, tracks=tracks_of(captioned))

    async def get_text(self, film: Film, name: str, form: str, offset_ms: int = 0) -> str:
        """Return a subtitle as "vtt", "srt" or, where it is ASS, as "ass", on the clock of the film.

        Raises:
            NotFound: the film has none of this name.
            Unsupported: it is not text, or not ASS, or cannot be read.
            Unavailable: no worker can be had.
        """
        track = find_track(film, name)
        written = await self.get_written(film, track)
        moved = offset_ms - written.start_ms
        if form == "ass":
            if not written.script:
                raise Unsupported("These subtitles are no ASS.", code="not_styled", details={"codec": track.codec})
            return await asyncio.to_thread(rules.move_ass, written.script, moved)
        return await asyncio.to_thread(rules.write_srt if form == "srt" else rules.write_vtt, written.cues, moved)

    async def get_written(self, film: Film, track: Track) -> Written:
        """Return what a subtitle says. Raises as `get_text` does."""
        if not track.is_text:
            raise Unsupported("These subtitles are no text.", code="not_text", details={"codec": track.codec})
        if not track.is_beside:
            return await self._texts.get_inside(film.asset_id, film.seen, track)
        return await self._texts.get_beside(await self._beside(track), track, film.captioned.frame_rate)

    async def get_part(self, film: Film, track: Track, start_ms: int, end_ms: int | None) -> Written:
        """Return at least what a subtitle says in a part of the film, at once. Raises as `get_text` does.

        Args:
            start_ms: On the file's own clock; an end of None is that of the film.
        """
        if track.is_beside:
            return await self.get_written(film, track)
        found = await self._texts.find_inside(film.asset_id, film.seen, track)
        if found is None:
            self._texts.want(film.asset_id, film.seen)
            until = end_ms if end_ms is not None else max(start_ms, film.captioned.duration_ms) + LAST_PIECE_MS
            found = await self._texts.get_part(film.seen, track, start_ms, until)
        return found

    async def get_picture_index(self, film: Film, name: str) -> PictureIndex:
        """Return where the pictures of a drawn subtitle are listed. Raises NotFound, and Unsupported for text."""
        _drawn_track(film, name)
        return self._pictures.index(film.captioned.duration_ms)

    async def get_picture_list(self, film: Film, name: str, block: int, offset_ms: int = 0) -> PictureList:
        """Return what a drawn subtitle shows in a block of the film. Raises as Pictures does."""
        track = _drawn_track(film, name)
        return await self._pictures.get_list(await self._file(film, track), track, block, offset_ms)

    async def get_picture(self, film: Film, name: str, block: int, number: int) -> bytes:
        """Return a picture of a block as a PNG file. Raises as Pictures does."""
        track = _drawn_track(film, name)
        return await self._pictures.get_picture(await self._file(film, track), track, block, number)

    async def list_fonts(self, film: Film) -> Sequence[Font]:
        """Return the fonts that are attached to a film."""
        return await self._workers.list_fonts(film.seen.path)

    async def get_font(self, film: Film, index: int) -> FontFile:
        """Return a font. Raises Unsupported when there is none of this number."""
        return await self._workers.font(film.seen.path, index)

    async def _file(self, film: Film, track: Track) -> Seen:
        return await self._beside(track) if track.is_beside else film.seen

    async def _beside(self, track: Track) -> Seen:
        path = await self._library.find_side_file(track.number)
        if path is None:
            raise NotFound("The subtitles are gone, or their disk is not connected.", code="file_missing")
        return await asyncio.to_thread(look, path)


def find_track(film: Film, name: str) -> Track:
    """Return a subtitle of a film. Raises NotFound."""
    found = next((track for track in film.tracks if track.name == name), None)
    if found is None:
        raise NotFound("The film has no such subtitles.", code="subtitle_not_found")
    return found


def _drawn_track(film: Film, name: str) -> Track:
    track = find_track(film, name)
    if not track.is_picture:
        raise Unsupported("These subtitles are no pictures.", code="not_pictures", details={"codec": track.codec})
    return track
