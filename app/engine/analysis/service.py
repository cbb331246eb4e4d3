"""Looks at files more closely, in the background and durably, and tells what was found."""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from app.contract.analysis import COLUMNS, ROWS, STEP_MS, Analysis, BifTask, ChapterPicture, Trickplay
from app.contract.errors import MarqueeError, NotFound, Unavailable
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.contract.settings import SettingsChanged
from app.contract.units import DurationMs
from app.engine.analysis import rules, store
from app.engine.analysis.markers.hearing import Seasons
from app.engine.analysis.markers.service import Markers
from app.engine.analysis.settings import PREFIX, Limits
from app.engine.analysis.shelf import Shelf
from app.engine.analysis.store import Kept, Subject
from app.engine.analysis.studies import Calms, MakesStudies, Study, trim
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now, now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs, Work
from app.engine.ground.tasks import Tasks
from app.engine.library import Asset, ReadingRoom
from app.engine.streaming import Signer, viewer

JOB = "analysis.look"
KEY = "all"
PRIORITY = 10
BATCH = 20
TOUCH_EVERY_S = 3600.0
BIF_DEADLINE_S = 60.0
ROOT = "/stream/trickplay"
KIND = "trickplay"
_LAST_ID = 1 << 62

log = structlog.get_logger(__name__)


class Looking:
    """The one job that looks at all files that were not looked at as they are."""

    def __init__(
        self, db: Db, jobs: Jobs, library: ReadingRoom, studies: Sequence[Study], calm: Calms, seasons: Seasons
    ) -> None:
        self._db = db
        self._seasons = seasons
        self._jobs = jobs
        self._library = library
        self._studies = studies
        self._calm = calm
        jobs.handle(JOB, self._run, at_once=1)

    def hear(self, bus: Bus, tasks: Tasks) -> None:
        """Look from now on: at what changes, and at what was left when the engine stopped."""

        def on_items(event: ItemsChanged) -> None:
            if event.aspect is Aspect.FILE:
                tasks.start(self.start(), name="analysis.start")

        def on_settings(event: SettingsChanged) -> None:
            if any(key.startswith(PREFIX) for key in event.keys):
                tasks.start(self.start(), name="analysis.start")

        bus.on(ItemsChanged, on_items)
        bus.on(SettingsChanged, on_settings)
        tasks.start(self.start(), name="analysis.start")

    async def start(self) -> None:
        """Have everything looked at that is due."""
        await self._jobs.add(JOB, {}, key=KEY, priority=PRIORITY)

    async def _run(self, work: Work) -> None:
        for place, study in enumerate(self._studies):
            before = _LAST_ID
            while study.is_on():
                due = await self._db.read(store.list_due, study.topic, study.kinds, before, BATCH)
                if not due or not await self._look_at(study, due, work, place / len(self._studies)):
                    break
                before = due[-1].asset_id
        await self._seasons.compare()

    async def _look_at(self, study: Study, due: Sequence[Subject], work: Work, done: float) -> bool:
        """Look at some files. False when there is no room for more."""
        for subject in due:
            await self._calm.wait()
            work.progress(done, f"{study.topic}: {subject.name}")
            path = await self._library.find_file(subject.asset_id)
            if path is not None and not await self._look(study, subject, path):
                return False
        return True

    async def _look(self, study: Study, subject: Subject, path: Path) -> bool:
        """What cannot be read is noted as such, and looked at again when the file changes."""
        state, reason = "done", ""
        try:
            if not await study.study(subject, path):
                return False
        except Unavailable:
            raise  # nothing is wrong with the file: the job tries again later
        except (MarqueeError, FileNotFoundError) as error:
            state, reason = "failed", str(error)
            log.info("look_failed", topic=study.topic, asset=subject.asset_id, reason=reason)
        except OSError as error:  # of our own folder: the worker names those of the film
            raise Unavailable(f"Pictures along films cannot be kept: {error.strerror}.", code="no_room") from error
        await self._db.write(store.save_study, subject, study.topic, state, reason, now_ms())
        return True


class Pictures:
    """The small pictures along films, as players fetch them.

    Args:
        signer: Signs paths, and knows whose still count.
    """

    def __init__(self, signer: Signer, db: Db, media: MakesStudies, shelf: Shelf, limits: Limits) -> None:
        self._signer = signer
        self._db = db
        self._media = media
        self._shelf = shelf
        self._limits = limits
        self._used: dict[int, float] = {}

    async def find_trickplay(self, asset_id: int, token_id: str = "") -> Trickplay | None:
        """Return where the pictures along a film are, or None when there are none (yet).

        Args:
            token_id: The token with which the paths end; "" for none.
        """
        kept = await self._db.read(store.find_trickplay, asset_id)
        if kept is None:
            return None
        place = self._place(asset_id, token_id)
        return Trickplay(
            width_px=kept.strip.width_px,
            height_px=kept.strip.height_px,
            columns=COLUMNS,
            rows=ROWS,
            count=kept.strip.count,
            step_ms=DurationMs(STEP_MS),
            sheets=tuple(f"{place}/{sheet.number}.jpg" for sheet in rules.list_sheets(kept.strip.count)),
            vtt_url=f"{place}/tiles.vtt",
            hls_url=f"{place}/tiles.m3u8",
            bif_url=f"{place}/tiles.bif",
        )

    async def list_scenes(self, asset_id: int, token_id: str = "") -> tuple[ChapterPicture, ...]:
        """Return the pictures of a file's chapters, as `find_trickplay` does."""
        place = self._place(asset_id, token_id)
        scenes = await self._db.read(store.list_scenes, asset_id)
        return tuple(ChapterPicture(number=number, url=f"{place}/chapter-{number}.jpg") for number, _ in scenes)

    async def open(self, asset_id: int, expires: int, signature: str, name: str) -> Path | str:
        """Return the file that a signed path stands for, or the text.

        Raises:
            Denied: the signature is wrong or too old.
            NotFound: there is no such picture.
        """
        self._signer.check(KIND, asset_id, expires, signature, now())
        if name.startswith("chapter-"):
            return await self._scene(asset_id, name)
        kept = await self._db.read(store.find_trickplay, asset_id)
        if kept is None:
            raise _none()
        await self._touch(asset_id)
        if name in ("tiles.vtt", "tiles.m3u8"):
            duration = await self._db.read(store.find_duration, asset_id)
            return (rules.vtt if name == "tiles.vtt" else rules.image_playlist)(kept.strip, duration)
        if name == "tiles.bif":
            return await self._bif(kept)
        if name not in {f"{sheet.number}.jpg" for sheet in rules.list_sheets(kept.strip.count)}:
            raise _none()
        return self._shelf.path(kept.key, name)

    async def wish(self, asset_id: int) -> bool:
        """Let pictures be made again whose place was needed for others; tells whether there is something to make."""
        return await self._db.write(store.forget_evicted, asset_id)

    async def sweep(self) -> None:
        """Delete what nothing needs, and let be made again what was lost."""
        await trim(self._db, self._shelf, self._limits.trickplay_bytes())
        wanted = await self._db.read(store.list_keys)
        lost = await asyncio.to_thread(self._shelf.sweep, wanted)
        await self._db.write(store.forget_lost, lost)

    async def _scene(self, asset_id: int, name: str) -> Path:
        for number, key in await self._db.read(store.list_scenes, asset_id):
            if name == f"chapter-{number}.jpg":
                return self._shelf.path(key, name)
        raise _none()

    async def _bif(self, kept: Kept) -> Path:
        """It is built when it is asked for: few players want one."""
        target = self._shelf.path(kept.key, "tiles.bif")
        if not await asyncio.to_thread(target.is_file):
            strip = kept.strip
            task = BifTask(
                path=str(target.parent),
                target=str(target),
                count=strip.count,
                width_px=strip.width_px,
                height_px=strip.height_px,
            )
            await self._media.study(task, deadline_s=BIF_DEADLINE_S, is_asked=True)
        return target

    async def _touch(self, asset_id: int) -> None:
        """Once an hour: a seek bar that is swept over must not write to the disk."""
        at = time.monotonic()
        if at - self._used.get(asset_id, -TOUCH_EVERY_S) >= TOUCH_EVERY_S:
            self._used[asset_id] = at
            await self._db.write(store.touch_trickplay, asset_id, now_ms())

    def _place(self, asset_id: int, token_id: str) -> str:
        signed = self._signer.sign(KIND, asset_id, now(), viewer("", token_id))
        return f"{ROOT}/{signed}"


class Knowledge:
    """What is known about the files of items."""

    def __init__(self, db: Db, library: ReadingRoom, pictures: Pictures, looking: Looking) -> None:
        self._db = db
        self._library = library
        self.pictures = pictures
        self.looking = looking
        self.markers = Markers(db, library)

    def hear(self, bus: Bus, tasks: Tasks) -> None:
        """Look from now on, and delete what nothing needs."""
        self.looking.hear(bus, tasks)
        tasks.start(self.pictures.sweep(), name="analysis.sweep")

    async def list_analyses(self, item_id: int, token_id: str = "") -> tuple[Analysis, ...]:
        """Return what is known about each file of an item. Raises NotFound.

        Args:
            token_id: The token with which the paths of pictures end; "" for none.
        """
        entry = await self._library.get_entry(item_id)
        assets = await self._library.list_assets(item_id)
        is_music = entry.kind is ItemKind.TRACK
        return tuple([await self._analysis(asset, token_id, is_music=is_music) for asset in assets])

    async def _analysis(self, asset: Asset, token_id: str, *, is_music: bool) -> Analysis:
        trickplay = await self.pictures.find_trickplay(asset.id, token_id)
        if trickplay is None and await self.pictures.wish(asset.id):
            await self.looking.start()
        loudness = await self._db.read(store.find_loudness, asset.id)
        return Analysis(
            asset_id=str(asset.id),
            trickplay=trickplay,
            chapter_pictures=await self.pictures.list_scenes(asset.id, token_id),
            markers=await self.markers.list_markers(asset.id),
            loudness=loudness,
            gain_db=rules.gain(loudness, asset.probe.gain, is_music=is_music),
            album_gain_db=rules.album_gain(asset.probe.gain) if is_music else None,
        )


def _none() -> NotFound:
    return NotFound("There are no such pictures of this film (yet).", code="trickplay_not_found")
