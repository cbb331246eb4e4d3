"""500 files with scratches in them, read, cut and made anew: nothing hangs, and nothing is left behind."""

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from app.contract.encoding import EncodeTask, SoundForm, SoundTask, VideoForm
from app.contract.errors import MarqueeError
from app.contract.media import StreamType
from app.contract.segments import CutStream, Form, SegmentTable, SegmentTask
from app.engine.ground.media import Media
from tests.fakes.damage import SCRATCHES, damage_many
from tests.fakes.films import make_film

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform == "win32", reason="a process number tells of a life on POSIX only"),
]

COUNT_OF_EACH = 100
"""500 in all."""
LONGEST_S = 10.0
SEEDS = (
    ("one.mkv", "libx264", "aac"),
    ("two.mp4", "libx264", "ac3"),
    ("three.ts", "mpeg2video", "mp2"),
    ("four.webm", "libvpx-vp9", "libopus"),
    ("five.avi", "mpeg4", "libmp3lame"),
)
NO_CUTS = CutStream(index=0, type=StreamType.VIDEO, codec="h264")


def segment_tasks(path: Path, table: SegmentTable, chance: random.Random) -> Iterator[SegmentTask]:
    """Yield a piece of a file in each container, from anywhere in it."""
    number = chance.randrange(len(table.cuts))
    main = next((stream for stream in table.streams if stream.index == table.timing.main), NO_CUTS)
    for form in main.forms:
        yield SegmentTask(
            path=str(path),
            etag="1",
            form=form,
            timing=table.timing,
            streams=(main,),
            number=number,
            start=table.cuts[number],
            end=table.cuts[number + 1] if number + 1 < len(table.cuts) else None,
        )


def sound_task(path: Path, number: int) -> SoundTask:
    """Return the wish for half a second of the second stream as FLAC: it is reading that is tried, not an encoder."""
    return SoundTask(
        path=str(path),
        etag="1",
        form=Form.MP4,
        index=1,
        sound=SoundForm(codec="flac", channels=2),
        zero_us=0,
        number=number,
        start_us=number * 500_000,
        end_us=(number + 1) * 500_000,
    )


def encode_task(path: Path, number: int) -> EncodeTask:
    """Return the wish for a second of the picture as H.264."""
    return EncodeTask(
        path=str(path),
        etag="1",
        session=path.name,
        form=Form.TS,
        video_index=0,
        video=VideoForm(codec="h264", width_px=64, height_px=48),
        zero_us=0,
        grid_us=1_000_000,
        number=number,
        encoder="libx264",
        preset="ultrafast",
        threads=1,
    )


class Trial:
    """Asks workers for all that a player may want of a file, and counts how it went."""

    def __init__(self, media: Media) -> None:
        self._media = media
        self._hired = media.encoding.hire()
        self._chance = random.Random(20261121)
        self.outcomes: Counter[str] = Counter()
        self.slowest_s = 0.0
        self.pids: set[int] = set()

    async def try_out(self, path: Path) -> None:
        """Read a file, copy pieces of it, and make sound and picture anew."""
        await self._done("probe", lambda: self._media.probe(path))
        table = await self._done("table", lambda: self._media.segment_table(path))
        for task in segment_tasks(path, table, self._chance) if isinstance(table, SegmentTable) else ():
            await self._done("copy", lambda task=task: self._media.segment(task))  # type: ignore[misc]
        number = self._chance.randrange(2)
        await self._done("sound", lambda: self._media.sound(sound_task(path, number)))
        await self._done("encode", lambda: self._hired.piece(encode_task(path, number)))
        self.pids.update((*self._media.pids(), self._hired.pid))

    async def _done(self, name: str, ask: Callable[[], Awaitable[object]]) -> object:
        start, answer = time.monotonic(), None
        try:
            answer = await ask()
            self.outcomes[name] += 1
        except MarqueeError as error:
            self.outcomes[f"{name} {error.code}"] += 1
        self.slowest_s = max(self.slowest_s, time.monotonic() - start)
        return answer


@pytest.mark.parametrize(("name", "video", "audio"), SEEDS, ids=[name for name, _, _ in SEEDS])
async def test_scratched_files_hang_nothing_and_leave_nothing(
    name: str, video: str, audio: str, tmp_path: Path
) -> None:
    good = make_film(tmp_path / name, seconds=2, video=video, audio=audio)
    async with Media() as media:
        trial = Trial(media)
        for path in damage_many(good, tmp_path / good.stem, COUNT_OF_EACH, SCRATCHES):
            await trial.try_out(path)

    assert trial.slowest_s < LONGEST_S
    assert all(trial.outcomes[name] > COUNT_OF_EACH // 20 for name in ("probe", "sound", "encode")), trial.outcomes
    assert any(" " in name for name in trial.outcomes), trial.outcomes
    assert not [pid for pid in trial.pids if pid and _lives(pid)]


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
