"""Tables of files, written by hand and broken by hand."""

import struct
from pathlib import Path

import pytest

from app.worker.boxes import CLUSTER, Hints, read_matroska, read_mp4
from app.worker.dolby import DolbyVision

PROFILE_8_4 = bytes((1, 0, 0x10, 0x35, 0x40)) + bytes(19)


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def header(turn: tuple[int, int], version: int = 0) -> bytes:
    """A `tkhd` with the first two numbers of its matrix."""
    times = bytes(20 if version == 0 else 32)
    return box(b"tkhd", bytes((version, 0, 0, 0)), times, bytes(16), struct.pack(">ii", *turn), bytes(36))


def track(kind: bytes, *more: bytes, turn: tuple[int, int] = (65536, 0), version: int = 0) -> bytes:
    handler = box(b"hdlr", bytes(8), kind, bytes(12))
    entry = box(b"stbl", box(b"stsd", *more))
    return box(b"trak", header(turn, version), box(b"mdia", handler, box(b"minf", entry)))


@pytest.mark.parametrize(
    ("turn", "degrees"), [((65536, 0), 0), ((0, 65536), 90), ((-65536, 0), 180), ((0, -65536), 270)]
)
@pytest.mark.parametrize("version", [0, 1])
def test_the_matrix_of_the_film_track_says_how_to_turn(
    tmp_path: Path, turn: tuple[int, int], degrees: int, version: int
) -> None:
    file = tmp_path / "film.mp4"
    sound = track(b"soun", turn=(0, 65536))
    file.write_bytes(box(b"ftyp") + box(b"moov", sound, track(b"vide", turn=turn, version=version)))

    assert read_mp4(file) == Hints(rotation=degrees)


def test_a_dolby_record_is_seen_in_the_sample_entry_only(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(box(b"moov", track(b"vide", box(b"hvc1", box(b"dvcC", bytes(24))))))
    assert read_mp4(file).is_dolby

    file.write_bytes(box(b"mdat", b"dvcC") + box(b"moov", track(b"vide")))
    assert not read_mp4(file).is_dolby


def test_a_dolby_record_tells_its_kind(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(box(b"moov", track(b"vide", box(b"hvc1", box(b"hvcC", bytes(9)), box(b"dvvC", PROFILE_8_4)))))

    assert read_mp4(file) == Hints(is_dolby=True, dolby=DolbyVision(profile=8, level=6, base=4))


def test_long_boxes_and_one_that_ends_with_the_file_are_followed(tmp_path: Path) -> None:
    file = tmp_path / "film.mp4"
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + 4) + bytes(4)
    last = struct.pack(">I4s", 0, b"moov") + track(b"vide", turn=(0, 65536))
    file.write_bytes(long + last)

    assert read_mp4(file).rotation == 90


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"abc",
        box(b"moov"),
        struct.pack(">I4s", 4, b"moov"),
        struct.pack(">I4s", 1 << 31, b"moov"),
        struct.pack(">I4s", 1, b"moov"),
        box(b"moov", box(b"trak", box(b"tkhd"), box(b"mdia", box(b"hdlr", bytes(8), b"vide")))),
        box(b"moov", box(b"trak", box(b"tkhd", b"\x07" * 90), box(b"mdia", box(b"hdlr", bytes(8), b"vide")))),
        box(b"free") * 2_000,
    ],
)
def test_a_broken_table_tells_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "film.mp4"
    file.write_bytes(content)

    assert read_mp4(file) == Hints()


def test_matroska_names_dolby_vision_among_its_tracks(tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    file.write_bytes(bytes(1_000) + b"dvvC" + bytes(1_000))
    assert read_matroska(file).is_dolby

    file.write_bytes(bytes(300_000) + b"dvvC")
    assert not read_matroska(file).is_dolby


@pytest.mark.parametrize("is_data_first", [False, True])
def test_matroska_tells_the_kind_in_a_mapping(tmp_path: Path, is_data_first: bool) -> None:
    file = tmp_path / "film.mkv"
    kind, data = b"\x41\xe7\x84dvvC", b"\x41\xed\x98" + PROFILE_8_4
    mapping = data + kind if is_data_first else kind + data
    file.write_bytes(bytes(20_000) + b"\x41\xe4" + bytes((0x80 | len(mapping),)) + mapping + bytes(9))

    assert read_matroska(file) == Hints(is_dolby=True, dolby=DolbyVision(profile=8, level=6, base=4))


def test_what_lies_among_the_pictures_is_no_record(tmp_path: Path) -> None:
    file = tmp_path / "film.mkv"
    file.write_bytes(bytes(100) + CLUSTER + b"\x41\xe7\x84dvvC\x41\xed\x98" + PROFILE_8_4)

    assert read_matroska(file) == Hints()
