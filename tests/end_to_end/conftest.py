"""What several of these tests stand on: one browser for all of them, with a stranger's page for each."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.fakes import chromium
from tests.fakes.chromium import Chromium, Tab, find_chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A real Chromium: starting it takes longer than most of what is done in it."""
    if find_chromium() is None:
        pytest.skip("Chromium is not installed (Debian: chromium)")
    with chromium.running() as browser:
        yield browser


@pytest.fixture
async def tab(browser: Chromium) -> AsyncIterator[Tab]:
    async with browser.tab() as tab:
        yield tab
