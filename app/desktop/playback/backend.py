"""What every engine that shows films can do; the page knows only this."""

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.playback.tuning import Tuning


class PlayerState(StrEnum):
    """What a player does at the moment."""

    IDLE = "idle"
    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    STALLED = "stalled"


class Failure(StrEnum):
    """Why it does not play."""

    LOST = "lost"
    """The bytes stopped coming; asking again may help."""
    UNPLAYABLE = "unplayable"
    NO_PICTURE = "no_picture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """An audio or subtitle track that can be chosen. `id` means something to the backend only."""

    id: int
    language: str
    title: str


class PlayerBackend(QObject):
    """Plays one URL at a time.

    Signals: `moved(position_ms)`, `measured(duration_ms)`, `state_changed(PlayerState)`, `tracks_changed()`,
    `buffered(part 0..1)`, `framed(number of pictures shown so far)`, `ended()`, `failed(Failure, words for the log)`.
    """

    moved = Signal(int)
    measured = Signal(int)
    state_changed = Signal(object)
    tracks_changed = Signal()
    buffered = Signal(float)
    framed = Signal(int)
    ended = Signal()
    failed = Signal(object, str)

    name = ""
    can_advance_subtitles = False
    """It knows what will be said before that is due."""
    can_shift_sound = False

    @abstractmethod
    def load(self, url: str, start_ms: int) -> None:
        """Begin to play a URL there."""

    @abstractmethod
    def set_playing(self, is_playing: bool) -> None:
        """Go on or pause."""

    @abstractmethod
    def seek(self, position_ms: int) -> None:
        """Go somewhere else."""

    @abstractmethod
    def set_volume(self, part: float, *, is_muted: bool = False, gain: float = 1.0) -> None:
        """Set the loudness, 0 to 1 as people hear it.

        Args:
            gain: Samples are multiplied with it; together with the volume they never come above full scale.
        """

    @abstractmethod
    def tune(self, tuning: Tuning) -> None:
        """Set speed, subtitles and sound; it holds for what is loaded later, too. What it cannot do it leaves."""

    @abstractmethod
    def tracks(self, kind: str) -> tuple[Track, ...]:
        """Return the "audio" or "subtitle" tracks."""

    @abstractmethod
    def chosen(self, kind: str) -> int | None:
        """Return the id of the track that is on, or None."""

    @abstractmethod
    def choose(self, kind: str, track_id: int | None) -> None:
        """Switch a track on; None switches subtitles off."""

    @abstractmethod
    def video_widget(self) -> QWidget:
        """Return the widget that shows the picture; always the same one."""

    @abstractmethod
    def has_video(self) -> bool:
        """Tell whether what is loaded holds moving pictures, as far as is known."""

    @abstractmethod
    def stop(self) -> None:
        """Let go of the file and the network."""
