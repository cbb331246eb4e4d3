"""Tells every listener on a WebSocket what the bus tells.

An event is encoded once for all. A listener that does not keep up loses its queue and gets a Resync instead, so
that a slow television cannot make the engine's memory grow.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from weakref import WeakSet

from aiohttp import WSCloseCode, web

from app.contract import codec
from app.contract.accounts import Permission, TokensChanged
from app.contract.events import Event, Resync
from app.contract.library import ItemsChanged
from app.contract.playback import SessionChanged
from app.engine.ground.bus import Bus
from app.engine.web.route import Call, Caller

QUEUE_EVENTS = 1_000
HEARTBEAT_S = 20.0
MAX_MESSAGE_BYTES = 4_096
"""Listeners have nothing to say."""


class _Listener:
    def __init__(self, names: frozenset[str], caller: Caller) -> None:
        self._names = names
        self._caller = caller
        self._queue: asyncio.Queue[str] = asyncio.Queue(QUEUE_EVENTS)
        self.is_doubted = False

    def offer(self, event: Event, text: str) -> None:
        if self._names and event.name not in self._names:
            return
        if _may_hear(self._caller, event):
            self._put(text)

    def doubt(self) -> None:
        """Have the token looked at again before anything else is sent."""
        self.is_doubted = True
        self._put("")

    async def next(self) -> str:
        return await self._queue.get()

    def _put(self, text: str) -> None:
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            text = encode_event(Resync())
        self._queue.put_nowait(text)


class EventStream:
    """All open event streams."""

    def __init__(self, bus: Bus) -> None:
        self._listeners: set[_Listener] = set()
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()
        bus.on_any(self._on_event)
        bus.on(TokensChanged, self._on_tokens)

    @property
    def count(self) -> int:
        """How many listen."""
        return len(self._listeners)

    async def answer(self, call: Call, is_admitted: Callable[[], Awaitable[bool]]) -> web.WebSocketResponse:
        """Serve one listener until it leaves, or until `is_admitted` says no after tokens have changed.

        It hears what happens from before its handshake on.
        """
        listener = _Listener(_names(call.query), call.caller)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MAX_MESSAGE_BYTES)
        self._listeners.add(listener)
        self._sockets.add(socket)
        try:
            await socket.prepare(call.raw)
            async with asyncio.TaskGroup() as group:
                sender = group.create_task(_send(socket, listener, is_admitted))
                async for _ in socket:  # nothing is expected; reading notices pings and the end
                    pass
                sender.cancel()
        finally:
            self._listeners.discard(listener)
        return socket

    async def close(self) -> None:
        """Say goodbye to all."""
        goodbyes = (socket.close(code=WSCloseCode.GOING_AWAY, message=b"the engine stops") for socket in self._sockets)
        await asyncio.gather(*goodbyes)

    def _on_event(self, event: Event) -> None:
        if not self._listeners:
            return
        text = encode_event(event)
        for listener in self._listeners:
            listener.offer(event, text)

    def _on_tokens(self, _event: TokensChanged) -> None:
        for listener in self._listeners:
            listener.doubt()


def _may_hear(caller: Caller, event: Event) -> bool:
    """What somebody plays is for themselves and for who manages it; a narrowed token may be in other hands.

    What somebody has watched is on nobody else's walls.
    """
    if isinstance(event, ItemsChanged):
        return event.user_id in ("", caller.user_id)
    if not isinstance(event, SessionChanged) or caller.may(Permission.PLAYBACK_MANAGE):
        return True
    return event.user_id == caller.user_id and not caller.is_narrowed


def encode_event(event: Event) -> str:
    """Return an event as it goes over the wire."""
    return codec.encode({"event": event.name, "data": event}).decode()


async def _send(socket: web.WebSocketResponse, listener: _Listener, is_admitted: Callable[[], Awaitable[bool]]) -> None:
    try:
        while True:
            text = await listener.next()
            if listener.is_doubted:
                listener.is_doubted = False
                if not await is_admitted():
                    await socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"the token was withdrawn")
                    return
            if text:
                await socket.send_str(text)
    except ConnectionError:  # the reader notices it too, and ends the stream
        return


def _names(query: Mapping[str, str]) -> frozenset[str]:
    """Return the events asked for; nothing means all, and unknown ones may come from a newer client."""
    return frozenset(name for name in query.get("events", "").split(",") if name)
