"""Real worker processes on real files, treated badly."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.contract.errors import Unavailable, Unsupported
from app.contract.media import FileRead, MediaFault
from app.contract.units import SizeBytes
from app.engine.ground import workers
from app.engine.ground.media import Media, MediaLimits
from app.engine.ground.pool import Turns
from app.engine.ground.workers import Worker, worker_command
from tests.fakes.films import make_film, make_picture

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX processes and files")

CRASHER = (sys.executable, "-c", "import sys; sys.stdin.readline(); sys.exit(3)")
DEAF = (sys.executable, "-c", "import time; time.sleep(600)")
CHATTERER = (sys.executable, "-c", "import sys; sys.stdin.readline(); print('x' * 100_000); sys.stdin.read()")


@pytest.fixture
async def media() -> AsyncIterator[Media]:
    async with Media(MediaLimits(workers=1)) as media:
        yield media


def is_there(pid: int) -> bool:
    """Tell whether a process exists, a zombie included."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def fault(media: Media, path: Path) -> str:
    with pytest.raises(Unsupported) as caught:
        await media.probe(path)
    return caught.value.code


async def test_a_film_is_probed(media: Media, tmp_path: Path) -> None:
    probe = await media.probe(make_film(tmp_path / "film.mkv"))

    assert probe.container == "matroska"
    assert [stream.codec for stream in probe.streams] == ["h264", "aac"]


async def test_pictures_are_made_and_covers_and_frames_found(media: Media, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", cover=True)
    picture = make_picture(tmp_path / "poster.jpg", (600, 900))
    song = make_film(tmp_path / "song.flac", video=None, audio="flac")

    thumbnail = await media.thumbnail(picture, tmp_path / "small.jpg", 200)
    cover = await media.cover(film, tmp_path / "cover.jpg")
    frame = await media.frame(film, tmp_path / "frame.jpg", 160)

    assert (thumbnail.width_px, thumbnail.height_px) == (200, 300)
    assert cover is not None
    assert cover.width_px == 200
    assert frame is not None
    assert frame.width_px == 160
    assert await media.cover(song, tmp_path / "no.jpg") is None
    assert await media.frame(song, tmp_path / "no.jpg", 160) is None


async def test_a_name_that_is_no_text_is_no_problem(media: Media, tmp_path: Path) -> None:
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/f\xff\nilm.mkv"))
    make_film(tmp_path / "film.mkv").rename(strange)

    assert (await media.probe(strange)).container == "matroska"
    assert await fault(media, strange.with_suffix(".gone")) == MediaFault.VANISHED


@posix_only
async def test_what_is_no_file_is_refused_without_being_opened(media: Media, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mkv")

    assert await fault(media, tmp_path / "pipe.mkv") == MediaFault.NOT_A_FILE
    assert await fault(media, tmp_path) == MediaFault.NOT_A_FILE
    assert await fault(media, Path(os.devnull)) == MediaFault.NOT_A_FILE


async def test_a_hundred_broken_files_cost_no_worker(media: Media, tmp_path: Path) -> None:
    whole = make_film(tmp_path / "whole.mp4").read_bytes()
    pid = None
    for number in range(100):
        bad = tmp_path / f"{number}.mp4"
        bad.write_bytes(whole[: number * 10] if number % 2 else os.urandom(number * 100 + 1))

        assert await fault(media, bad) in {MediaFault.UNREADABLE, MediaFault.EMPTY}
        pid = pid or media.pids()
        assert media.pids() == pid


async def test_a_worker_is_started_late_and_kept_warm(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    async with Media(MediaLimits(workers=2)) as media:
        assert media.pids() == ()
        await media.probe(film)
        pids = media.pids()
        await media.probe(film)

        assert len(pids) == 1
        assert media.pids() == pids
    assert not is_there(pids[0])


async def test_many_files_are_read_at_once_and_answered_in_their_order(media: Media, tmp_path: Path) -> None:
    one, two = make_film(tmp_path / "one.mkv"), make_film(tmp_path / "two.mp4")
    bad = tmp_path / "bad.mkv"
    bad.write_bytes(b"nothing")

    first, failed, second, again = await media.read_all([one, bad, two, one])

    assert isinstance(failed, Unsupported)
    assert failed.code == MediaFault.UNREADABLE
    assert [read.probe.container for read in (first, second) if isinstance(read, FileRead)] == ["matroska", "mov"]
    assert first == again
    assert first != second


MOODY = """
import json, os, sys
for line in sys.stdin:
    path = json.loads(line)["path"]
    if path.endswith("crash"):
        os._exit(3)
    if path.endswith("sleep"):
        import time; time.sleep(600)
    kind = "no_room" if path.endswith("full") else "empty"
    print(json.dumps({"error": {"kind": kind, "message": path}}), flush=True)
"""


@pytest.mark.parametrize(
    ("name", "deadline_s", "fault"), [("crash", 30, MediaFault.CRASHED), ("sleep", 2, MediaFault.TIMEOUT)]
)
async def test_a_file_that_ends_its_worker_takes_no_other_along(
    name: str, deadline_s: float, fault: MediaFault
) -> None:
    limits = MediaLimits(workers=1, deadline_s=deadline_s)
    async with Media(limits, command=(sys.executable, "-c", MOODY)) as moody:
        answers = await moody.read_all([Path(one) for one in ("a", name, "b")])

    codes = [answer.code for answer in answers if isinstance(answer, Unsupported)]
    assert codes == ["empty", fault, "empty"]


async def test_a_full_disk_is_no_fault_of_the_file(tmp_path: Path) -> None:
    async with Media(MediaLimits(workers=1), command=(sys.executable, "-c", MOODY)) as moody:
        with pytest.raises(Unavailable) as told:
            await moody.thumbnail(Path("full"), tmp_path / "small.jpg", 100)

        assert told.value.code == "no_room"
        assert len(moody.pids()) == 1  # the worker is as good as before


@posix_only
async def test_a_killed_worker_is_replaced_and_nobody_notices(media: Media, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    await media.probe(film)
    [pid] = media.pids()
    os.kill(pid, signal.SIGKILL)

    assert (await media.probe(film)).container == "matroska"
    assert media.pids() != (pid,)
    assert not is_there(pid)


@posix_only
async def test_a_worker_killed_in_the_middle_of_a_task_costs_one_more_try(media: Media, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    await media.probe(film)
    [pid] = media.pids()
    os.kill(pid, signal.SIGSTOP)
    asking = asyncio.ensure_future(media.probe(film))
    await asyncio.sleep(0)
    os.kill(pid, signal.SIGKILL)

    assert (await asking).container == "matroska"


@posix_only
async def test_a_worker_that_does_not_answer_is_killed_at_the_deadline(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    async with Media(MediaLimits(workers=1, deadline_s=5)) as media:
        await media.probe(film)
        [pid] = media.pids()
        media._pool._deadline_s = 0.1
        os.kill(pid, signal.SIGSTOP)

        assert await fault(media, film) == MediaFault.TIMEOUT
        assert not is_there(pid)
        media._pool._deadline_s = 5
        assert (await media.probe(film)).container == "matroska"


async def test_a_file_that_ends_every_worker_is_given_up(tmp_path: Path) -> None:
    async with Media(command=CRASHER) as media:
        assert await fault(media, tmp_path / "any.mkv") == MediaFault.CRASHED
        assert media.pids() == ()


async def test_an_endless_answer_counts_as_a_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONGEST_ANSWER_BYTES", 1_000)
    async with Media(command=CHATTERER) as media:
        assert await fault(media, tmp_path / "any.mkv") == MediaFault.CRASHED


async def test_a_worker_that_does_not_leave_is_killed_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "PATIENCE_AT_END_S", 0.05)
    worker = await Worker.start(DEAF, 0)
    await worker.stop()

    assert not worker.is_alive
    assert not is_there(worker.pid)


async def test_a_worker_is_renewed_after_some_tasks(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    async with Media(MediaLimits(workers=1, recycle_after=2)) as media:
        await media.probe(film)
        [first] = media.pids()
        await media.probe(film)
        assert media.pids() == ()
        assert not is_there(first)

        assert (await media.probe(film)).container == "matroska"


async def test_a_cancelled_question_does_not_confuse_the_next_one(media: Media, tmp_path: Path) -> None:
    film, song = make_film(tmp_path / "film.mkv"), make_film(tmp_path / "song.mp3", video=None, audio="libmp3lame")
    await media.probe(film)
    asking = asyncio.ensure_future(media.probe(film))
    await asyncio.sleep(0)
    asking.cancel()
    await asyncio.wait({asking})

    assert (await media.probe(song)).container == "mp3"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits address space")
async def test_a_worker_has_no_more_memory_than_it_may(tmp_path: Path) -> None:
    big = make_picture(tmp_path / "big.png", (6_000, 6_000))
    async with Media(MediaLimits(workers=1, memory_bytes=SizeBytes(300 * 1024 * 1024))) as media:
        with pytest.raises(Unsupported) as caught:
            await media.thumbnail(big, tmp_path / "small.jpg", 100)

    assert caught.value.code == MediaFault.UNREADABLE
    assert not (tmp_path / "small.jpg").exists()


async def test_a_closed_pool_says_so(tmp_path: Path) -> None:
    async with Media() as media:
        pass

    with pytest.raises(Unavailable) as caught:
        await media.probe(tmp_path / "film.mkv")
    assert caught.value.code == "media_stopped"


async def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    async with Media(command=(str(tmp_path / "nothing"),)) as media:
        with pytest.raises(Unavailable) as caught:
            await media.probe(tmp_path / "film.mkv")
    assert caught.value.code == "media_unavailable"


@posix_only
async def test_a_worker_ends_when_its_engine_is_gone(tmp_path: Path) -> None:
    worker = await Worker.start(worker_command(), 0)
    assert worker._process.stdin is not None
    worker._process.stdin.close()

    async with asyncio.timeout(10):
        assert await worker._process.wait() == 0
    await worker.kill()


def test_a_frozen_bundle_starts_itself_as_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker_command() == (sys.executable, "-m", "app.worker")

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command() == (sys.executable, "work")


async def test_a_long_queue_of_one_kind_does_not_hold_up_another() -> None:
    turns, order = Turns(1), list[str]()

    async def take(lane: str, name: str) -> None:
        async with turns.take(lane):
            order.append(name)
            await asyncio.sleep(0)

    scan = [take("probe", f"p{number}") for number in range(4)]
    await asyncio.gather(*scan, take("thumbnail", "t0"), take("thumbnail", "t1"))

    assert order == ["p0", "p1", "t0", "p2", "t1", "p3"]


async def test_whoever_gives_up_waiting_costs_no_turn() -> None:
    turns = Turns(1)

    async def take() -> None:
        async with turns.take("probe"):
            pass

    async with turns.take("probe"):
        quitter, late_quitter, patient = (asyncio.ensure_future(take()) for _ in range(3))
        await asyncio.sleep(0)
        quitter.cancel()
        await asyncio.wait({quitter})
    late_quitter.cancel()
    await asyncio.wait_for(patient, 5)

    assert late_quitter.cancelled()
    await asyncio.wait_for(take(), 5)


async def test_a_patient_lane_is_served_when_nobody_else_waits() -> None:
    turns, order = Turns(1, patient=frozenset({"frame"})), list[str]()

    async def take(lane: str) -> None:
        async with turns.take(lane):
            order.append(lane)

    async with turns.take("probe"):
        waiting = [asyncio.ensure_future(take(lane)) for lane in ("frame", "probe", "frame", "cover", "probe")]
        await asyncio.sleep(0)
    await asyncio.gather(*waiting)

    assert order == ["probe", "cover", "probe", "frame", "frame"]
