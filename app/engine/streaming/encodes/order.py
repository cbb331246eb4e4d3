"""What is to be made of a file: everything that decides about the bytes, and the name that follows from it."""

import hashlib
import json
from dataclasses import dataclass

from app.contract import codec
from app.contract.encoding import EncodeTask, SoundForm, SoundTask, VideoForm
from app.contract.segments import Form
from app.engine.streaming.encodes.providers import PYAV

GENERATION = 2
"""Counts up when a newer Marquee makes other pieces of the same order: the older ones are never mixed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedSound:
    """A sound of the film.

    Attributes:
        index: Its number inside the file, as FFmpeg counts.
        form: What it is made into.
        copied: FFmpeg codec name of a sound that goes out as it is, wherever it has pieces of its own; "" of one that
            is made anew in any case.
        codec_text: Of what goes out, as RFC 6381 names it; "" when that is not known.
    """

    index: int
    form: SoundForm
    copied: str = ""
    codec_text: str = ""
    language: str = ""
    title: str = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a player is to get of a film whose picture is made anew.

    Attributes:
        form: Container of the pieces.
        sounds: All that may be chosen; the first one is what plays first.
        source_px: Pixels of the film's own picture, for what reading it costs.
        frame_rate: Of the film; 0 when it is not known.
        is_indexed: Where the film can be cut is known without reading all of it.
        is_whole: It goes out in one stream, which holds the first sound too.
        must: Abilities without which there is no picture; without those in `wishes` there is a poorer one.
    """

    form: Form
    video_index: int
    video: VideoForm
    sounds: tuple[OrderedSound, ...] = ()
    source_px: int = 0
    frame_rate: float = 0.0
    is_indexed: bool = False
    is_whole: bool = False
    must: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A smaller picture of a film, which a player may go to when its line is too weak.

    Attributes:
        cost: As that of an order.
    """

    video: VideoForm
    cost: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is made of one state of a file. Two orders that are equal share every piece.

    Attributes:
        etag: State of the file.
        zero_us: The film's 0 in the file's own time.
        length_us: From there to the end of its last picture.
        grid_us: How long a piece is.
        cost: Share of this machine that making it as fast as it is watched takes; no part of its name.
        steps: What players may step down to, the largest first.
        provider: Who makes it.
    """

    asset_id: int
    etag: str
    form: Form
    video_index: int
    video: VideoForm
    sounds: tuple[OrderedSound, ...]
    zero_us: int
    length_us: int
    grid_us: int
    frame_rate: float
    encoder: str
    preset: str
    cost: float = 0.0
    steps: tuple[Step, ...] = ()
    provider: str = PYAV

    @property
    def name(self) -> str:
        """SHA-256 of what is made, in hex."""
        told = codec.plain(self)
        for one in (told, *told["steps"]):
            del one["cost"]
        return _hashed(told)

    @property
    def count(self) -> int:
        """How many pieces it has."""
        frame_us = 1_000_000 / self.frame_rate if self.frame_rate else 0
        return max(-(-round(self.length_us - frame_us * 0.75) // self.grid_us), 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A piece of an order: `number` -1 is the head of all."""

    track: str
    number: int

    @property
    def name(self) -> str:
        """SHA-256 of the piece's own identity, in hex."""
        return _hashed([self.track, self.number, GENERATION])


HEAD_NUMBER = -1


def video_task(order: Order, path: str, form: Form, sound: OrderedSound | None, threads: int = 0) -> EncodeTask:
    """Return the task that makes the first piece of a picture. Its `session` names the track."""
    task = EncodeTask(
        path=path,
        etag=order.etag,
        session="",
        form=form,
        video_index=order.video_index,
        video=order.video,
        sound_index=sound.index if sound else None,
        sound=sound.form if sound else None,
        zero_us=order.zero_us,
        grid_us=order.grid_us,
        number=0,
        encoder=order.encoder,
        preset=order.preset,
        threads=threads,
        provider=order.provider,
        repeats_head=order.provider != PYAV,
    )
    return codec.convert({**codec.plain(task), "session": track_name(order, task)}, EncodeTask)


def sound_task(order: Order, path: str, form: Form, sound: OrderedSound, number: int) -> SoundTask:
    """Return the task that makes a piece of a sound."""
    is_last = number + 1 == order.count
    return SoundTask(
        path=path,
        etag=order.etag,
        form=form,
        index=sound.index,
        sound=sound.form,
        zero_us=order.zero_us,
        number=number,
        start_us=number * order.grid_us,
        end_us=None if is_last else (number + 1) * order.grid_us,
    )


def track_name(order: Order, task: EncodeTask | SoundTask) -> str:
    """Return what a track is known by in the store: the same for the same content, whoever ordered it."""
    told = codec.plain(task)
    for name in ("path", "session", "number", "threads", "start_us", "end_us", "program", "folder"):
        told.pop(name, None)
    for name in ("reorders", "repeats_head"):  # they follow from who makes it
        told.pop(name, None)
    if told.get("provider") == PYAV:
        del told["provider"]  # as of old
    return _hashed([order.asset_id, task.task, told, order.grid_us, order.length_us])


def _hashed(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
