"""Measures search and walls over HTTP in a library of a million items: `python tests/bench/search.py`."""

import argparse
import asyncio
import itertools
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import aiohttp

from app.engine.artwork import Cache
from app.engine.compose import MIGRATIONS
from app.engine.ground.db import connect
from app.engine.ground.migrate import migrate
from app.engine.ground.paths import Home
from app.engine.library.catalogue.rules import without_article
from app.engine.library.facets.schema import TRIGGERS
from app.engine.library.search.rules import grams
from app.engine.library.search.store import ITEM_BITS, TIERS
from app.engine.options import ServeOptions
from app.engine.serve import opened_web
from tests.fakes.films import make_picture

LIMIT_MS = 20.0
RATIO_LIMIT = 3.0
RESTING_S = 0.05
"""Processor time in a second that an engine uses that has nothing to do."""
GENRES = ("Drama", "Comedy", "Thriller", "Action", "Documentary", "Crime", "Horror", "Animation", "Western", "Noir")
GENRE_WEIGHTS = (30, 25, 12, 12, 8, 6, 4, 2, 0.8, 0.2)
VALUES: dict[str, tuple[tuple[str, ...], tuple[float, ...]]] = {
    "resolution": (("fullhd", "hd", "uhd", "sd"), (55, 20, 15, 10)),
    "range_type": (("SDR", "HDR10", "DOVI", "HLG"), (85, 10, 4.5, 0.5)),
    "video_codec": (("h264", "hevc", "av1", "mpeg2video", "vc1"), (60, 33, 4, 2, 1)),
    "audio_language": (("eng", "deu", "fra", "spa", "jpn", "ita", "kor", "swe"), (55, 15, 9, 8, 7, 3, 2, 1)),
    "source": (("1", "2", "3"), (60, 30, 10)),
}
WORDS = 60_000
PEOPLE = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """An item, as far as it is measured."""

    id: int
    kind: str
    parent: int | None
    top: int | None
    title: str
    year: int | None
    context: str
    people: str


class Words:
    """Made-up words, some of them in every second title and most in very few, as in a language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        heads = (
            *"bcdfghjklmnprstvwxyz",
            "br",
            "ch",
            "cl",
            "dr",
            "fl",
            "gr",
            "kn",
            "ph",
            "pl",
            "sh",
            "st",
            "th",
            "tr",
            "",
        )
        tails = (
            "a",
            "e",
            "i",
            "o",
            "u",
            "an",
            "er",
            "il",
            "or",
            "est",
            "ing",
            "ow",
            "ack",
            "ent",
            "ou",
            "ea",
            "y",
            "um",
        )
        parts = [head + tail for head in heads for tail in tails]
        made: dict[str, None] = dict.fromkeys(("the", "of", "and", "a", "in", "to", "love", "night", "star", "man"))
        while len(made) < WORDS:
            made["".join(chance.choices(parts, k=chance.choice((2, 2, 3, 3, 3, 4))))] = None
        self.all = list(made)
        self._weights = list(itertools.accumulate(1 / (place + 3) for place in range(len(self.all))))
        self.people = [self._name() for _ in range(PEOPLE)]

    def title(self) -> str:
        count = self._chance.choice((1, 2, 2, 3, 3, 4, 5))
        return " ".join(self._chance.choices(self.all, cum_weights=self._weights, k=count)).title()

    def _name(self) -> str:
        return " ".join(self._chance.choices(self.all[500:], k=2)).title()


def make_rows(words: Words, chance: random.Random, count: int) -> Iterator[Row]:
    """Yield films, shows with seasons and episodes, artists with albums and tracks: a third each."""
    number = itertools.count(1)
    while True:
        for _ in range(17):
            people = " ".join(chance.choices(words.people, k=3))
            year = chance.randint(1930, 2026) if chance.random() > 0.02 else None
            yield Row(next(number), "film", None, None, words.title(), year, str(year or ""), people)
        show = Row(next(number), "show", None, None, words.title(), chance.randint(1950, 2026), "", "")
        yield show
        season = Row(next(number), "season", show.id, show.id, "Season 1", None, show.title, "")
        yield season
        for _ in range(16):
            yield Row(next(number), "episode", season.id, show.id, words.title(), None, show.title, "")
        artist = Row(next(number), "artist", None, None, chance.choice(words.people), None, "", "")
        yield artist
        album = Row(next(number), "album", artist.id, artist.id, words.title(), 1990, artist.title, "")
        yield album
        for _ in range(14):
            context = f"{artist.title} {album.title}"
            yield Row(next(number), "track", album.id, artist.id, words.title(), None, context, "")
        if next(number) > count:
            return


def build(path: Path, count: int) -> None:
    """Write the catalogue as the library would, but in bulk."""
    chance = random.Random(3)
    words = Words(chance)
    migrate(path, MIGRATIONS)
    with closing(connect(path)) as connection:
        connection.execute("pragma synchronous = off")
        connection.execute("pragma foreign_keys = off")
        connection.execute("pragma cache_size = -400000")
        for name in ("facet_added", "facet_removed", "item_added", "item_removed", "item_changed"):
            connection.execute(f"drop trigger {name}")
        later = _take_indexes(connection)
        connection.execute("begin")
        connection.executemany(
            "insert into source (id, path, kind, is_online, added_at, scanned_at) values (?, ?, 'mixed', 0, 0, 0)",
            [(number, f"/nowhere/{number}") for number in (1, 2, 3)],
        )
        rows = make_rows(words, chance, count)
        uses: Counter[str] = Counter()
        values = _values(connection)
        while part := list(itertools.islice(rows, 20_000)):
            _write(connection, part, uses, values, chance)
        _finish(connection, uses)
        for statement in later:
            connection.execute(statement)
        connection.execute("commit")
        for statement in TRIGGERS:
            connection.execute(statement)
        connection.execute("pragma wal_checkpoint(truncate)")
        connection.execute("analyze")


def _take_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes that are made faster afterwards, and return the statements that do."""
    rows = connection.execute(
        "select name, sql from sqlite_schema where type = 'index' and sql is not null"
        " and tbl_name in ('item', 'facet', 'search_key')"
    ).fetchall()
    for row in rows:
        connection.execute(f"drop index {row[0]}")
    return [row[1] for row in rows]


def _values(connection: sqlite3.Connection) -> dict[tuple[str, str], int]:
    told = [("genre", genre) for genre in GENRES]
    told += [(field, value) for field, (names, _) in VALUES.items() for value in names]
    told += [("year", str(year)) for year in range(1930, 2027)]
    connection.executemany("insert into facet_value (field, value) values (?, ?)", told)
    return {(row[1], row[2]): row[0] for row in connection.execute("select id, field, value from facet_value")}


def _write(
    connection: sqlite3.Connection,
    rows: list[Row],
    uses: Counter[str],
    values: dict[tuple[str, str], int],
    chance: random.Random,
) -> None:
    items, documents, keys, facets = [], [], [], []
    for row in rows:
        genre = chance.choices(GENRES, GENRE_WEIGHTS)[0]
        items.append(
            (row.id, row.kind, str(row.id), row.parent, row.top, row.title, row.title.lower(), row.year,
             json.dumps([genre]), chance.randint(0, 12_000_000), chance.choice((480, 720, 1080, 2160)),
             int(chance.random() < 0.001), chance.randint(0, 10**12))
        )  # fmt: skip
        document = (row.title.lower(), "", row.context.lower(), row.people.lower(), genre.lower())  # plain words
        documents.append(((TIERS[row.kind] << ITEM_BITS) | row.id, *document))
        keys += [(TIERS[row.kind], key, row.id) for key in {document[0], without_article(document[0]) or document[0]}]
        uses.update({word for text in document for word in text.split()})
        told = [("genre", genre), *(("year", str(row.year)) for _ in range(row.year is not None))]
        told += [(field, chance.choices(*VALUES[field])[0]) for field in VALUES]
        facets += [(values[one], row.kind, row.id) for one in told]
    connection.executemany(
        "insert into item (id, kind, identity, parent_id, top_id, title, sort_title, year, genres, duration_ms,"
        " height_px, is_missing, added_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        items,
    )
    connection.executemany(
        "insert into search_fts (rowid, title, aliases, context, people, tags) values (?, ?, ?, ?, ?, ?)", documents
    )
    connection.executemany("insert into search_key (tier, key, item_id) values (?, ?, ?)", sorted(keys))
    connection.executemany("insert into facet (value_id, kind, item_id) values (?, ?, ?)", sorted(facets))


def _finish(connection: sqlite3.Connection, uses: Counter[str]) -> None:
    known = [(number, word, count) for number, (word, count) in enumerate(uses.items(), 1)]
    connection.executemany("insert into search_word (id, word, uses) values (?, ?, ?)", known)
    connection.executemany(
        "insert into search_gram (gram, length, word_id) values (?, ?, ?)",
        sorted(
            (gram, len(word), number)
            for number, word, _ in known
            if len(word) >= 3 and word.isalpha()
            for gram in grams(word)
        ),
    )
    connection.execute("insert into facet_count select kind, value_id, count(*) from facet group by kind, value_id")
    connection.execute("insert into item_count select kind, count(*) from item group by kind")


PICTURES = """
    insert into picture (item_id, kind, sha256, format, width_px, height_px, placeholder, color, source, detail, stamp,
        updated_at)
    select id, case when kind in ('film', 'show', 'season') then 'poster' when kind = 'episode' then 'thumb'
        else 'cover' end, ?, 'jpg', 300, 450, 'LKO2?U%2Tw=w]~RBVZRi', '#c03020', 'local file', 'poster.jpg', '', 0
    from item where kind <> 'track'
"""


def hang(home: Home) -> None:
    """Give every item the same picture: cards have one, and the engine has none to look for."""
    cache = Cache(home.cache / "artwork")
    with cache.draft() as draft:
        sha256 = cache.keep(make_picture(draft.with_suffix(".jpg")).replace(draft), "jpg")
    with closing(connect(home.database)) as connection:
        connection.execute(PICTURES, (sha256,))


def some_titles(database: Path, chance: random.Random, count: int) -> list[str]:
    """Return titles that are there."""
    with closing(connect(database, read_only=True)) as connection:
        last = connection.execute("select max(id) from item").fetchone()[0]
        found: list[str] = []
        while len(found) < count:
            row = connection.execute(
                "select title from item where id >= ? and kind <> 'season' limit 1", (chance.randint(1, last - 50),)
            ).fetchone()
            found.append(row[0].lower())
    return found


def typed_prefixes(titles: list[str], chance: random.Random) -> list[str]:
    """Return what people have typed so far: beginnings of one to three words, from the first letter on."""
    return [_cut(title, chance) for title in titles]


def _cut(title: str, chance: random.Random) -> str:
    text = " ".join(title.split()[:3])
    return text[: chance.randint(1, len(text))].strip() or "a"


def mistyped(titles: list[str], chance: random.Random) -> dict[str, str]:
    """Return titles with one letter left out, doubled, replaced or swapped in one word, and what was meant."""
    made: dict[str, str] = {}
    for title in titles:
        words = title.split()[:3]
        places = [place for place, word in enumerate(words) if len(word) >= 4]
        if places:
            place = chance.choice(places)
            wrong = [*words[:place], _mistype(words[place], chance), *words[place + 1 :]]
            made[" ".join(wrong)] = " ".join(words)
    return made


def _mistype(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + "x" + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )


WALLS: tuple[dict[str, str], ...] = (
    {"kind": "film", "sort": "sort_title"},
    {"kind": "film", "sort": "-added_at"},
    {"sort": "sort_title"},
    {"kind": "track", "sort": "-duration_ms"},
    {"kind": "film", "sort": "sort_title", "genre": "Drama"},
    {"kind": "film", "sort": "-year", "genre": "Western"},
    {"kind": "film", "sort": "-added_at", "genre": "Noir"},
    {"kind": "film", "sort": "-added_at", "resolution": "uhd"},
    {"kind": "film", "sort": "sort_title", "range_type": "HLG"},
    {"kind": "film", "sort": "sort_title", "video_codec": "hevc", "resolution": "uhd"},
    {"kind": "film", "sort": "-year", "decade": "1990"},
    {"kind": "film", "sort": "sort_title", "year[ge]": "1980", "genre": "Comedy"},
    {"kind": "film", "sort": "sort_title", "year": "1999"},
    {"kind": "film", "sort": "duration_ms", "audio_language": "swe", "genre": "Thriller"},
    {"kind": "film", "sort": "sort_title", "audio_language[in]": "deu,fra", "source": "2"},
    {"kind": "episode", "sort": "-added_at", "source": "3"},
    {"kind": "film", "sort": "-added_at", "is_missing": "true"},
    {"kind": "film", "sort": "sort_title", "is_watched": "false"},
    {"kind": "film", "sort": "sort_title", "height_px[ge]": "2160"},
    {"kind": "film", "sort": "sort_title", "added_at[ge]": "2001-08-01T00:00:00Z"},
)


async def timed(ask: Callable[[], Awaitable[Any]]) -> tuple[float, Any]:
    began = time.perf_counter()
    answer = await ask()
    return (time.perf_counter() - began) * 1000, answer


def spread(times: list[float]) -> dict[str, float]:
    ranked = sorted(times)
    return {
        "p50_ms": round(statistics.median(ranked), 2),
        "p95_ms": round(ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))], 2),
        "max_ms": round(ranked[-1], 2),
    }


class Asker:
    """Asks the engine over HTTP, and SQLite itself with the same words."""

    def __init__(self, http: aiohttp.ClientSession, bare: sqlite3.Connection) -> None:
        self._http = http
        self._bare = bare

    async def get(self, path: str, query: dict[str, str]) -> dict[str, Any]:
        async with self._http.get(f"/api/v1{path}", params=query) as answer:
            told: dict[str, Any] = await answer.json()
        assert told["success"], told
        return told

    async def searches(self, texts: dict[str, str]) -> dict[str, Any]:
        """Search for each text; the bare query gets what was meant, as it forgives nothing."""
        ours, hits = [], 0
        for text in texts:
            took, told = await timed(lambda text=text: self.get("/search", {"q": text}))  # type: ignore[misc]
            ours.append(took)
            hits += bool(told["data"])
        bare = [self._bare_ms(meant) for meant in texts.values()]
        both: dict[str, Any] = {"ours": spread(ours), "bare": spread(bare), "found_part": round(hits / len(texts), 3)}
        both["ratio_p50"] = round(both["ours"]["p50_ms"] / both["bare"]["p50_ms"], 2)
        both["ratio_p95"] = round(both["ours"]["p95_ms"] / both["bare"]["p95_ms"], 2)
        return both

    def _bare_ms(self, text: str) -> float:
        """The ranked query that one would write with FTS5 alone."""
        asked = " ".join(f'"{word}"*' for word in text.split())
        began = time.perf_counter()
        self._bare.execute(
            "select item.* from (select rowid from search_fts where search_fts match ? order by rank limit 30) found"
            f" join item on item.id = found.rowid & {(1 << ITEM_BITS) - 1}",
            (asked,),
        ).fetchall()
        return (time.perf_counter() - began) * 1000

    async def wall(self, query: dict[str, str], rounds: int) -> dict[str, Any]:
        cold, told = await timed(lambda: self.get("/items", {**query, "page_size": "100"}))
        pages = max(1, -(-told["meta"]["total"] // 100))
        result: dict[str, Any] = {"wall": query, "total": told["meta"]["total"], "cold_ms": round(cold, 1)}
        for name, page in (("first", 1), ("last", pages)):
            asked = {**query, "page_size": "100", "page": str(page)}
            result[name] = [(await timed(lambda asked=asked: self.get("/items", asked)))[0] for _ in range(rounds)]  # type: ignore[misc]
        return result


async def settle() -> None:
    """Wait until the engine has looked after its pictures, as it does after a start."""
    used = -1.0
    while time.process_time() - used > RESTING_S:
        used = time.process_time()
        await asyncio.sleep(1)


async def measure(home: Home, rounds: int) -> dict[str, Any]:
    chance = random.Random(4)
    async with opened_web(ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)) as (engine, url):
        await settle()
        headers = {"Authorization": f"Bearer {engine.accounts.owner_token}"}
        async with aiohttp.ClientSession(url, headers=headers) as http:
            with closing(connect(home.database, read_only=True)) as bare:
                asker = Asker(http, bare)
                titles = some_titles(home.database, chance, rounds * 20)
                prefixes = {text: text for text in typed_prefixes(titles, chance)}
                await asker.searches(dict(itertools.islice(prefixes.items(), 30)))
                searches = {
                    "prefix": await asker.searches(prefixes),
                    "typo": await asker.searches(mistyped(titles, chance)),
                }
                walls = [await asker.wall(query, rounds) for query in WALLS]
    return {"search": searches, **report(walls)}


def report(walls: list[dict[str, Any]]) -> dict[str, Any]:
    for wall in walls:
        parts = ", ".join(f"{name} {spread(wall[name])}" for name in ("first", "last"))
        print(f"{wall['wall']}: {wall['total']} items, with counting {wall['cold_ms']} ms, {parts}", file=sys.stderr)
    return {
        **{f"wall_{name}": spread([took for wall in walls for took in wall[name]]) for name in ("first", "last")},
        "wall_with_counting": spread([wall["cold_ms"] for wall in walls]),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="a data folder to build in and to use again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(options.keep or Path(folder) / "home")
        home.make()
        began = time.perf_counter()
        if not home.database.exists():
            build(home.database, options.count)
            hang(home)
        print(f"built in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        result = asyncio.run(measure(home, options.rounds))
    print(json.dumps(result, indent=1))
    slowest = [one["ours"]["p95_ms"] for one in result["search"].values()]
    slowest += [result[f"wall_{name}"]["p95_ms"] for name in ("first", "last")]
    ratios = [one["ratio_p95"] for one in result["search"].values()]
    return 0 if max(slowest) <= LIMIT_MS and max(ratios) <= RATIO_LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
