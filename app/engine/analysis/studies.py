"""What is looked at more closely, and how: each study of one file is a task or a few of the media workers."""

import asyncio
import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from app.contract import codec
from app.contract.analysis import (
    ENGINE_VERSION,
    Loudness,
    LoudnessTask,
    ScenesMade,
    ScenesTask,
    SheetMade,
    SheetTask,
    StudyTask,
)
from app.contract.library import ItemKind
from app.contract.units import SizeBytes
from app.engine.analysis import rules, store
from app.engine.analysis.rules import Strip
from app.engine.analysis.shelf import Shelf
from app.engine.analysis.store import Kept, Subject
from app.engine.ground.db import Db

SHEET_DEADLINE_S = 120.0
"""A hundred pictures; a slow disk needs a jump for each."""
SCENES_AT_ONCE = 8
"""Chapters that are looked at in one go, several places each: so a stop loses little, and nothing waits long."""
SCENES_DEADLINE_S = 120.0
"""For those; however many chapters a film has."""
SOUND_DEADLINE_S = 900.0
"""All of a file is read for its sound, from a network drive too."""
MOST_CHAPTERS = 120
FILMS = (ItemKind.FILM, ItemKind.EPISODE)


class MakesStudies(Protocol):
    """The part of the media workers that is used."""

    async def study(self, task: StudyTask, *, deadline_s: float, is_asked: bool = False) -> Any:
        """Return the plain answer to a task."""


class Calms(Protocol):
    """Waits until nothing else is to be done."""

    async def wait(self) -> None:
        """Return when it is."""


class Study(Protocol):
    """One thing to find out about files."""

    @property
    def topic(self) -> str:
        """Its name."""

    @property
    def kinds(self) -> tuple[ItemKind, ...]:
        """The kinds of items whose files it is about."""

    def is_on(self) -> bool:
        """Tell whether the user wants it."""

    async def study(self, subject: Subject, path: Path) -> bool:
        """Find it out about one file, and keep it.

        Returns:
            False when there is no room for it, nor for older ones.
        """


class TrickplayStudy:
    """Sheets of small pictures along a film. They are made one by one, so that a stop loses one at most."""

    topic = "trickplay"
    kinds = FILMS

    def __init__(self, db: Db, media: MakesStudies, shelf: Shelf, calm: Calms, limit: Callable[[], SizeBytes]) -> None:
        self._db = db
        self._media = media
        self._shelf = shelf
        self._calm = calm
        self._limit = limit

    def is_on(self) -> bool:
        return self._limit() > 0

    async def study(self, subject: Subject, path: Path) -> bool:
        count = rules.count_pictures(subject.probe.duration_ms)
        if not count or not any(stream.width_px and not stream.is_picture for stream in subject.probe.streams):
            return True
        used, oldest_use = await self._db.read(store.find_use)
        expected = SizeBytes(count * rules.EXPECTED_BYTES)
        if not rules.has_room(used, expected, self._limit(), added_at=subject.added_at, oldest_use=oldest_use):
            return False
        key = key_of("trickplay", subject)
        strip = await self._make(path, key, count)
        names = [f"{sheet.number}.jpg" for sheet in rules.list_sheets(count)]
        size_bytes = await asyncio.to_thread(self._shelf.keep, key, names)
        await self._db.write(store.save_trickplay, subject, Kept(key=key, strip=strip), size_bytes)
        await trim(self._db, self._shelf, self._limit())
        return True

    async def _make(self, path: Path, key: str, count: int) -> Strip:
        """Make the sheets that are not in the draft yet. The first one is always made: it tells the size."""
        draft = await asyncio.to_thread(self._shelf.draft, key)
        sizes = []
        for sheet in rules.list_sheets(count):
            target = draft / f"{sheet.number}.jpg"
            if sheet.number and await asyncio.to_thread(target.is_file):
                continue
            await self._calm.wait()
            task = SheetTask(path=str(path), target=str(target), first=sheet.first, count=sheet.count)
            sizes.append(codec.convert(await self._media.study(task, deadline_s=SHEET_DEADLINE_S), SheetMade))
        return Strip(width_px=sizes[0].width_px, height_px=sizes[0].height_px, count=count)


class ScenesStudy:
    """A picture for each chapter. They are made a few at a time, however long the film is."""

    topic = "scenes"
    kinds = FILMS

    def __init__(self, db: Db, media: MakesStudies, shelf: Shelf, calm: Calms, is_wanted: Callable[[], bool]) -> None:
        self._db = db
        self._media = media
        self._shelf = shelf
        self._calm = calm
        self._is_wanted = is_wanted

    def is_on(self) -> bool:
        return self._is_wanted()

    async def study(self, subject: Subject, path: Path) -> bool:
        starts = [chapter.start_ms for chapter in subject.probe.chapters]
        if len(starts) < 2:
            return True
        key = key_of("scenes", subject)
        spans = rules.list_spans(starts, subject.probe.duration_ms, MOST_CHAPTERS)
        numbers = await self._make(path, key, spans)
        await asyncio.to_thread(self._shelf.keep, key, [f"chapter-{number}.jpg" for number in numbers])
        await self._db.write(store.replace_scenes, subject, key, numbers)
        return True

    async def _make(self, path: Path, key: str, spans: Sequence[tuple[int, int]]) -> tuple[int, ...]:
        """Make the pictures; returns the numbers of the chapters that have one. What a stop left is taken as it is."""
        draft = await asyncio.to_thread(self._shelf.draft, key)
        numbers: list[int] = []
        for first in range(0, len(spans), SCENES_AT_ONCE):
            some = range(first, min(first + SCENES_AT_ONCE, len(spans)))
            if not await asyncio.to_thread(_are_there, draft, some):
                await self._calm.wait()
                part = tuple(spans[number] for number in some)
                task = ScenesTask(path=str(path), target=str(draft), spans_ms=part, first=first)
                made = codec.convert(await self._media.study(task, deadline_s=SCENES_DEADLINE_S), ScenesMade)
                numbers += made.numbers
            else:
                numbers += some
        return tuple(numbers)


class LoudnessStudy:
    """How loud a file is."""

    topic = "loudness"
    kinds = (*FILMS, ItemKind.TRACK)

    def __init__(self, db: Db, media: MakesStudies, is_wanted: Callable[[], bool]) -> None:
        self._db = db
        self._media = media
        self._is_wanted = is_wanted

    def is_on(self) -> bool:
        return self._is_wanted()

    async def study(self, subject: Subject, path: Path) -> bool:
        if subject.probe.gain is not None and subject.probe.gain.track_db is not None:
            return True  # its tags tell it, and they come first
        answer = await self._media.study(LoudnessTask(path=str(path)), deadline_s=SOUND_DEADLINE_S)
        if answer is not None:
            await self._db.write(store.save_loudness, subject, codec.convert(answer, Loudness))
        return True


def _are_there(draft: Path, numbers: Iterable[int]) -> bool:
    return all((draft / f"chapter-{number}.jpg").is_file() for number in numbers)


async def trim(db: Db, shelf: Shelf, limit: SizeBytes) -> None:
    """Delete the pictures along films beyond a limit that nobody used for longest."""
    gone = await db.write(store.trim_trickplay, limit)
    needed = await db.read(store.list_keys) if gone else frozenset()
    for key in gone:
        if key not in needed:
            await asyncio.to_thread(shelf.remove, key)


def key_of(topic: str, subject: Subject) -> str:
    """Return where the pictures of a file lie: the same for the same content, another one for each way of making."""
    return hashlib.sha256(
        f"{topic}/{ENGINE_VERSION}/{subject.content}/{subject.probe.duration_ms}".encode()
    ).hexdigest()
