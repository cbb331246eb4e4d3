"""A real X screen with a window manager, a keyboard without hands, and eyes."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageGrab

SIZE = (1280, 720)
PATIENCE_S = 25.0
_COVER = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("something else")
label.setWindowTitle(sys.argv[1])
label.resize(600, 400)
label.show()
app.exec()
"""
NEEDED = ("Xvfb", "xdotool", "openbox")


def missing() -> str:
    """Return what a screen needs and is not here, or ""."""
    return ", ".join(program for program in NEEDED if not shutil.which(program))


@dataclass(frozen=True, slots=True)
class Screen:
    """One X display."""

    display: str

    def key(self, *names: str) -> None:
        """Press keys, one after the other, in whatever window has the focus."""
        self._tool("key", "--delay", "60", *names)

    def type(self, text: str) -> None:
        """Type text."""
        self._tool("type", "--delay", "12", text)

    def look(self) -> Image.Image:
        """Return what is on the screen."""
        return ImageGrab.grab(xdisplay=self.display)

    def active_title(self) -> str:
        """Return the title of the window in front, or ""."""
        return self._tool("getactivewindow", "getwindowname").strip()

    def bring_to_front(self, title: str) -> bool:
        """Give the focus to a window, as a click would; tell whether it has it.

        Openbox now and then forgets a request for a window that has just appeared, and gives the focus to none.
        """
        for window in self.windows(title):
            self._tool("windowactivate", window)
            if not self.active_title():
                self._tool("windowfocus", window)
        return title in self.active_title()

    def windows(self, title: str) -> list[str]:
        """Return the ids of visible windows whose title has these words."""
        return self._tool("search", "--onlyvisible", "--name", title).split()

    def different_pictures(self, seconds: float) -> int:
        """Return how many different pictures the middle of the screen showed within some seconds."""
        seen, end = set(), time.monotonic() + seconds
        while time.monotonic() < end:
            seen.add(self.look().crop((320, 120, 960, 480)).tobytes())
        return len(seen)

    def _tool(self, *arguments: str) -> str:
        environment = {**os.environ, "DISPLAY": self.display}
        return subprocess.run(
            ["xdotool", *arguments], env=environment, check=False, capture_output=True, text=True, timeout=30
        ).stdout


@contextmanager
def a_screen() -> Iterator[Screen]:
    """Give a screen of 1280 x 720 for as long as the block runs."""
    read, write = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            display = f":{told.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox"], env={**os.environ, "DISPLAY": display}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            yield Screen(display)
        finally:
            manager.terminate()
            manager.wait(10)
            server.terminate()


@contextmanager
def a_window(screen: Screen, data: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `marquee desktop` on a screen. What was shown when a test failed is kept beside the data folder."""
    environment = {
        **os.environ,
        "DISPLAY": screen.display,
        "QT_QPA_PLATFORM": "xcb",
        "MARQUEE_PLAYER": "qt",
        "MARQUEE_REDUCED_MOTION": "1",
        "LC_ALL": "C.UTF-8",
    }
    command = [sys.executable, "-m", "app", "desktop", "--data-dir", str(data)]
    words = data.with_name("window.log")
    with (
        words.open("ab") as said,
        subprocess.Popen(command, env=environment, stdout=said, stderr=said) as window,
    ):
        try:
            yield window
        except AssertionError:
            screen.look().save(data.with_name("last.png"))
            sys.stdout.write(words.read_text("utf-8", "replace"))
            raise
        finally:
            if window.poll() is None:
                window.terminate()
            window.wait(15)


@contextmanager
def a_cover(screen: Screen, title: str) -> Iterator[None]:
    """Have another program's window in front."""
    environment = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
    with subprocess.Popen([sys.executable, "-c", _COVER, title], env=environment) as other:
        try:
            wait_until(lambda: screen.bring_to_front(title), f"{title} is in front")
            yield
        finally:
            other.kill()


def wait_until(is_so: Callable[[], object], what: str) -> None:
    """Return once something is so."""
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, f"it never came to this: {what}"
        time.sleep(0.05)
