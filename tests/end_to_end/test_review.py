"""What its owner said about unclear files counts at once, after a power cut, and for files that come later."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from app.client import Client
from app.contract.browse import Card
from app.contract.library import ItemKind, NewSource, SourceKind
from app.contract.review import Answer, DoubtKind, ReviewState, Scope, Verdict
from tests.fakes.films import make_film
from tests.fakes.program import serving
from tests.fakes.scans import settled

pytestmark = pytest.mark.end_to_end


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of real files, some of them badly named, and an engine's data."""

    root: Path
    data: Path

    def put(self, path: str, seconds: float = 1) -> None:
        """Make a film that can be played."""
        make_film(self.root / path, seconds=seconds)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "media", tmp_path / "data")
    for number in (11, 12):
        home.put(f"Tidewater/Tidewater {number}.mkv")
    home.put("Harbour/Season 2/Harbour S03E04.mkv")
    home.put("The Lantern (2019)/The Lantern (2019).mkv")
    (home.root / "Broken (2001).mkv").write_bytes(b"no film at all")
    return home


async def cards(client: Client, kind: ItemKind) -> list[Card]:
    return list((await client.browse.list_items(kind=kind, page_size=100)).entries)


async def titles(client: Client, kind: ItemKind) -> list[str]:
    return sorted(card.title for card in await cards(client, kind))


async def test_an_answer_for_a_folder_puts_the_catalogue_right_and_outlives_the_engine(home: Home) -> None:
    with serving(home.data, is_forked=True) as program:
        async with Client(program.running.url, program.running.token) as client:
            await client.library.add_source(NewSource(path=str(home.root), kind=SourceKind.MIXED))
            await settled(client)

            page = await client.review.list_entries()
            assert [(entry.path, entry.kind) for entry in page.entries] == [
                ("Broken (2001).mkv", DoubtKind.UNREADABLE),
                ("Harbour/Season 2/Harbour S03E04.mkv", DoubtKind.CLASH),
                ("Tidewater/Tidewater 11.mkv", DoubtKind.UNCERTAIN),
                ("Tidewater/Tidewater 12.mkv", DoubtKind.UNCERTAIN),
            ]
            await client.review.answer(page.entries[2].id, Answer(verdict=Verdict.SHOW), Scope.FOLDER)

            assert await titles(client, ItemKind.FILM) == ["The Lantern"]
            assert await titles(client, ItemKind.SHOW) == ["Harbour", "Tidewater"]
            assert (await client.review.get_counts()).open_count == 2
        program.kill()

    home.put("Tidewater/Tidewater 13.mkv")
    with serving(home.data, is_forked=True) as program:
        async with Client(program.running.url, program.running.token) as client:
            await client.library.scan_all()
            await settled(client)

            (show,) = [card for card in await cards(client, ItemKind.SHOW) if card.title == "Tidewater"]
            (season,) = await client.browse.list_children(show.id)
            assert [card.number for card in await client.browse.list_children(season.id)] == [11, 12, 13]
            assert await titles(client, ItemKind.FILM) == ["The Lantern"]
            assert (await client.review.get_counts()).open_count == 2


async def test_an_episode_that_was_watched_stays_watched_in_its_right_season(home: Home) -> None:
    with serving(home.data, is_forked=True) as program:
        async with Client(program.running.url, program.running.token) as client:
            await client.library.add_source(NewSource(path=str(home.root), kind=SourceKind.MIXED))
            await settled(client)
            (episode,) = await cards(client, ItemKind.EPISODE)
            await client.playback.set_watched(episode.id, is_watched=True)
            (clash,) = (await client.review.list_entries(kind=DoubtKind.CLASH)).entries

            answered = await client.review.answer(clash.id, clash.offers[1])

            (moved,) = await cards(client, ItemKind.EPISODE)
            assert answered.state is ReviewState.ANSWERED
            assert (moved.id, moved.is_watched, moved.season_number) == (episode.id, True, 2)


async def test_an_ignored_film_is_gone_until_it_is_wanted_again(home: Home) -> None:
    home.put("Copies/The Lantern (2019).mkv")
    with serving(home.data, is_forked=True) as program:
        async with Client(program.running.url, program.running.token) as client:
            (source,) = [await client.library.add_source(NewSource(path=str(home.root), kind=SourceKind.MIXED))]
            await settled(client)
            (copy,) = (await client.review.list_entries(kind=DoubtKind.DUPLICATE)).entries

            await client.review.answer(copy.id, Answer(verdict=Verdict.IGNORE))
            report = await client.library.list_problems(source.id)
            assert {line.path: line.kind for line in report.entries}[copy.path] == "ignored"
            (film,) = [card for card in await cards(client, ItemKind.FILM) if card.title == "The Lantern"]
            assert len((await client.browse.get_item(film.id)).versions) == 1

            await client.review.reopen(copy.id)
            assert len((await client.browse.get_item(film.id)).versions) == 2
