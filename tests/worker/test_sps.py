"""What H.264 says in front of its pictures is what decoding them would tell."""

from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.worker.probe import probe
from app.worker.sps import Look, read_h264
from tests.fakes.films import make_film

HLG = {"x264-params": "colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc:sar=16/11"}


def record_of(film: Path) -> bytes:
    with av.open(str(film)) as container:
        return container.streams.video[0].codec_context.extradata or b""


@pytest.mark.parametrize(
    ("pixel_format", "options", "expected"),
    [
        ("yuv420p", {}, Look("yuv420p", 8, references=1)),
        ("yuv420p10le", HLG, Look("yuv420p10le", 10, 18, 9, references=1, shape=(16, 11))),
        (
            "yuv420p",
            {"x264-params": "sar=31679/31680:ref=3"},
            Look("yuv420p", 8, references=3, shape=(31679, 31680)),
        ),
        ("yuv422p", {"x264-params": "interlaced=1:bframes=3:ref=4"}, Look("yuv422p", 8, references=4)),
        ("yuv422p10le", {}, Look("yuv422p10le", 10, references=1)),
        ("yuv444p", {}, None),
        ("yuv420p", {"x264-params": "fullrange=on"}, None),
    ],
)
def test_the_record_tells_how_pictures_are_stored(
    tmp_path: Path, pixel_format: str, options: dict[str, str], expected: Look | None
) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=0.5, pixel_format=pixel_format, video_options=options)

    assert read_h264(record_of(film)) == expected


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".mov"])
@pytest.mark.parametrize(
    ("pixel_format", "options"),
    [
        ("yuv420p", {"x264-params": "interlaced=1"}),
        ("yuv420p10le", HLG),
        ("yuv444p", {}),
        ("yuv420p", {"x264-params": "fullrange=on"}),
    ],
)
def test_nothing_is_lost_without_decoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, pixel_format: str, options: dict[str, str]
) -> None:
    film = make_film(tmp_path / f"a{suffix}", seconds=0.5, pixel_format=pixel_format, video_options=options)

    quick = probe(film)
    monkeypatch.setattr("app.worker.probe.TELLING", frozenset())

    assert quick == probe(film)
    assert quick.streams[0].pixel_format


def record(bits: str) -> bytes:
    """Return a record around a set that begins after its first byte."""
    body = int(bits.ljust(160, "0"), 2).to_bytes(20, "big")
    return bytes((1, 66, 0, 30, 255, 225, 0, 21, 0x67)) + body


def test_an_order_of_frames_that_is_told_as_a_cycle_is_skipped() -> None:
    # profile 66, two bytes, set 0; 2^4 frames; order of type 1: flag, two numbers, a cycle of one; one reference,
    # no gaps, 20 x 11 blocks, fields allowed, no cropping, with nothing on the signal.
    bits = "01000010" + "0" * 16 + "1" + "1" + "010" + "0" + "11" + "010" + "1" + "010" + "0" + "000010100" + "0001011"

    assert read_h264(record(bits + "0" + "0" + "1" + "0" + "0")) == Look("yuv420p", 8, references=1)


def test_a_shape_that_no_table_has_is_untold() -> None:
    # profile 66, two bytes, set 0, 2^4 frames, order of type 2; one reference, 20 x 11 blocks, a signal with shape 17.
    bits = "01000010" + "0" * 16 + "1" + "1" + "011" + "010" + "0" + "000010100" + "0001011" + "1" + "0" + "0" + "1"

    assert read_h264(record(bits + "1" + "00010001")) == Look("yuv420p", 8, references=1)


def test_a_matrix_of_its_own_is_rare() -> None:
    # profile 100, two bytes, set 0; 4:2:0 with 8 bits twice, no bypass, a matrix.
    assert read_h264(record("01100100" + "0" * 16 + "1" + "010" + "1" + "1" + "0" + "1")) is None


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\x00\x00\x00\x01\x67\x42\x00\x1e\xab",
        b"\x01\x42\x00\x1e\xff\xe1\x00\x04\x67\x42",
        b"\x01\x42\x00\x1e\xff\xe0\x00\x00",
    ],
)
def test_a_record_that_tells_nothing_is_none(garbage: bytes) -> None:
    assert read_h264(garbage) is None


@given(st.binary(max_size=200))
def test_no_record_is_too_broken(body: bytes) -> None:
    look = read_h264(b"\x01\x64\x00\x1e\xff\xe1\x00\xc8\x67" + body)

    assert look is None or look.bit_depth in (8, 10)
