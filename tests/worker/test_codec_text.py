"""Names of codecs, from what real streams tell."""

import pytest

from app.worker.codec_text import codec_text
from app.worker.units import aac_settings, is_adts, without_adts

AVCC = bytes.fromhex("0164001effe1001a")
H264_STREAM = bytes.fromhex("0000000109f0000000016764001eac")
HVCC = bytes.fromhex("010160000000900000000000 5df000fc")
HEVC_STREAM = bytes.fromhex("0000000140010c01 00000001 4201010160000003009000000300000300 5d")
AV1C = bytes.fromhex("81040c00")


@pytest.mark.parametrize(
    ("codec", "extradata", "expected"),
    [
        ("h264", AVCC, "avc1.64001e"),
        ("h264", H264_STREAM, "avc1.64001e"),
        ("h264", b"", ""),
        ("hevc", HVCC, "hvc1.1.6.L93.90"),
        ("hevc", HEVC_STREAM, "hvc1.1.6.L93.90"),
        ("hevc", b"", ""),
        ("av1", AV1C, "av01.0.04M.08"),
        ("av1", b"", ""),
        ("aac", bytes.fromhex("1208"), "mp4a.40.2"),
        ("aac", bytes.fromhex("2b11"), "mp4a.40.5"),
        ("aac", bytes.fromhex("f9e0"), "mp4a.40.47"),
        ("aac", b"", "mp4a.40.2"),
        ("vp9", b"", "vp09.00.41.08"),
        ("eac3", b"", "ec-3"),
        ("subrip", b"", ""),
    ],
)
def test_a_codec_is_named_as_players_expect_it(codec: str, extradata: bytes, expected: str) -> None:
    assert codec_text(codec, extradata) == expected


def test_ten_bits_are_another_profile_of_vp9() -> None:
    assert codec_text("vp9", b"", bit_depth=10) == "vp09.02.41.10"


def test_the_header_of_a_broadcast_sound_becomes_settings() -> None:
    plain, checked = bytes.fromhex("fff15080017ffc"), bytes.fromhex("fff05080017ffc0000")

    assert is_adts(plain + b"sound")
    assert without_adts(plain + b"sound") == b"sound"
    assert without_adts(checked + b"sound") == b"sound"
    assert without_adts(b"no header here") == b"no header here"
    assert aac_settings(plain) == bytes.fromhex("1210")
