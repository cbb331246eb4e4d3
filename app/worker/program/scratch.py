"""A folder of its own for each run of the ffmpeg program: what its filters read lies there under names of ours."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = "marquee-ffmpeg-"


@contextmanager
def scratch() -> Iterator[Path]:
    """Lend a folder that is gone afterwards; those of workers that were killed go now."""
    top = Path(tempfile.gettempdir())
    for folder in top.glob(f"{PREFIX}*"):
        if _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _is_left(folder: Path) -> bool:
    """Tell whether it is ours and the process that made it is gone."""
    owner = folder.name.removeprefix(PREFIX).partition("-")[0]
    if not owner.isdigit() or not hasattr(os, "getuid"):
        return False
    with contextlib.suppress(OSError):
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        os.kill(int(owner), 0)
        return False
    return folder.exists()
