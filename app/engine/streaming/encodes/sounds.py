"""Sounds that are made anew beside a picture that is: each piece once, kept with those of the pictures."""

from app.contract.encoding import SoundTask
from app.contract.segments import Form, Piece
from app.engine.ground.media import Media
from app.engine.ground.tasks import Tasks
from app.engine.streaming.encodes.order import Order, OrderedSound, Place, sound_task, track_name
from app.engine.streaming.encodes.shelf import Shelf
from app.engine.streaming.once import Once


class Sounds:
    """Makes pieces of sounds."""

    def __init__(self, media: Media, tasks: Tasks, shelf: Shelf) -> None:
        self._media = media
        self._shelf = shelf
        self._once: Once[Piece] = Once(tasks, "streaming.sound")

    async def get(self, order: Order, path: str, form: Form, sound: OrderedSound, number: int) -> Piece:
        """Return a piece; the one that follows is made, too. Raises Unsupported and Unavailable."""
        name, task = _named(order, path, form, sound, number)
        piece = await self._once.get(name, lambda: self._made(name, task))
        if number + 1 < order.count:
            next_name, next_task = _named(order, path, form, sound, number + 1)
            if next_name not in self._shelf:
                self._once.start(next_name, lambda: self._made(next_name, next_task, is_ahead=True))
        return piece

    async def _made(self, name: str, task: SoundTask, *, is_ahead: bool = False) -> Piece:
        kept = await self._shelf.find(name)
        if kept is not None:
            return kept
        piece = await self._media.sound(task, is_ahead=is_ahead)
        await self._shelf.put(name, piece)
        return piece


def _named(order: Order, path: str, form: Form, sound: OrderedSound, number: int) -> tuple[str, SoundTask]:
    task = sound_task(order, path, form, sound, number)
    return Place(track=track_name(order, task), number=number).name, task
