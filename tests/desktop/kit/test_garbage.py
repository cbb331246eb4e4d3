"""Reference cycles with Qt objects in them are ended where Qt lives."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.desktop.kit.garbage import Collector, collect_due


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    del qtbot
    collector = Collector()
    yield collector
    collector.stop()
    gc.disable()  # as the other tests of the window want it


class Knot(QObject):
    """A Qt object that holds on to itself."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self
        self.timer = QTimer(self)
        self.timer.start(60_000)


def test_another_thread_never_collects(collector: Collector) -> None:
    knot = weakref.ref(Knot())
    busy = threading.Thread(target=lambda: [[] for _ in range(100_000)])

    busy.start()
    busy.join()

    assert knot() is not None
    gc.collect()
    assert knot() is None


def test_what_is_due_is_collected_oldest_first(collector: Collector) -> None:
    gc.collect()
    assert collect_due() == -1

    kept = [[] for _ in range(gc.get_threshold()[0] * 2)]  # type: ignore[var-annotated]

    assert collect_due() == 0
    assert len(kept) > 0


def test_at_its_end_python_collects_again(collector: Collector) -> None:
    assert not gc.isenabled()

    collector.stop()

    assert gc.isenabled()
