"""Turns one root element of an NFO into a record. Pure."""

import json
from collections.abc import Callable, Iterator
from typing import Protocol

from app.contract.library import ItemKind
from app.engine.library.local import values
from app.engine.library.local.links import find_links, make_ref
from app.engine.library.local.record import Collection, Person, PlayNote, Rating, Record, Ref

KINDS = {
    "movie": ItemKind.FILM,
    "musicvideo": ItemKind.FILM,
    "tvshow": ItemKind.SHOW,
    "season": ItemKind.SEASON,
    "episodedetails": ItemKind.EPISODE,
    "artist": ItemKind.ARTIST,
    "album": ItemKind.ALBUM,
}
LONGEST_TEXT = 20_000
LONGEST_NAME = 500
MOST_OF_A_KIND = 500
_HUNDREDS = frozenset(("metacritic", "tomatometerallcritics", "tomatometeravgcritics", "tomatometer", "critics"))
_RATING_NAMES = {"themoviedb": "tmdb", "thetvdb": "tvdb", "": "default"}
_ROLES = {"director": "director", "credits": "writer", "writer": "writer", "producer": "producer"}
_REF_TAGS = {
    "imdbid": "imdb",
    "imdb_id": "imdb",
    "tmdbid": "tmdb",
    "tvdbid": "tvdb",
    "tvmazeid": "tvmaze",
    "anidbid": "anidb",
    "tmdbcolid": "tmdb_collection",
    "collectionnumber": "tmdb_collection",
    "musicbrainzartistid": "musicbrainz_artist",
    "musicbrainzalbumid": "musicbrainz_release",
    "musicbrainzreleasegroupid": "musicbrainz_release_group",
}


class Element(Protocol):
    """What is needed of an XML element."""

    tag: str
    text: str | None

    def get(self, key: str, default: str, /) -> str:
        """Return an attribute."""

    def __iter__(self) -> "Iterator[Element]":
        """Yield the elements in it."""


class Tags:
    """The elements of a parent by their names, whatever their case."""

    def __init__(self, parent: Element) -> None:
        self._found: dict[str, list[Element]] = {}
        for child in parent:
            self._found.setdefault(str(child.tag).rpartition("}")[2].lower(), []).append(child)

    def list_elements(self, *names: str) -> list[Element]:
        """Return the elements of these names; a first one that says `clear` is like any other here."""
        return [one for name in names for one in self._found.get(name, ())][:MOST_OF_A_KIND]

    def find_text(self, *names: str, longest: int = LONGEST_NAME) -> str:
        """Return the first text that is not empty, or ""."""
        return next((text for one in self.list_elements(*names) if (text := text_of(one, longest))), "")

    def list_texts(self, *names: str) -> list[str]:
        """Return every text that is not empty."""
        return [text for one in self.list_elements(*names) if (text := text_of(one))]


def text_of(element: Element, longest: int = LONGEST_NAME) -> str:
    """Return what stands directly in an element, at most so many characters."""
    return (element.text or "").strip()[:longest].strip()


def read_record(root: Element, name: str) -> Record:
    """Return what a root element of this name tells."""
    tags = Tags(root)
    kind = KINDS[name]
    title = tags.find_text("name", "title") if kind is ItemKind.ARTIST else tags.find_text("title", "name")
    original = tags.find_text("originaltitle")
    premiered = _premiered(tags, kind)
    return Record(
        kind=kind,
        title=title,
        original_title="" if original == title else original,
        sort_title=tags.find_text("sorttitle", "sortname"),
        alt_titles=_listed(tags, values.split_names, "alternativetitle", "akatitle"),
        year=_year(tags, premiered),
        premiered=premiered,
        plot=tags.find_text("plot", "biography", "review", "description", longest=LONGEST_TEXT),
        outline=tags.find_text("outline", longest=LONGEST_TEXT),
        tagline=tags.find_text("tagline"),
        runtime_ms=values.read_minutes(tags.find_text("runtime")),
        certificate=tags.find_text("mpaa", "certification"),
        status=tags.find_text("status"),
        genres=_listed(tags, values.split_genres, "genre"),
        studios=_listed(tags, values.split_names, "studio", "label"),
        tags=_listed(tags, values.split_names, "tag", "style", "mood", "theme"),
        countries=_listed(tags, values.split_names, "country"),
        people=_people(tags, kind),
        ratings=_ratings(tags),
        refs=_refs(tags, kind),
        collections=_collections(tags, kind),
        season=values.read_int(tags.find_text("seasonnumber", "season")),
        episode=values.read_int(tags.find_text("episode")),
        names=_season_names(tags),
        note=_note(tags),
    )


def _premiered(tags: Tags, kind: ItemKind) -> str:
    first = ("aired", "premiered") if kind is ItemKind.EPISODE else ("premiered", "aired")
    names = (*first, "originalreleasedate", "releasedate", "formed", "born") if kind is not ItemKind.ARTIST else ()
    return next((told for text in tags.list_texts(*names) if (told := values.read_date(text))), "")


def _year(tags: Tags, premiered: str) -> int | None:
    """The old tag for the year does not count when a date is there."""
    return int(premiered[:4]) if premiered else values.read_year(tags.find_text("year"))


def _listed(tags: Tags, cut: Callable[[str], tuple[str, ...]], *names: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for text in tags.list_texts(*names):
        for part in cut(text):
            found.setdefault(part.casefold(), part)
    return tuple(found.values())[:MOST_OF_A_KIND]


def _people(tags: Tags, kind: ItemKind) -> tuple[Person, ...]:
    people: dict[tuple[str, str, str], Person] = {}
    for person in (*_actors(tags), *_crew(tags), *_artists(tags, kind)):
        people.setdefault((person.name.casefold(), person.role, person.character.casefold()), person)
    return tuple(people.values())


def _actors(tags: Tags) -> Iterator[Person]:
    """Those with a number come in its order; those without follow as they are listed."""
    told = []
    for place, element in enumerate(tags.list_elements("actor")):
        inner = Tags(element)
        name = inner.find_text("name") or text_of(element)
        if name:
            order = values.read_int(inner.find_text("order", "sortorder"))
            told.append((order if order is not None else MOST_OF_A_KIND, place, name, inner))
    told.sort(key=lambda one: one[:2])
    for order, (_, _, name, inner) in enumerate(told):
        yield Person(
            name=name,
            role=_actor_role(inner),
            character=inner.find_text("role"),
            order=order,
            picture=_address(inner.find_text("thumb", longest=2_000)),
        )


def _actor_role(inner: Tags) -> str:
    """Some programs list everybody as an actor and say in `type` what they did."""
    told = inner.find_text("type").lower()
    return {"gueststar": "guest", "guest star": "guest", "guest": "guest"}.get(
        told, told if told in ("director", "writer", "producer", "composer") else "actor"
    )


def _address(text: str) -> str:
    """A path is that of another machine."""
    return text if text.startswith(("https://", "http://")) else ""


def _crew(tags: Tags) -> Iterator[Person]:
    for tag, role in _ROLES.items():
        names = dict.fromkeys(name for text in tags.list_texts(tag) for name in values.split_names(text))
        for order, name in enumerate(names):
            yield Person(name=name, role=role, order=order)


def _artists(tags: Tags, kind: ItemKind) -> Iterator[Person]:
    if kind not in (ItemKind.FILM, ItemKind.ALBUM):
        return
    credited = [Tags(element).find_text("artist") for element in tags.list_elements("albumartistcredits")]
    plain = [text_of(element) for element in tags.list_elements("artist")]
    for order, name in enumerate(filter(None, (*credited, *plain, tags.find_text("artistdesc")))):
        yield Person(name=name, role="artist", order=order)


def _ratings(tags: Tags) -> tuple[Rating, ...]:
    found: dict[str, Rating] = {}
    for group in tags.list_elements("ratings"):
        for element in Tags(group).list_elements("rating"):
            inner = Tags(element)
            value = inner.find_text("value") or text_of(element)
            _add_rating(found, element.get("name", ""), value, inner.find_text("votes"), element.get("max", ""))
    for element in tags.list_elements("rating"):
        _add_rating(found, element.get("name", ""), text_of(element), tags.find_text("votes"), element.get("max", ""))
    _add_rating(found, "community", tags.find_text("communityrating"), "", "")
    _add_rating(found, "critics", tags.find_text("criticrating"), "", "")
    return tuple(found.values())


def _add_rating(found: dict[str, Rating], name: str, value: str, votes: str, most: str) -> None:
    """Note a rating in tenths of its greatest value; nothing when it is 0, none, or greater than it may be."""
    name = name.strip().lower()[:40]
    name = _RATING_NAMES.get(name, name)
    number = values.read_float(value)
    greatest = values.read_float(most) or (100.0 if name in _HUNDREDS else 10.0)
    if number is not None and 0 < number <= greatest:
        rating = Rating(name=name, value=round(number * 10 / greatest, 2), votes=values.read_count(votes))
        found.setdefault(name, rating)


def _refs(tags: Tags, kind: ItemKind) -> tuple[Ref, ...]:
    found: dict[str, Ref] = {}
    told = [(one.get("type", ""), text_of(one), one.get("default", "")) for one in tags.list_elements("uniqueid")]
    told.sort(key=lambda one: not values.is_yes(one[2]))
    pairs = [(provider, value) for provider, value, _ in told]
    pairs += [(provider, tags.find_text(tag)) for tag, provider in _REF_TAGS.items()]
    pairs += list(_old_ids(tags, kind))
    pairs += list(_guide(tags))
    for provider, value in pairs:
        if ref := make_ref(provider, value):
            found.setdefault(ref.provider, ref)
    return tuple(found.values())


def _old_ids(tags: Tags, kind: ItemKind) -> Iterator[tuple[str, str]]:
    """`<id>` was of IMDb for films and of TVDB for shows, until it became that of any provider."""
    for element in tags.list_elements("id"):
        value = text_of(element)
        yield from (
            ("imdb", element.get("IMDB", "")),
            ("tmdb", element.get("TMDB", "")),
            ("tvdb", element.get("TVDB", "")),
        )
        if value.lower().startswith("tt"):
            yield "imdb", value
        elif not tags.list_elements("uniqueid"):
            yield ("tmdb" if kind is ItemKind.FILM else "tvdb"), value


def _guide(tags: Tags) -> Iterator[tuple[str, str]]:
    """The guide to episodes is one JSON object of ids, and was an address before."""
    text = tags.find_text("episodeguide", longest=LONGEST_TEXT)
    if text.startswith("{"):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return
        if isinstance(told, dict):
            yield from ((str(name), str(value)) for name, value in told.items())
        return
    for group in tags.list_elements("episodeguide"):
        refs, _ = find_links(" ".join([text, *Tags(group).list_texts("url")]))
        yield from ((ref.provider, ref.value) for ref in refs)


def _collections(tags: Tags, kind: ItemKind) -> tuple[Collection, ...]:
    if kind is not ItemKind.FILM:
        return ()
    found: dict[str, Collection] = {}
    for element in tags.list_elements("set", "collection"):
        inner = Tags(element)
        name = inner.find_text("name") or text_of(element)
        if name:
            overview = inner.find_text("overview", longest=LONGEST_TEXT)
            found.setdefault(name.casefold(), Collection(name=name, overview=overview))
    return tuple(found.values())


def _season_names(tags: Tags) -> tuple[tuple[int, str], ...]:
    told = ((values.read_int(one.get("number", "")), text_of(one)) for one in tags.list_elements("namedseason"))
    return tuple((number, name) for number, name in told if number is not None and name)


def _note(tags: Tags) -> PlayNote:
    count = values.read_count(tags.find_text("playcount"))
    return PlayNote(is_watched=count > 0 or values.is_yes(tags.find_text("watched")), play_count=count)
