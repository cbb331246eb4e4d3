"""Plays with QtMultimedia, the backend that ships everywhere."""

from PySide6.QtCore import QLocale, QObject, QTimer, QUrl
from PySide6.QtMultimedia import QAudioOutput, QMediaMetaData, QMediaPlayer, QtAudio
from PySide6.QtWidgets import QWidget

from app.desktop.playback.backend import Failure, PlayerBackend, PlayerState, Track
from app.desktop.playback.surface import Surface
from app.desktop.playback.tuning import Tuning

SUBTITLE_DELAY_MS = 1000
"""A subtitle track that is chosen the moment the tracks appear stalls QtMultimedia 6.11 and 6.12."""

_Status = QMediaPlayer.MediaStatus
_Error = QMediaPlayer.Error


class QtBackend(PlayerBackend):
    """QMediaPlayer, painting through a QVideoSink."""

    name = "qt"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surface = Surface()
        self._surface.sink.setParent(self)  # it must outlive the player, the widget goes with its page
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.setVideoSink(self._surface.sink)
        self._start_ms = 0
        self._wants_playing = True
        self._subtitle: int | None = None
        self._settled = QTimer(self, interval=SUBTITLE_DELAY_MS, singleShot=True)
        self._settled.timeout.connect(self._switch_subtitle)
        _settle_overrides(self._player, self._output, self._surface.sink)
        self._connect()

    def load(self, url: str, start_ms: int) -> None:
        self._start_ms = start_ms
        self._wants_playing = True
        self._subtitle = None
        self._surface.clear()
        self.state_changed.emit(PlayerState.LOADING)
        self._player.setSource(QUrl())  # the same URL again must be opened again
        self._player.setSource(QUrl(url))
        self._player.play()

    def set_playing(self, is_playing: bool) -> None:
        self._wants_playing = is_playing
        if is_playing:
            self._player.play()
        else:
            self._player.pause()

    def seek(self, position_ms: int) -> None:
        self._start_ms = 0
        self._player.setPosition(max(0, position_ms))

    def set_volume(self, part: float, *, is_muted: bool = False, gain: float = 1.0) -> None:
        scale = QtAudio.VolumeScale
        volume = QtAudio.convertVolume(part, scale.LogarithmicVolumeScale, scale.LinearVolumeScale)
        self._output.setVolume(min(1.0, volume * gain))
        self._output.setMuted(is_muted)

    def tune(self, tuning: Tuning) -> None:
        self._player.setPlaybackRate(tuning.speed)
        self._surface.tune_captions(tuning.subtitle_scale, round(tuning.subtitle_delay_ms / tuning.speed))

    def tracks(self, kind: str) -> tuple[Track, ...]:
        found = self._player.audioTracks() if kind == "audio" else self._player.subtitleTracks()
        return tuple(_track(number, facts) for number, facts in enumerate(found))

    def chosen(self, kind: str) -> int | None:
        if kind == "subtitle" and self._settled.isActive():
            return self._subtitle
        active = self._player.activeAudioTrack() if kind == "audio" else self._player.activeSubtitleTrack()
        return None if active < 0 else active

    def choose(self, kind: str, track_id: int | None) -> None:
        if kind == "audio":
            self._player.setActiveAudioTrack(-1 if track_id is None else track_id)
            return
        self._subtitle = track_id
        if self._player.position() - self._start_ms > SUBTITLE_DELAY_MS or track_id is None:
            self._switch_subtitle()
        else:
            self._settled.start()

    def video_widget(self) -> QWidget:
        return self._surface

    def has_video(self) -> bool:
        return self._player.hasVideo() or bool(self._player.videoTracks())

    def stop(self) -> None:
        self._settled.stop()
        self._player.stop()
        self._player.setSource(QUrl())
        self._surface.clear()

    def _connect(self) -> None:
        player = self._player
        player.positionChanged.connect(self._on_moved)
        # A qint64 does not connect to a Python int signal by itself.
        player.durationChanged.connect(self._on_measured)
        player.playbackStateChanged.connect(self._tell_state)
        player.mediaStatusChanged.connect(self._on_status)
        player.tracksChanged.connect(self.tracks_changed)
        player.bufferProgressChanged.connect(self._on_buffered)
        player.errorOccurred.connect(self._on_error)
        self._surface.shown.connect(self.framed)

    def _on_moved(self, position_ms: int) -> None:
        if not self._start_ms or position_ms >= self._start_ms - SUBTITLE_DELAY_MS:
            self.moved.emit(position_ms)

    def _on_measured(self, duration_ms: int) -> None:
        self.measured.emit(duration_ms)

    def _on_buffered(self, part: float) -> None:
        self.buffered.emit(part)

    def _on_status(self, status: _Status) -> None:
        if status in (_Status.LoadedMedia, _Status.BufferedMedia) and self._start_ms:
            # Not cleared by a seek that came to nothing: positions below the start are not told.
            start, self._start_ms = self._start_ms, 0
            self._player.setPosition(start)
        if status is _Status.EndOfMedia:
            self.ended.emit()
        elif status is _Status.InvalidMedia:
            self.failed.emit(Failure.UNPLAYABLE, self._player.errorString())
        else:
            self._tell_state()

    def _on_error(self, error: _Error, words: str) -> None:
        if error in (_Error.NetworkError, _Error.ResourceError, _Error.AccessDeniedError):
            self.failed.emit(Failure.LOST, words)
        elif error is not _Error.NoError:
            self.failed.emit(Failure.UNPLAYABLE, words)

    def _tell_state(self) -> None:
        status, state = self._player.mediaStatus(), self._player.playbackState()
        if status is _Status.StalledMedia:
            self.state_changed.emit(PlayerState.STALLED)
        elif status is _Status.LoadingMedia:
            self.state_changed.emit(PlayerState.LOADING)
        elif state is QMediaPlayer.PlaybackState.PlayingState:
            self.state_changed.emit(PlayerState.PLAYING)
        elif state is QMediaPlayer.PlaybackState.PausedState:
            self.state_changed.emit(PlayerState.PAUSED)
        else:
            self.state_changed.emit(PlayerState.IDLE)

    def _switch_subtitle(self) -> None:
        self._surface.set_caption("")
        self._player.setActiveSubtitleTrack(-1 if self._subtitle is None else self._subtitle)
        self.tracks_changed.emit()


def is_available() -> bool:
    """Tell whether QtMultimedia found its own backend; the import alone does not prove it."""
    return QMediaPlayer().isAvailable()


def _settle_overrides(*objects: QObject) -> None:
    """Let PySide look now, in this thread, whether Python overrides how these objects hear of connections.

    It looks once for each object, and needs the GIL for it. When QtMultimedia's own thread is the first to ask, it does
    so with Qt's lock on connections in its hand: a call from Python that wants that lock then stands still for ever.
    """
    for each in objects:
        each.objectNameChanged.connect(_hear_nothing)
        each.objectNameChanged.disconnect(_hear_nothing)


def _hear_nothing(_name: str) -> None:
    return


def _track(number: int, facts: QMediaMetaData) -> Track:
    language = facts.value(QMediaMetaData.Key.Language)
    code = QLocale.languageToCode(language) if isinstance(language, QLocale.Language) else ""
    return Track(id=number, language=code, title=facts.stringValue(QMediaMetaData.Key.Title))
