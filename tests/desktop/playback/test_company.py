"""Media keys and the screen that stays awake, on a bus of the test's own."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from app.contract.library import ItemKind
from app.desktop.playback.awake import Awake, MacWake, WindowsWake
from app.desktop.playback.company import accompany
from app.desktop.playback.linux_wake import LinuxWake, has_session_bus
from app.desktop.playback.mpris import PATH, PLAYER_FACE, ROOT_FACE, SERVICE, Mpris
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient
from tests.fakes.dbus import PROGRAM, FakeSaver, a_bus, a_line

needs_bus = pytest.mark.skipif(PROGRAM is None, reason="dbus-daemon is not there")
needs_asker = pytest.mark.skipif(
    PROGRAM is None or shutil.which("gdbus") is None, reason="dbus-daemon or gdbus is not there"
)
PATIENCE_S = 15


class FakeWake:
    """Counts who holds it."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def hold(self) -> None:
        self.told.append("hold")

    def release(self) -> None:
        self.told.append("release")


def test_the_screen_stays_awake_while_a_film_runs_and_only_then(theatre: Theatre) -> None:
    wake = FakeWake()
    awake = Awake(theatre.deck, wake)

    theatre.open(theatre.film())
    theatre.backend.run_to(1000)
    running = awake.is_held
    theatre.press(Qt.Key.Key_Space)
    paused = awake.is_held
    theatre.press(Qt.Key.Key_Space)
    theatre.page.leave()
    theatre.settle()

    assert (running, paused, awake.is_held) == (True, False, False)
    assert wake.told == ["hold", "release", "hold", "release"]


def test_a_stream_that_waits_for_bytes_keeps_the_screen_awake(theatre: Theatre) -> None:
    awake = Awake(theatre.deck, FakeWake())
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000)

    theatre.backend.lose()

    assert awake.is_held


def test_music_lets_the_screen_go_dark(theatre: Theatre, fake: FakeClient) -> None:
    wake = FakeWake()
    Awake(theatre.deck, wake)
    album = fake.catalogue.of_kind(ItemKind.ALBUM)[0]

    theatre.open(fake.catalogue.children[album.id][0])
    theatre.backend.run_to(1000)

    assert wake.told == []


def test_windows_is_told_to_keep_display_and_system_and_then_nothing() -> None:
    said: list[int] = []
    wake = WindowsWake(said.append)

    wake.hold()
    wake.release()

    assert said == [0x80000003, 0x80000000]


class FakeKit:
    """IOKit, as far as a film needs it."""

    def __init__(self, result: int = 0) -> None:
        self.result = result
        self.released: list[int] = []

    def IOPMAssertionCreateWithName(self, kind: str, level: int, reason: str, number: object) -> int:
        assert (kind, level) == ("PreventUserIdleDisplaySleep", 255)
        number._obj.value = 42  # type: ignore[attr-defined]
        return self.result

    def IOPMAssertionRelease(self, number: object) -> None:
        self.released.append(number.value)  # type: ignore[attr-defined]


def test_macos_takes_back_the_assertion_that_it_was_given() -> None:
    kit = FakeKit()
    wake = MacWake(kit, str)

    wake.hold()
    wake.release()
    wake.release()

    assert kit.released == [42]


def test_macos_that_refuses_is_left_alone() -> None:
    kit = FakeKit(result=1)
    wake = MacWake(kit, str)

    wake.hold()
    wake.release()

    assert kit.released == []


def test_without_a_bus_nobody_is_asked(monkeypatch: pytest.MonkeyPatch, theatre: Theatre, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    accompany(theatre.deck, lambda: None, lambda: None)

    assert not has_session_bus()
    assert theatre.deck.findChild(Awake) is not None
    assert theatre.deck.findChild(Mpris) is None


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with a_bus(tmp_path_factory.mktemp("bus")) as found:
        yield found


@pytest.fixture
def bus(address: str, qapp: object) -> Iterator[QDBusConnection]:
    with a_line(address) as line:
        yield line


@needs_bus
def test_a_screen_saver_waits_as_long_as_its_line_is_open(qtbot: QtBot, address: str, bus: QDBusConnection) -> None:
    saver = FakeSaver(bus, owner := QObject())
    lines: list[str] = []

    def open_line(name: str) -> QDBusConnection:
        line = QDBusConnection.connectToBus(address, name)
        lines.append(line.baseService())
        return line

    wake = LinuxWake(open_line)
    wake.hold()
    qtbot.waitUntil(lambda: bool(saver.asked))
    held = bus.interface().isServiceRegistered(lines[0]).value()
    wake.release()
    qtbot.waitUntil(lambda: not bus.interface().isServiceRegistered(lines[0]).value())

    assert held
    assert saver.asked == [("Marquee", "A film is playing")]
    del owner


@pytest.fixture
def mpris(theatre: Theatre, bus: QDBusConnection) -> Mpris:
    return Mpris(theatre.deck, bus, lambda: theatre.desk.navigator.open("films"), lambda: None)


class Asker:
    """Another program on the bus: the D-Bus tool of GLib."""

    def __init__(self, qtbot: QtBot, address: str) -> None:
        self._qtbot = qtbot
        self._address = address

    def call(self, method: str, *arguments: str) -> str:
        """Call a method by its whole name, and return what it answers."""
        command = ["gdbus", "call", "--address", self._address, "--dest", SERVICE, "--object-path", PATH]
        with subprocess.Popen(
            [*command, "--method", method, "--", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as asking:
            self._qtbot.waitUntil(lambda: asking.poll() is not None, timeout=PATIENCE_S * 1000)
            assert asking.stdout is not None
            return asking.stdout.read()

    def get(self, name: str, face: str = PLAYER_FACE) -> str:
        """Return a property as GLib writes it."""
        return (
            self.call("org.freedesktop.DBus.Properties.Get", face, name).strip().removeprefix("(<").removesuffix(">,)")
        )


@pytest.fixture
def asker(qtbot: QtBot, address: str) -> Asker:
    return Asker(qtbot, address)


@needs_asker
def test_other_programs_see_what_plays(theatre: Theatre, mpris: Mpris, asker: Asker, fake: FakeClient) -> None:
    before = asker.get("PlaybackStatus")
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000, duration_ms=6_000_000)

    assert mpris.is_on
    assert before == "'Stopped'"
    assert asker.get("PlaybackStatus") == "'Playing'"
    assert asker.get("Position") == "int64 40000000"
    told = asker.get("Metadata")
    assert "'mpris:length': <int64 6000000000>" in told
    assert f"'xesam:title': <'{fake.catalogue.cards[theatre.film()].title}'>" in told
    assert "'mpris:trackid': <objectpath '/org/marquee/item/" in told
    assert asker.get("Identity", ROOT_FACE) == "'Marquee'"
    assert asker.get("SupportedUriSchemes", ROOT_FACE) == "@as []"


@needs_asker
def test_media_keys_pause_jump_and_go_on(theatre: Theatre, mpris: Mpris, asker: Asker, fake: FakeClient) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    first, second = fake.catalogue.children[season.id][:2]
    theatre.open(first)
    theatre.backend.run_to(40_000)

    asker.call(f"{PLAYER_FACE}.PlayPause")
    paused = asker.get("PlaybackStatus")
    asker.call(f"{PLAYER_FACE}.Play")
    asker.call(f"{PLAYER_FACE}.Seek", "-15000000")
    track = asker.get("Metadata").partition("objectpath '")[2].partition("'")[0]
    asker.call(f"{PLAYER_FACE}.SetPosition", track, "60000000")
    asker.call(f"{PLAYER_FACE}.SetPosition", "/org/marquee/item/another", "1000000")
    asker.call("org.freedesktop.DBus.Properties.Set", PLAYER_FACE, "Rate", "<1.5>")
    asker.call(f"{PLAYER_FACE}.Next")
    theatre.settle()

    assert mpris.is_on
    assert paused == "'Paused'"
    assert theatre.backend.is_playing
    assert theatre.backend.sought == [25_000, 60_000]
    assert theatre.card_id() == second


@needs_asker
def test_a_stop_key_ends_the_film_and_raise_brings_the_window(theatre: Theatre, mpris: Mpris, asker: Asker) -> None:
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000)

    asker.call(f"{PLAYER_FACE}.Stop")
    theatre.settle()
    asker.call(f"{ROOT_FACE}.Raise")

    assert mpris.is_on
    assert theatre.card_id() is None
    assert theatre.page_name() == "films"


@needs_asker
def test_who_listens_hears_of_changes_and_jumps(theatre: Theatre, mpris: Mpris, address: str, qtbot: QtBot) -> None:
    watching = ["gdbus", "monitor", "--address", address, "--dest", SERVICE, "--object-path", PATH]
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000)
    heard: list[str] = []
    with subprocess.Popen(watching, stdout=subprocess.PIPE, text=True) as watcher:
        assert watcher.stdout is not None
        Thread(target=heard.extend, args=(watcher.stdout,), daemon=True).start()

        def is_heard(words: str) -> bool:
            theatre.deck.seek(50_000)  # again and again: nobody tells when the watcher begins to hear
            return any(words in line for line in heard)

        qtbot.waitUntil(lambda: is_heard(f"{PLAYER_FACE}.Seeked (int64 50000000,)"), timeout=PATIENCE_S * 1000)
        for status in ("Paused", "Playing"):
            theatre.press(Qt.Key.Key_Space)
            words = f"PropertiesChanged ('{PLAYER_FACE}', {{'PlaybackStatus': <'{status}'>}}, @as [])"
            qtbot.waitUntil(lambda words=words: is_heard(words), timeout=PATIENCE_S * 1000)  # type: ignore[misc]
        watcher.terminate()

    assert mpris.is_on
