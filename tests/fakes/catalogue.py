"""A house full of films, shows and music, made up but plausible."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from app.contract.browse import Card, Details, Home, Origin, Picture, PictureKind, Row, Version
from app.contract.library import ItemKind, Lyrics
from app.contract.media import Chapter, MediaStream, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes

NOW = datetime(2026, 11, 20, 20, 15, tzinfo=UTC)
FIRST = ("Arrival", "Silent", "Northern", "The Last", "Paper", "Golden", "Midnight", "Broken", "A Distant", "Seven")
LAST = ("Harbour", "Orchard", "Signal", "Winter", "Cartographer", "Lighthouse", "Parade", "Echo", "Mountain", "Letters")
SHOWS = ("Tidewater", "The Night Bureau", "Low Orbit", "Marrow & Stone", "Kingsbridge", "Small Gods", "Switchyard")
ARTISTS = ("The Paper Kites", "Nils Frahm Trio", "Vela", "Harbour Lights", "Ada Quartet", "Blue Hours")
SIZES = {
    PictureKind.POSTER: (400, 600),
    PictureKind.COVER: (500, 500),
    PictureKind.THUMB: (640, 360),
    PictureKind.FANART: (1280, 720),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All items by id, what lies in what, and what is told of some of them.

    Attributes:
        told: Details without what changes: card and neighbours.
        lyrics: By track.
    """

    cards: dict[str, Card]
    children: dict[str, tuple[str, ...]]
    told: Mapping[str, Details] = field(default_factory=dict)
    lyrics: Mapping[str, Lyrics] = field(default_factory=dict)

    def of_kind(self, *kinds: ItemKind) -> list[Card]:
        """Return the cards of some kinds."""
        return [card for card in self.cards.values() if card.kind in kinds]

    def details(self, item_id: str) -> Details:
        """Return all about one item."""
        card = self.cards[item_id]
        is_playable = card.kind in {ItemKind.FILM, ItemKind.EPISODE, ItemKind.TRACK}
        siblings = self.children.get(card.parent_id or "", ())
        at = siblings.index(item_id) if item_id in siblings else -1
        return replace(
            self.told.get(item_id) or self._plain(card),
            card=card,
            previous_id=siblings[at - 1] if at > 0 else None,
            next_id=siblings[at + 1] if 0 <= at < len(siblings) - 1 else None,
            play_id=item_id if is_playable else next(iter(self._playable(item_id)), None),
        )

    def _plain(self, card: Card) -> Details:
        is_playable = card.kind in {ItemKind.FILM, ItemKind.EPISODE, ItemKind.TRACK}
        return Details(
            card=card,
            overview=f"{card.title} follows somebody who leaves home and finds that the way back has changed."
            if is_playable and card.kind is not ItemKind.TRACK
            else "",
            genres=("Drama", "Mystery") if card.kind in {ItemKind.FILM, ItemKind.SHOW} else (),
            versions=(a_version(card),) if is_playable else (),
            origins=(
                Origin(field="title", source="file name", detail=f"{card.title} ({card.year}).mkv"),
                Origin(field="poster", source="local file", detail="poster.jpg"),
            ),
        )

    def home(self) -> Home:
        """Return a home page with something begun, something next and something new."""
        begun = [card for card in self.cards.values() if card.position_ms and card.kind is not ItemKind.TRACK]
        films = sorted(self.of_kind(ItemKind.FILM), key=lambda card: card.added_at, reverse=True)
        rows = {
            "continue_watching": tuple(begun[:12]),
            "next_up": tuple(card for card in self.of_kind(ItemKind.EPISODE) if card.number == 2)[:8],
            "recent_film": tuple(films[:20]),
            "recent_show": tuple(self.of_kind(ItemKind.SHOW)[:20]),
            "recent_album": tuple(self.of_kind(ItemKind.ALBUM)[:20]),
        }
        full = tuple(Row(key=key, cards=cards) for key, cards in rows.items() if cards)
        return Home(hero=begun[0] if begun else next(iter(films), None), rows=full)

    def _playable(self, item_id: str) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for child in self.children.get(item_id, ()):
            found += self._playable(child) if child in self.children else (child,)
        return found


def an_empty_catalogue() -> Catalogue:
    """Return what a first start finds."""
    return Catalogue(cards={}, children={})


def a_catalogue(*, films: int = 120, shows: int = 7, artists: int = 6) -> Catalogue:
    """Return a library with so many films, shows and artists."""
    made = _Maker()
    for number in range(films):
        made.film(number)
    for number in range(shows):
        made.show(number)
    for number in range(artists):
        made.artist(number)
    return Catalogue(cards=made.cards, children={key: tuple(ids) for key, ids in made.children.items()})


def a_card(title: str = "Arrival", *, kind: ItemKind = ItemKind.FILM, item_id: str = "1", year: int = 2016) -> Card:
    """Return one film, or something else."""
    return Card(
        id=item_id,
        kind=kind,
        title=title,
        year=year,
        sort_title=title.removeprefix("The ").lower(),
        duration_ms=DurationMs(6_960_000),
        height_px=1080,
        added_at=NOW,
        pictures=pictures_of(kind, title),
    )


def pictures_of(kind: ItemKind, title: str) -> tuple[Picture, ...]:
    """Return the pictures of an item."""
    from tests.fakes.posters import color_of

    kinds = {
        ItemKind.FILM: (PictureKind.POSTER, PictureKind.FANART),
        ItemKind.SHOW: (PictureKind.POSTER, PictureKind.FANART),
        ItemKind.SEASON: (PictureKind.POSTER,),
        ItemKind.EPISODE: (PictureKind.THUMB,),
    }.get(kind, (PictureKind.COVER,))
    return tuple(
        Picture(
            kind=each,
            url=f"/fake/{each.value}/{title}?v=1",
            width_px=SIZES[each][0],
            height_px=SIZES[each][1],
            placeholder=PLACEHOLDERS[sum(map(ord, title)) % len(PLACEHOLDERS)],
            color=color_of(title),
        )
        for each in kinds
    )


PLACEHOLDERS = (
    "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    "LGF5]+Yk^6#M@-5c,1J5@[or[Q6.",
    "L6PZfSi_.AyE_3t7t7R**0o#DgR4",
    "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
)


def a_version(card: Card) -> Version:
    """Return the file of a playable item."""
    is_track = card.kind is ItemKind.TRACK
    audio = MediaStream(
        index=1, type=StreamType.AUDIO, codec="flac" if is_track else "eac3", language="eng", channels=6
    )
    video = MediaStream(
        index=0,
        type=StreamType.VIDEO,
        codec="hevc",
        width_px=card.height_px * 16 // 9,
        height_px=card.height_px,
        frame_rate=23.976,
        range_type=card.range_type or "SDR",
    )
    subtitle = MediaStream(index=2, type=StreamType.SUBTITLE, codec="subrip", language="ger")
    return Version(
        asset_id=f"a{card.id}",
        file_name=f"{card.title} ({card.year}).{'flac' if is_track else 'mkv'}",
        folder="/media",
        container="flac" if is_track else "matroska",
        size_bytes=SizeBytes(8_400_000_000),
        duration_ms=card.duration_ms,
        bitrate_kbps=Kbps(9600),
        streams=(audio,) if is_track else (video, audio, subtitle),
        chapters=() if is_track else (Chapter(title="Opening", start_ms=DurationMs(0), end_ms=DurationMs(300_000)),),
    )


class _Maker:
    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.children: dict[str, list[str]] = {}
        self._chance = random.Random(7)

    def film(self, number: int) -> None:
        title = f"{FIRST[number % 10]} {LAST[number // 10 % 10]}" + (f" {number // 100 + 1}" if number > 99 else "")
        card = self._add(ItemKind.FILM, title, year=1960 + number * 7 % 66)
        begun = number % 17 == 3
        self.cards[card.id] = replace(
            card,
            duration_ms=DurationMs((80 + number * 13 % 80) * 60_000),
            height_px=(1080, 2160, 720)[number % 3],
            range_type="HDR10" if number % 6 == 1 else "SDR",
            is_watched=number % 5 == 0,
            position_ms=DurationMs(2_400_000 if begun else 0),
            added_at=NOW - timedelta(hours=number * 5),
        )

    def show(self, number: int) -> None:
        title = SHOWS[number % len(SHOWS)]
        show = self._add(ItemKind.SHOW, title, year=2012 + number)
        for season_number in range(1, 3):
            season = self._add(ItemKind.SEASON, f"Season {season_number}", parent=show, top=show, number=season_number)
            for episode in range(1, 9):
                card = self._add(ItemKind.EPISODE, f"Chapter {episode}", parent=season, top=show, number=episode)
                self.cards[card.id] = replace(
                    card, season_number=season_number, duration_ms=DurationMs(2_700_000), height_px=1080
                )
            self.cards[season.id] = replace(season, child_count=8, unwatched_count=8)
        self.cards[show.id] = replace(show, child_count=16, unwatched_count=16 - number)

    def artist(self, number: int) -> None:
        artist = self._add(ItemKind.ARTIST, ARTISTS[number % len(ARTISTS)])
        for album_number in range(1, 4):
            title = f"{LAST[(number + album_number) % 10]} Songs"
            album = self._add(ItemKind.ALBUM, title, parent=artist, top=artist, year=2000 + album_number * 4)
            for track in range(1, 11):
                card = self._add(ItemKind.TRACK, f"Track {track}", parent=album, top=artist, number=track)
                self.cards[card.id] = replace(card, disc_number=1, duration_ms=DurationMs(215_000 + track * 1000))
            self.cards[album.id] = replace(album, child_count=10)
        self.cards[artist.id] = replace(artist, child_count=3)

    def _add(
        self,
        kind: ItemKind,
        title: str,
        *,
        parent: Card | None = None,
        top: Card | None = None,
        number: int | None = None,
        year: int | None = None,
    ) -> Card:
        item_id = str(len(self.cards) + 1)
        card = replace(
            a_card(title, kind=kind, item_id=item_id),
            year=year,
            number=number,
            duration_ms=DurationMs(0),
            height_px=0,
            parent_id=parent.id if parent else None,
            parent_title=parent.title if parent else "",
            top_id=top.id if top else None,
            top_title=top.title if top else "",
        )
        self.cards[item_id] = card
        if parent is not None:
            self.children.setdefault(parent.id, []).append(item_id)
        return card
