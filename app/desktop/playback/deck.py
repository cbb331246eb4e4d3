"""What plays on this screen, for all who show or steer it: the player page, the bar for music, the tray."""

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.contract.browse import Card
from app.contract.errors import MarqueeError, NotFound
from app.contract.playback import SessionChanged, SessionState
from app.contract.quirks import Failure as Lesson
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.playback.backend import Failure, PlayerState
from app.desktop.playback.choose import list_backends
from app.desktop.playback.loudness import Levels, levelling_of
from app.desktop.playback.player import Player
from app.desktop.playback.state import DISMISSED, RESTART_MS, PlayState

LESSONS = {Failure.UNPLAYABLE: Lesson.OPEN, Failure.NO_PICTURE: Lesson.PICTURE}
"""What the engine is told, so that it sends the film in another way."""
MOST_FALLS = 4
"""The ladder has no more steps."""
HEART_MS = 10_000
"""While it is paused nothing moves, and the engine shall still know that somebody is there."""
MOST_UNATTENDED = 4
"""So many episodes start by themselves with nobody touching anything; then nobody is there any more."""


class Deck(QObject):
    """One player and its session.

    `changed(card or None)` tells what plays, `refused(MarqueeError)` that something could not be played, `fell()` that
    it comes in another way from now on, `sought(position_ms)` that somebody jumped,
    `leaving()` that what plays is about to end for something else.
    """

    changed = Signal(object)
    refused = Signal(object)
    finished = Signal()
    fell = Signal()
    sought = Signal(int)
    leaving = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.navigator)
        self._desk = desk
        self.player = Player(list_backends(desk.preferences.choices.player), self)
        self.now = PlayState(desk.client.browse, desk.client.playback, device=self.tr("This screen"))
        self._levels = Levels(desk.client.analysis)
        self._falls = 0
        self._unattended = 0
        self._stays = False
        self._heart = QTimer(self, interval=HEART_MS)
        self._heart.timeout.connect(self._report)
        desk.preferences.changed.connect(lambda name: self._level() if name == "loudness" else None)
        desk.live.session_changed.connect(self._on_session)
        self.player.moved.connect(lambda _position: self._report())
        self.player.state_changed.connect(lambda _state: self._report())
        self.player.ended.connect(self._on_ended)
        self.player.failed.connect(self._on_failed)

    @property
    def card(self) -> Card | None:
        """What plays; None when nothing does."""
        return self.now.card if self.now.playback is not None else None

    @property
    def goes_on(self) -> bool:
        """Tell whether what comes next starts by itself."""
        is_somebody_there = self.now.is_music or self._unattended < MOST_UNATTENDED
        return self.now.next_id is not None and is_somebody_there and not self._stays

    @property
    def stays(self) -> bool:
        """Tell whether the viewer wants nothing to follow."""
        return self._stays

    def stay(self) -> None:
        """Let nothing follow what plays."""
        self._stays = True

    def attend(self) -> None:
        """Take note that somebody is there."""
        self._unattended = 0

    async def open(self, item_id: str, start_ms: int | None = None) -> None:
        """Play an item, where somebody left it unless a start is given.

        Raises:
            MarqueeError: it cannot be played.
        """
        position = self.player.position_ms
        self.leaving.emit()
        self.player.stop()
        self._falls, self._stays = 0, False
        await asyncio.gather(self.now.open(item_id, start_ms, position), self._levels.load(item_id))
        self._begin()

    def change(self, **changes: object) -> None:
        """Go on with another wish ("asset_id", "audio_index") where it stands."""
        if self.now.playback is not None:
            tasks.run(self._reopen(changes), on_error=self._refuse)

    def toggle(self) -> None:
        """Pause, or go on."""
        self.player.set_playing(self.player.state is PlayerState.PAUSED)

    def jump(self, step_ms: int) -> None:
        """Go forward, or back for a negative step."""
        self.seek(self.player.position_ms + step_ms)

    def seek(self, position_ms: int) -> None:
        """Go somewhere else."""
        self.player.seek(position_ms)
        self.sought.emit(self.player.position_ms)
        self._report(is_moved=True)

    def next(self) -> None:
        """Play what comes next; nothing happens at the end of the queue."""
        if self.now.next_id is not None:
            tasks.run(self.open(self.now.next_id), on_error=self._refuse)

    def previous(self) -> None:
        """Go to the beginning, or to the one before when it has only just begun."""
        if self.now.previous_id is None or self.player.position_ms > RESTART_MS:
            self.seek(0)
        else:
            tasks.run(self.open(self.now.previous_id), on_error=self._refuse)

    def end(self) -> None:
        """Stop it, from where nobody waits for that, and leave the player."""
        tasks.run(self._finish())

    async def stop(self) -> None:
        """End it, and keep where it stood."""
        position = self.player.position_ms
        self._heart.stop()
        self.player.stop()
        await self.now.stop(position)
        self.changed.emit(None)

    async def _reopen(self, changes: Mapping[str, object]) -> None:
        position = self.player.position_ms
        self.leaving.emit()
        self.player.stop()
        await self.now.reopen(position, **changes)
        self._begin()

    def _begin(self) -> None:
        playback = self.now.playback
        self.changed.emit(self.card)
        if playback is not None:
            self._level()
            self._heart.start()
            self.player.play(self._desk.client.absolute(playback.url), playback.start_ms, playback.duration_ms)

    def _level(self) -> None:
        """Play the file as loud as all others, when that is wanted."""
        if self.now.playback is not None:
            levelling = levelling_of(self._desk.preferences.choices.loudness)
            self.player.set_gain(self._levels.factor(self.now.playback.asset_id, levelling))

    def _report(self, *, is_moved: bool = False) -> None:
        if self.now.playback is None or self.player.state in (PlayerState.IDLE, PlayerState.LOADING):
            return
        state = SessionState.PAUSED if self.player.state is PlayerState.PAUSED else SessionState.PLAYING
        reporting = self.now.report(self.player.position_ms, state, is_moved=is_moved)
        tasks.run(reporting, on_error=self._on_unreported)

    def _on_ended(self) -> None:
        tasks.run(self._go_on(), on_error=self._refuse)

    async def _go_on(self) -> None:
        following = self.now.next_id if self.goes_on else None
        self.player.position_ms = max(self.player.position_ms, self.player.duration_ms)
        if following is not None:
            self._unattended += 1
            await self.open(following)
        else:
            await self._finish()

    async def _finish(self) -> None:
        await self.stop()
        self.finished.emit()

    def _on_failed(self, failure: Failure) -> None:
        lesson = LESSONS.get(failure)
        if lesson is None or self._falls >= MOST_FALLS or self.now.playback is None:
            self._give_up(failure)
            return
        self._falls += 1
        tasks.run(self._fall(lesson, failure), on_error=self._refuse)

    async def _fall(self, lesson: Lesson, failure: Failure) -> None:
        if await self.now.fall(self.player.position_ms, lesson):
            self._begin()
            self.fell.emit()
        else:
            self._give_up(failure)

    def _give_up(self, failure: Failure) -> None:
        words = {
            Failure.NO_PICTURE: "no_picture",
            Failure.UNPLAYABLE: "unplayable",
            Failure.LOST: "file_missing",
        }
        tasks.run(self.stop())
        self._refuse(MarqueeError(f"The player gave up: {failure}.", code=words[failure]))

    def _on_session(self, event: SessionChanged) -> None:
        playback = self.now.playback
        if event.is_dismissed and playback is not None and event.id == playback.session_id:
            self.now.forget()
            self._on_dismissed(NotFound("The owner ended it.", code=DISMISSED))

    def _on_dismissed(self, error: MarqueeError) -> None:
        self._heart.stop()
        self.player.stop()
        self.changed.emit(None)
        self._refuse(error)

    def _on_unreported(self, error: MarqueeError) -> None:
        # The engine may be away: progress is told again in five seconds, and a notice each time would be noise.
        if error.code == DISMISSED:
            self._on_dismissed(error)

    def _refuse(self, error: MarqueeError) -> None:
        self.refused.emit(error)


def deck_of(desk: Desk) -> Deck:
    """Return the one deck of a window; the first call makes it."""
    found = desk.navigator.findChild(Deck)
    return found if found is not None else Deck(desk)
