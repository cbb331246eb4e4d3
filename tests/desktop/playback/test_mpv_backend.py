"""Real media through libmpv, where it and a screen with OpenGL are there."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.playback.choose import has_mpv, list_backends
from app.desktop.playback.player import Player
from app.desktop.playback.tuning import Tuning
from tests.fakes.films import make_film

PATIENCE_MS = 20_000


def test_a_screen_without_opengl_has_no_mpv(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.setattr("PySide6.QtGui.QGuiApplication.platformName", lambda: "offscreen")

    assert not has_mpv()
    assert len(list_backends("mpv")) == 1


@pytest.mark.xvfb
def test_mpv_shows_what_qtmultimedia_cannot(qtbot: QtBot, tmp_path: Path) -> None:
    if not has_mpv():
        pytest.skip("libmpv or OpenGL is not there")
    film = make_film(tmp_path / "film.mkv", seconds=4, video="libsvtav1", video_options={"preset": "12"})
    player = Player((list_backends("mpv")[0],))
    player.tune(Tuning(speed=2.0, subtitle_scale=1.5, subtitle_delay_ms=-300, sound_delay_ms=200))
    player.play(str(film), 1000)
    backend = player.backend
    assert backend is not None
    qtbot.addWidget(backend.video_widget())
    backend.video_widget().show()

    qtbot.waitUntil(lambda: player.frames > 3, timeout=PATIENCE_MS)
    with qtbot.waitSignal(player.ended, timeout=PATIENCE_MS):
        player.seek(3500)

    told = [backend._mpv[name] for name in ("speed", "sub-scale", "sub-delay", "audio-delay")]  # type: ignore[attr-defined]
    assert told == pytest.approx([2.0, 1.5, -0.3, 0.2])
    backend.close()  # type: ignore[attr-defined]
