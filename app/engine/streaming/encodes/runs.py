"""All pictures that are being made: who watches which, and whether there is room for another one."""

from app.contract.encoding import EncodeTask
from app.contract.errors import Unavailable
from app.contract.segments import Piece
from app.contract.streaming import EncodeFacts, SentPicture
from app.contract.units import DurationMs
from app.engine.ground.encoding import EncodeWorkers
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks
from app.engine.streaming.encodes import budget
from app.engine.streaming.encodes.maker import Maker, Others
from app.engine.streaming.encodes.order import HEAD_NUMBER, Order, Place
from app.engine.streaming.encodes.run import Run
from app.engine.streaming.encodes.scratch import Scratch
from app.engine.streaming.encodes.shelf import Shelf

MOST_WATCHING = 2_000
"""A player may go on fetching after it left: nobody would forget it then."""


class Runs:
    """The pictures that are being made.

    Args:
        others: Knows who makes a piece when somebody failed.
        scratch: Where programs find what they read.
    """

    def __init__(
        self,
        workers: EncodeWorkers,
        tasks: Tasks,
        settings: Settings,
        shelf: Shelf,
        others: Others,
        scratch: Scratch,
    ) -> None:
        self._workers = workers
        self._scratch = scratch
        self._others = others
        self._tasks = tasks
        self._settings = settings
        self.shelf = shelf
        self._runs: dict[str, Run] = {}
        self._watching: dict[str, EncodeTask] = {}
        self._reused: dict[str, int] = {}

    @property
    def is_adaptive(self) -> bool:
        """Tell whether players may step down to smaller pictures."""
        return self._settings.get_bool("streaming.ladder")

    def has_room(self, order: Order, track: str, viewer: str = "") -> bool:
        """Tell whether a picture may be made: it is already, or there is room beside the others.

        What is made for `viewer` alone does not count: it ends when they go to another picture.
        """
        if self._running(track) is not None:
            return True
        others = [run for run in self._runs.values() if not run.is_over and not run.makes_room_for(viewer)]
        if not others:  # slowly is better than not at all, and there is nothing to wait for
            return order.cost <= budget.FULL or order.video.height_px <= budget.LEAST_HEIGHT_PX
        load = sum(run.cost for run in others)
        return load + order.cost <= budget.FULL and len(others) < self._settings.get_int("streaming.most_encodes")

    def refused(self, order: Order) -> Unavailable:
        """Return why a picture is not made."""
        return Unavailable(
            "This computer already converts as many films as it can. Try again when somebody has finished, or play "
            "this one on a device that takes it as it is.",
            code="too_many_encodes",
            details={"running": len(self._runs), "cost": round(order.cost, 2)},
        )

    def begin(self, order: Order, task: EncodeTask, number: int, viewer: str) -> None:
        """Make a piece that somebody will probably ask for soon."""
        if Place(track=task.session, number=number).name not in self.shelf:
            self._start(order, task).begin(number, viewer)
        self._see(viewer, task)

    async def get(self, order: Order, task: EncodeTask, number: int, viewer: str) -> Piece:
        """Return a piece, or with HEAD_NUMBER the head of all, from the store or made now.

        Raises Unsupported and Unavailable.
        """
        kept = await self.shelf.find(Place(track=task.session, number=number).name)
        run = self._running(task.session)
        if kept is None and run is None:
            is_alone = all(other.is_over or other.makes_room_for(viewer) for other in self._runs.values())
            if not is_alone and not self.has_room(order, task.session, viewer):
                raise self.refused(order)  # before they leave what they watch: they can go on with that
            run = self._start(order, task)
        if kept is None or number != HEAD_NUMBER:
            self._see(viewer, task)
        if run is not None and number != HEAD_NUMBER:
            run.note(number, viewer)
        if kept is not None:
            self._reused[viewer] = self._reused.get(viewer, 0) + (number != HEAD_NUMBER)
            return kept
        assert run is not None
        if number == HEAD_NUMBER:
            return await run.get_head(viewer)
        run.note(number, viewer)
        return await run.get(number)

    def leave(self, viewer: str) -> None:
        """Somebody does not watch any more: nothing more is made for them alone."""
        self._watching.pop(viewer, None)
        self._reused.pop(viewer, None)
        for run in self._runs.values():
            run.leave(viewer)

    def facts(self, viewer: str) -> EncodeFacts | None:
        """Return how it goes for somebody who watches; None when nothing is made for them at the moment."""
        task = self._watching.get(viewer)
        run = None if task is None else self._running(task.session)
        if run is None:
            return None
        return EncodeFacts(
            encoder=run.task.encoder,
            preset=run.task.preset,
            width_px=run.task.video.width_px,
            height_px=run.task.video.height_px,
            speed=round(run.speed, 2),
            ahead_ms=DurationMs(run.ahead(viewer) * run.task.grid_us // 1000),
            pieces_made=run.made,
            pieces_reused=self._reused.get(viewer, 0),
            provider=run.maker.provider or run.task.provider,
            fault=run.maker.fault,
            cost_percent=round(run.cost * 100),
        )

    def picture(self, viewer: str) -> SentPicture | None:
        """Return what somebody watches now, made for them or before; None when nobody made it anew."""
        task = self._watching.get(viewer)
        if task is None:
            return None
        video = task.video
        return SentPicture(width_px=video.width_px, height_px=video.height_px, bitrate=video.bitrate)

    def _see(self, viewer: str, task: EncodeTask) -> None:
        """Note what somebody watches: a player that takes another form or size needs the first one no more."""
        before = self._watching.pop(viewer, None)
        if viewer and before is not None and before.session != task.session and before.session in self._runs:
            self._runs[before.session].leave(viewer)
        self._watching[viewer] = task
        while len(self._watching) > MOST_WATCHING:
            oldest = next(iter(self._watching))
            del self._watching[oldest]
            self._reused.pop(oldest, None)

    def _start(self, order: Order, task: EncodeTask) -> Run:
        run = self._running(task.session)
        if run is None:
            idle_s = self._settings.get_int("streaming.idle_s")
            maker = Maker(self._workers.hire(), self._others, self._scratch)
            run = Run(task, order.count, order.cost, self.shelf, maker, idle_s)
            self._runs[task.session] = run
            self._tasks.start(self._work(run), name="streaming.encode")
        return run

    async def _work(self, run: Run) -> None:
        try:
            await run.work()
        finally:
            if self._runs.get(run.task.session) is run:
                del self._runs[run.task.session]

    def _running(self, track: str) -> Run | None:
        run = self._runs.get(track)
        return None if run is None or run.is_over else run
