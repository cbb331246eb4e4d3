"""Files with which people tell Marquee to leave things alone: .ignore, .nomedia, .plexignore."""

from fnmatch import fnmatchcase
from pathlib import Path

NAMES = frozenset((".ignore", ".nomedia", ".plexignore"))
_MAX_BYTES = 64 * 1024
_MAX_LINES = 500


def read(folder: Path, present: frozenset[str]) -> tuple[str, ...] | None:
    """Return the patterns that a folder's switches hold for it and all below, or None to skip it wholly."""
    if ".nomedia" in present:
        return None
    patterns: list[str] = []
    for name in sorted(present & NAMES):
        lines = _lines(folder / name)
        if name == ".ignore" and not lines:
            return None
        patterns.extend(lines)
    return tuple(patterns)


def _lines(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            text = file.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ["*"]  # A switch that cannot be read is better obeyed too much than too little.
    lines = (line.strip() for line in text.splitlines()[:_MAX_LINES])
    return [line for line in lines if line and not line.startswith(("#", "!"))]


def is_left_alone(path: str, name: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a file or folder matches a pattern, by its name or by its path."""
    for pattern in patterns:
        plain = pattern.strip("/").lower()
        if (
            fnmatchcase(name.lower(), plain)
            or fnmatchcase(path.lower(), plain)
            or fnmatchcase(path.lower(), f"*/{plain}")
        ):
            return True
    return False
