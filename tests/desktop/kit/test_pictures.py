"""Pictures: loaded newest first, few at once, kept within bounds."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication

from app.contract.errors import Unavailable
from app.desktop.kit import pictures as module
from app.desktop.kit import tasks
from app.desktop.kit.pictures import AT_ONCE, Key, Pictures, decode
from tests.fakes.client import FakeClient
from tests.fakes.posters import picture_bytes


def key(number: int, width: int = 80, height: int = 120) -> Key:
    return Key(f"/fake/poster/Film {number}?v=1", width, height, 6)


class SlowClient(FakeClient):
    """Answers pictures only when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = asyncio.Event()
        self.asked: list[str] = []
        real = self.browse.get_picture

        async def get_picture(url: str, width_px: int = 0) -> bytes:
            self.asked.append(url)
            await self.gate.wait()
            return await real(url, width_px)

        self.browse.get_picture = get_picture  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _app(qapp: QApplication) -> None:
    """Pictures need an application."""


async def ready(pictures: Pictures, wanted: Key) -> None:
    there = asyncio.Event()
    pictures.ready.connect(lambda key: there.set() if key == wanted else None)
    if pictures.find(wanted) is None:
        await asyncio.wait_for(there.wait(), 10)


async def test_a_picture_comes_cut_to_size() -> None:
    pictures = Pictures(FakeClient().as_client())
    heard: list[Key] = []
    pictures.ready.connect(heard.append)

    assert pictures.find(key(1)) is None
    await ready(pictures, key(1))

    found = pictures.find(key(1))
    assert found is not None
    assert (found.width(), found.height()) == (80, 120)
    assert heard == [key(1)]
    assert pictures.size_bytes == 80 * 120 * 4


async def test_few_are_asked_at_once_and_the_newest_first() -> None:
    client = SlowClient()
    pictures = Pictures(client.as_client())

    for number in range(20):
        pictures.find(key(number))
    await asyncio.sleep(0)
    assert len(client.asked) == AT_ONCE
    client.gate.set()
    await ready(pictures, key(19))

    assert client.asked[AT_ONCE] == key(19).url
    pictures.clear()


async def test_what_scrolled_away_is_not_loaded() -> None:
    client = SlowClient()
    pictures = Pictures(client.as_client())
    for number in range(20):
        pictures.find(key(number))
    await asyncio.sleep(0)

    pictures.keep_only({key(0)})
    client.gate.set()
    await ready(pictures, key(0))

    assert len(client.asked) == AT_ONCE


async def test_memory_stays_within_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 3 * 80 * 120 * 4)
    pictures = Pictures(FakeClient().as_client())

    for number in range(6):
        pictures.find(key(number))
        await ready(pictures, key(number))

    assert pictures.size_bytes <= 3 * 80 * 120 * 4
    assert pictures.find(key(0), fetch=False) is None
    assert pictures.find(key(5), fetch=False) is not None


async def test_a_picture_that_failed_is_asked_again_after_the_engine_came_back() -> None:
    client = FakeClient()
    client.failure = Unavailable("away")
    pictures = Pictures(client.as_client())
    pictures.find(key(1))
    await asyncio.gather(*tasks.running(), return_exceptions=True)
    client.failure = None

    pictures.find(key(1))
    assert not tasks.running()
    pictures.retry()
    await ready(pictures, key(1))


def test_bytes_that_are_no_picture_give_none() -> None:
    assert decode(b"nonsense", key(1)) is None
    whole = decode(picture_bytes("poster", "Arrival"), Key("x", 0, 0))
    assert whole is not None
    assert whole.width() == 400


def test_a_stand_in_is_there_at_once() -> None:
    assert Pictures(FakeClient().as_client()).stand_in("LEHV6nWB2yk8pyo0adR*.7kCMdnj", is_wide=True) is not None
