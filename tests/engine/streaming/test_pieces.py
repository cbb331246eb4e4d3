"""Pieces in memory."""

import asyncio

import pytest

from app.contract.errors import Unsupported
from app.contract.segments import Piece
from app.contract.units import SizeBytes
from app.engine.ground.tasks import Tasks
from app.engine.streaming.pieces import Pieces


class Maker:
    """Makes pieces of ten bytes when it is let."""

    def __init__(self) -> None:
        self.made = 0
        self.is_let = asyncio.Event()

    async def make(self) -> Piece:
        await self.is_let.wait()
        self.made += 1
        return Piece(head=b"head", body=b"a body")


async def test_a_piece_that_two_want_at_once_is_made_once() -> None:
    async with Tasks() as tasks:
        pieces, maker = Pieces(tasks, lambda: SizeBytes(100)), Maker()
        asking = [asyncio.ensure_future(pieces.get("one", maker.make)) for _ in range(3)]
        await asyncio.sleep(0)
        pieces.want("one", maker.make)
        maker.is_let.set()

        first, *others = await asyncio.gather(*asking)

    assert maker.made == 1
    assert all(other is first for other in others)


async def test_a_piece_is_made_to_its_end_when_its_player_goes_away() -> None:
    async with Tasks() as tasks:
        pieces, maker = Pieces(tasks, lambda: SizeBytes(100)), Maker()
        leaving = asyncio.ensure_future(pieces.get("one", maker.make))
        await asyncio.sleep(0)
        staying = asyncio.ensure_future(pieces.get("one", maker.make))
        await asyncio.sleep(0)
        leaving.cancel()
        maker.is_let.set()

        assert (await staying).body == b"a body"
        assert leaving.cancelled()
    assert maker.made == 1


async def test_the_least_used_go_when_there_is_no_more_room() -> None:
    async with Tasks() as tasks:
        pieces, maker = Pieces(tasks, lambda: SizeBytes(25)), Maker()
        maker.is_let.set()
        for name in ("one", "two", "one", "three"):
            await pieces.get(name, maker.make)
        assert (maker.made, pieces.size_bytes) == (3, 20)

        await pieces.get("one", maker.make)
        assert maker.made == 3
        await pieces.get("two", maker.make)
        assert maker.made == 4


async def test_a_failure_is_told_to_everybody_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    tries = 0

    async def fail() -> Piece:
        nonlocal tries
        tries += 1
        raise Unsupported("It is broken.", code="unreadable")

    async with Tasks() as tasks:
        pieces = Pieces(tasks, lambda: SizeBytes(100))
        pieces.want("one", fail)
        answers = await asyncio.gather(*(pieces.get("one", fail) for _ in range(2)), return_exceptions=True)
        with pytest.raises(Unsupported):
            await pieces.get("one", fail)

    assert [type(answer) for answer in answers] == [Unsupported, Unsupported]
    assert tries == 2
