"""Asks the media workers for subtitles."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.contract import codec
from app.contract.subtitles import (
    Font,
    FontFile,
    FontsTask,
    FontTask,
    PicturesMade,
    PicturesTask,
    SideTextTask,
    TextPartTask,
    TextsFound,
    TextsTask,
)
from app.engine.ground.pool import Pool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBytes:
    """Texts as a worker gave them; contract/subtitles.py says what the bytes are."""

    found: TextsFound
    content: bytes


class SubtitleWorkers:
    """Subtitles from media files and from the files beside them.

    Every method raises Unsupported with a MediaFault as its code when the file is the reason, and Unavailable when no
    worker can be had.

    Args:
        quick: Workers for what somebody waits for.
        patient: Workers that may read a long file from end to end, with nobody waiting.
        deadline_s: For reading a whole file while somebody waits.
    """

    def __init__(self, quick: Pool, patient: Pool, deadline_s: float) -> None:
        self._quick = quick
        self._patient = patient
        self._deadline_s = deadline_s

    async def texts(self, path: Path, *, is_awaited: bool) -> TextBytes:
        """Return the text of all streams of a file, which is read from end to end."""
        task = TextsTask(path=str(path))
        pool, deadline_s = (self._quick, self._deadline_s) if is_awaited else (self._patient, None)
        return _texts(await pool.run(task, deadline_s=deadline_s))

    async def text_part(self, task: TextPartTask) -> TextBytes:
        """Return what one stream says in a part of a file."""
        return _texts(await self._quick.run(task))

    async def side_text(self, task: SideTextTask) -> TextBytes:
        """Return the text of a file beside a film."""
        return _texts(await self._quick.run(task))

    async def list_fonts(self, path: Path) -> Sequence[Font]:
        """Return the fonts that are attached to a file."""
        answer = await self._quick.run(FontsTask(path=str(path)))
        return codec.convert(answer.told, tuple[Font, ...])

    async def font(self, path: Path, index: int) -> FontFile:
        """Return a font."""
        answer = await self._quick.run(FontTask(path=str(path), index=index))
        return FontFile(font=codec.convert(answer.told, Font), content=answer.content)

    async def pictures(self, task: PicturesTask) -> tuple[PicturesMade, bytes]:
        """Return what is drawn in a part of a film, and its PNG files one after the other."""
        answer = await self._quick.run(task)
        return codec.convert(answer.told, PicturesMade), answer.content


def _texts(answer: Any) -> TextBytes:
    return TextBytes(found=codec.convert(answer.told, TextsFound), content=answer.content)
