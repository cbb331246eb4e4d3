"""One picture that is being made, by a worker that makes pieces when it is let."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.contract.encoding import EncodeTask
from app.contract.errors import MarqueeError, Unavailable, Unsupported
from app.contract.segments import Form, Piece
from app.contract.units import SizeBytes
from app.engine.streaming.encodes import run as one_run
from app.engine.streaming.encodes import runs as crowd
from app.engine.streaming.encodes import shelf as shelves
from app.engine.streaming.encodes.order import Place, video_task
from app.engine.streaming.encodes.run import AHEAD_S, Run
from app.engine.streaming.encodes.shelf import Shelf
from tests.engine.streaming.encodes.test_rules import ORDER

COUNT = 100
FAR = COUNT
WINDOW = AHEAD_S // 2
TASK = video_task(ORDER, "/films/a.mkv", Form.MP4, None)


class Worker:
    """Makes a piece for each permit, and fails for those that are bad."""

    def __init__(self) -> None:
        self.permits = asyncio.Semaphore(0)
        self.asked: list[int] = []
        self.made: list[int] = []
        self.bad: dict[int, MarqueeError] = {}
        self.is_ended = False

    def let(self, count: int) -> None:
        for _ in range(count):
            self.permits.release()

    async def piece(self, task: EncodeTask) -> Piece:
        self.asked.append(task.number)
        await self.permits.acquire()
        self.made.append(task.number)
        if task.number in self.bad:
            raise self.bad[task.number]
        return Piece(head=b"head", body=b"%d" % task.number)

    async def end(self) -> None:
        self.is_ended = True


class Case:
    def __init__(self, folder: Path, idle_s: float) -> None:
        self.shelf = Shelf(folder, quota=lambda: SizeBytes(2**30), memory=lambda: SizeBytes(2**20))
        self.worker = Worker()
        hired: Any = self.worker
        self.run = Run(TASK, COUNT, 0.5, self.shelf, hired, idle_s)
        self.run.begin(FAR, "somebody")
        self.working = asyncio.ensure_future(self.run.work())

    async def until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.001)

    async def ask(self, number: int, viewer: str = "anna") -> Piece:
        self.run.leave("somebody")
        self.run.note(number, viewer)
        return await self.run.get(number)


@asynccontextmanager
async def opened(folder: Path, idle_s: float) -> AsyncIterator[Case]:
    case = Case(folder, idle_s)
    try:
        yield case
    finally:
        case.working.cancel()
        await asyncio.wait([case.working])


@pytest.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    async with opened(tmp_path, 5) as case:
        yield case


async def test_it_works_ahead_of_the_last_piece_that_was_asked_for_and_no_further(case: Case) -> None:
    case.worker.let(COUNT)

    first = await case.ask(3)
    await case.until(lambda: case.run.made >= 1 + WINDOW)
    for _ in range(20):
        await asyncio.sleep(0)

    assert first.body == b"3"
    assert case.worker.made == list(range(3, 3 + 1 + WINDOW))
    assert case.run.ahead("anna") == WINDOW
    assert case.run.speed > 0


async def test_a_seek_goes_before_work_ahead_and_the_newest_first(case: Case) -> None:
    asking = [asyncio.ensure_future(case.ask(3))]
    await case.until(lambda: case.worker.asked == [3])
    asking += [asyncio.ensure_future(case.ask(number)) for number in (50, 70, 71)]
    await case.until(lambda: len(case.run._waiting) == 4)
    case.worker.let(4)
    await asyncio.gather(*asking)

    assert case.worker.made == [3, 70, 71, 50]


async def test_two_who_ask_for_the_same_piece_get_the_one_that_is_made(case: Case) -> None:
    asking = [asyncio.ensure_future(case.ask(3, viewer)) for viewer in ("anna", "ben")]
    await case.until(lambda: set(case.run._viewers) == {"anna", "ben"})
    case.worker.let(1)

    one, other = await asyncio.gather(*asking)

    assert one is other
    assert case.worker.made == [3]


async def test_pieces_that_are_there_are_not_made_again(case: Case) -> None:
    for number in (4, 5):
        await case.shelf.put(Place(track=TASK.session, number=number).name, Piece(head=b"", body=b"old"))
    case.worker.let(3)

    await case.ask(3)
    await case.until(lambda: len(case.worker.made) == 3)

    assert case.worker.made == [3, 6, 7]


async def test_the_head_comes_with_the_piece_that_the_player_starts_at(case: Case) -> None:
    case.run.leave("somebody")
    case.run.begin(40, "anna")
    asking = asyncio.ensure_future(case.run.get_head("anna"))
    case.worker.let(COUNT)

    head = await asking
    await case.until(lambda: len(case.worker.made) == 2)
    for _ in range(20):
        await asyncio.sleep(0)

    assert head.body == b"head"
    assert case.worker.made == [40, 41]  # nobody has asked yet: so much and no more


async def test_a_player_that_asks_for_the_head_only_gets_that_of_the_first_piece(case: Case) -> None:
    case.run.leave("somebody")
    case.worker.let(2)

    assert (await case.run.get_head("anna")).body == b"head"
    assert case.worker.made[0] == 0


async def test_a_bad_piece_is_told_and_stepped_over(case: Case) -> None:
    case.worker.bad[4] = Unsupported("It is broken.", code="unreadable")
    case.worker.let(4)

    await case.ask(3)
    await case.until(lambda: len(case.worker.made) == 4)
    case.worker.let(2)  # the next one ahead may have been begun
    with pytest.raises(Unsupported, match="broken"):
        await case.ask(4)

    assert case.worker.made[:4] == [3, 4, 5, 6]
    assert case.worker.made.count(4) == 2


async def test_a_film_of_which_nothing_can_be_made_has_no_head(case: Case) -> None:
    case.run.leave("somebody")
    case.worker.bad[0] = Unsupported("It is broken.", code="unreadable")
    case.worker.let(1)

    with pytest.raises(Unsupported, match="broken"):
        await case.run.get_head("anna")


async def test_without_a_disk_it_does_not_work_far_ahead(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _piece: Piece) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shelves, "_write", full)
    case.worker.let(COUNT)

    await case.ask(3)
    await case.until(lambda: len(case.worker.made) >= 4)
    for _ in range(20):
        await asyncio.sleep(0)

    assert len(case.worker.made) <= 5


async def test_it_ends_when_nobody_asked_for_a_while(tmp_path: Path) -> None:
    async with opened(tmp_path, 0.1) as case:
        case.worker.let(1)
        await case.ask(COUNT - 1)

        await asyncio.wait_for(case.working, 5)

    assert case.worker.is_ended


async def test_it_ends_at_once_when_the_last_viewer_leaves(case: Case) -> None:
    case.worker.let(1)
    await case.ask(COUNT - 1, "anna")
    case.run.note(COUNT - 1, "ben")
    case.run.leave("anna")
    await asyncio.sleep(0.01)
    assert not case.working.done()

    case.run.leave("ben")
    await asyncio.wait_for(case.working, 5)

    assert case.worker.is_ended


async def test_what_is_made_ahead_is_given_up_when_the_last_viewer_leaves(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_run, "OVERLAP_S", 60)
    case.worker.let(1)
    await case.ask(3)
    await case.until(lambda: case.worker.asked == [3, 4])

    case.run.leave("anna")
    await asyncio.wait_for(case.working, 5)

    assert case.worker.made == [3]


async def test_what_somebody_waits_for_is_made_a_little_longer_than_they_watch(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking = asyncio.ensure_future(case.ask(3))
    await case.until(lambda: case.worker.asked == [3])
    case.run.leave("anna")
    await asyncio.sleep(0)
    case.worker.let(1)
    assert (await asking).body == b"3"

    asking = asyncio.ensure_future(case.run.get(4))
    monkeypatch.setattr(one_run, "OVERLAP_S", 0.01)
    with pytest.raises(Unavailable) as gone:
        await asking
    await asyncio.wait_for(case.working, 5)

    assert gone.value.code == "encode_stopped"
    assert case.worker.made == [3]


async def test_somebody_who_comes_while_a_picture_is_given_up_gets_their_piece(case: Case) -> None:
    case.worker.let(1)
    await case.ask(3)
    await case.until(lambda: case.worker.asked == [3, 4])

    case.run.leave("anna")
    asking = asyncio.ensure_future(case.ask(4, "ben"))
    case.worker.let(1)

    assert (await asking).body == b"4"


async def test_it_makes_room_for_those_who_watch_it_alone(case: Case) -> None:
    case.run.leave("somebody")
    assert case.run.makes_room_for("anna")  # it ends already
    case.run.begin(3, "anna")

    assert case.run.makes_room_for("anna")
    assert not case.run.makes_room_for("ben")
    assert not case.run.makes_room_for("")
    case.run.begin(3, "ben")
    assert not case.run.makes_room_for("anna")


async def test_it_makes_no_room_while_a_piece_is_still_made_for_those_who_left(case: Case) -> None:
    asking = asyncio.ensure_future(case.ask(3))
    await case.until(lambda: case.worker.asked == [3])

    case.run.leave("anna")

    assert not case.run.makes_room_for("anna")
    case.worker.let(1)
    assert (await asking).body == b"3"


async def test_who_waits_when_the_engine_stops_is_told(case: Case) -> None:
    asking = asyncio.ensure_future(case.ask(3))
    await case.until(lambda: bool(case.run._waiting))

    case.working.cancel()

    with pytest.raises(Unavailable):
        await asking
    assert case.worker.is_ended
    assert replace(TASK, number=3) != TASK


def test_players_that_go_on_after_they_left_are_forgotten_some_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST_WATCHING", 2)
    nobody: Any = None
    runs = crowd.Runs(nobody, nobody, nobody, nobody, nobody, nobody)

    for viewer in ("anna", "ben", "anna", "cleo"):
        runs._see(viewer, TASK)

    assert list(runs._watching) == ["anna", "cleo"]
