"""Words as they are searched, and mistakes in typing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.library.search import rules


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Amélie", ["amelie"]),
        ("Fast & Furious", ["fast", "and", "furious"]),
        ("Don't Look", ["dont", "look"]),
        ("L'Avventura", ["l", "avventura"]),
        ("千と千尋", ["千", "と", "千", "尋"]),
        ("under_score", ["under", "score"]),
        ("", []),
    ],
)
def test_a_text_has_words(text: str, words: list[str]) -> None:
    assert rules.words_of(text) == words


def test_what_people_write_together_is_found_together() -> None:
    assert rules.text_of(["Spider-Man", "S.W.A.T."]) == "spider man | s w a t | spiderman swat"


def test_a_title_begins_with_and_without_its_article() -> None:
    assert rules.keys_of(["The Lantern", ""]) == {"the lantern", "lantern"}


@pytest.mark.parametrize(
    ("typed", "word", "mistakes"),
    [
        ("lantern", "lantern", 0),
        ("lanter", "lantern", 1),
        ("lanterns", "lantern", 1),
        ("lamtern", "lantern", 1),
        ("latnern", "lantern", 1),
        ("lamtren", "lantern", 2),
        ("xyz", "lantern", 3),
    ],
)
def test_mistakes_are_counted(typed: str, word: str, mistakes: int) -> None:
    assert min(rules.distance(typed, word), 3) == mistakes


def test_a_word_that_is_still_typed_is_compared_with_beginnings() -> None:
    assert rules.distance("lamt", "lantern", is_whole=False) == 1
    assert rules.distance("lamt", "lantern") == 4


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", min_size=1, max_size=8))
def test_distance_is_the_same_both_ways_and_nothing_for_the_same(one: str, other: str) -> None:
    assert rules.distance(one, other) == rules.distance(other, one)
    assert (rules.distance(one, other) == 0) == (one == other)


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=8))
def test_distances_are_those_of_the_table(typed: str, word: str) -> None:
    table = plain_distances(typed, word)

    assert rules.distance(typed, word) == table[-1]
    assert rules.distance(typed, word, is_whole=False) == min(table)


def plain_distances(typed: str, word: str) -> list[int]:
    """The last row of the table that the textbook fills cell by cell: to the beginnings of a word."""
    rows = [list(range(len(word) + 1))]
    for place, letter in enumerate(typed):
        row = [place + 1]
        for column, other in enumerate(word):
            costs = [row[column] + 1, rows[-1][column + 1] + 1, rows[-1][column] + (letter != other)]
            if place and column and letter == word[column - 1] and typed[place - 1] == other:
                costs.append(rows[-2][column - 1] + 1)
            row.append(min(costs))
        rows.append(row)
    return rows[-1]


@given(st.from_regex(r"[a-d]{5,12}", fullmatch=True), st.integers(0, 11), st.sampled_from("drsi"))
def test_a_word_with_one_mistake_keeps_the_letters_that_the_index_asks_for(word: str, at: int, way: str) -> None:
    at = at % (len(word) - 1)
    typed = {
        "d": word[:at] + word[at + 1 :],
        "r": word[:at] + "x" + word[at + 1 :],
        "s": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "i": word[:at] + "x" + word[at:],
    }[way]

    shared = set(rules.grams(typed)) & set(rules.grams(word))
    is_kept = len(shared) >= rules.shared_grams(rules.grams(typed), 1)

    assert rules.distance(typed, word) <= 1
    assert is_kept or word in rules.swapped(typed)


@pytest.mark.parametrize(("word", "forgiven"), [("cat", 0), ("2001", 0), ("star", 1), ("superman", 2)])
def test_short_words_and_numbers_are_not_corrected(word: str, forgiven: int) -> None:
    assert rules.mistakes_forgiven(word) == forgiven


def test_the_nearest_and_most_used_words_are_meant() -> None:
    known = [("lantern", 3), ("lanterns", 9), ("lantorns", 50), ("lantarn", 5)]

    assert rules.corrections("lantirn", known, 2, is_whole=True, most=2) == {
        1: ["lantarn", "lantern"],
        2: ["lantorns", "lanterns"],
    }
