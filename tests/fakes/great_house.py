"""A library of more than 500 titles as varied as people's: alphabets, lengths, gaps, versions; always the same."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache

from app.contract.browse import About, Card, Credit, Details, Group, Origin, ProviderId, Verdict, Version
from app.contract.library import ItemKind, LyricLine, Lyrics, LyricsSource
from app.contract.media import MediaStream, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.library.catalogue.rules import sort_title
from tests.fakes import house_words as words
from tests.fakes.catalogue import NOW, Catalogue, a_card

FILMS, SHOWS, ARTISTS = 330, 110, 90
MISSING_PICTURE, MISSING_FILE, SEVERAL_VERSIONS = 23, 41, 11
"""Every so manyth item has none, is away, has several."""


def a_great_catalogue() -> Catalogue:
    """Return a library of 530 titles that the caller may change."""
    made = _made()
    return Catalogue(cards=dict(made.cards), children=dict(made.children), told=dict(made.told), lyrics=made.lyrics)


@cache
def _made() -> Catalogue:
    maker = _Maker()
    for number in range(FILMS):
        maker.film(number)
    for number in range(SHOWS):
        maker.show(number)
    for number in range(ARTISTS):
        maker.artist(number)
    children = {key: tuple(ids) for key, ids in maker.children.items()}
    return Catalogue(cards=maker.cards, children=children, told=maker.told, lyrics=maker.lyrics)


class _Maker:
    def __init__(self) -> None:
        self.cards: dict[str, Card] = {}
        self.children: dict[str, list[str]] = {}
        self.told: dict[str, Details] = {}
        self.lyrics: dict[str, Lyrics] = {}
        self._chance = random.Random(500)
        self._titles: set[str] = set()
        self._people = tuple(
            f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES[: len(first) % 7 + 3]
        )

    def film(self, number: int) -> None:
        chance = self._chance
        title = words.ODD_TITLES[number // 9] if number % 9 == 4 and number // 9 < len(words.ODD_TITLES) else ""
        height = chance.choice((2160, 1080, 1080, 720, 576))
        state = number % 7
        length = chance.randrange(62, 201) * 60_000
        card = self._card(ItemKind.FILM, title or self._title(words.FORMS), year=self._year(number))
        card = replace(
            card,
            duration_ms=DurationMs(length),
            height_px=height,
            range_type=chance.choice(("HDR10", "DOVI", "SDR", "HDR10+")) if height == 2160 else "SDR",
            added_at=NOW - timedelta(hours=number * number * 0.7),
            is_watched=state in (1, 4),
            position_ms=DurationMs(length * chance.randrange(5, 90) // 100 if state == 3 else 0),
            is_missing=number % MISSING_FILE == 8,
        )
        versions = [self._video(card, height, "hevc" if height == 2160 else chance.choice(("h264", "av1", "mpeg4")))]
        if number % SEVERAL_VERSIONS == 0:
            versions.append(self._video(card, 720, "h264", " - Director's Cut"))
        self._keep(card, tuple(versions), number)

    def show(self, number: int) -> None:
        title = words.SHOW_TITLES[number] if number < len(words.SHOW_TITLES) else self._title(words.FORMS[:6])
        show = self._card(ItemKind.SHOW, title, year=1985 + number * 3 % 41)
        watched = (0.0, 1.0, 0.4, 0.0, 0.8)[number % 5]
        count = unwatched = 0
        specials = (0,) if number % 6 == 0 else ()
        for season_number in (*range(1, 2 + number % 4), *specials):
            season = self._card(ItemKind.SEASON, f"Season {season_number}", above=(show, show), number=season_number)
            episodes = 4 + (number + season_number) % 7
            seen = episodes if count < watched * 14 else 0
            for episode in range(1, episodes + 1):
                self._episode(show, season, episode, is_watched=episode <= seen)
            pictures = season.pictures if season_number % 2 else show.pictures
            season = replace(season, child_count=episodes, unwatched_count=episodes - seen, pictures=pictures)
            self._keep(replace(season, is_watched=seen == episodes), (), number)
            count, unwatched = count + episodes, unwatched + episodes - seen
        show = replace(show, child_count=count, unwatched_count=unwatched, is_watched=unwatched == 0)
        self._keep(replace(show, added_at=NOW - timedelta(hours=number * number * 5)), (), number)

    def artist(self, number: int) -> None:
        odd = number % 9 == 2 and number // 9 < len(words.ODD_ARTISTS)
        name = words.ODD_ARTISTS[number // 9] if odd else self._title(words.BAND_FORMS)
        artist = self._card(ItemKind.ARTIST, name)
        albums = 1 + number % 4
        for place in range(albums):
            title = name if place == 2 else self._title(words.FORMS)
            album = self._card(ItemKind.ALBUM, title, above=(artist, artist), year=1968 + number * 5 % 50 + place * 3)
            tracks = 4 + (number + place) % 9
            for track in range(1, tracks + 1):
                self._track(artist, album, track, discs=2 if tracks > 11 else 1)
            self._keep(replace(album, child_count=tracks, unwatched_count=tracks), (), number)
        self._keep(replace(artist, child_count=albums, unwatched_count=albums * 6), (), number)

    def _episode(self, show: Card, season: Card, number: int, *, is_watched: bool) -> None:
        title = self._chance.choice(("Pilot", "The Long Way", "Fog", "Chapter", "Homecoming")) + f" {number}"
        card = self._card(ItemKind.EPISODE, title, above=(season, show), number=number)
        is_begun = not is_watched and number == 2 and int(show.id) % 3 == 0
        card = replace(
            card,
            season_number=season.number,
            end_number=number + 1 if number == 4 and int(show.id) % 5 == 0 else None,
            duration_ms=DurationMs(self._chance.randrange(21, 64) * 60_000),
            height_px=1080,
            is_watched=is_watched,
            position_ms=DurationMs(600_000 if is_begun else 0),
        )
        self._keep(card, (self._video(card, 1080, "h264"),), number)

    def _track(self, artist: Card, album: Card, number: int, *, discs: int) -> None:
        title = words.SONGS[(number + int(album.id)) % len(words.SONGS)]
        card = self._card(ItemKind.TRACK, title, above=(album, artist), number=number)
        length = DurationMs(self._chance.randrange(95, 520) * 1000)
        disc = 1 if discs == 1 or number <= 6 else 2
        card = replace(card, disc_number=disc, duration_ms=length, pictures=album.pictures)
        sound = MediaStream(index=0, type=StreamType.AUDIO, codec=("flac", "mp3")[int(artist.id) % 2], channels=2)
        self._keep(card, (_version(card, (sound,), ""),), number)
        if number % 3 == 1:
            lines = ("Keep it lit,", "keep it lit,", "", "the ferry is not coming back,", "and nor am I.")
            told = tuple(LyricLine(text=text, start_ms=DurationMs(at * 4_000)) for at, text in enumerate(lines))
            self.lyrics[card.id] = Lyrics(lines=told, is_synced=True, source=LyricsSource.FILE)

    def _keep(self, card: Card, versions: tuple[Version, ...], number: int) -> None:
        self.cards[card.id] = card
        is_top = card.kind in (ItemKind.FILM, ItemKind.SHOW, ItemKind.ARTIST)
        is_rich = is_top or (card.kind is ItemKind.EPISODE and number == 1)
        overview = words.OVERVIEWS[number % len(words.OVERVIEWS)] if is_rich or card.kind is ItemKind.ALBUM else ""
        self.told[card.id] = Details(
            card=card,
            overview=overview,
            genres=self._genres(card),
            versions=versions,
            origins=_origins(card),
            about=self._about(card, number) if is_rich or card.kind is ItemKind.ALBUM else About(),
            own_rating=float(number % 10 + 1) if is_top and number % 4 == 0 else None,
        )

    def _genres(self, card: Card) -> tuple[str, ...]:
        if card.kind in (ItemKind.ARTIST, ItemKind.ALBUM):
            top = int(card.top_id or card.id)
            return (words.MUSIC_GENRES[top % len(words.MUSIC_GENRES)],)
        if card.kind not in (ItemKind.FILM, ItemKind.SHOW):
            return ()
        # The first genres are the most frequent, as in real libraries.
        wanted = {min(self._chance.randrange(16), self._chance.randrange(16)) for _ in range(3)}
        return tuple(words.GENRES[place] for place in sorted(wanted))

    def _about(self, card: Card, number: int) -> About:
        if card.kind in (ItemKind.ARTIST, ItemKind.ALBUM):
            return About(studios=(Group(id="9", name="Quay Records"),) if card.kind is ItemKind.ALBUM else ())
        cast = 0 if number % 13 == 6 else 3 + number * 5 % 14
        is_foreign = not card.title.isascii()
        return About(
            original_title=card.title if is_foreign and card.kind is ItemKind.SHOW else "",
            alt_titles=(f"The Keeper's {card.title}", "Leuchtfeuer") if number % 8 == 0 else (),
            premiered=f"{card.year}-03-31" if card.year else "",
            tagline=words.TAGLINES[number % len(words.TAGLINES)],
            certificate=words.CERTIFICATES[number % len(words.CERTIFICATES)],
            countries=("United Kingdom", "Germany")[: number % 3],
            people=self._credits(number, cast),
            studios=tuple(Group(id=str(place), name=words.STUDIOS[place]) for place in {number % 6, number * 5 % 6}),
            tags=tuple(Group(id=str(at), name=words.TAGS[(number + at) % len(words.TAGS)]) for at in range(number % 5)),
            collections=(Group(id=str(number % 3), name=words.COLLECTIONS[number % 3]),) if number % 10 == 0 else (),
            provider_ids=(ProviderId(provider="imdb", value=f"tt{1_000_000 + number}"),),
            ratings=(
                Verdict(name="imdb", value=4 + number * 7 % 58 / 10, votes=120 + number * 977),
                Verdict(name="tmdb", value=4.5 + number * 3 % 50 / 10, votes=40 + number * 31),
            )[: number % 3],
        )

    def _credits(self, number: int, cast: int) -> tuple[Credit, ...]:
        chosen = self._chance.sample(range(len(self._people)), cast + 3)
        roles = ["actor"] * cast + ["director", "writer", "composer"]
        return tuple(
            Credit(
                person_id=str(person),
                name=self._people[person],
                role=role,
                character=words.ROLES[(number + at) % len(words.ROLES)] if role == "actor" and at % 6 < 5 else "",
            )
            for at, (person, role) in enumerate(zip(chosen, roles, strict=True))
        )

    def _video(self, card: Card, height: int, codec: str, edition: str = "") -> Version:
        german = int(card.id) % 3 == 0
        range_type = card.range_type or "SDR" if height == 2160 or card.kind is ItemKind.EPISODE else "SDR"
        streams = [
            MediaStream(
                index=0,
                type=StreamType.VIDEO,
                codec=codec,
                width_px=height * 16 // 9,
                height_px=height,
                frame_rate=23.976,
                bit_depth=10 if height == 2160 else 8,
                range_type=range_type,
            ),
            MediaStream(
                index=1,
                type=StreamType.AUDIO,
                codec="truehd" if height == 2160 else "ac3",
                language=("eng", "jpn", "fra")[int(card.id) % 11 % 3],
                channels=8 if height == 2160 else 6,
            ),
            MediaStream(index=3, type=StreamType.SUBTITLE, codec="subrip", language="eng"),
        ]
        if german:
            streams.insert(
                2,
                MediaStream(
                    index=2, type=StreamType.AUDIO, codec="aac", language="deu", channels=2, title="Audio description"
                ),
            )
            streams.append(MediaStream(index=4, type=StreamType.SUBTITLE, codec="ass", language="deu", is_forced=True))
        return _version(card, streams, edition)

    def _card(
        self,
        kind: ItemKind,
        title: str,
        *,
        above: tuple[Card, Card] | None = None,
        number: int | None = None,
        year: int | None = None,
    ) -> Card:
        item_id = str(len(self.cards) + 1)
        card = replace(
            a_card(title, kind=kind, item_id=item_id),
            sort_title=sort_title(title),
            year=year,
            number=number,
            duration_ms=DurationMs(0),
            height_px=0,
        )
        if int(item_id) % MISSING_PICTURE == 5:
            card = replace(card, pictures=())
        if above is not None:
            parent, top = above
            card = replace(card, parent_id=parent.id, parent_title=parent.title, top_id=top.id, top_title=top.title)
            self.children.setdefault(parent.id, []).append(item_id)
        self.cards[item_id] = card  # its place in the order of the library
        return card

    def _title(self, forms: Sequence[str]) -> str:
        chance = self._chance
        while True:
            title = chance.choice(forms).format(
                a=chance.choice(words.ADJECTIVES),
                n=chance.choice(words.NOUNS),
                m=chance.choice(words.NOUNS),
                p=chance.choice(self._people),
            )
            if title not in self._titles:
                self._titles.add(title)
                return title

    def _year(self, number: int) -> int | None:
        return None if number % 37 == 9 else 2026 - min(self._chance.randrange(90), self._chance.randrange(90))


def _version(card: Card, streams: Sequence[MediaStream], edition: str) -> Version:
    suffix = "flac" if card.kind is ItemKind.TRACK else "mkv"
    height = next((stream.height_px or 0 for stream in streams if stream.type is StreamType.VIDEO), 0)
    rate = 900 + height * 11
    folder = {ItemKind.FILM: "films", ItemKind.EPISODE: "shows"}.get(card.kind, "music")
    year = "" if card.year is None else f" ({card.year})"
    return Version(
        asset_id=f"a{card.id}{edition[:1].strip()}",
        file_name=f"{card.title}{year}{edition}.{suffix}",
        folder=f"/media/{folder}/{card.top_title or card.title}",
        container="flac" if suffix == "flac" else "matroska",
        size_bytes=SizeBytes(card.duration_ms * rate // 8),
        duration_ms=card.duration_ms,
        bitrate_kbps=Kbps(rate),
        streams=tuple(streams),
        is_missing=card.is_missing,
    )


def _origins(card: Card) -> tuple[Origin, ...]:
    return (
        Origin(field="title", source="file name", detail=f"{card.title} ({card.year}).mkv"),
        Origin(field="overview", source="nfo", detail="movie.nfo"),
        Origin(field="poster", source="local file", detail="poster.jpg"),
    )
