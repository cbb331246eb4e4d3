"""Gives signed paths to files, and the files behind them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound
from app.contract.links import is_link
from app.contract.segments import Form, StreamFix
from app.contract.units import DurationMs, SizeBytes
from app.engine.ground.clock import now
from app.engine.streaming import rules, sounds
from app.engine.streaming.encodes import Encodes, Ordered, Wanted
from app.engine.streaming.encodes.service import Film
from app.engine.streaming.files import MediaFile, look
from app.engine.streaming.flow import Flow
from app.engine.streaming.links import Links
from app.engine.streaming.progressive import Whole
from app.engine.streaming.remux import PLAYLIST_TYPE, Remux, Sent
from app.engine.streaming.signing import Signer, session_of
from app.engine.streaming.subtitles import Renditions, Subtitles
from app.engine.streaming.subtitles.renditions import TRACK_NAME, clock_of, parse_piece, span_of, takes_renditions
from app.engine.streaming.viewers import Viewers

FindFile = Callable[[int], Awaitable[Path | None]]
"""Finds a file of the library by its id, checked to lie inside its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finders:
    """Find files: media by their asset id, those beside media (a subtitle) by their own."""

    media: FindFile
    side: FindFile


ROOT = "/stream"


class Streaming:
    """Streams files of the library.

    Args:
        signer: Signs paths, and knows whose still count.
        remux: Gives files in pieces.

    A path that is made for a session names it as its `viewer`, so that what it fetches counts as a sign of life, and
    the token that opened it (`signing.viewer`), with which it ends.

    Attributes:
        signer: Signs paths.
        flow: What goes out to each viewer, and under each path that is nobody's.
        viewers: Who fetches at the moment.
        subtitles: Gives the subtitles of files.
        encodes: Gives files with their picture made anew.
        links: Opens what link files lead to.
    """

    def __init__(
        self,
        signer: Signer,
        find: Finders,
        remux: Remux,
        subtitles: Subtitles,
        encodes: Encodes,
        links: Links,
    ) -> None:
        self.signer = signer
        self._find = {"direct": find.media, "side": find.side}
        self._find |= dict.fromkeys(("remux", "encode", "progressive"), find.media)
        self._remux = remux
        self.flow = Flow()
        self.viewers = Viewers()
        self.subtitles = subtitles
        self.renditions = Renditions(subtitles)
        self.encodes = encodes
        self.links = links

    def direct_path(self, asset_id: int, name: str, at: datetime | None = None, viewer: str = "") -> str:
        """Return the path of a whole media file. Its last part tells players the name and the type.

        A link file has another type than what it leads to: then it is only a name.
        """
        name = PurePosixPath(name).stem if is_link(name) else name
        return self._path("direct", asset_id, name, at, viewer)

    def side_path(self, side_file_id: int, name: str, at: datetime | None = None, viewer: str = "") -> str:
        """Return the path of a file beside the media."""
        return self._path("side", side_file_id, name, at, viewer)

    def remux_path(
        self,
        asset_id: int,
        form: Form,
        *,
        audio_index: int | None = None,
        sound: SoundForm | None = None,
        fixes: frozenset[StreamFix] = frozenset(),
        subtitle: str = "",
        at: datetime | None = None,
        viewer: str = "",
    ) -> str:
        """Return the path of the playlist (HLS) of a file in pieces, whose pictures are copied.

        Args:
            form: Container of the pieces. In MP4 every sound is there to choose from; in TS one is, with the film.
            audio_index: The sound to begin with, by its number in the file; None for the file's default.
            sound: What is made of it, and of others that are not like that already; None copies all.
            fixes: What is left out of the picture and of that sound.
            subtitle: Name of the subtitle to begin with ("s3"), or "".

        Raises:
            Unsupported: there is no encoder for that sound, or pieces of that form do not carry it.
        """
        signed = self.signer.sign("remux", asset_id, at or now(), viewer)
        made = None if sound is None else sounds.settled(sound, form)
        choice = rules.Choice(form=form, audio_index=audio_index, sound=made, fixes=fixes)
        place = f"{ROOT}/remux/{signed}/{choice}/{rules.MASTER}"
        return f"{place}?subtitle={subtitle}" if subtitle else place

    def whole_path(self, asset_id: int, name: str, whole: Whole, viewer: str = "") -> str:
        """Return the path of a file in one stream, whose pictures are copied; "?start_ms=" begins elsewhere.

        Raises:
            Unsupported: there is no encoder for that sound, or the container does not carry it.
        """
        sound = None if whole.sound is None else sounds.settled(whole.sound, whole.choice.form)
        settled = replace(whole, sound=sound)
        signed = self.signer.sign("progressive", asset_id, now(), viewer)
        return f"{ROOT}/progressive/{signed}/{settled}/{quote(whole.name(name), safe='')}"

    async def order(
        self, asset_id: int, wanted: Wanted, viewer: str, start_ms: DurationMs, subtitle: str = ""
    ) -> tuple[str, Ordered]:
        """Have the picture of a file made anew; return the path of its playlist (HLS) or stream, and what is made.

        The path names the order, and only this engine makes orders: no player can ask for what nobody decided.
        `subtitle` is the name of the one to begin with ("s3"), or "".

        Raises:
            NotFound: the file is gone, or its disk is away.
            Unsupported: it cannot be converted; the code says why.
            Unavailable: this computer has too much to do already.
        """
        file = await self._look("encode", asset_id)
        ordered = await self.encodes.order(file, wanted, session_of(viewer), start_ms)
        signed = self.signer.sign(f"encode/{ordered.name}", asset_id, now(), viewer)
        if wanted.is_whole:
            return f"{ROOT}/made/{signed}/{ordered.name}/film.{wanted.form}", ordered
        place = f"{ROOT}/encode/{signed}/{ordered.name}/{ordered.choice}/{rules.MASTER}"
        return (f"{place}?subtitle={subtitle}" if subtitle else place), ordered

    async def open_encode(self, subject: int, expires: int, signature: str, order: str) -> Film:
        """Return what is made of the file that a signed path stands for. Raises as `open_remux` does."""
        self.signer.check(f"encode/{order}", subject, expires, signature, now())
        return await self.encodes.get_film(await self._look("encode", subject), order)

    def leave(self, viewer: str) -> None:
        """Somebody does not watch any more: nothing is made for them alone, and nothing kept of them."""
        self.encodes.runs.leave(viewer)
        self.viewers.forget(viewer)

    async def open_remux(self, subject: int, expires: int, signature: str, kind: str = "remux") -> MediaFile:
        """Return the file that a signed path stands for, as it is now. `kind` is what the path begins with.

        Raises:
            Denied: the signature is wrong or too old.
            NotFound: the file is gone, or its disk is away.
            Unsupported: it is no file.
        """
        self.signer.check(kind, subject, expires, signature, now())
        return await self._look(kind, subject)

    async def _look(self, kind: str, subject: int) -> MediaFile:
        path = await self._file(kind, subject)
        seen = await asyncio.to_thread(look, path)
        return MediaFile(
            asset_id=subject,
            path=path,
            size_bytes=SizeBytes(seen.size_bytes),
            etag=seen.etag,
            modified=seen.modified,
        )

    async def get_playlist(
        self, file: MediaFile, choice: str, name: str, user_agent: str = "", subtitle: str = ""
    ) -> Sent:
        """Return a playlist of a file in pieces. Raises as Remux does.

        Args:
            subtitle: Name of the subtitle that players are to begin with ("s3"), or "".
        """
        chosen, track = rules.parse_choice(choice), name.removesuffix(".m3u8")
        if TRACK_NAME.fullmatch(track):
            table = await self._remux.get_table(file)
            text = await self.renditions.get_playlist(file.asset_id, track, table.durations_s, file.tag)
            return Sent(content=text.encode(), media_type=PLAYLIST_TYPE)
        sent = await self._remux.get_playlist(file, chosen, name, user_agent)
        if name != rules.MASTER or not takes_renditions(user_agent):
            return sent
        text = await self.renditions.put_into(sent.content.decode(), file.asset_id, subtitle)
        return Sent(content=text.encode(), media_type=sent.media_type)

    async def get_piece(self, file: MediaFile, choice: str, track: str, tag: str, name: str) -> Sent:
        """Return a piece of a file. Raises as Remux does."""
        if TRACK_NAME.fullmatch(track):
            return await self._get_text_piece(file, track, tag, name)
        return await self._remux.get_piece(file, rules.parse_choice(choice), track, tag, name)

    async def read(self, file: MediaFile, whole: Whole, start_ms: DurationMs) -> tuple[str, AsyncGenerator[bytes]]:
        """Return the content type of a stream, and its bytes from a time on. Raises as Remux does, then and later."""
        return await self._remux.read(file, whole, start_ms)

    async def open_file(self, kind: str, subject: int, expires: int, signature: str) -> Path:
        """Return the file that a signed path stands for.

        Raises:
            Denied: the signature is wrong or too old.
            NotFound: the file is gone, or its disk is away.
        """
        self.signer.check(kind, subject, expires, signature, now())
        return await self._file(kind, subject)

    async def _file(self, kind: str, subject: int) -> Path:
        path = await self._find[kind](subject)
        if path is None:
            raise NotFound("The file is gone, or its disk is not connected.", code="file_missing")
        return path

    async def _get_text_piece(self, file: MediaFile, track: str, tag: str, name: str) -> Sent:
        if tag != file.tag:
            raise NotFound("The file has changed. Start playback again.", code="file_changed")
        table = await self._remux.get_table(file)
        span = span_of(table, parse_piece(name, len(table.cuts)))
        text = await self.renditions.get_piece(file.asset_id, track, span, clock_of(table))
        return Sent(content=text.encode(), media_type="text/vtt; charset=utf-8")

    def _path(self, kind: str, subject: int, name: str, at: datetime | None, viewer: str = "") -> str:
        signed = self.signer.sign(kind, subject, at or now(), viewer)
        return f"{ROOT}/{kind}/{signed}/{quote(PurePosixPath(name).name, safe='')}"
