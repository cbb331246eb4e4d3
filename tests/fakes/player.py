"""A player backend that shows nothing and does what a test tells it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.desktop.playback.backend import Failure, PlayerBackend, PlayerState, Track
from app.desktop.playback.tuning import Tuning


class FakeBackend(PlayerBackend):
    """Notes what it is asked; the test emits the signals."""

    name = "fake"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loads: list[tuple[str, int]] = []
        self.sought: list[int] = []
        self.is_playing = False
        self.holds_video = True
        self.volume = (1.0, False)
        self.gain = 1.0
        self.tuning = Tuning()
        self.picked: dict[str, int | None] = {"audio": 0, "subtitle": None}
        self.is_stopped = False
        self._widget = QWidget()

    def load(self, url: str, start_ms: int) -> None:
        self.loads.append((url, start_ms))
        self.is_playing, self.is_stopped = True, False
        self.state_changed.emit(PlayerState.LOADING)

    def run_to(self, position_ms: int, *, duration_ms: int = 100_000, frames: int = 10) -> None:
        """Play up to a position."""
        self.state_changed.emit(PlayerState.PLAYING)
        self.measured.emit(duration_ms)
        self.framed.emit(frames)
        self.moved.emit(position_ms)

    def lose(self) -> None:
        """Behave as if the engine had died."""
        self.failed.emit(Failure.LOST, "connection reset")

    def set_playing(self, is_playing: bool) -> None:
        self.is_playing = is_playing
        self.state_changed.emit(PlayerState.PLAYING if is_playing else PlayerState.PAUSED)

    def seek(self, position_ms: int) -> None:
        self.sought.append(position_ms)
        self.moved.emit(position_ms)

    def set_volume(self, part: float, *, is_muted: bool = False, gain: float = 1.0) -> None:
        self.volume, self.gain = (part, is_muted), gain

    def tune(self, tuning: Tuning) -> None:
        self.tuning = tuning

    def tracks(self, kind: str) -> tuple[Track, ...]:
        if kind == "audio":
            return (Track(id=0, language="en", title=""), Track(id=1, language="de", title="Commentary"))
        return (Track(id=0, language="", title=""),)

    def chosen(self, kind: str) -> int | None:
        return self.picked[kind]

    def choose(self, kind: str, track_id: int | None) -> None:
        self.picked[kind] = track_id

    def video_widget(self) -> QWidget:
        return self._widget

    def has_video(self) -> bool:
        return self.holds_video

    def stop(self) -> None:
        self.is_stopped = True
