"""The library that the reference screenshots show is as varied as it says, and narrows as the engine does."""

from app.contract.browse import Facet
from app.contract.library import ItemKind
from tests.desktop.conftest import Drive
from tests.fakes.client import FakeClient
from tests.fakes.great_house import a_great_catalogue


def test_a_great_library_has_everything() -> None:
    catalogue = a_great_catalogue()
    top = catalogue.of_kind(ItemKind.FILM, ItemKind.SHOW, ItemKind.ARTIST)
    films = catalogue.of_kind(ItemKind.FILM)
    details = [catalogue.details(card.id) for card in films]

    assert len(top) >= 500
    assert len({card.title for card in films}) == len(films)
    assert any(not card.title.isascii() for card in films)
    assert min(len(card.title) for card in films) == 1
    assert max(len(card.title) for card in films) > 100
    assert {card.is_watched for card in films} == {card.is_missing for card in films} == {True, False}
    assert any(card.position_ms for card in films)
    assert any(not card.pictures for card in films)
    assert any(len(one.versions) > 1 for one in details)
    assert any(one.about.collections for one in details)
    assert catalogue.lyrics


def told(facets: tuple[Facet, ...], field: str) -> dict[str, int]:
    return next({each.value: each.count for each in one.values} for one in facets if one.field == field)


def test_facets_of_the_fake_engine_count_what_the_wall_then_shows(fake: FakeClient, drive: Drive) -> None:
    fake.catalogue = a_great_catalogue()

    async def ask() -> None:
        chosen = {"genre[in]": "Drama,Comedy", "resolution": "uhd"}
        facets = await fake.browse.list_facets(kind=ItemKind.FILM, filters=chosen)
        for field in ("range_type", "decade", "audio_language"):
            for value, count in told(facets, field).items():
                page = await fake.browse.list_items(kind=ItemKind.FILM, filters={**chosen, field: value})
                assert page.total == count
        assert "Drama" in told(facets, "genre")
        assert "sd" in told(facets, "resolution")

    drive(ask())
