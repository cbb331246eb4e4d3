"""Real media through QtMultimedia."""

import sys
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from socket import SHUT_RDWR, socket
from subprocess import run
from threading import Event, Thread

import pytest
from PySide6.QtCore import QElapsedTimer, QUrl
from pytestqt.qtbot import QtBot

from app.desktop.playback.backend import Failure, PlayerState
from app.desktop.playback.choose import list_backends
from app.desktop.playback.player import Player
from app.desktop.playback.qt_backend import QtBackend, is_available
from app.desktop.playback.surface import plain_caption
from app.desktop.playback.tuning import Tuning
from tests.fakes.films import make_film

pytestmark = pytest.mark.skipif(not is_available(), reason="QtMultimedia has no backend here")
PATIENCE_MS = 15_000
STILL_MS = 300
"""Three pictures of the film."""
REVIVAL_MS = 30_000
"""A stream that stands still after it was asked for again is noticed after 12 s (watchdog), and asked for once more."""


def url(path: Path) -> str:
    return QUrl.fromLocalFile(str(path)).toString()


@pytest.fixture
def backend(qtbot: QtBot) -> QtBackend:
    made = QtBackend()
    qtbot.addWidget(made.video_widget())
    made.video_widget().resize(320, 180)
    made.video_widget().show()
    return made


def test_a_film_shows_frames_and_comes_to_its_end(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=2)

    with qtbot.waitSignal(backend.ended, timeout=PATIENCE_MS):
        backend.load(url(film), 0)

    assert backend._surface.frames_shown >= 5
    backend.stop()


def test_a_film_begins_where_it_was_left(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=6)
    positions: list[int] = []
    backend.moved.connect(positions.append)

    backend.load(url(film), 3000)
    qtbot.waitUntil(lambda: any(position > 3300 for position in positions), timeout=PATIENCE_MS)

    assert min(positions) >= 2000
    backend.stop()


def test_music_goes_on_without_a_sound_card(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    track = make_film(tmp_path / "track.mka", seconds=3, video=None)
    positions: list[int] = []
    backend.moved.connect(positions.append)

    backend.load(url(track), 0)
    qtbot.waitUntil(lambda: any(position > 400 for position in positions), timeout=PATIENCE_MS)

    assert not backend.has_video()
    backend.stop()


def test_tracks_tell_their_language_and_can_be_chosen(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=5, audio_tracks=2, languages=("eng", "ger"), subtitles=True)
    positions: list[int] = []
    backend.moved.connect(positions.append)

    backend.load(url(film), 0)
    qtbot.waitUntil(lambda: len(backend.tracks("audio")) == 2, timeout=PATIENCE_MS)
    backend.choose("subtitle", 0)
    backend.choose("audio", 1)
    qtbot.waitUntil(lambda: any(position > 2000 for position in positions), timeout=PATIENCE_MS)

    assert [track.language for track in backend.tracks("audio")] == ["en", "de"]
    assert backend.chosen("audio") == 1
    assert backend.chosen("subtitle") == 0
    backend.stop()


def test_quick_switches_of_the_audio_track_never_stand_still(tmp_path: Path) -> None:
    # In a process of its own: what stands still here holds the GIL, and no timeout of Python's would end it.
    film = make_film(tmp_path / "film.mkv", seconds=5, audio_tracks=2, languages=("eng", "ger"))

    switching = run([sys.executable, "-m", "tests.fakes.switching", str(film), "40"], timeout=60, check=False)

    assert switching.returncode == 0


def test_a_file_that_is_not_there_is_lost(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(backend.failed, timeout=PATIENCE_MS) as heard:
        backend.load(url(tmp_path / "none.mkv"), 0)

    assert heard.args is not None
    assert heard.args[0] is Failure.LOST


def test_a_film_that_qtmultimedia_cannot_show_is_noticed(qtbot: QtBot, tmp_path: Path) -> None:
    # QtMultimedia's FFmpeg decodes AV1 in hardware only: it shows nothing, and reports no error.
    film = make_film(tmp_path / "film.mkv", seconds=12, video="libsvtav1", video_options={"preset": "12"})
    player = Player((list_backends("qt")[0],))

    with qtbot.waitSignal(player.failed, timeout=PATIENCE_MS) as heard:
        player.play(url(film), 0)

    assert heard.args == [Failure.NO_PICTURE]


def test_a_pause_stands_still(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=5)
    states: list[PlayerState] = []
    positions: list[int] = []
    backend.state_changed.connect(states.append)
    backend.moved.connect(positions.append)
    backend.load(url(film), 0)
    qtbot.waitUntil(lambda: PlayerState.PLAYING in states, timeout=PATIENCE_MS)

    backend.set_playing(False)
    backend.set_volume(0.5, is_muted=True)
    backend.seek(2000)
    qtbot.waitUntil(lambda: states[-1] is PlayerState.PAUSED and positions[-1:] == [2000], timeout=PATIENCE_MS)
    shown = backend._surface.frames_shown
    qtbot.wait(STILL_MS)

    assert positions[-1] == 2000
    assert backend._surface.frames_shown <= shown + 1  # that of the new place
    backend.stop()


def test_what_is_lifted_stays_below_full_scale(backend: QtBackend) -> None:
    volumes = []
    for part, gain in ((1.0, 0.5), (1.0, 4.0), (0.5, 1.0), (0.5, 2.0)):
        backend.set_volume(part, gain=gain)
        volumes.append(backend._output.volume())

    half = volumes[2]
    assert volumes == pytest.approx([0.5, 1.0, half, 2 * half])
    assert 0 < half < 0.5


def test_a_film_runs_as_fast_as_it_is_told(backend: QtBackend, qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=12)
    positions: list[int] = []
    backend.moved.connect(positions.append)
    backend.tune(Tuning(speed=4.0))

    backend.load(url(film), 0)
    qtbot.waitUntil(lambda: positions[-1:] > [1000], timeout=PATIENCE_MS)
    clock = QElapsedTimer()
    clock.start()
    begun = positions[-1]
    qtbot.waitUntil(lambda: positions[-1] > begun + 6000, timeout=PATIENCE_MS)

    assert (positions[-1] - begun) / clock.elapsed() > 2
    backend.stop()


@pytest.mark.parametrize(
    ("raw", "plain"), [("{\\i1}Hello{\\i0}", "Hello"), ("<i>One</i>\\NTwo", "One\nTwo"), ("Plain", "Plain")]
)
def test_marks_of_subtitle_formats_are_not_shown(raw: str, plain: str) -> None:
    assert plain_caption(raw) == plain


class FilmHost:
    """Serves one file with ranges on one port; can die and come back."""

    def __init__(self, film: Path) -> None:
        self._film = film
        self._server: ThreadingHTTPServer | None = None
        self._open: set[socket] = set()
        self.port = 0
        self.starts: list[int] = []

    def start(self) -> None:
        host = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                data = host._film.read_bytes()
                host._open.add(self.connection)
                start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").split("-")[0])
                host.starts.append(start)
                self.send_response(206)
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
                self.send_header("Accept-Ranges", "bytes")
                self.send_header("Content-Length", str(len(data) - start))
                self.end_headers()
                with suppress(OSError):
                    host._trickle(self.wfile, data[start:])

            def log_message(self, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Answer)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def die(self) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)
        self._open.clear()

    def _trickle(self, out: BufferedIOBase, data: bytes) -> None:
        """Send no faster than the film needs, so that the player cannot hold all of it."""
        pace = Event()
        for start in range(0, len(data), 32_768):
            out.write(data[start : start + 32_768])
            pace.wait(0.03)


def test_a_film_goes_on_when_the_engine_died_and_came_back(qtbot: QtBot, tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=20, size=(1280, 720), video="mpeg4", pattern="testsrc2")
    host = FilmHost(film)
    host.start()
    player = Player((list_backends("qt")[0],))
    reviving: list[bool] = []
    player.reviving.connect(reviving.append)
    player.play(f"http://127.0.0.1:{host.port}/film.mkv", 0)
    qtbot.waitUntil(lambda: player.position_ms > 700, timeout=PATIENCE_MS)

    host.die()
    qtbot.waitUntil(lambda: reviving == [True], timeout=PATIENCE_MS)
    stopped_at = player.position_ms
    host.start()
    qtbot.waitUntil(lambda: reviving == [True, False], timeout=REVIVAL_MS)
    qtbot.waitUntil(lambda: player.position_ms > stopped_at + 500, timeout=PATIENCE_MS)

    assert stopped_at > 0
    assert player.frames > 0
    player.stop()
    host.die()
