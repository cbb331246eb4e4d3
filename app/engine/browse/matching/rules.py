"""Which of the texts told about an item fits what somebody typed. Pure."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from app.contract.browse import Card
from app.contract.search import Match, MatchedBy
from app.engine.browse.rules import fold

MIN_FORGIVEN = 4
"""Shorter words must be typed as they are written."""
ALIKE = 0.74
MAX_TYPED = 12
"""So many typed words are looked at."""
_WORD = re.compile(r"\w+")


def match(typed: str, card: Card, told: Sequence[tuple[str, str]]) -> Match:
    """Return an item with what fits best: its own titles before what is told, whole words before nearly the same.

    Args:
        told: (field, text), the more telling ones first.
    """
    wanted = words(typed)[:MAX_TYPED]
    own = words(f"{card.title} {card.parent_title} {card.top_title} {card.year or ''}")
    missing = [word for word in wanted if not _begins(word, own)]
    if not missing:
        return Match(card=card)
    for is_near in (False, True):
        ranked = [(_fitting(missing, text, is_near=is_near), -place) for place, (_, text) in enumerate(told)]
        fitting, place = max(ranked, default=(0, 0))
        if fitting:
            field, text = told[-place]
            return Match(card=card, by=MatchedBy(field), text=text)
    return Match(card=card)


def words(text: str) -> list[str]:
    """Return the words of a text in lower case and without diacritics."""
    return _WORD.findall(fold(text))


def _fitting(wanted: Iterable[str], text: str, *, is_near: bool) -> int:
    own = words(text)
    return sum(_begins(word, own) or (is_near and _is_like_one(word, own)) for word in wanted)


def _begins(word: str, others: Iterable[str]) -> bool:
    return any(other.startswith(word) for other in others)


def _is_like_one(word: str, others: Iterable[str]) -> bool:
    if len(word) < MIN_FORGIVEN:
        return False
    return any(SequenceMatcher(None, word, other[: len(word) + 1]).ratio() >= ALIKE for other in others)
