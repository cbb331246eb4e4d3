"""One engine for one data folder."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager

from app.contract.errors import Conflict
from app.engine.ground.files import PRIVATE_FILE
from app.engine.ground.paths import Home

PATIENCE_S = 2.0
LOOK_AGAIN_S = 0.02

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


@asynccontextmanager
async def hold_soon(home: Home, patience_s: float = PATIENCE_S) -> AsyncIterator[None]:
    """Hold the lock as soon as it is free.

    A worker that an engine was about to start when it was killed has the lock until it has begun: a moment, in which
    nobody may be told that another engine runs.

    Raises:
        Conflict: another engine serves this folder, and goes on to do so ("already_running").
    """
    with ExitStack() as stack:
        await _enter(stack, home, asyncio.get_running_loop().time() + patience_s)
        yield


async def _enter(stack: ExitStack, home: Home, until: float) -> None:
    while True:
        try:
            return stack.enter_context(hold(home))
        except Conflict:
            if asyncio.get_running_loop().time() >= until:
                raise
        await asyncio.sleep(LOOK_AGAIN_S)
