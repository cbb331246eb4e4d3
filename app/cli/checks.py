"""What `marquee doctor` looks at. Each check gives one Component whose detail says what to do."""

import asyncio
import ctypes.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from app.contract.errors import MarqueeError
from app.contract.server import DEFAULT_PORT, Component, ComponentState
from app.contract.streaming import Encoder
from app.engine.ground.paths import Home

LOW_BYTES = 2 * 1024**3
EMPTY_BYTES = 200 * 1024**2
QT_TIMEOUT_S = 30.0
PACKAGES_BY_LIBRARY = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "dbus-1": "libdbus-1-3",
    "glib-2.0": "libglib2.0-0",
    "pulse": "libpulse0",
    "Xrandr": "libxrandr2",
    "xcb-cursor": "libxcb-cursor0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
}
"""What the window needs of a Linux system, by the name of the Debian package that brings it."""


def check_all(home: Home) -> tuple[Component, ...]:
    """Run every check."""
    checks: tuple[Callable[[Home], Component], ...] = (
        check_data_folder,
        check_disk_space,
        check_database,
        check_engine,
        check_secrets,
        check_system_libraries,
        check_window,
        check_mpv,
        check_encoders,
    )
    return tuple(check(home) for check in checks)


def check_data_folder(home: Home) -> Component:
    """Try to write where our files lie."""
    try:
        home.make()
        with tempfile.TemporaryFile(dir=home.root):
            return _ok("data folder", str(home.root))
    except MarqueeError as error:
        return _down("data folder", error.message)
    except OSError as error:
        return _down(
            "data folder", f"{home.root} cannot be written ({error.strerror}). Choose another with --data-dir."
        )


def check_disk_space(home: Home) -> Component:
    """Look for room for pictures and the database."""
    free = shutil.disk_usage(_nearest(home)).free
    detail = f"{free / 1024**3:.1f} GB free"
    if free < EMPTY_BYTES:
        return _down("disk space", f"{detail}. Make room, or choose a folder on another disk with --data-dir.")
    if free < LOW_BYTES:
        return _note("disk space", f"{detail}. Pictures may soon find no room.")
    return _ok("disk space", detail)


def check_database(home: Home) -> Component:
    """Read the database once through."""
    from app.engine.ground import backup

    if not home.database.exists():
        return _ok("database", "not made yet")
    try:
        backup.check(home.database)
    except MarqueeError as error:
        copies = sorted(home.backups.glob("*.db"))
        newest = f" The newest copy is {copies[-1]}." if copies else ""
        return _down("database", f"{error.message} Bring a copy back with `marquee restore FILE`.{newest}")
    return _ok("database", f"{home.database.stat().st_size / 1024**2:.1f} MB, whole")


def check_engine(home: Home) -> Component:
    """Look for a running engine, else for its port."""
    from app.cli.connection import find_running

    running = asyncio.run(find_running(home))
    if running is not None:
        return _ok("engine", f"runs at {running.url}")
    with socket.socket() as trial:
        if os.name == "posix":  # as the server does; on Windows it would share a port that is taken
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", DEFAULT_PORT))
        except OSError:
            return _note("engine", f"port {DEFAULT_PORT} is taken by another program. Use `marquee serve --port`.")
    return _ok("engine", f"does not run; port {DEFAULT_PORT} is free")


def check_secrets(_home: Home) -> Component:
    """Tell where keys go."""
    from app.engine.ground.secrets import find_system_keyring

    if find_system_keyring() is None:
        return _ok("secrets", "no keyring answers; keys are kept encrypted in the data folder")
    return _ok("secrets", "kept in the keyring of this system")


def check_system_libraries(_home: Home) -> Component:
    """Look for what the window needs of a Linux system."""
    if not sys.platform.startswith("linux"):
        return _ok("system libraries", "come with Marquee on this system")
    missing = [package for name, package in PACKAGES_BY_LIBRARY.items() if ctypes.util.find_library(name) is None]
    if missing:
        return _note("system libraries", f"for the window install: {' '.join(missing)}")
    return _ok("system libraries", "all there")


def check_window(_home: Home) -> Component:
    """Start Qt and its player, in a process of its own: a missing library ends it without a word."""
    if find_spec("PySide6") is None:
        return _note("window", "PySide6 is not installed; `marquee serve` works without it")
    try:
        trial = subprocess.run(
            trial_command(),
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            timeout=QT_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _down("window", f"Qt did not start within {QT_TIMEOUT_S:.0f} s")
    if trial.returncode == 0:
        return _ok("window", "Qt and its player work")
    if trial.returncode == 3:
        return _down("window", "Qt starts but cannot play. On Debian install: libpulse0 libxrandr2")
    last = trial.stderr.decode(errors="replace").strip().splitlines()[-1:]
    return _down("window", f"Qt does not start: {' '.join(last)}")


def trial_command() -> tuple[str, ...]:
    """Return what tries Qt and its player, from a checkout and from a frozen bundle."""
    marquee = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "app")
    return (*marquee, "try-window")


def check_mpv(_home: Home) -> Component:
    """Look for the second player; it is a wish, not a need."""
    if ctypes.util.find_library("mpv") is None:
        return _ok("mpv (optional)", "not found; install libmpv2 for AV1 and styled subtitles")
    return _ok("mpv (optional)", "found")


def check_encoders(_home: Home) -> Component:
    """Encode a few pictures, with each piece of hardware that may be there, too."""
    usual, *others = asyncio.run(_tried_encoders())
    if not usual.works:
        return _down("encoders", f"films cannot be converted ({usual.fault}); they play as they are")
    working = ", ".join(one.name for one in others if one.works and one.is_hardware)
    speed = f"{usual.frame_rate:.0f} pictures a second in 720p"
    program = _program([one for one in others if one.provider == "ffmpeg"])
    return _ok("encoders", f"{usual.name} makes {speed}; hardware: {working or 'none that works'}; {program}")


def _program(encoders: Sequence[Encoder]) -> str:
    """Say what the ffmpeg program of this computer is good for; it is a wish, not a need."""
    if not any(one.works for one in encoders):
        return "no ffmpeg program that works" if encoders else "no ffmpeg program, which would draw styled subtitles"
    draws = any("styled_text" in one.abilities for one in encoders)
    return f"ffmpeg {encoders[0].version} " + ("draws styled subtitles" if draws else "works, without libass")


async def _tried_encoders() -> tuple[Encoder, ...]:
    from app.engine.ground.media import Media
    from app.engine.streaming import try_main

    async with Media() as media:
        return await try_main(media.encoding)


def _nearest(home: Home) -> str:
    """Return the data folder, or the first folder above it that exists."""
    return str(next(folder for folder in (home.root, *home.root.parents) if folder.is_dir()))


def _ok(name: str, detail: str) -> Component:
    return Component(name=name, state=ComponentState.OK, detail=detail)


def _note(name: str, detail: str) -> Component:
    return Component(name=name, state=ComponentState.DEGRADED, detail=detail)


def _down(name: str, detail: str) -> Component:
    return Component(name=name, state=ComponentState.DOWN, detail=detail)
