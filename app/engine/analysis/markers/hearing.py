"""Finds intros and credits: reads the titles of chapters, listens to episodes, compares those of a season."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.contract import codec
from app.contract.analysis import Chroma, ChromaTask, Marker, MarkerKind, MarkerSource, Refrain, RefrainTask
from app.contract.library import ItemKind
from app.contract.units import DurationMs
from app.engine.analysis.markers import rules, store
from app.engine.analysis.markers.rules import Span
from app.engine.analysis.markers.store import Heard
from app.engine.analysis.store import Subject
from app.engine.analysis.studies import FILMS, SOUND_DEADLINE_S, Calms, MakesStudies
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db

COMPARE_DEADLINE_S = 30.0


class MarksStudy:
    """What the titles of chapters tell."""

    topic = "marks"
    kinds = FILMS

    def __init__(self, db: Db) -> None:
        self._db = db

    def is_on(self) -> bool:
        return True

    async def study(self, subject: Subject, path: Path) -> bool:
        del path  # the scan has read the chapters
        told = rules.list_told(subject.probe.chapters, subject.probe.duration_ms)
        await self._db.write(store.save_found, subject.asset_id, MarkerSource.CHAPTERS, told, now_ms())
        return True


class ChromaStudy:
    """What an episode is known by."""

    topic = "chroma"
    kinds = (ItemKind.EPISODE,)

    def __init__(self, db: Db, media: MakesStudies, is_wanted: Callable[[], bool]) -> None:
        self._db = db
        self._media = media
        self._is_wanted = is_wanted

    def is_on(self) -> bool:
        return self._is_wanted()

    async def study(self, subject: Subject, path: Path) -> bool:
        length = subject.probe.duration_ms
        task = ChromaTask(path=str(path), head_ms=rules.head_of(length), tail_ms=rules.tail_of(length))
        if min(task.head_ms, task.tail_ms) < rules.SHORTEST_MS:
            return True  # too short for an intro worth skipping
        answer = await self._media.study(task, deadline_s=SOUND_DEADLINE_S)
        if answer is not None:
            await self._db.write(store.save_chroma, subject, codec.convert(answer, Chroma))
        return True


class Seasons:
    """Compares the episodes of seasons with each other: again when one comes or changes."""

    def __init__(self, db: Db, media: MakesStudies, calm: Calms) -> None:
        self._db = db
        self._media = media
        self._calm = calm

    async def compare(self) -> None:
        """Compare what was not compared as it is."""
        for season_id, stamp in await self._db.read(store.list_seasons):
            heard = await self._db.read(store.list_heard, season_id)
            found = [await self._compare(kind, heard) for kind in (MarkerKind.INTRO, MarkerKind.CREDITS)]
            markers = {one.asset_id: [each[one.asset_id] for each in found if one.asset_id in each] for one in heard}
            await self._db.write(_save_season, season_id, stamp, markers)

    async def _compare(self, kind: MarkerKind, heard: Sequence[Heard]) -> dict[int, Marker]:
        """Return the marker of a kind of each file that has one."""
        files = {one.asset_id: one for one in heard}
        spans: dict[int, list[Span]] = defaultdict(list)
        compared: Counter[int] = Counter()
        for first, second in rules.list_pairs(tuple(files)):
            await self._calm.wait()
            compared.update((first, second))
            found = await self._refrain(kind, files[first], files[second])
            if found is not None:
                spans[first].append(_span(kind, files[first], found.first_ms, found))
                spans[second].append(_span(kind, files[second], found.second_ms, found))
        agreed = {
            asset_id: rules.agree(kind, spans[asset_id], compared[asset_id], files[asset_id].duration)
            for asset_id in spans
        }
        return {asset_id: marker for asset_id, marker in agreed.items() if marker is not None}

    async def _refrain(self, kind: MarkerKind, first: Heard, second: Heard) -> Refrain | None:
        words = [one.chroma.head if kind is MarkerKind.INTRO else one.chroma.tail for one in (first, second)]
        task = RefrainTask(
            path=f"{first.asset_id} and {second.asset_id}",
            first=words[0],
            second=words[1],
            shortest_ms=DurationMs(rules.SHORTEST_MS),
            longest_ms=DurationMs(rules.LONGEST_MS[kind]),
        )
        answer = await self._media.study(task, deadline_s=COMPARE_DEADLINE_S)
        return None if answer is None else codec.convert(answer, Refrain)


def _span(kind: MarkerKind, heard: Heard, start_ms: int, found: Refrain) -> Span:
    start = start_ms if kind is MarkerKind.INTRO else start_ms + heard.chroma.tail_start_ms
    return Span(start_ms=start, end_ms=start + found.length_ms, likeness=found.likeness)


def _save_season(connection: Any, season_id: int, stamp: str, markers: Mapping[int, Sequence[Marker]]) -> None:
    for asset_id, found in markers.items():
        store.save_found(connection, asset_id, MarkerSource.FINGERPRINT, found, now_ms())
    store.save_season(connection, season_id, stamp)
