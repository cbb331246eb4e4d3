"""Dates, numbers and lists are understood in the forms that people and programs write."""

import pytest

from app.engine.library.local import values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1999-03-31", "1999-03-31"),
        ("1999-3-1", "1999-03-01"),
        ("1999-03-31 21:00:00", "1999-03-31"),
        ("1999-03-31T00:00:00Z", "1999-03-31"),
        ("19990331", "1999-03-31"),
        ("31.03.1999", "1999-03-31"),
        ("31/03/1999", "1999-03-31"),
        ("03/31/1999", "1999-03-31"),
        ("03/04/1999", "1999"),
        ("31 March 1999", "1999-03-31"),
        ("March 31st, 1999", "1999-03-31"),
        ("Mar 1999", "1999-03"),
        ("1999-03", "1999-03"),
        ("1999-02-31", "1999-02"),
        ("1999-00-00", "1999"),
        ("1999", "1999"),
        ("0000-00-00", None),
        ("1601-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_in_any_form(text: str, told: str | None) -> None:
    assert values.read_date(text) == told


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("105", 105),
        ("105 min", 105),
        ("105.4", 105),
        ("1h 45m", 105),
        ("1:45:00", 105),
        ("1:45", 105),
        ("45:00", 45),
        ("", 0),
        ("-3", 0),
        ("long", 0),
    ],
)
def test_running_times_in_any_form(text: str, minutes: int) -> None:
    assert values.read_minutes(text) == minutes * 60_000


def test_numbers_and_flags() -> None:
    assert (values.read_float("7,5"), values.read_float("7.5/10"), values.read_float("x")) == (7.5, 7.5, None)
    assert (values.read_int("3.0"), values.read_int("")) == (3, None)
    assert (values.read_count("1,234,567"), values.read_count("1234"), values.read_count("many")) == (
        1_234_567,
        1234,
        0,
    )
    assert (values.read_year("31.03.1999"), values.read_year("?")) == (1999, None)
    assert (values.is_yes("True"), values.is_yes("0")) == (True, False)


def test_lists_in_one_tag_are_taken_apart() -> None:
    assert values.split_genres("Drama / Crime, Sci-Fi|Rock/Pop; Drama") == ("Drama", "Crime", "Sci-Fi", "Rock/Pop")
    assert values.split_names("Pier Pictures, Inc. / Dock") == ("Pier Pictures, Inc.", "Dock")
