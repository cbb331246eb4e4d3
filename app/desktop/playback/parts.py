"""What is known about the parts of a film: which picture stands for a time, what may be skipped. No Qt here."""

from dataclasses import dataclass
from typing import Protocol

from app.contract.analysis import Analysis, ChapterPicture, Marker, MarkerKind
from app.contract.errors import MarqueeError
from app.contract.media import Chapter

SURE = 0.5
"""What is less certain is not offered."""
END_MS = 1_000
"""The last moment of a part is not worth skipping."""
NEAR_END_MS = 15_000


class ReadsAnalyses(Protocol):
    async def list_analyses(self, item_id: str) -> tuple[Analysis, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A small picture: the sheet's address, and its rectangle on it in pixels."""

    url: str
    x: int
    y: int
    width: int
    height: int


class Parts:
    """What is known about the file that plays."""

    def __init__(self, analyses: ReadsAnalyses) -> None:
        self._analyses = analyses
        self.item_id = self.asset_id = ""
        self.known: Analysis | None = None

    async def load(self, item_id: str, asset_id: str) -> None:
        """Ask about a file. A film that nobody looked at yet plays all the same."""
        self.item_id, self.asset_id, self.known = item_id, asset_id, None
        await self.reload()

    async def reload(self) -> None:
        """Ask again about the same file; what is known stays when there is no answer."""
        item_id, asset_id = self.item_id, self.asset_id
        try:
            found = await self._analyses.list_analyses(item_id)
        except MarqueeError:
            return
        if asset_id == self.asset_id:  # another one may play by now
            self.known = next((one for one in found if one.asset_id == asset_id), None)

    def find_tile(self, at_ms: int) -> Tile | None:
        """Return the picture of a time, or None."""
        strip = self.known.trickplay if self.known is not None else None
        if strip is None or not strip.count:
            return None
        number = min(max(0, at_ms // strip.step_ms), strip.count - 1)
        sheet, place = divmod(number, strip.columns * strip.rows)
        row, column = divmod(place, strip.columns)
        return Tile(
            url=strip.sheets[sheet],
            x=column * strip.width_px,
            y=row * strip.height_px,
            width=strip.width_px,
            height=strip.height_px,
        )

    def find_part(self, at_ms: int) -> Marker | None:
        """Return what may be skipped at a time, or None."""
        markers = self.known.markers if self.known is not None else ()
        return next(
            (one for one in markers if one.confidence >= SURE and one.start_ms <= at_ms < one.end_ms - END_MS), None
        )

    def find_picture(self, number: int) -> ChapterPicture | None:
        """Return the picture of a chapter, or None."""
        pictures = self.known.chapter_pictures if self.known is not None else ()
        return next((one for one in pictures if one.number == number), None)


def leads_on(part: Marker, duration_ms: int) -> bool:
    """Tell whether nothing comes after a part but the next episode."""
    return part.kind is MarkerKind.CREDITS and duration_ms - part.end_ms < NEAR_END_MS


def chapter_at(chapters: tuple[Chapter, ...], at_ms: int) -> Chapter | None:
    """Return the chapter of a time, or None."""
    return next((one for one in reversed(chapters) if one.start_ms <= at_ms), None)
