"""The queue through the real client and a real server."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.client import Client
from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.review import (
    Answer,
    DoubtKind,
    ReviewChanged,
    ReviewCounts,
    ReviewState,
    Scope,
    Verdict,
)
from app.engine.library import routes
from tests.fakes.library import House, open_house, put
from tests.fakes.web import OWNER, serving

SHOW = Answer(verdict=Verdict.SHOW, title="Kaze")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
async def client(house: House, tmp_path: Path) -> AsyncIterator[Client]:
    put(tmp_path / "media/Kaze/Kaze 12.mkv")
    put(tmp_path / "media/Kaze/Kaze 13.mkv")
    put(tmp_path / "media/Broken (2001).mkv", "broken")
    await house.add(tmp_path / "media")
    async with serving(*routes(house.library), bus=house.bus) as url, Client(url, OWNER) as client:
        yield client


async def test_the_queue_is_listed_in_pages_and_by_kind(client: Client) -> None:
    first = await client.review.list_entries(page_size=2)
    weak = await client.review.list_entries(kind=DoubtKind.UNCERTAIN)

    assert ([entry.path for entry in first.entries], first.total) == (["Broken (2001).mkv", "Kaze/Kaze 12.mkv"], 3)
    assert [entry.path for entry in weak.entries] == ["Kaze/Kaze 12.mkv", "Kaze/Kaze 13.mkv"]
    assert await client.review.get_entry(weak.entries[0].id) == weak.entries[0]
    assert await client.review.get_counts() == ReviewCounts(
        open_count=3, kinds={DoubtKind.UNCERTAIN: 2, DoubtKind.UNREADABLE: 1}
    )


async def test_an_answer_for_a_folder_is_given_and_taken_back(client: Client, house: House) -> None:
    (entry, _) = (await client.review.list_entries(kind=DoubtKind.UNCERTAIN)).entries

    answered = await client.review.answer(entry.id, SHOW, Scope.FOLDER)

    assert (answered.state, answered.answer) == (ReviewState.ANSWERED, SHOW)
    assert (await client.review.list_entries(ReviewState.ANSWERED)).total == 2
    assert house.titles("show") == ["Kaze"]
    assert (await client.review.reopen(entry.id)).state is ReviewState.OPEN
    assert house.titles("show") == []


async def test_a_question_is_put_away_once(client: Client) -> None:
    entry = (await client.review.list_entries()).entries[0]

    assert (await client.review.dismiss(entry.id)).state is ReviewState.DISMISSED
    with pytest.raises(Conflict):
        await client.review.dismiss(entry.id)


async def test_who_listens_hears_how_much_is_left(client: Client) -> None:
    entry = (await client.review.list_entries()).entries[0]

    async with client.events(ReviewChanged) as events, asyncio.timeout(20):
        await client.review.dismiss(entry.id)
        heard = await anext(aiter(events))

    assert heard == ReviewChanged(open_count=2)


@pytest.mark.parametrize("entry_id", ["99", "x", "9" * 40])
async def test_a_question_that_is_not_there_is_a_404(client: Client, entry_id: str) -> None:
    with pytest.raises(NotFound) as missing:
        await client.review.get_entry(entry_id)

    assert missing.value.code == "review_not_found"


async def test_what_makes_no_sense_is_refused(client: Client) -> None:
    entry = (await client.review.list_entries()).entries[0]

    with pytest.raises(Invalid):
        await client.review.answer(entry.id, Answer(verdict=Verdict.FILM, title="x" * 1_000))
    with pytest.raises(Invalid):
        await client.review._wire.get("/api/v1/review?state=lost", ReviewCounts)
