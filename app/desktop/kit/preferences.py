"""What this window remembers between two starts, as a small JSON file in the data folder."""

import json
import logging
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

FILE_NAME: Final = "desktop.json"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All choices with their defaults.

    Attributes:
        language: "de", "en" …; "" follows the system.
        close_to_tray: Closing the window keeps the server in the tray.
        told_about_tray: It was said once that it does.
        geometry: Of the window, as Qt saves it, base64.
        poster_px: Width of a poster on a wall.
        volume: 0 to 100.
        loudness: What is played alike: "off", "track" or "album".
        subtitle_percent: Size of subtitles; 100 is the usual one.
    """

    theme: str = "system"
    language: str = ""
    name: str = ""
    close_to_tray: bool = True
    told_about_tray: bool = False
    is_first_run_done: bool = False
    geometry: str = ""
    poster_px: int = 168
    volume: int = 100
    loudness: str = "track"
    subtitle_percent: int = 100
    player: str = ""


class Preferences(QObject):
    """Reads and writes the choices; `changed` carries the name of each that is new."""

    changed = Signal(str)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self._path = data_dir / FILE_NAME
        self.choices = read_choices(self._path)

    def save(self, **changes: object) -> None:
        """Change choices and write them at once."""
        before = self.choices
        new: Any = changes
        self.choices = replace(before, **new)
        if self.choices == before:
            return
        write_choices(self._path, self.choices)
        for name in changes:
            if getattr(before, name) != getattr(self.choices, name):
                self.changed.emit(name)


def read_choices(path: Path) -> Choices:
    """Return the choices of a file; defaults for what is missing, of a wrong type, or not readable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Choices()
    except (OSError, ValueError) as error:
        log.warning("the window's preferences cannot be read, defaults are used: %s", error)
        return Choices()
    if not isinstance(found, dict):
        return Choices()
    default = Choices()
    fitting: dict[str, Any] = {
        field.name: found[field.name]
        for field in fields(Choices)
        if type(found.get(field.name)) is type(getattr(default, field.name))
    }
    return Choices(**fitting)


def write_choices(path: Path, choices: Choices) -> None:
    """Write the choices so that a crash leaves the old or the new file, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(asdict(choices), indent=2), encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105 - the same call, kept beside its reason: it is atomic
