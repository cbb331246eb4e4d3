"""A worker of one's own."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from app.contract.encoding import SpanTask
from app.contract.errors import Unavailable, Unsupported
from app.engine.ground.hired import Hired
from app.engine.ground.media import Media, MediaLimits
from app.engine.ground.workers import worker_command
from tests.fakes.films import make_film

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX signals")
SLEEPER = (sys.executable, "-c", "import sys, time; sys.stdin.readline(); time.sleep(600)")
CRASHER = (sys.executable, "-c", "import sys; sys.stdin.readline()")
TASK = SpanTask(path="/nowhere", index=0)


async def test_it_starts_with_the_first_task_and_ends_with_its_owner(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mkv", seconds=1)
    async with Media() as media:
        hired = media.encoding.hire()
        assert hired.pid == 0
        answer = await hired.ask(SpanTask(path=str(film), index=0))
        assert hired.pid in media.pids()

        await hired.end()

        assert answer["end_us"] > 0
        assert media.pids() == ()


@posix_only
async def test_one_that_was_killed_is_replaced(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mkv", seconds=1)
    async with Media() as media:
        hired = media.encoding.hire()
        await hired.ask(SpanTask(path=str(film), index=0))
        before = hired.pid
        os.kill(before, signal.SIGKILL)

        await hired.ask(SpanTask(path=str(film), index=0))

        assert hired.pid not in (0, before)


@posix_only
async def test_one_whose_killing_is_broken_off_is_waited_for_at_the_end() -> None:
    hired = Hired(SLEEPER, 60, 2**30, lambda _hired: None)
    asking = asyncio.ensure_future(hired.ask(TASK))
    async with asyncio.timeout(5):
        while not hired.pid:
            await asyncio.sleep(0.001)
    worker = hired._worker
    assert worker is not None
    for _ in range(2):  # the second time in the middle of the killing
        asking.cancel()
        await asyncio.sleep(0)
    await asyncio.wait([asking])

    await hired.end()

    assert not worker.is_alive


async def test_a_file_that_cannot_be_read_costs_no_worker() -> None:
    async with Media() as media:
        hired = media.encoding.hire()
        for _ in range(2):
            with pytest.raises(Unsupported):
                await hired.ask(TASK)
        assert len(media.pids()) == 1


async def test_what_ends_every_worker_is_given_up() -> None:
    async with Media(command=CRASHER) as media:
        with pytest.raises(Unsupported) as caught:
            await media.encoding.hire().ask(TASK)

    assert caught.value.code == "crashed"


async def test_one_that_does_not_answer_is_killed() -> None:
    ended: list[Hired] = []
    hired = Hired(SLEEPER, 0.2, 0, ended.append)

    with pytest.raises(Unsupported) as caught:
        await hired.ask(TASK)
    await hired.end()

    assert (caught.value.code, hired.pid, ended) == ("timeout", 0, [hired])


async def test_who_waits_for_it_when_the_engine_stops_is_told() -> None:
    async with Media(MediaLimits(), command=SLEEPER) as media:
        hired = media.encoding.hire()
        asking = asyncio.ensure_future(hired.ask(TASK))
        while not hired.pid:
            await asyncio.sleep(0.01)
    with pytest.raises(Unavailable):
        await asking

    assert hired.pid == 0
    assert worker_command()


async def test_no_worker_at_all_is_told(tmp_path: Path) -> None:
    async with Media(command=(str(tmp_path / "nothing"),)) as media:
        with pytest.raises(Unavailable):
            await media.encoding.hire().ask(TASK)
