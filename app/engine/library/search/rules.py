"""Words of texts as they are searched, and how far a typed word is from one that exists. Pure."""

import re
from collections.abc import Collection, Iterable

from app.engine.library.catalogue.rules import fold, without_article

MAX_WORD = 48
"""Longer words are cut: nobody types them."""
MAX_TEXT = 4_000
"""Letters of one text that are read, so that a hostile tag does not fill the index."""
MIN_CORRECTED = 4
"""Shorter words have too many neighbours."""
SEPARATOR = " | "
LONG = 8
"""From so many letters on two mistakes are forgiven, below it one."""

_CJK = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
"""Scripts without spaces are read letter by letter."""
_ELISION = re.compile(r"(?<!\w)([dl])['’](?=\w)")
_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_JOINED = re.compile(r"[^\W_]+(?:[-.*·'’][^\W_]+)+")
_BETWEEN = re.compile(r"[-.*·'’]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text: lower case, no diacritics, "&" as "and", "don't" as "dont"."""
    plain = fold(text[:MAX_TEXT]).replace("&", " and ")
    plain = _APOSTROPHE.sub("", _ELISION.sub(r"\1 ", plain))
    return [word[:MAX_WORD] for word in _WORD.findall(plain)]


def joined_words(text: str) -> list[str]:
    """Return what people write together: "spiderman" of "Spider-Man", "swat" of "S.W.A.T."."""
    plain = fold(text[:MAX_TEXT]) if _JOINED.search(text) else ""
    return [_BETWEEN.sub("", found)[:MAX_WORD] for found in _JOINED.findall(plain)]


def text_of(texts: Iterable[str]) -> str:
    """Return texts as one column of the index: words with spaces, "|" between the texts, joined words at the end."""
    kept = tuple(texts)
    parts = [" ".join(words_of(text)) for text in kept]
    extra = " ".join(dict.fromkeys(word for text in kept for word in joined_words(text)))
    return SEPARATOR.join(part for part in (*parts, extra) if part)[:MAX_TEXT]


def keys_of(titles: Iterable[str]) -> set[str]:
    """Return what titles begin with when somebody types them, with and without their article."""
    forms = (form for title in titles for form in (title, without_article(title)))
    return {key for form in forms if (key := " ".join(words_of(form))[:MAX_TEXT])}


def grams(word: str, *, is_whole: bool = True) -> list[str]:
    """Return the runs of three letters of a word; its first letter counts more, and its end when it is whole."""
    padded = f"  {word}{' ' if is_whole else ''}"
    return sorted({padded[start : start + 3] for start in range(len(padded) - 2)})


def mistakes_forgiven(word: str) -> int:
    """Return how many mistakes a typed word may have; numbers and short words none."""
    if len(word) < MIN_CORRECTED or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


def swapped(word: str) -> list[str]:
    """Return what a word becomes when two letters beside each other are swapped."""
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]


def shared_grams(runs: Collection[str], mistakes: int) -> int:
    """Return how many of its runs of three letters a word keeps.

    A swap costs four, another mistake three; a swap that is the only mistake is not asked of the runs.
    """
    return max(mistakes, len(runs) - (3 if mistakes == 1 else 4 * mistakes))


def distance(typed: str, word: str, *, is_whole: bool = True) -> int:
    """Return how many letters must be added, left out, replaced or swapped with the next to make a word of `typed`.

    With `is_whole` false the nearest beginning of the word counts, as somebody may still be typing.
    """
    return _distance(places_of(typed), len(typed), word, is_whole=is_whole)


def places_of(typed: str) -> dict[str, int]:
    """Return the places of each letter as bits, the first letter lowest."""
    places: dict[str, int] = {}
    for place, letter in enumerate(typed):
        places[letter] = places.get(letter, 0) | 1 << place
    return places


def _distance(places: dict[str, int], length: int, word: str, *, is_whole: bool) -> int:
    """Fill a column of the table of distances at once, as bits.

    `more` and `less` are where the column grows and shrinks from one row to the next. After H. Hyyrö, A bit-vector
    algorithm for computing Levenshtein and Damerau edit distances, 2003.
    """
    more, less, same, before, last = (1 << length) - 1, 0, 0, 0, 1 << length >> 1
    best = score = length
    for letter in word:
        here = places.get(letter, 0)
        swapped = ((~same & here) << 1) & before
        same = (((here & more) + more) ^ more) | here | less | swapped
        grows, shrinks = less | ~(same | more), same & more
        if grows & last:
            score += 1
        elif shrinks & last:
            score -= 1
            best = min(best, score)
        grows = (grows << 1) | 1
        more, less, before = (shrinks << 1) | ~(same | grows), grows & same, here
    return score if is_whole else best


def corrections(
    typed: str, known: Iterable[tuple[str, int]], limit: int, *, is_whole: bool, most: int
) -> dict[int, list[str]]:
    """Return the known words that may be meant, by the number of mistakes; the most used first, `most` of each.

    Args:
        known: (word, how many items have it).
    """
    found: dict[int, list[tuple[int, str]]] = {}
    places = places_of(typed)
    longest = None if is_whole else len(typed) + limit
    for word, uses in known:
        mistakes = _distance(places, len(typed), word[:longest], is_whole=is_whole)
        if 0 < mistakes <= limit:
            found.setdefault(mistakes, []).append((-uses, word))
    return {mistakes: [word for _, word in sorted(found[mistakes])[:most]] for mistakes in sorted(found)}
