"""Runs the stages of a line, each in a thread of its own.

The threads wait for work as long as their line is warm, so they must not keep a process alive that is about to end:
an executor's threads would, and its end would wait for them for ever.
"""

import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from types import TracebackType

Stage = Callable[[], None]


class Stages:
    """Stages that work at the same time.

    Args:
        on_failure: Is told, in the thread of a stage, what ended it.
    """

    def __init__(self, stages: Sequence[Stage], on_failure: Callable[[BaseException], None]) -> None:
        self._on_failure = on_failure
        self._threads = [
            threading.Thread(target=self._run, args=(stage,), name=f"encode {stage.__name__}", daemon=True)
            for stage in stages
        ]
        self._started: list[threading.Thread] = []

    def start(self) -> None:
        """Start all stages. Raises RuntimeError when the system has none left; those that run are to be joined."""
        for thread in self._threads:
            thread.start()
            self._started.append(thread)

    def join(self) -> None:
        """Wait for the end of all stages that were started."""
        for thread in self._started:
            thread.join()

    def _run(self, stage: Stage) -> None:
        with ExitStack() as end:
            end.push(self._told)
            stage()

    def _told(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        if error is not None:
            self._on_failure(error)
        return True
