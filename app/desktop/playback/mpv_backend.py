"""Plays with libmpv where it is installed: more codecs, and subtitles with all their styling.

It needs OpenGL, so it is never used on a screen without one.
"""

from typing import Any

import mpv
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QOpenGLContext
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from app.desktop.playback.backend import Failure, PlayerBackend, PlayerState, Track
from app.desktop.playback.tuning import Tuning

SILENT = {"audio_fallback_to_null": "yes"}
"""Without a sound card mpv would end every film with an error."""
_NUMBERS = {"audio": "aid", "subtitle": "sid"}
_UNPLAYABLE = (-16, -17, -18)
"""libmpv's own numbers: nothing to play, unknown format, unsupported."""
_TYPES = {"audio": "audio", "subtitle": "sub"}


class MpvSurface(QOpenGLWidget):
    """The picture that mpv renders into our own OpenGL buffer, so that controls can lie over it."""

    wanted = Signal()
    prepared = Signal()

    def __init__(self, player: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frames_shown = 0
        self._player = player
        self._renderer: Any = None
        # mpv calls from its own thread; the signal carries that over to this one.
        self.wanted.connect(self.update, Qt.ConnectionType.QueuedConnection)

    def initializeGL(self) -> None:
        def address(_: object, name: bytes) -> int:
            return QOpenGLContext.currentContext().getProcAddress(name)

        self._address = mpv.MpvGlGetProcAddressFn(address)
        self._renderer = mpv.MpvRenderContext(
            self._player, "opengl", opengl_init_params={"get_proc_address": self._address}
        )
        self._renderer.update_cb = self.wanted.emit
        self.prepared.emit()

    @property
    def is_prepared(self) -> bool:
        """Whether mpv has something to draw into; without it, it plays no video at all."""
        return self._renderer is not None

    def paintGL(self) -> None:
        if self._renderer is None:
            return
        if self._renderer.update():
            self.frames_shown += 1
        scale = self.devicePixelRatioF()
        target = {"w": round(self.width() * scale), "h": round(self.height() * scale)}
        self._renderer.render(flip_y=True, opengl_fbo={**target, "fbo": self.defaultFramebufferObject()})

    def free(self) -> None:
        """Give the renderer back before the player ends; mpv aborts the process otherwise."""
        if self._renderer is not None:
            self.makeCurrent()
            self._renderer.free()
            self._renderer = None
            self.doneCurrent()


class MpvBackend(PlayerBackend):
    """libmpv through its render API."""

    name = "mpv"
    can_advance_subtitles = True
    can_shift_sound = True
    _heard = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mpv: Any = mpv.MPV(vo="libmpv", hwdec="auto-safe", keep_open="no", idle="yes", ytdl=False, **SILENT)
        self._surface = MpvSurface(self._mpv)
        self._is_loading = self._is_closed = False
        self._wanted: tuple[str, int] | None = None
        self._surface.prepared.connect(self._begin)
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        for name in ("time-pos", "duration", "pause", "paused-for-cache", "track-list"):
            self._mpv.observe_property(name, self._heard.emit)
        self._mpv.event_callback("end-file")(self._tell_end)
        self._mpv.event_callback("file-loaded")(self._tell_loaded)

    def load(self, url: str, start_ms: int) -> None:
        self._surface.frames_shown = 0
        self._is_loading = True
        self.state_changed.emit(PlayerState.LOADING)
        self._wanted = (url, start_ms)
        if self._surface.is_prepared:
            self._begin()

    def _begin(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._mpv.pause = False
            self._mpv["start"] = f"{wanted[1] / 1000:.3f}"
            self._mpv.command("loadfile", wanted[0])

    def set_playing(self, is_playing: bool) -> None:
        self._mpv.pause = not is_playing

    def seek(self, position_ms: int) -> None:
        self._mpv.command_async("seek", str(max(0, position_ms) / 1000), "absolute")

    def set_volume(self, part: float, *, is_muted: bool = False, gain: float = 1.0) -> None:
        # What mpv calls volume becomes loud by its third power.
        self._mpv.volume = min(1.0, part * gain ** (1 / 3)) * 100
        self._mpv.mute = is_muted

    def tune(self, tuning: Tuning) -> None:
        self._mpv["speed"] = tuning.speed
        self._mpv["sub-scale"] = tuning.subtitle_scale
        self._mpv["sub-delay"] = tuning.subtitle_delay_ms / 1000
        self._mpv["audio-delay"] = tuning.sound_delay_ms / 1000

    def tracks(self, kind: str) -> tuple[Track, ...]:
        return tuple(
            Track(id=entry["id"], language=entry.get("lang", ""), title=entry.get("title", ""))
            for entry in self._mpv.track_list
            if entry["type"] == _TYPES[kind]
        )

    def chosen(self, kind: str) -> int | None:
        value = self._mpv[_NUMBERS[kind]]
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def choose(self, kind: str, track_id: int | None) -> None:
        self._mpv[_NUMBERS[kind]] = "no" if track_id is None else track_id
        self.tracks_changed.emit()

    def video_widget(self) -> QWidget:
        return self._surface

    def has_video(self) -> bool:
        return any(entry["type"] == "video" and not entry.get("albumart") for entry in self._mpv.track_list)

    def stop(self) -> None:
        self._wanted = None
        self._mpv.command("stop")

    def close(self) -> None:
        """End mpv and its threads."""
        self._is_closed = True  # what it said before still waits in the queue
        self._surface.free()
        self._mpv.terminate()

    def _hear(self, name: str, value: Any) -> None:
        if self._is_closed:
            return
        if name == "time-pos" and value is not None:
            self.moved.emit(round(value * 1000))
            self.framed.emit(self._surface.frames_shown)
        elif name == "duration" and value is not None:
            self.measured.emit(round(value * 1000))
        elif name == "track-list":
            self.tracks_changed.emit()
        elif name == "end":
            self._end(*value)
        elif name in ("pause", "paused-for-cache", "loaded"):
            self._is_loading = self._is_loading and name != "loaded"
            self.state_changed.emit(self._state())

    def _state(self) -> PlayerState:
        if self._is_loading:
            return PlayerState.LOADING
        if self._mpv.pause:
            return PlayerState.PAUSED
        return PlayerState.STALLED if self._mpv.paused_for_cache else PlayerState.PLAYING

    def _tell_end(self, event: Any) -> None:
        # Runs in mpv's thread, and the event is gone when it returns: numbers are carried over, not the event.
        self._heard.emit("end", (event.data.reason, event.data.error))

    def _tell_loaded(self, event: Any) -> None:
        del event
        self._heard.emit("loaded", None)

    def _end(self, reason: int, error: int) -> None:
        if reason == mpv.MpvEventEndFile.EOF:
            self.ended.emit()
        elif reason == mpv.MpvEventEndFile.ERROR:
            self.failed.emit(Failure.UNPLAYABLE if error in _UNPLAYABLE else Failure.LOST, str(error))
