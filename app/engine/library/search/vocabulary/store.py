"""SQL of the vocabulary: search_word, search_gram."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter

from app.engine.library.search.rules import MIN_CORRECTED, grams, shared_grams, swapped

SHORT_LIST = 100
"""So many words with the most letters in common are compared letter by letter."""
COMMON = 2_000
"""Runs that more words have are all as common: it takes time to count further."""
UNFINISHED = 8
"""A word that is still being typed may become so much longer."""
LAST = "\U0010ffff"
"""Sorts after every letter."""
_MIN_LENGTH = MIN_CORRECTED - 1


def change_uses(connection: sqlite3.Connection, changes: Mapping[str, int]) -> None:
    """Count that so many more items, or fewer, have some words."""
    known = {row[0] for row in connection.execute(_KNOWN, (json.dumps(list(changes)),))}
    connection.executemany(
        "update search_word set uses = uses + ? where word = ?",
        [(count, word) for word, count in changes.items() if count and word in known],
    )
    for word, count in changes.items():
        if word not in known:
            _add(connection, word, count)
        elif count < 0:
            _drop_unused(connection, word)


_KNOWN = "select word from json_each(?) join search_word on word = value"


def has_beginning(connection: sqlite3.Connection, typed: str) -> bool:
    """Tell whether any word begins so."""
    return bool(
        connection.execute(
            "select exists (select 1 from search_word where word >= ? and word < ?)", (typed, typed + LAST)
        ).fetchone()[0]
    )


def list_similar(connection: sqlite3.Connection, typed: str, mistakes: int, *, is_whole: bool) -> list[tuple[str, int]]:
    """Return (word, uses) of those words that are most like a typed one.

    Args:
        mistakes: That make the typed word of the others, about; a swap of two letters counts as one.
    """
    swaps = _list_swapped(connection, typed, is_whole=is_whole) if mistakes == 1 else []
    return list(dict(swaps + _list_sharing(connection, typed, mistakes, is_whole=is_whole)).items())


def _list_swapped(connection: sqlite3.Connection, typed: str, *, is_whole: bool) -> list[tuple[str, int]]:
    rows = connection.execute(
        "select word, uses from json_each(?) cross join search_word on word between value and value || ? limit ?",
        (json.dumps(swapped(typed)), "" if is_whole else LAST, SHORT_LIST),
    )
    return [(row[0], row[1]) for row in rows]


def _list_sharing(
    connection: sqlite3.Connection, typed: str, mistakes: int, *, is_whole: bool
) -> list[tuple[str, int]]:
    """Return (word, uses) of those words that have the most runs of three letters in common with a typed one.

    A word that shares n of the runs shares at least n - d of those that are left without any d of them: the most
    common runs are left out, for they tell the least and nearly all rows are theirs.
    """
    longest = len(typed) + mistakes + (0 if is_whole else UNFINISHED)
    lengths = (len(typed) - mistakes, longest)
    runs = grams(typed, is_whole=is_whole)
    shared = shared_grams(runs, mistakes)
    left_out = shared // 2
    counts = _count_runs(connection, _rarest_first(connection, runs, lengths)[: len(runs) - left_out], lengths)
    likely = ((word_id, count) for word_id, count in counts.items() if count >= shared - left_out)
    word_ids = [word_id for word_id, _ in nlargest(SHORT_LIST, likely, key=itemgetter(1))]
    rows = connection.execute(
        "select word, uses from json_each(?) cross join search_word on search_word.id = value",
        (f"[{','.join(word_ids)}]",),
    )
    return [(row[0], row[1]) for row in rows]


def _rarest_first(connection: sqlite3.Connection, runs: Sequence[str], lengths: tuple[int, int]) -> list[str]:
    query = (
        "select value, (select count(*) from (select 1 from search_gram where gram = value and length between ? and ?"
        " limit ?)) from json_each(?)"
    )
    counts = dict(connection.execute(query, (*lengths, COMMON, json.dumps(runs))).fetchall())
    return sorted(runs, key=lambda run: (counts[run], run))


def _count_runs(connection: sqlite3.Connection, runs: Sequence[str], lengths: tuple[int, int]) -> Counter[str]:
    """Return how many of some runs each word has, by its id as text: SQLite would sort all rows to count them."""
    marks = ",".join("?" * len(runs))
    query = f"select group_concat(word_id) from search_gram where gram in ({marks}) and length between ? and ?"
    word_ids = connection.execute(query, (*runs, *lengths)).fetchone()[0]
    return Counter(word_ids.split(",") if word_ids else ())


def _add(connection: sqlite3.Connection, word: str, uses: int) -> None:
    word_id = connection.execute("insert into search_word (word, uses) values (?, ?)", (word, uses)).lastrowid
    if _is_corrected_to(word):
        connection.executemany(
            "insert into search_gram (gram, length, word_id) values (?, ?, ?)", _gram_rows(word, word_id)
        )


def _drop_unused(connection: sqlite3.Connection, word: str) -> None:
    row = connection.execute("select id from search_word where word = ? and uses <= 0", (word,)).fetchone()
    if row is None:
        return
    connection.executemany(
        "delete from search_gram where gram = ? and length = ? and word_id = ?", _gram_rows(word, row[0])
    )
    connection.execute("delete from search_word where id = ?", (row[0],))


def _gram_rows(word: str, word_id: int | None) -> Iterable[tuple[str, int, int | None]]:
    return [(gram, len(word), word_id) for gram in grams(word)]


def _is_corrected_to(word: str) -> bool:
    return len(word) >= _MIN_LENGTH and word.isalpha()
