"""Who makes pictures on this computer: asked of the rooms' real parts, with what passed its trial told to them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.contract.encoding import Burned
from app.contract.errors import Unavailable, Unsupported
from app.contract.segments import Form
from app.engine.streaming.encodes.budget import Machine
from app.engine.streaming.encodes.order import track_name, video_task
from app.engine.streaming.encodes.providers import FFMPEG, Ability, Needs, Provider
from app.engine.streaming.encodes.registry import Registry
from tests.engine.streaming.encodes.test_rules import ORDER

TASK = video_task(ORDER, "/films/a.mkv", Form.MP4, None)
STYLED = Needs(codec="h264", must=frozenset({Ability.PLAIN_TEXT}), wishes=frozenset({Ability.STYLED_TEXT}))


class Own:
    """The encoders of PyAV."""

    def __init__(self, *, wants_hardware: bool = False, failed: str = "") -> None:
        self.wants_hardware = wants_hardware
        self._failed = failed

    async def machine(self) -> Machine:
        return Machine(frame_rate=100, hardware={})

    def has_failed(self, encoder: str) -> bool:
        return encoder == self._failed


class Program:
    """The ffmpeg program, if there is one."""

    def __init__(self, *abilities: Ability, is_there: bool = True, is_closed: bool = False) -> None:
        self.abilities = frozenset(abilities)
        self.is_there = is_there
        self.is_closed = is_closed
        self.asked = 0

    async def find(self) -> Path | None:
        return Path("/bin/ffmpeg") if self.is_there else None

    async def provider(self, *, wants_hardware: bool) -> Provider | None:
        self.asked += 1
        if self.is_closed:
            raise Unavailable("The media workers have stopped.", code="media_stopped")
        hardware = {"h264": "h264_vaapi"} if wants_hardware else {}
        found = Provider(name=FFMPEG, encoders={"h264": "libx264"}, hardware=hardware, abilities=self.abilities)
        return found if self.is_there else None


def registry(own: Own, program: Program) -> Registry:
    encoders: Any = own
    ffmpeg: Any = program
    return Registry(encoders, ffmpeg)


DRAWS = Program(Ability.PLAIN_TEXT, Ability.STYLED_TEXT)


async def test_the_program_is_not_looked_for_when_nobody_needs_it() -> None:
    program = Program()

    chosen, machine = await registry(Own(), program).choose(Needs(codec="h264"))

    assert (chosen.provider, chosen.encoder, machine.hardware, program.asked) == ("pyav", "libx264", {}, 0)


@pytest.mark.parametrize(
    ("own", "program", "needs", "wanted"),
    [
        (Own(), DRAWS, STYLED, "ffmpeg libx264"),
        (Own(), Program(), STYLED, "pyav libx264"),
        (Own(), Program(is_there=False), STYLED, "pyav libx264"),
        (Own(), Program(is_closed=True), STYLED, "pyav libx264"),
        (Own(failed="libx264"), Program(), Needs(codec="h264"), "ffmpeg libx264"),
        (Own(failed="libx264"), Program(is_there=False), Needs(codec="h264"), "pyav libx264"),
        (Own(wants_hardware=True), Program(), Needs(codec="h264"), "ffmpeg h264_vaapi"),
        (Own(wants_hardware=True), DRAWS, STYLED, "ffmpeg h264_vaapi"),
        (Own(wants_hardware=True), Program(), Needs(codec="av1"), "pyav libsvtav1"),
    ],
)
async def test_who_is_chosen(own: Own, program: Program, needs: Needs, wanted: str) -> None:
    chosen, machine = await registry(own, program).choose(needs)

    assert f"{chosen.provider} {chosen.encoder}" == wanted
    assert machine.hardware == ({"h264": "h264_vaapi"} if "vaapi" in wanted else {})


async def test_what_the_program_cannot_make_is_made_by_pyav_with_the_same_encoder() -> None:
    second = await registry(Own(), Program()).second(replace(TASK, provider="ffmpeg", program="/bin/ffmpeg"))

    assert second == replace(TASK, repeats_head=True)


async def test_what_a_chip_cannot_make_is_made_quickly_and_without_reordering() -> None:
    hard = replace(TASK, provider="ffmpeg", encoder="h264_vaapi", preset="")
    second = await registry(Own(), Program()).second(hard)

    assert second is not None
    assert (second.provider, second.encoder, second.preset, second.reorders) == ("pyav", "libx264", "ultrafast", False)


async def test_what_pyav_cannot_make_is_made_by_a_program_that_can() -> None:
    burned = replace(TASK, video=replace(TASK.video, burned=Burned(index=1)))
    other = replace(TASK, encoder="h264_qsv")
    unknown = replace(TASK, provider="ffmpeg", video=replace(TASK.video, codec="theora"))

    assert await registry(Own(), Program()).second(TASK) == replace(TASK, provider="ffmpeg", repeats_head=True)
    assert await registry(Own(), Program()).second(burned) is None
    assert await registry(Own(), DRAWS).second(burned) is not None
    assert await registry(Own(), Program()).second(other) is None
    assert await registry(Own(), Program(is_there=False)).second(TASK) is None
    assert await registry(Own(), Program()).second(unknown) is None


async def test_a_task_learns_where_the_program_is() -> None:
    theirs = replace(TASK, provider="ffmpeg")

    assert await registry(Own(), Program()).ready(TASK) == TASK
    assert (await registry(Own(), Program()).ready(theirs)).program == "/bin/ffmpeg"
    with pytest.raises(Unsupported) as refused:
        await registry(Own(), Program(is_there=False)).ready(theirs)
    assert refused.value.code == "no_program"


def test_pieces_keep_their_names_whoever_makes_them() -> None:
    theirs = replace(ORDER, provider="ffmpeg")
    task = video_task(theirs, "/films/a.mkv", Form.MP4, None)

    assert task.repeats_head
    assert track_name(ORDER, TASK) == track_name(ORDER, replace(TASK, repeats_head=True, reorders=False))
    assert track_name(theirs, task) != track_name(ORDER, TASK)
    assert track_name(theirs, task) == track_name(theirs, replace(task, program="/bin/ffmpeg"))
