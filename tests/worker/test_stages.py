"""Threads that work at the same time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.worker.stages import Stages

ENDS_S = 60
"""Far more than it takes; one that never ends is to fail its test."""


def test_what_ends_a_stage_is_told() -> None:
    ran, told = threading.Event(), list[BaseException]()

    def breaks() -> None:
        raise LookupError("broken")

    stages = Stages((breaks, ran.set), told.append)
    stages.start()
    stages.join()

    assert [str(error) for error in told] == ["broken"]
    assert ran.is_set()


def test_those_that_could_be_started_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    started, go, done = list[threading.Thread](), threading.Event(), threading.Event()
    start = threading.Thread.start

    def short_of_threads(thread: threading.Thread) -> None:
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        start(thread)

    def first() -> None:
        go.wait()
        done.set()

    stages = Stages((first, first), lambda _: None)
    monkeypatch.setattr(threading.Thread, "start", short_of_threads)
    with pytest.raises(RuntimeError, match="new thread"):
        stages.start()
    go.set()
    stages.join()

    assert done.is_set()


def test_stages_that_wait_keep_no_process_alive() -> None:
    code = (
        "import threading; from app.worker.stages import Stages\n"
        "def waits(): threading.Event().wait()\n"
        "Stages((waits,), print).start()"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], timeout=ENDS_S, check=False, capture_output=True
    )

    assert ended.returncode == 0
