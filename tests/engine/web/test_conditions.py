"""Which bytes a request gets."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.units import SizeBytes
from app.engine.web.conditions import Entity, Selection, select

FILE = Entity(size_bytes=SizeBytes(1000), etag='"v1"', modified=datetime(2026, 11, 21, 12, tzinfo=UTC))
THEN = "Sat, 21 Nov 2026 12:00:00 GMT"
BEFORE = "Sat, 21 Nov 2026 11:59:59 GMT"
WHOLE = Selection(status=200, count=1000)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-99", Selection(status=206, start=0, count=100)),
        ("bytes=900-", Selection(status=206, start=900, count=100)),
        ("bytes=990-5000", Selection(status=206, start=990, count=10)),
        ("bytes=-10", Selection(status=206, start=990, count=10)),
        ("bytes=-5000", Selection(status=206, start=0, count=1000)),
        ("BYTES = 0-0", Selection(status=206, start=0, count=1)),
        ("bytes=1000-", Selection(status=416)),
        ("bytes=-0", Selection(status=416)),
        ("bytes=5-2", WHOLE),
        ("bytes=-", WHOLE),
        ("bytes=a-b", WHOLE),
        ("bytes=0-1,5-6", WHOLE),
        ("pages=1-2", WHOLE),
    ],
)
def test_a_range_selects_bytes(header: str, expected: Selection) -> None:
    assert select("GET", {"Range": header}, FILE) == expected


def test_an_empty_file_has_no_range() -> None:
    empty = Entity(size_bytes=SizeBytes(0), etag='"v1"', modified=FILE.modified)

    assert select("GET", {"Range": "bytes=0-"}, empty).status == 416
    assert select("GET", {}, empty) == Selection(status=200, count=0)


@given(st.text(max_size=30))
def test_no_range_header_selects_bytes_outside_the_file(text: str) -> None:
    chosen = select("GET", {"Range": f"bytes={text}"}, FILE)

    assert chosen.start >= 0
    assert chosen.start + chosen.count <= 1000


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": '"v1"'}, 304),
        ({"If-None-Match": 'W/"v1"'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"v0", "v1"'}, 304),
        ({"If-None-Match": '"v0"'}, 200),
        ({"If-None-Match": '"v0"', "If-Modified-Since": THEN}, 200),
        ({"If-Modified-Since": THEN}, 304),
        ({"If-Modified-Since": BEFORE}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Modified-Since": "Sat, 21 Nov 2026 12:00:00 -0000"}, 200),
        ({"If-Match": '"v1"'}, 200),
        ({"If-Match": '"v0"'}, 412),
        ({"If-Match": 'W/"v1"'}, 412),
        ({"If-Unmodified-Since": BEFORE}, 412),
        ({"If-Unmodified-Since": THEN}, 200),
    ],
)
def test_a_condition_decides_the_status(headers: dict[str, str], status: int) -> None:
    assert select("GET", headers, FILE).status == status


@pytest.mark.parametrize(
    ("validator", "status"),
    [('"v1"', 206), ('"v0"', 200), ('W/"v1"', 200), (THEN, 206), (BEFORE, 200), ("nonsense", 200)],
)
def test_if_range_gives_the_whole_file_when_it_changed(validator: str, status: int) -> None:
    assert select("GET", {"Range": "bytes=0-9", "If-Range": validator}, FILE).status == status


def test_head_ignores_ranges() -> None:
    assert select("HEAD", {"Range": "bytes=0-9"}, FILE) == WHOLE
