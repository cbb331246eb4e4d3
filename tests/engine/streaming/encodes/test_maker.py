"""Who makes a piece when the first provider fails."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.contract.encoding import EncodeTask
from app.contract.errors import MarqueeError, Unavailable, Unsupported
from app.contract.media import MediaFault
from app.contract.segments import Form, Piece
from app.engine.streaming.encodes.maker import Maker
from app.engine.streaming.encodes.order import video_task
from app.engine.streaming.encodes.providers import MOST_FAULTS, MOST_LOST
from tests.engine.streaming.encodes.test_rules import ORDER

TASK = replace(video_task(ORDER, "/films/a.mkv", Form.MP4, None), provider="ffmpeg")
SECOND = replace(TASK, provider="pyav")
BROKEN = Unsupported("ffmpeg failed: no", code=MediaFault.NOT_CUTTABLE)


class House:
    """A worker, and those who know who else there is."""

    folder = Path("/cache/ffmpeg/1")

    def __init__(self, *bad: str, error: MarqueeError = BROKEN, second: EncodeTask | None = SECOND) -> None:
        self.bad = set(bad)
        self.error = error
        self.asked: list[str] = []
        self.looked = 0
        self.is_ended = False
        self.folders: list[Path] = []
        self._second = second

    async def piece(self, task: EncodeTask) -> Piece:
        self.asked.append(task.provider)
        assert task.program == "ready"
        assert task.folder == str(self.folder)
        if task.provider in self.bad:
            raise self.error
        return Piece(head=b"", body=b"%d" % task.number)

    async def end(self) -> None:
        self.is_ended = True

    async def ready(self, task: EncodeTask) -> EncodeTask:
        return replace(task, program="ready")

    async def make(self) -> Path:
        self.folders.append(self.folder)
        return self.folder

    async def delete(self, folder: Path) -> None:
        assert self.is_ended
        self.folders.remove(folder)

    async def second(self, task: EncodeTask) -> EncodeTask | None:
        self.looked += 1
        return self._second


def maker_of(house: House) -> Maker:
    hired: Any = house
    scratch: Any = house
    return Maker(hired, house, scratch)


async def test_the_one_that_was_chosen_makes_all_as_long_as_it_can() -> None:
    house = House()
    maker = maker_of(house)

    piece = await maker.piece(TASK)
    await maker.piece(TASK)
    lent = len(house.folders)
    await maker.end()

    assert (piece.body, house.asked, house.looked) == (b"0", ["ffmpeg", "ffmpeg"], 0)
    assert (lent, house.folders) == (1, [])
    assert (maker.provider, maker.fault, house.is_ended) == ("ffmpeg", "", True)


async def test_a_piece_that_it_cannot_make_comes_from_another_one() -> None:
    house = House("ffmpeg")
    maker = maker_of(house)

    piece = await maker.piece(replace(TASK, number=7))
    house.bad.clear()
    await maker.piece(replace(TASK, number=8))

    assert (piece.body, house.asked) == (b"7", ["ffmpeg", "pyav", "ffmpeg"])
    assert (maker.provider, maker.fault) == ("ffmpeg", "")


async def test_one_that_fails_again_and_again_is_given_up_and_the_reason_told() -> None:
    house = House("ffmpeg")
    maker = maker_of(house)

    pieces = [await maker.piece(replace(TASK, number=number)) for number in range(MOST_FAULTS + 2)]

    assert [piece.body for piece in pieces] == [b"%d" % number for number in range(MOST_FAULTS + 2)]
    assert house.asked == ["ffmpeg", "pyav"] * MOST_FAULTS + ["pyav"] * 2
    assert (maker.provider, maker.fault, house.looked) == ("pyav", "ffmpeg failed: no", 1)


async def test_a_piece_that_nobody_can_make_is_told_as_the_first_one_told_it() -> None:
    house = House("ffmpeg", "pyav")
    maker = maker_of(house)

    for _ in range(MOST_LOST + 1):
        with pytest.raises(Unsupported, match="ffmpeg failed: no"):
            await maker.piece(TASK)

    assert house.asked == ["ffmpeg", "pyav"] * MOST_LOST + ["ffmpeg"]


async def test_nobody_else_is_asked_when_there_is_nobody() -> None:
    house = House("ffmpeg", second=None)

    with pytest.raises(Unsupported):
        await maker_of(house).piece(TASK)

    assert house.asked == ["ffmpeg"]


@pytest.mark.parametrize(
    "error", [Unsupported("gone", code=MediaFault.VANISHED), Unavailable("stopped", code="media_stopped")]
)
async def test_what_is_nobodys_fault_is_not_tried_again(error: MarqueeError) -> None:
    house = House("ffmpeg", error=error)

    with pytest.raises(type(error)):
        await maker_of(house).piece(TASK)

    assert (house.asked, house.looked) == (["ffmpeg"], 0)
