"""Gives films whose picture is made anew, in pieces: takes orders, makes what nobody has made yet, keeps the rest."""

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from app.contract.encoding import EncodeTask, VideoForm
from app.contract.errors import NotFound, Unavailable, Unsupported
from app.contract.segments import Form, SegmentTable
from app.contract.units import DurationMs
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.encoding import EncodeWorkers
from app.engine.streaming import rules as names
from app.engine.streaming.encodes import budget, ladder, rules, store
from app.engine.streaming.encodes.budget import Machine, Way
from app.engine.streaming.encodes.offers import offers
from app.engine.streaming.encodes.order import HEAD_NUMBER, Order, OrderedSound, Step, Wanted, video_task
from app.engine.streaming.encodes.providers import PYAV, Needs
from app.engine.streaming.encodes.registry import Registry
from app.engine.streaming.encodes.runs import Runs
from app.engine.streaming.encodes.sounds import Sounds
from app.engine.streaming.files import MediaFile
from app.engine.streaming.remux import PLAYLIST_TYPE, Remux, Sent
from app.engine.streaming.rules import Choice, Track

KEPT_MS = 48 * 3_600_000
"""Orders that nobody used for so long are forgotten; URLs hold for half of it."""
NOTED_EVERY_MS = 3_600_000
ORDERS_AT_HAND = 64
TAG_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """An order that was taken.

    Attributes:
        name: Of the order, for its URL.
        video: What is made.
        is_lowered: It is less than was wanted, for the computer has too much to do.
        provider: Who makes it, as that of an encoder.
    """

    name: str
    choice: Choice
    video: VideoForm
    is_lowered: bool
    provider: str = PYAV


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A file and what is ordered of it."""

    file: MediaFile
    name: str
    order: Order
    table: SegmentTable


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    order: Order
    table: SegmentTable
    noted_ms: int


class Encodes:
    """Films whose picture is made anew.

    Every method raises NotFound for what a playlist does not name, Unsupported when the file is the reason (the code
    says why), and Unavailable when the computer has too much to do or no worker can be had.
    """

    def __init__(
        self, db: Db, workers: EncodeWorkers, remux: Remux, runs: Runs, sounds: Sounds, registry: Registry
    ) -> None:
        self._db = db
        self._workers = workers
        self._remux = remux
        self._sounds = sounds
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self.runs = runs
        self.registry = registry

    async def order(self, file: MediaFile, wanted: Wanted, viewer: str, start_ms: DurationMs) -> Ordered:
        """Take an order, and begin with the piece at `start_ms`.

        When the computer has no room for it, it is made more simply, or in the largest size that there is room for: a
        step that somebody else watches takes none. Raises Unavailable when nothing fits.
        """
        if budget.software_encoder(wanted.video.codec) is None:
            raise Unsupported(f"There is no encoder for {wanted.video.codec}.", code="no_encoder")
        orders = await self._offered(file, wanted)
        tasks = {one.name: _first_task(one, file, is_whole=wanted.is_whole) for one in orders}
        order = next((one for one in orders if self.runs.has_room(one, tasks[one.name].session)), None)
        if order is None:
            raise self.runs.refused(orders[-1])
        number = min(start_ms * 1000 // order.grid_us, order.count - 1)
        # Before anything is awaited: else two who come together would both get the room that is there for one.
        self.runs.begin(order, tasks[order.name], number, viewer)
        await self._remember(order.name, order)
        choice = Choice(form=order.form, audio_index=order.sounds[0].index if order.sounds else None)
        is_lowered = order is not orders[0]
        return Ordered(
            name=order.name, choice=choice, video=order.video, is_lowered=is_lowered, provider=order.provider
        )

    async def get_film(self, file: MediaFile, name: str) -> Film:
        """Return what is ordered under a name."""
        known = self._known.get(name)
        if known is None or now_ms() - known.noted_ms > NOTED_EVERY_MS:
            order = known.order if known else await self._db.read(store.find_order, name)
            if order is None:
                raise NotFound("Nobody watched this for two days. Start playback again.", code="order_not_found")
            known = await self._remember(name, order)
        self._known.move_to_end(name)
        if (known.order.asset_id, known.order.etag) != (file.asset_id, file.etag):
            raise NotFound("The file has changed. Start playback again.", code="file_changed")
        return Film(file=file, name=name, order=known.order, table=known.table)

    async def get_playlist(self, film: Film, choice: Choice, name: str, user_agent: str) -> Sent:
        """Return a playlist by its file name; the first one is as the player that asks can use it."""
        if name == names.MASTER:
            used = names.choice_for(user_agent, film.table, choice)
            place = "" if used == choice else f"../{used}/"
            text = ladder.master_playlist(film.order, used, place, has_steps=ladder.chooses(user_agent))
            return Sent(content=text.encode(), media_type=PLAYLIST_TYPE)
        asked = name.removesuffix(".m3u8")
        track = names.find_track(film.table, choice, ladder.find(film.order, asked)[1])
        sound = _sound_of(film.order, track)
        is_copied = sound is not None and sound.copied
        table = await self._remux.get_table(film.file) if is_copied else film.table
        text = names.media_playlist(table, choice, replace(track, name=asked), film.name[:TAG_LENGTH])
        return Sent(content=text.encode(), media_type=PLAYLIST_TYPE)

    async def get_piece(self, film: Film, choice: Choice, track_name: str, name: str, viewer: str) -> Sent:
        """Return a piece, or the head of all pieces, by its place in a playlist."""
        order, base = ladder.find(film.order, track_name)
        track = names.find_track(film.table, choice, base)
        number = names.parse_piece(name, choice.form)
        sound = _sound_of(film.order, track)
        if sound is not None and sound.copied:
            made = await self._remux.get_copy(film.file, choice.form, sound.index, number or 0)
        elif number is not None and number >= film.order.count:
            raise NotFound("There is no such piece.", code="piece_not_found")
        elif sound is not None:
            made = await self._sounds.get(film.order, str(film.file.path), choice.form, sound, number or 0)
        else:
            task = _task(order, film.file, choice.form, track)
            made = await self.runs.get(order, task, HEAD_NUMBER if number is None else number, viewer)
        kind = "video" if sound is None else "audio"
        media_type = "video/mp2t" if choice.form is Form.TS else f"{kind}/mp4"
        # The head of a picture is kept as a piece of its own.
        content = made.head if number is None and sound is not None else made.body
        return Sent(content=content, media_type=media_type)

    async def _offered(self, file: MediaFile, wanted: Wanted) -> list[Order]:
        """Return the ways in which the film can be made here, the best first."""
        whole = await self._whole(file, wanted)
        needs = Needs(codec=wanted.video.codec, must=frozenset(wanted.must), wishes=frozenset(wanted.wishes))
        chosen, machine = await self.registry.choose(needs)
        has_steps = self._has_steps(wanted)
        ways = offers(
            wanted.video, machine, source_px=wanted.source_px, frame_rate=wanted.frame_rate, has_steps=has_steps
        )
        return [
            replace(
                whole,
                video=way.video,
                encoder=way.encoder,
                preset=way.preset,
                cost=way.cost,
                provider=chosen.provider,
                steps=self._steps(wanted, way, machine),
            )
            for way in ways
        ]

    async def _whole(self, file: MediaFile, wanted: Wanted) -> Order:
        """Return the order as it would be made if there were room for everything."""
        table = await self._table(file, wanted)
        span = await self._workers.span(file.path, wanted.video_index)
        zero_us = span.start_us if table is None else -round(table.seconds(table.timing.shift) * rules.SECOND)
        rate = Fraction(span.frame_num, span.frame_den)
        if wanted.video.frame_rate is not None:
            most = Fraction(wanted.video.frame_rate).limit_denominator(1001)
            rate = min(rate, most) if rate else most
        grid_us = rules.grid_us(rate)
        sounds = wanted.sounds if table is not None else tuple(replace(one, copied="") for one in wanted.sounds)
        return Order(
            asset_id=file.asset_id,
            etag=file.etag,
            form=wanted.form,
            video_index=wanted.video_index,
            video=wanted.video,
            sounds=sounds,
            zero_us=zero_us,
            length_us=rules.length_us(span, zero_us, grid_us),
            grid_us=grid_us,
            frame_rate=float(rate),
            encoder="",
            preset="",
        )

    def _steps(self, wanted: Wanted, way: Way, machine: Machine) -> tuple[Step, ...]:
        """Return what players of pieces may step down to: nothing when the owner wants one size only."""
        smaller = ladder.smaller(way.video) if self._has_steps(wanted) else ()
        source_px, rate = wanted.source_px, wanted.frame_rate
        return tuple(
            Step(video=one, cost=budget.cost_of(one, way, machine, source_px=source_px, frame_rate=rate))
            for one in smaller
        )

    def _has_steps(self, wanted: Wanted) -> bool:
        return self.runs.is_adaptive and not wanted.is_whole

    async def _table(self, file: MediaFile, wanted: Wanted) -> SegmentTable | None:
        """Return where the file can be cut, when sounds are copied and nobody has to read all of it for that."""
        if not wanted.is_indexed or not any(sound.copied for sound in wanted.sounds):
            return None
        try:
            return await self._remux.get_table(file)
        except Unsupported:
            return None

    async def _remember(self, name: str, order: Order) -> _Known:
        at = now_ms()
        known = self._known[name] = _Known(order=order, table=rules.table_of(order), noted_ms=0)
        self._known.move_to_end(name)
        while len(self._known) > ORDERS_AT_HAND:
            self._known.popitem(last=False)
        with suppress(Unavailable):  # a full disk: the film plays all the same, and it is noted when there is room
            await self._db.write(store.save_order, name, order, at, at - KEPT_MS)
            known = self._known[name] = replace(known, noted_ms=at)
        return known


def _first_task(order: Order, file: MediaFile, *, is_whole: bool) -> EncodeTask:
    """Return how the picture is made for most players, before anyone asks."""
    has_sound = is_whole or order.form is Form.TS
    inside = order.sounds[0] if has_sound and order.sounds else None
    return video_task(order, str(file.path), order.form, inside)


def _task(order: Order, file: MediaFile, form: Form, track: Track) -> EncodeTask:
    """Return how the picture of a playlist is made, with the sound that is in it."""
    inside = next((one for one in order.sounds if one.index in {stream.index for stream in track.streams[1:]}), None)
    return video_task(order, str(file.path), form, inside)


def _sound_of(order: Order, track: Track) -> OrderedSound | None:
    """Return which sound a playlist is; None for the picture."""
    index = track.streams[0].index
    return None if index == order.video_index else next(one for one in order.sounds if one.index == index)
