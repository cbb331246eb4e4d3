import pytest

from app.contract.errors import Unavailable
from app.desktop.kit.line import Line
from tests.fakes.client import FakeClient


async def test_a_capability_that_a_page_kept_asks_the_engine_that_came_after() -> None:
    first, second = FakeClient(), FakeClient()
    line = Line(first.as_client())
    library = line.as_client().library
    await library.list_sources()

    assert line.connect(second.as_client()) is first.as_client()
    await library.list_sources()

    assert (first.verbs(), second.verbs()) == (["list_sources"], ["list_sources"])
    assert line.as_client().url == second.url


async def test_without_an_engine_a_capability_can_be_kept_but_not_asked() -> None:
    line = Line()
    library = line.as_client().library

    with pytest.raises(Unavailable) as caught:
        await library.list_sources()
    assert caught.value.code == "engine_away"
    assert not line.is_connected


async def test_hanging_up_closes_the_client_behind_the_line() -> None:
    fake = FakeClient()
    line = Line(fake.as_client())

    await line.aclose()

    assert fake.is_closed
