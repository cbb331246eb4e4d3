"""What is looked for, what is found, and when two descriptions mean the same work. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.contract.library import ItemKind
from app.engine.library.catalogue.rules import merging_key, sort_title

_AND = re.compile(r"\band\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An item as somebody else describes it.

    Attributes:
        paths: Absolute paths here of its files.
        ids: "provider:value" ("tmdb:603").
        titles: The most likely one first.
        number: Of the episode or track.
        above: The show of an episode, the album of a track, the artist of an album.
    """

    kind: ItemKind
    paths: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    year: int | None = None
    season: int | None = None
    disc: int | None = None
    number: int | None = None
    above: "Wanted | None" = None


class How(StrEnum):
    """By what something was found."""

    PATH = "path"
    ID = "id"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found.

    Attributes:
        item_ids: More than one when a file holds several episodes that nobody tells apart.
        how: None when nothing was found for sure.
        is_ambiguous: Several items fit the name equally well.
    """

    item_ids: tuple[int, ...] = ()
    how: How | None = None
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that may be meant."""

    id: int
    title: str
    year: int | None = None
    number: int | None = None
    end_number: int | None = None


def sort_keys(titles: Iterable[str]) -> tuple[str, ...]:
    """Return under which sorted titles an item of these names may stand."""
    spellings = (form for title in titles for form in (title, title.replace("&", " and "), _AND.sub("&", title)))
    return tuple(dict.fromkeys(sort_title(form) for form in spellings if form.strip()))


def choose_named(wanted: Wanted, candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """Return the items that a title and year mean: of the very year, else those without one.

    A year that only one side tells does not speak against it; two years that differ do.
    """
    keys = {merging_key(title) for title in wanted.titles if title.strip()}
    named = [one for one in candidates if merging_key(one.title) in keys]
    if wanted.year is None:
        return tuple(one.id for one in named)
    exact = tuple(one.id for one in named if one.year == wanted.year)
    return exact or tuple(one.id for one in named if one.year is None)


def choose_numbered(number: int | None, candidates: Iterable[Candidate]) -> tuple[int, ...]:
    """Return the items that hold a number; all of them when nobody tells numbers."""
    known = list(candidates)
    if number is None or all(one.number is None for one in known):
        return tuple(one.id for one in known)
    return tuple(
        one.id for one in known if one.number is not None and one.number <= number <= (one.end_number or one.number)
    )
