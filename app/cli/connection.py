"""Gives a command an engine to talk to: the one that runs, or one of its own for as long as it needs it.

Both are spoken to through the same client, so a command is written once.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from io import StringIO

from app.client import Client
from app.contract import codec
from app.contract.errors import Conflict, Denied, Invalid, Unauthenticated, Unavailable
from app.contract.server import Running
from app.engine.ground.paths import Home

START_PATIENCE_S = 10.0
"""An engine that holds the folder but does not answer yet may be starting, or stopping."""
LOOK_AGAIN_S = 0.25


@asynccontextmanager
async def connect(home: Home) -> AsyncIterator[Client]:
    """Talk to the engine of a data folder, started here when none runs.

    Raises:
        Conflict: an engine holds the folder but does not answer.
    """
    async with AsyncExitStack() as stack:
        yield await _open(home, stack)


async def _open(home: Home, stack: AsyncExitStack) -> Client:
    clock = asyncio.get_running_loop().time
    deadline = clock() + START_PATIENCE_S
    while True:
        running = await find_running(home)
        if running is not None:
            return await stack.enter_async_context(Client(running.url, running.token))
        try:
            return await stack.enter_async_context(_open_own(home))
        except Conflict as error:
            if error.code != "already_running" or clock() > deadline:
                raise
        await asyncio.sleep(LOOK_AGAIN_S)


async def find_running(home: Home) -> Running | None:
    """Return the note of a running engine, or None when there is none or it was left by one that crashed."""
    try:
        running = codec.decode(home.running_file.read_bytes(), Running)
    except (OSError, Invalid):
        return None
    try:
        async with Client(running.url, running.token) as client:
            await client.server.get_status()  # with the token: another engine may have taken the port
    except (Unavailable, Unauthenticated, Denied):
        return None
    return running


@asynccontextmanager
async def _open_own(home: Home) -> AsyncIterator[Client]:
    from app.engine.ground.lock import hold
    from app.engine.ground.log import start_log, stop_log
    from app.engine.options import ServeOptions
    from app.engine.serve import opened_web

    home.make()
    options = ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)
    start_log(home, console=StringIO())
    try:
        with hold(home):
            async with opened_web(options) as (engine, url), Client(url, engine.accounts.owner_token) as client:
                yield client
    finally:
        stop_log()
