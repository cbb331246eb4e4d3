"""Names the subtitles of a film: those inside it and those beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from app.contract.media import MediaStream
from app.contract.subtitles import PICTURE_CODECS, PICTURE_SUFFIXES, STYLED, TEXT_CODECS, TEXT_SUFFIXES


class Beside(Protocol):
    """A file beside a film; see the library's SideFile."""

    @property
    def id(self) -> int:
        """Its number in the library."""

    @property
    def path(self) -> str:
        """Relative to its source."""

    @property
    def language(self) -> str:
        """ISO 639 code, or ""."""

    @property
    def title(self) -> str:
        """What else its name says."""

    @property
    def is_default(self) -> bool:
        """Its name says so."""

    @property
    def is_forced(self) -> bool:
        """Its name says so."""

    @property
    def is_hearing_impaired(self) -> bool:
        """Its name says so."""


class Captioned(Protocol):
    """A media file's subtitles; see the library's Captioned."""

    @property
    def streams(self) -> tuple[MediaStream, ...]:
        """Its own."""

    @property
    def sides(self) -> Sequence[Beside]:
        """Files beside it."""

    @property
    def frame_rate(self) -> float:
        """Of its pictures, or 0."""

    @property
    def duration_ms(self) -> int:
        """0 when unknown."""


class KnowsFiles(Protocol):
    """The part of the library that is asked; see its Captions."""

    async def find_captioned(self, asset_id: int) -> Captioned | None:
        """Return what is known of a media file's subtitles."""

    async def find_file(self, asset_id: int) -> Path | None:
        """Return a media file that is there."""

    async def find_side_file(self, side_id: int) -> Path | None:
        """Return a file beside the media that is there."""

    async def list_with_text(self, item_ids: Sequence[int] | None, after: int, limit: int) -> list[tuple[int, str]]:
        """Return (id, state) of files that hold subtitles as text."""

    async def list_gone(self, asset_ids: Sequence[int]) -> list[int]:
        """Return which of these files are in the catalogue no more; one whose disk is away still is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A subtitle of a film.

    Attributes:
        name: In addresses: "s3" is the stream 3 of the file, "x12" the file 12 beside it.
        number: The digits of its name.
        codec: FFmpeg codec name; of a file beside the film its ending.
    """

    name: str
    number: int
    codec: str
    language: str = ""
    title: str = ""
    is_default: bool = False
    is_forced: bool = False
    is_hearing_impaired: bool = False

    @property
    def is_beside(self) -> bool:
        """It is a file of its own."""
        return self.name.startswith("x")

    @property
    def is_text(self) -> bool:
        """It can become WebVTT."""
        return self.codec in (TEXT_SUFFIXES if self.is_beside else TEXT_CODECS)

    @property
    def is_picture(self) -> bool:
        """It is drawn."""
        return self.codec in (PICTURE_SUFFIXES if self.is_beside else PICTURE_CODECS)

    @property
    def is_styled(self) -> bool:
        """Its original is ASS."""
        return self.codec in STYLED


def tracks_of(captioned: Captioned) -> tuple[Track, ...]:
    """Return the subtitles of a film, those inside it first."""
    return (*map(_inside, captioned.streams), *map(_beside, captioned.sides))


def _inside(stream: MediaStream) -> Track:
    return Track(
        name=f"s{stream.index}",
        number=stream.index,
        codec=stream.codec,
        language=stream.language,
        title=stream.title,
        is_default=stream.is_default,
        is_forced=stream.is_forced,
        is_hearing_impaired=stream.is_hearing_impaired,
    )


def _beside(side: Beside) -> Track:
    return Track(
        name=f"x{side.id}",
        number=side.id,
        codec=PurePosixPath(side.path).suffix.lstrip(".").lower(),
        language=side.language,
        title=side.title,
        is_default=side.is_default,
        is_forced=side.is_forced,
        is_hearing_impaired=side.is_hearing_impaired,
    )
