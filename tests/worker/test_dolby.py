"""Records of Dolby Vision, written by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worker.dolby import DolbyVision, find_record, read_entry, read_mapping, read_record


def record(profile: int, level: int, base: int, *, major: int = 1) -> bytes:
    """Return 24 bytes; the flags say that there is a base layer with a stream of metadata."""
    bits = f"{profile:07b}{level:06b}101{base:04b}"
    return bytes((major, 0)) + int(bits.ljust(176, "0"), 2).to_bytes(22, "big")


@pytest.mark.parametrize(("profile", "level", "base"), [(5, 6, 0), (7, 9, 6), (8, 13, 1), (8, 32, 4), (10, 1, 0)])
def test_a_record_tells_profile_level_and_base(profile: int, level: int, base: int) -> None:
    assert read_record(record(profile, level, base)) == DolbyVision(profile=profile, level=level, base=base)


@pytest.mark.parametrize("body", [b"", bytes(24), b"\x01\x00\x10\x35", record(8, 6, 1, major=9), record(99, 6, 1)])
def test_what_is_no_record_tells_nothing(body: bytes) -> None:
    assert read_record(body) is None


@given(st.binary(max_size=600), st.integers(0, 600))
def test_no_table_is_too_broken(garbage: bytes, cut: int) -> None:
    table = garbage[:cut] + b"dvcC" + garbage[cut:]
    at = find_record(table)

    assert table[at - 4 : at] in {b"dvcC", b"dvvC", b"dvwC"}
    read_entry(table, at)
    read_mapping(table, at)
