"""Keeps the virtual environment in .venv equal to pyproject.toml and constraints.txt."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

STAMP = "marquee-installed"


def ensure(root: Path, extras: Sequence[str]) -> Path:
    """Return the Python of an environment that has Marquee and `extras`; installs only what changed."""
    folder = root / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        _make(folder)
    wanted = _fingerprint(root)
    have = _installed(folder, wanted)
    if not set(extras) <= have or "base" not in have:
        _install(root, python, extras)
        (folder / STAMP).write_text("\n".join([wanted, "base", *sorted({*have, *extras} - {"base"})]))
    _release_words(root, python)
    return python


def has_display() -> bool:
    """Tell whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(command: Sequence[str], extra: Mapping[str, str] | None = None) -> int:
    """Run a command to its end and return its exit code; an interrupt counts as 130."""
    try:
        return subprocess.run(command, env={**os.environ, **(extra or {})}, check=False).returncode
    except KeyboardInterrupt:
        return 130


def _make(folder: Path) -> None:
    print("Making .venv …", file=sys.stderr, flush=True)
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, str(folder)], check=True)
        return
    try:
        venv.create(folder, with_pip=True, symlinks=os.name != "nt")
    except subprocess.CalledProcessError:
        shutil.rmtree(folder, ignore_errors=True)
        sys.exit("Python's venv module is incomplete here. On Debian and Ubuntu: apt-get install python3-venv")


def _install(root: Path, python: Path, extras: Sequence[str]) -> None:
    print("Installing Marquee's packages (once, and again when they change) …", file=sys.stderr, flush=True)
    target = f"{root}[{','.join(extras)}]" if extras else str(root)
    uv = shutil.which("uv")
    tool = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
    quiet = ["--quiet"] if uv else ["--quiet", "--disable-pip-version-check", "--no-input"]
    command = [*tool, *quiet, "--constraint", str(root / "constraints.txt"), "--editable", target]
    if subprocess.run(command, check=False).returncode:
        sys.exit("The packages could not be installed; the lines above say why. Is the network there?")


def _release_words(root: Path, python: Path) -> None:
    """Compile the translations whose sources are newer, so that a checkout speaks every language."""
    words = root / "translations"
    stale = [file for file in words.glob("*.ts") if _age(file.with_suffix(".qm")) < _age(file)]
    command = [str(python), str(root / "scripts" / "translations.py"), "build"]
    if stale and subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
        print("The translations could not be compiled; Marquee will speak English.", file=sys.stderr)


def _age(file: Path) -> float:
    return file.stat().st_mtime if file.exists() else 0.0


def _installed(folder: Path, wanted: str) -> set[str]:
    stamp = folder / STAMP
    lines = stamp.read_text().splitlines() if stamp.exists() else []
    return set(lines[1:]) if lines and lines[0] == wanted else set()


def _fingerprint(root: Path) -> str:
    parts = [(root / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()
