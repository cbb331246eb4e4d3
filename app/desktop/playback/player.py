"""Drives a backend: watches it, loads again what broke off, and falls over to the next backend."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from app.desktop.playback.backend import Failure, PlayerBackend, PlayerState
from app.desktop.playback.choose import Maker
from app.desktop.playback.tuning import Tuning
from app.desktop.playback.watchdog import Watchdog

WATCH_MS = 250
RETRY_MS = 700
GIVE_UP_MS = 90_000
"""An engine that crashed is back within seconds; a disk may take longer to wake up."""
EARLY_MS = 3_000
"""An end that comes this long before the end is no end: the bytes stopped."""


class Player(QObject):
    """Plays a URL to its end, whatever happens to the engine behind it."""

    moved = Signal(int)
    measured = Signal(int)
    state_changed = Signal(object)
    tracks_changed = Signal()
    buffered = Signal(float)
    ended = Signal()
    failed = Signal(object)
    reviving = Signal(bool)
    backend_changed = Signal()

    def __init__(self, makers: Sequence[Maker], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._makers = tuple(makers)
        self._at = 0
        self.backend: PlayerBackend | None = None
        self.url = ""
        self.position_ms = 0
        self.duration_ms = 0
        self.frames = 0
        self.state = PlayerState.IDLE
        self.tuning = Tuning()
        self._volume = (1.0, False)
        self._gain = 1.0
        self._lost_at: int | None = None
        self._dog = Watchdog(has_video=False, since_ms=0)
        self._clock = QElapsedTimer()
        self._clock.start()
        self._watch = QTimer(self, interval=WATCH_MS)
        self._watch.timeout.connect(self._look)
        self._retry = QTimer(self, interval=RETRY_MS, singleShot=True)
        self._retry.timeout.connect(self._load)

    @property
    def is_playing(self) -> bool:
        """Tell whether it plays, or would if the bytes came."""
        return self.state in (PlayerState.PLAYING, PlayerState.LOADING, PlayerState.STALLED)

    def play(self, url: str, start_ms: int, duration_ms: int = 0) -> None:
        """Begin with a URL; the first call makes the backend."""
        self.url, self.position_ms, self.duration_ms = url, start_ms, duration_ms
        self._set_revived()
        self._retry.stop()
        self._load()

    def set_playing(self, is_playing: bool) -> None:
        """Go on or pause."""
        if self.backend is not None and self.url:
            self._dog.resume(self._clock.elapsed())
            self.backend.set_playing(is_playing)

    def seek(self, position_ms: int) -> None:
        """Go somewhere else, kept within the film."""
        last = max(0, self.duration_ms - 500) if self.duration_ms else position_ms
        self.position_ms = max(0, min(position_ms, last))
        self._dog.resume(self._clock.elapsed())
        if self.backend is not None and self._lost_at is None:
            self.backend.seek(self.position_ms)
        self.moved.emit(self.position_ms)

    def set_volume(self, part: float, *, is_muted: bool = False) -> None:
        """Set the loudness, 0 to 1; it stays for the next film."""
        self._volume = (part, is_muted)
        self._tell_volume()

    def set_gain(self, factor: float) -> None:
        """Play what comes now so much louder, or softer below 1."""
        self._gain = factor
        self._tell_volume()

    def tune(self, tuning: Tuning) -> None:
        """Set speed, subtitles and sound; that stays for the next film."""
        self.tuning = tuning
        if self.backend is not None:
            self.backend.tune(tuning)

    def stop(self) -> None:
        """Let go of everything."""
        self.url = ""
        self._watch.stop()
        self._retry.stop()
        self._set_revived()
        if self.backend is not None:
            self.backend.stop()
        self._set_state(PlayerState.IDLE)

    def _load(self) -> None:
        if not self.url:
            return
        if self.backend is None:
            self.backend = self._make()
        self.frames = 0
        self._dog = Watchdog(has_video=False, since_ms=self._clock.elapsed(), moved_ms=self._clock.elapsed())
        self._watch.start()
        self.backend.load(self.url, self.position_ms)

    def _make(self) -> PlayerBackend:
        backend = self._makers[self._at](self)
        backend.tune(self.tuning)
        backend.moved.connect(self._on_moved)
        backend.measured.connect(self._on_measured)
        backend.state_changed.connect(self._on_state)
        backend.tracks_changed.connect(self.tracks_changed)
        backend.buffered.connect(self.buffered)
        backend.framed.connect(self._on_framed)
        backend.ended.connect(self._on_ended)
        backend.failed.connect(self._on_failed)
        self.backend = backend
        self._tell_volume()
        self.backend_changed.emit()
        return backend

    def _tell_volume(self) -> None:
        if self.backend is not None:
            part, is_muted = self._volume
            self.backend.set_volume(part, is_muted=is_muted, gain=self._gain)

    def _on_moved(self, position_ms: int) -> None:
        if self._lost_at is not None and position_ms > self.position_ms:
            self._set_revived()
        if self._lost_at is None and position_ms != self.position_ms and self.url:
            self.position_ms = position_ms
            self._dog.moved_ms = self._clock.elapsed()
            self.moved.emit(position_ms)

    def _on_measured(self, duration_ms: int) -> None:
        if duration_ms > 0:
            self.duration_ms = duration_ms
            self.measured.emit(duration_ms)

    def _on_framed(self, frames: int) -> None:
        self.frames = frames
        self._dog.frames = frames

    def _on_state(self, state: PlayerState) -> None:
        if state is PlayerState.PLAYING and self.state is PlayerState.PAUSED:
            self._dog.resume(self._clock.elapsed())
        if self._lost_at is None:
            self._set_state(state)

    def _on_ended(self) -> None:
        if not self.url:
            return
        if self.duration_ms and self.position_ms < self.duration_ms - EARLY_MS:
            self._revive()
        else:
            self._watch.stop()
            self._set_state(PlayerState.IDLE)
            self.ended.emit()

    def _on_failed(self, failure: Failure, words: str) -> None:
        del words
        if not self.url:
            return
        if failure is Failure.LOST or self.frames or self._lost_at is not None:
            self._revive()
        else:
            self._fall_over(failure)

    def _revive(self) -> None:
        """Load the same URL again where it stopped: it is signed, and the engine comes back on the same port."""
        now = self._clock.elapsed()
        if self._lost_at is None:
            self._lost_at = now
            self.reviving.emit(True)
            self._set_state(PlayerState.STALLED)
        if now - self._lost_at > GIVE_UP_MS:
            self._give_up(Failure.LOST)
        elif not self._retry.isActive():
            self._watch.stop()
            self._retry.start()

    def _fall_over(self, failure: Failure) -> None:
        if self._at + 1 >= len(self._makers):
            self._give_up(failure)
            return
        self._at += 1
        before, self.backend = self.backend, None
        if before is not None:
            before.blockSignals(True)
            before.stop()
            before.deleteLater()
        # Not from within a signal of the backend that is going away.
        QTimer.singleShot(0, self._load)

    def _give_up(self, failure: Failure) -> None:
        if self.backend is not None:
            self.url = ""
            self.backend.stop()
        self._watch.stop()
        self._set_revived()
        self._set_state(PlayerState.IDLE)
        self.failed.emit(failure)

    def _look(self) -> None:
        if self.backend is None or self.state is PlayerState.PAUSED or not self.url:
            return
        now = self._clock.elapsed()
        self._dog.has_video = self.backend.has_video()
        if self.state is PlayerState.PLAYING and self._dog.has_no_picture(now):
            self._fall_over(Failure.NO_PICTURE)
        elif self._dog.stands_still(now):
            self._revive()

    def _set_revived(self) -> None:
        if self._lost_at is not None:
            self._lost_at = None
            self.reviving.emit(False)

    def _set_state(self, state: PlayerState) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)
