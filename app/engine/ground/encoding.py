"""Workers for pictures that are made anew: each is kept by whoever needs it, as long as it is needed."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.contract import codec
from app.contract.encoding import Span, SpanTask
from app.engine.ground.hired import Hired
from app.engine.ground.pool import Pool


class EncodeWorkers:
    """Gives out workers.

    Args:
        command: Starts a worker.
        streams: Does what takes a moment only.
        deadline_s: For one piece; a slow machine may need long for two seconds of a film.
        memory_bytes: Address space of one worker, where the system can limit it.
    """

    def __init__(self, command: Sequence[str], streams: Pool, deadline_s: float, memory_bytes: int) -> None:
        self._command = command
        self._streams = streams
        self._deadline_s = deadline_s
        self._memory_bytes = memory_bytes
        self._hired: set[Hired] = set()

    async def span(self, path: Path, index: int) -> Span:
        """Return where the pictures of a stream begin and end. Raises Unsupported and Unavailable as Media does."""
        return codec.convert(await self._streams.run(SpanTask(path=str(path), index=index)), Span)

    def hire(self) -> Hired:
        """Return a worker for one's own use, which starts with its first task; `end` gives it back."""
        hired = Hired(self._command, self._deadline_s, self._memory_bytes, self._hired.discard)
        self._hired.add(hired)
        return hired

    def pids(self) -> tuple[int, ...]:
        """Return the process numbers of the workers that live."""
        return tuple(hired.pid for hired in self._hired if hired.pid)

    async def close(self) -> None:
        """End all workers, whatever they do."""
        await asyncio.gather(*(hired.end() for hired in tuple(self._hired)))
