"""Finds items of a made-up library by typed text, and says why."""

from app.contract.browse import Card
from app.contract.search import Match
from app.engine.browse.matching.rules import match, words
from app.engine.library.search.store import TIERS
from tests.fakes.catalogue import Catalogue


def find(catalogue: Catalogue, text: str) -> list[Match]:
    """Return what fits, the best first: titles that begin so, titles, what lies in them, then what is told."""
    wanted = words(text)
    found = [(_rank(wanted, card, catalogue), card) for card in catalogue.cards.values()]
    ranked = sorted(
        ((rank, card) for rank, card in found if rank is not None),
        key=lambda pair: (pair[0], TIERS[pair[1].kind], pair[1].sort_title),
    )
    return [match(text, card, _told(catalogue, card)) for _, card in ranked]


def _rank(wanted: list[str], card: Card, catalogue: Catalogue) -> int | None:
    title, context = words(card.title), words(f"{card.parent_title} {card.top_title} {card.year or ''}")
    if not wanted:
        return None
    if title and title[0].startswith(wanted[0]) and _has_all(wanted, title):
        return 0
    if _has_all(wanted, title):
        return 1
    told = words(" ".join(text for _, text in _told(catalogue, card))) if card.id in catalogue.told else []
    if _has_all(wanted, [*title, *told]):
        return 2
    return 3 if _has_all(wanted, [*title, *told, *context]) else None


def _has_all(wanted: list[str], own: list[str]) -> bool:
    return all(any(word.startswith(part) for word in own) for part in wanted)


def _told(catalogue: Catalogue, card: Card) -> list[tuple[str, str]]:
    details = catalogue.told.get(card.id)
    if details is None:
        return []
    about = details.about
    groups = (*about.tags, *about.studios, *about.collections)
    return [
        *(("alt_title", title) for title in about.alt_titles),
        *(("person", credit.name) for credit in about.people),
        *(("tag", name) for name in (*details.genres, *(group.name for group in groups))),
    ]
