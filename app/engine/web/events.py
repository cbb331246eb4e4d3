"""Tells every listener on a WebSocket what the bus tells.

An event is encoded once for all. A listener that does not keep up loses its queue and gets a Resync instead, so
that a slow television cannot make the engine's memory grow.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from weakref import WeakSet

from aiohttp import WSCloseCode, web

from app.contract import codec
from app.contract.events import Event, Resync
from app.engine.ground.bus import Bus
from app.engine.web.route import Call

QUEUE_EVENTS = 1_000
HEARTBEAT_S = 20.0
MAX_MESSAGE_BYTES = 4_096
"""Listeners have nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Listener:
    names: frozenset[str]
    queue: "asyncio.Queue[str]" = field(default_factory=lambda: asyncio.Queue(QUEUE_EVENTS))

    def offer(self, name: str, text: str) -> None:
        if self.names and name not in self.names:
            return
        if self.queue.full():
            while not self.queue.empty():
                self.queue.get_nowait()
            text = encode_event(Resync())
        self.queue.put_nowait(text)


class EventStream:
    """All open event streams."""

    def __init__(self, bus: Bus) -> None:
        self._listeners: set[_Listener] = set()
        self._sockets: WeakSet[web.WebSocketResponse] = WeakSet()
        bus.on_any(self._on_event)

    @property
    def count(self) -> int:
        """How many listen."""
        return len(self._listeners)

    async def answer(self, call: Call) -> web.WebSocketResponse:
        """Serve one listener until it leaves. It hears what happens from before its handshake on."""
        listener = _Listener(names=_names(call.query))
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT_S, max_msg_size=MAX_MESSAGE_BYTES)
        self._listeners.add(listener)
        self._sockets.add(socket)
        try:
            await socket.prepare(call.raw)
            async with asyncio.TaskGroup() as group:
                sender = group.create_task(_send(socket, listener.queue))
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
            listener.offer(event.name, text)


def encode_event(event: Event) -> str:
    """Return an event as it goes over the wire."""
    return codec.encode({"event": event.name, "data": event}).decode()


async def _send(socket: web.WebSocketResponse, queue: "asyncio.Queue[str]") -> None:
    try:
        while True:
            await socket.send_str(await queue.get())
    except ConnectionError:  # the reader notices it too, and ends the stream
        return


def _names(query: Mapping[str, str]) -> frozenset[str]:
    """Return the events asked for; nothing means all, and unknown ones may come from a newer client."""
    return frozenset(name for name in query.get("events", "").split(",") if name)
