"""A disk of a few megabytes that only one program sees, to be filled and emptied while it runs (Linux only)."""

import contextlib
import errno
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_MOUNT = 'mount -t tmpfs -o size="$1",mode=700 tmpfs "$2" && shift 2 && exec "$@"'
_WAYS = (("unshare", "--user", "--map-root-user", "--mount"), ("unshare", "--mount"))
"""As anybody, where the system lets people have disks of their own; as the owner of the machine."""
_FILLER = "filler"
BLOCK_BYTES = 64 * 1024


def through(folder: Path, size_mb: int) -> Sequence[str] | None:
    """Return a command that runs another one for which `folder` is a disk of its own; None where nobody may do that."""
    if sys.platform != "linux" or shutil.which("unshare") is None:
        return None
    for way in _WAYS:
        command = (*way, "sh", "-c", _MOUNT, "sh", f"{size_mb}m", str(folder))
        if subprocess.run((*command, "true"), check=False, capture_output=True, timeout=20).returncode == 0:
            return command
    return None


class SmallDisk:
    """The disk as a program sees it.

    Args:
        pid: Of the program.
        folder: Where it sees the disk.
    """

    def __init__(self, pid: int, folder: Path) -> None:
        self.root = Path(f"/proc/{pid}/root{folder}")

    def fill(self) -> None:
        """Take all room that is left."""
        with contextlib.ExitStack() as stack:
            file = stack.enter_context((self.root / _FILLER).open("ab", buffering=0))
            for size in (BLOCK_BYTES, 1):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        """Give back what `fill` took."""
        (self.root / _FILLER).unlink()
