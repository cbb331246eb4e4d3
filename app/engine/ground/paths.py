"""Where Marquee keeps its own files: one private folder with everything in it."""

import os
from dataclasses import dataclass
from pathlib import Path

import appdirs

from app.contract.errors import Unavailable

APP_NAME = "Marquee"
HOME_VARIABLE = "MARQUEE_DATA_DIR"
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class Home:
    """The data folder. It holds tokens and keys, so only its owner may look inside."""

    root: Path

    @property
    def database(self) -> Path:
        """The one SQLite file."""
        return self.root / "marquee.db"

    @property
    def cache(self) -> Path:
        """Pictures and other things that can be made again."""
        return self.root / "cache"

    @property
    def log_file(self) -> Path:
        """The newest log; older ones lie beside it with a number."""
        return self.root / "logs" / "marquee.log"

    @property
    def running_file(self) -> Path:
        """The note of the serving engine (contract.server.Running)."""
        return self.root / "engine.json"

    @property
    def lock_file(self) -> Path:
        """Held by the one engine of this folder."""
        return self.root / "engine.lock"

    @property
    def backups(self) -> Path:
        """Copies of the database from before its migrations."""
        return self.root / "backups"

    def make(self) -> None:
        """Make the folders that are missing, and close them to other users of the machine.

        Raises:
            Unavailable: the folder cannot be made or is not ours; says which.
        """
        for folder in (self.root, self.cache, self.log_file.parent, self.backups):
            try:
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
                folder.chmod(PRIVATE_FOLDER)
            except OSError as error:
                raise Unavailable(
                    f"The data folder {folder} cannot be used ({error.strerror or error}). "
                    f"Choose another one with --data-dir or {HOME_VARIABLE}.",
                    code="data_dir_unusable",
                    details={"path": str(folder)},
                ) from error


def find_home(given: Path | None = None) -> Home:
    """Return the data folder: the given one, else MARQUEE_DATA_DIR, else the usual place of this system."""
    chosen = given or os.environ.get(HOME_VARIABLE) or appdirs.user_data_dir(APP_NAME, appauthor=False)
    return Home(Path(chosen).expanduser().absolute())
