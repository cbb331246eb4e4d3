"""One engine for one data folder."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.contract.errors import Conflict
from app.engine.ground.files import PRIVATE_FILE
from app.engine.ground.paths import Home

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(home: Home) -> Iterator[None]:
    """Keep every other engine away from this data folder for as long as the block runs.

    The system lets go of the lock when this process ends, however it ends; the file itself stays.

    Raises:
        Conflict: another engine serves this folder ("already_running").
    """
    handle = os.open(home.lock_file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        try:
            _take(handle)
        except OSError as error:
            raise Conflict(
                f"Another Marquee already uses {home.root}.", code="already_running", details={"path": str(home.root)}
            ) from error
        yield
    finally:
        os.close(handle)
