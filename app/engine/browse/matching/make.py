"""Makes matches of cards: one statement for any number of items."""

from collections.abc import Sequence
from typing import Any

from app.contract.search import Match
from app.engine.browse.cards import make_cards
from app.engine.browse.matching import rules, store


def make_matches(connection: Any, user_id: int, item_ids: Sequence[int], typed: str) -> tuple[Match, ...]:
    """Return items with what about them fits the typed text, in the order of their ids."""
    told = store.list_told(connection, item_ids)
    cards = make_cards(connection, user_id, item_ids)
    return tuple(rules.match(typed, card, told.get(int(card.id), ())) for card in cards)
