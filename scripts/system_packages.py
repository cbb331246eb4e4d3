"""Finds system libraries and programs that Marquee needs and Python packages cannot bring."""

import ctypes
import os
import shutil
import subprocess
import sys

LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",  # without it Qt finds no media backend, and says so only in its log
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""What Qt loads, by file name, and the Debian package that has it. The names are the same on Debian 12 and 13."""

TEST_LIBRARIES = {"libmpv.so.2": "libmpv2"}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "ffmpeg": "ffmpeg",
    "mpv": "mpv",
    "cvlc": "vlc-bin",
    "chromium": "chromium",
}
TEST_PACKAGES = {"cvlc": ("vlc-plugin-base",)}
"""What a program needs besides its own package."""


def ensure(*, for_tests: bool, may_install: bool) -> None:
    """Install what is missing, or print the line that does and end.

    What only tests need is never a reason to end: those tests are skipped and say why.
    """
    if not sys.platform.startswith("linux"):
        return
    needed, wished = _missing(LIBRARIES, {}), _missing(TEST_LIBRARIES, TEST_PROGRAMS) if for_tests else []
    if not needed and not wished:
        return
    if may_install and shutil.which("apt-get"):
        _install([*needed, *wished])
    elif needed:
        sys.exit(f"Qt needs system libraries that are not here. Install them with:\n  {_line(needed)}")
    else:
        print(f"Some tests will be skipped. To run them all: {_line(wished)}", file=sys.stderr)


def _missing(libraries: dict[str, str], programs: dict[str, str]) -> list[str]:
    packages = [package for name, package in libraries.items() if not _loads(name)]
    for program, package in programs.items():
        if not shutil.which(program):
            packages += [package, *TEST_PACKAGES.get(program, ())]
    return packages


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(packages: list[str]) -> None:
    print(f"Installing system packages: {' '.join(packages)}", file=sys.stderr, flush=True)
    sudo = [] if os.geteuid() == 0 else ["sudo"]
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run([*sudo, "apt-get", *step], env=settings, check=False, stdout=sys.stderr)
        if done.returncode:
            sys.exit(f"The system packages could not be installed. Try it by hand:\n  {_line(packages)}")


def _line(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"
