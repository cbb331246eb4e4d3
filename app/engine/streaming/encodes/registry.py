"""Knows who makes pictures on this computer, picks the best for each, and who goes on when that one fails."""

from contextlib import suppress
from dataclasses import replace

from app.contract.encoding import EncodeTask
from app.contract.errors import Unavailable, Unsupported
from app.contract.streaming import Encoder
from app.engine.ground.encoding import EncodeWorkers
from app.engine.streaming.encodes import budget
from app.engine.streaming.encodes.budget import Machine
from app.engine.streaming.encodes.encoders import Encoders, try_own
from app.engine.streaming.encodes.ffmpeg import Ffmpeg
from app.engine.streaming.encodes.providers import (
    FFMPEG,
    OWN_ABILITIES,
    PYAV,
    Ability,
    Chosen,
    Needs,
    Provider,
    choose,
    is_enough,
)


class Registry:
    """Who makes pictures."""

    def __init__(self, encoders: Encoders, ffmpeg: Ffmpeg) -> None:
        self.encoders = encoders
        self._ffmpeg = ffmpeg

    async def list_all(self) -> tuple[Encoder, ...]:
        """Return all encoders, each tried; the first time ever, that takes some seconds."""
        return (*await self.encoders.list_all(), *await self._ffmpeg.list_all())

    async def choose(self, needs: Needs) -> tuple[Chosen, Machine]:
        """Return who makes a picture, and what this computer can do with that one's encoder.

        The ffmpeg program is looked for only when it could do better; the first time ever, trying it takes a second.
        """
        machine = await self.encoders.machine()
        needs = replace(needs, wants_hardware=self.encoders.wants_hardware)
        able = [own := self._own(machine, needs.codec)]
        if not is_enough(needs, own):
            able += await self._others(wants_hardware=needs.wants_hardware)
        usual = Chosen(provider=PYAV, encoder=budget.software_encoder(needs.codec) or "")
        chosen = next(iter(choose(needs, able)), usual)
        return chosen, replace(machine, hardware={needs.codec: chosen.encoder} if chosen.is_hardware else {})

    async def ready(self, task: EncodeTask) -> EncodeTask:
        """Return the task with all that its provider needs. Raises Unsupported when that one is gone."""
        if task.provider != FFMPEG:
            return task
        path = await self._ffmpeg.find()
        if path is None:
            raise Unsupported("The ffmpeg program is gone.", code="no_program")
        return replace(task, program=str(path))

    async def second(self, task: EncodeTask) -> EncodeTask | None:
        """Return how somebody else makes the same piece, to stand between those of the first one; None for nobody."""
        codec = task.video.codec
        own = budget.software_encoder(codec)
        if task.provider == FFMPEG:
            if own is None:
                return None
            preset = task.preset if task.encoder == own else budget.quickest_preset(own)
            made = replace(task, provider=PYAV, encoder=own, preset=preset, reorders=task.encoder == own)
            return replace(made, program="", repeats_head=True)
        must = frozenset({Ability.PLAIN_TEXT} if task.video.burned else ())
        others = choose(Needs(codec=codec, must=must), await self._others(wants_hardware=False))
        if not others or others[0].encoder != task.encoder:
            return None
        return replace(task, provider=FFMPEG, repeats_head=True)

    def _own(self, machine: Machine, codec: str) -> Provider:
        encoder = budget.software_encoder(codec)
        works = encoder is not None and not self.encoders.has_failed(encoder)
        return Provider(
            name=PYAV,
            encoders={codec: encoder} if works and encoder else {},
            hardware=machine.hardware,
            abilities=OWN_ABILITIES,
            frame_rate=machine.frame_rate,
            priority=1,
        )

    async def _others(self, *, wants_hardware: bool) -> list[Provider]:
        with suppress(Unavailable):  # the engine stops, or no worker can be had: the usual one says so
            found = await self._ffmpeg.provider(wants_hardware=wants_hardware)
            return [] if found is None else [found]
        return []


async def try_main(workers: EncodeWorkers) -> tuple[Encoder, ...]:
    """Return the usual encoder, the hardware's and those of the ffmpeg program, tried now and not remembered."""
    return (*await try_own(workers), *await Ffmpeg(None, workers, str).list_all())
