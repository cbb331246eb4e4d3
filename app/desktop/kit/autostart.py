"""Starts Marquee with the user's session, in the way of each system."""

from __future__ import annotations

import os
import plistlib
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

ENTRY_NAME: Final = "marquee.desktop"
AGENT_NAME: Final = "org.marquee.Marquee"
RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
VALUE_NAME: Final = "Marquee"


class Autostart(Protocol):
    """Switches the start with the session on and off."""

    def is_on(self) -> bool:
        """Tell whether Marquee starts with the session."""
        ...

    def set_on(self, is_on: bool) -> None:
        """Make it so, or no longer.

        Raises:
            OSError: the system refuses it.
        """
        ...


class XdgAutostart:
    """An entry in ~/.config/autostart, for all Linux desktops."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = tuple(command)
        self.path = folder / ENTRY_NAME

    def is_on(self) -> bool:
        return self.path.is_file()

    def set_on(self, is_on: bool) -> None:
        if not is_on:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(
            "[Desktop Entry]\n"
            "Type=Application\n"
            "Name=Marquee\n"
            "Comment=Media center of the house\n"
            "Icon=marquee\n"
            f"Exec={' '.join(_quote_exec(part) for part in self._command)}\n"
            "Terminal=false\n"
            "X-GNOME-Autostart-enabled=true\n",
            encoding="utf-8",
        )


class LaunchAgent:
    """A property list in ~/Library/LaunchAgents, for macOS."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = list(command)
        self.path = folder / f"{AGENT_NAME}.plist"

    def is_on(self) -> bool:
        return self.path.is_file()

    def set_on(self, is_on: bool) -> None:
        if not is_on:
            self.path.unlink(missing_ok=True)
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        agent = {
            "Label": AGENT_NAME,
            "ProgramArguments": self._command,
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        self.path.write_bytes(plistlib.dumps(agent))


class RunKey:
    """A value under HKEY_CURRENT_USER's Run key, for Windows."""

    def __init__(self, command: Sequence[str]) -> None:
        import subprocess

        self.line = subprocess.list2cmdline(command)

    def is_on(self) -> bool:
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                    return bool(winreg.QueryValueEx(key, VALUE_NAME)[0])
            except FileNotFoundError:
                return False
        return False

    def set_on(self, is_on: bool) -> None:
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                if is_on:
                    winreg.SetValueEx(key, VALUE_NAME, 0, winreg.REG_SZ, self.line)
                elif self.is_on():
                    winreg.DeleteValue(key, VALUE_NAME)


def autostart(data_dir: Path | None = None, *, platform: str = sys.platform, home: Path | None = None) -> Autostart:
    """Return the way of this system; it starts the window hidden in the tray."""
    command = start_command(data_dir)
    home = home or Path.home()
    if platform == "win32":
        return RunKey(command)
    if platform == "darwin":
        return LaunchAgent(command, home / "Library" / "LaunchAgents")
    config = os.environ.get("XDG_CONFIG_HOME")
    return XdgAutostart(command, (Path(config) if config else home / ".config") / "autostart")


def start_command(data_dir: Path | None) -> tuple[str, ...]:
    """Return what starts the window in the tray, from an installation and from a frozen bundle."""
    frozen = getattr(sys, "frozen", False)
    marquee = (sys.executable,) if frozen else (sys.executable, "-m", "app")
    folder = ("--data-dir", str(data_dir)) if data_dir is not None else ()
    return (*marquee, "desktop", "--tray", *folder)


def _quote_exec(part: str) -> str:
    """Quote one argument as the Desktop Entry Specification wants it; "%" would be a field code."""
    quoted = part if shlex.quote(part) == part else '"' + "".join(f"\\{c}" if c in '"`$\\' else c for c in part) + '"'
    return quoted.replace("%", "%%")
