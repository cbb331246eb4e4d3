"""The start with the session, by what each system would read."""

import plistlib
import sys
from pathlib import Path

import pytest

from app.desktop.kit.autostart import LaunchAgent, RunKey, XdgAutostart, autostart, start_command


def test_linux_gets_a_desktop_entry(tmp_path: Path) -> None:
    start = XdgAutostart(("/opt/My Apps/marquee", "desktop", "--tray", "--data-dir", "/a/100%"), tmp_path / "autostart")
    assert not start.is_on()

    start.set_on(True)
    text = start.path.read_text()

    assert start.is_on()
    assert text.startswith("[Desktop Entry]\nType=Application\n")
    assert 'Exec="/opt/My Apps/marquee" desktop --tray --data-dir "/a/100%%"\n' in text or (
        'Exec="/opt/My Apps/marquee" desktop --tray --data-dir /a/100%%\n' in text
    )
    start.set_on(False)
    start.set_on(False)
    assert not start.is_on()


def test_macos_gets_a_launch_agent(tmp_path: Path) -> None:
    start = LaunchAgent(("/Applications/Marquee", "desktop", "--tray"), tmp_path / "LaunchAgents")

    start.set_on(True)
    agent = plistlib.loads(start.path.read_bytes())

    assert agent["ProgramArguments"] == ["/Applications/Marquee", "desktop", "--tray"]
    assert agent["RunAtLoad"] is True
    start.set_on(False)
    assert not start.is_on()


def test_windows_gets_one_quoted_line() -> None:
    start = RunKey((r"C:\Program Files\Marquee\marquee.exe", "desktop", "--tray"))

    assert start.line == r'"C:\Program Files\Marquee\marquee.exe" desktop --tray'
    if sys.platform != "win32":
        start.set_on(True)
        assert not start.is_on()


@pytest.mark.parametrize(("platform", "kind"), [("linux", XdgAutostart), ("darwin", LaunchAgent), ("win32", RunKey)])
def test_every_system_has_its_way(tmp_path: Path, platform: str, kind: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert isinstance(autostart(tmp_path, platform=platform, home=tmp_path), kind)


def test_it_starts_hidden_with_the_same_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start_command(tmp_path)[1:] == ("-m", "app", "desktop", "--tray", "--data-dir", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert start_command(None)[1:] == ("desktop", "--tray")
