"""Hears the engine's events over its WebSocket."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from app.client.wire import CONNECT_TIMEOUT_S, Wire
from app.contract import codec
from app.contract.accounts import TokensChanged
from app.contract.devices import DevicesChanged
from app.contract.errors import Invalid, MarqueeError, Unavailable, error_for
from app.contract.events import Event, Resync
from app.contract.jobs import JobProgress
from app.contract.library import ItemsChanged, ScanProgress, SourcesChanged
from app.contract.playback import SessionChanged
from app.contract.review import ReviewChanged
from app.contract.server import EVENTS_PATH
from app.contract.settings import SettingsChanged

HEARTBEAT_S = 20.0
"""A line that does not answer a ping for half of this is dropped."""
MAX_MESSAGE_BYTES = 4 * 1024 * 1024

KINDS: Mapping[str, type[Event]] = {
    kind.name: kind
    for kind in (
        Resync,
        DevicesChanged,
        ItemsChanged,
        JobProgress,
        ReviewChanged,
        ScanProgress,
        SessionChanged,
        SettingsChanged,
        SourcesChanged,
        TokensChanged,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    event: str
    data: dict[str, Any] = field(default_factory=dict)


@asynccontextmanager
async def listen(wire: Wire, kinds: Sequence[type[Event]]) -> AsyncIterator[AsyncIterator[Event]]:
    """Open the line and give what comes over it; see Client.events."""
    async with aiohttp.ClientSession(headers=wire.headers) as session:
        socket = await _connect(session, wire.url, kinds)
        async with socket:
            yield _events(socket, kinds)


async def _connect(
    session: aiohttp.ClientSession, url: str, kinds: Sequence[type[Event]]
) -> aiohttp.ClientWebSocketResponse:
    query = {"events": ",".join(kind.name for kind in kinds)} if kinds else {}
    timeout = aiohttp.ClientWSTimeout(ws_close=CONNECT_TIMEOUT_S)
    try:
        return await session.ws_connect(
            f"{url}{EVENTS_PATH}",
            params=query,
            heartbeat=HEARTBEAT_S,
            timeout=timeout,
            max_msg_size=MAX_MESSAGE_BYTES,
        )
    except aiohttp.WSServerHandshakeError as error:
        raise _refusal(error.status) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise _dropped() from error


async def _events(socket: aiohttp.ClientWebSocketResponse, kinds: Sequence[type[Event]]) -> AsyncIterator[Event]:
    async for message in socket:
        if message.type is not aiohttp.WSMsgType.TEXT:
            continue
        event = _parse(message.data)
        if event is not None and (not kinds or isinstance(event, (Resync, *kinds))):
            yield event
    raise _dropped()


def _parse(text: str) -> Event | None:
    """Return the event, or None for one that a newer engine invented."""
    try:
        message = codec.decode(text, _Message)
        kind = KINDS.get(message.event)
        return codec.convert(message.data, kind) if kind else None
    except Invalid as error:
        raise Unavailable(
            f"The engine sent an event that cannot be understood: {error.message}", code="answer_not_understood"
        ) from error


def _refusal(status: int) -> MarqueeError:
    return error_for(status, f"http_{status}", f"The engine refused the event stream with status {status}.")


def _dropped() -> Unavailable:
    return Unavailable("The line to the engine dropped.", code="engine_unreachable")
