"""How lists are asked for."""

from typing import Any

import pytest
from multidict import MultiDict

from app.contract.errors import Invalid
from app.engine.web.listing import Filter, Listing, Op, Sort, read_listing


def read(**query: str) -> Listing:
    return read_listing(query, sorts=("title", "added_at"), filters=("year", "kind"), others=("q",))


def test_nothing_asked_gives_the_first_page() -> None:
    assert read() == Listing(page=1, page_size=100)


def test_all_parts_are_read() -> None:
    query = {"page": "3", "page_size": "20", "sort": "-added_at,title", "year[ge]": "1990", "kind": "film", "q": "x"}

    listing = read(**query)

    assert (listing.page, listing.page_size, listing.offset) == (3, 20, 40)
    assert listing.sort == (Sort(field="added_at", is_descending=True), Sort(field="title"))
    assert listing.filters == (
        Filter(field="year", op=Op.GE, value="1990"),
        Filter(field="kind", op=Op.EQ, value="film"),
    )


def test_a_cursor_is_passed_on() -> None:
    assert read(cursor="abc").cursor == "abc"


@pytest.mark.parametrize(
    ("query", "code", "named"),
    [
        ({"page": "0"}, "invalid_paging", "1000000"),
        ({"page": "-1"}, "invalid_paging", "page"),
        ({"page_size": "501"}, "invalid_paging", "500"),
        ({"page_size": "²"}, "invalid_paging", "page_size"),
        ({"sort": "size"}, "invalid_sort", "added_at, title"),
        ({"colour": "red"}, "invalid_filter", "kind, year"),
        ({"year[near]": "1990"}, "invalid_filter", "contains"),
        ({"year[]": "1990"}, "invalid_filter", "contains"),
        ({"a b": "1"}, "invalid_filter", "kind, year"),
    ],
)
def test_what_is_not_possible_is_told_with_what_is(query: dict[str, Any], code: str, named: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(**query)

    assert caught.value.code == code
    assert named in caught.value.message


def test_more_conditions_than_anybody_means_are_refused() -> None:
    few, many = (MultiDict([("year", str(year)) for year in range(count)]) for count in (50, 51))

    assert len(read_listing(few, filters=("year",)).filters) == 50
    with pytest.raises(Invalid, match="at most 50 conditions") as caught:
        read_listing(many, filters=("year",))
    assert caught.value.code == "too_many_filters"
