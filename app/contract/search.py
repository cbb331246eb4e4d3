"""What typed text finds, and why."""

from dataclasses import dataclass
from enum import StrEnum

from app.contract.browse import Card


class MatchedBy(StrEnum):
    """What about an item fits the typed text."""

    TITLE = "title"
    """Its own title, that of what it lies in, or its year."""
    ALT_TITLE = "alt_title"
    PERSON = "person"
    TAG = "tag"
    """A tag, genre, studio or collection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An item that fits some typed text.

    Attributes:
        text: The words that fit ("Agnès Varda"); "" when it is the title.
    """

    card: Card
    by: MatchedBy = MatchedBy.TITLE
    text: str = ""
