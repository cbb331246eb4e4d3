"""HDR and Dolby Vision: which range a picture has, what is taken away instead of encoding, what stays in an encode."""

from typing import Any

import pytest

from app.engine.playback import decide
from tests.fakes.playing import audio, codec_rule, condition, device, film, target, video

HDR10_ONLY = codec_rule(condition("VideoRangeType", "EqualsAny", "SDR|HDR10"), Codec="hevc")
SDR_ONLY = codec_rule(condition("VideoRangeType", "EqualsAny", "SDR"))
NOT_DOVI = codec_rule(condition("VideoRangeType", "NotEquals", "DOVI|DOVIWithEL"), Codec="hevc")
TEN_BIT = {"BitDepth": 10, "VideoRangeType": None}


def dovi(profile: int, base: int | None = None, **facts: Any) -> dict[str, Any]:
    return video("hevc", DvProfile=profile, DvBlSignalCompatibilityId=base, **{**TEN_BIT, **facts})


@pytest.mark.parametrize(
    ("picture", "method", "fix"),
    [
        (video("hevc", **{**TEN_BIT, "ColorTransfer": "smpte2084"}), "DirectPlay", None),
        (video("hevc", **{**TEN_BIT, "ColorTransfer": "arib-std-b67"}), "Transcode", None),
        (video("hevc", **{**TEN_BIT, "ColorTransfer": "bt709"}), "DirectPlay", None),
        (video("hevc", **{**TEN_BIT, "ColorTransfer": "smpte2084", "Hdr10PlusPresentFlag": True}), "DirectPlay", None),
        (dovi(5, 0), "Transcode", None),
        (dovi(8, 1), "Remux", "strip_dolby_vision"),
        (dovi(8, 1, Hdr10PlusPresentFlag=True), "Remux", "strip_dolby_vision"),
        (dovi(8, 2), "Remux", "strip_dolby_vision"),
        (dovi(8, 4), "Transcode", None),
        (dovi(7, 6), "Remux", "strip_dolby_vision"),
        (dovi(8, 3, ColorTransfer="smpte2084"), "Remux", "strip_dolby_vision"),
        (video("hevc", CodecTag="dvh1", **TEN_BIT), "Transcode", None),
        (video("hevc", **TEN_BIT), "DirectPlay", None),
    ],
)
def test_a_screen_with_hdr10(picture: dict[str, Any], method: str, fix: str | None) -> None:
    answer = decide(device(HDR10_ONLY), film(picture, audio()))

    assert answer["method"] == method
    assert [one["action"] for one in answer["fixes"]] == ([fix] if fix else [])
    assert answer["reasons"] == ([] if method == "DirectPlay" else ["VideoRangeTypeNotSupported"])


def test_an_enhancement_layer_is_made_profile_8_where_that_is_taken() -> None:
    rule = codec_rule(condition("VideoRangeType", "EqualsAny", "SDR|HDR10|DOVI|DOVIWithHDR10"), Codec="hevc")

    answer = decide(device(rule), film(dovi(7, 6), audio()))

    assert answer["fixes"][0]["action"] == "convert_dolby_vision_7_to_8"


@pytest.mark.parametrize(
    ("picture", "method"), [(dovi(5, 0), "Transcode"), (dovi(8, 1), "DirectPlay"), (dovi(10, 0), "Transcode")]
)
def test_a_list_of_what_is_not_taken_means_none_of_them(picture: dict[str, Any], method: str) -> None:
    assert decide(device(NOT_DOVI), film(picture, audio()))["method"] == method


def test_hdr_is_toned_down_for_a_device_that_has_none() -> None:
    answer = decide(device(SDR_ONLY), film(video("hevc", VideoRangeType="HDR10", BitDepth=10), audio()))

    assert (answer["video"]["range"], answer["video"]["tone_map"], answer["video"]["bit_depth"]) == ("SDR", True, 8)


def test_hdr_stays_when_a_picture_that_is_too_large_is_made_smaller() -> None:
    rule = codec_rule(
        condition("VideoRangeType", "EqualsAny", "SDR|HDR10"), condition("Width", "LessThanEqual", "1280")
    )
    tv = device(rule, targets=[target("mp4", "hevc,h264", "aac")])

    answer = decide(tv, film(video("hevc", VideoRangeType="HDR10", BitDepth=10), audio()))
    dark = decide(tv, film(video("hevc", VideoRangeType="HDR10", BitDepth=10), audio()), {"display_ranges": ["SDR"]})

    assert (answer["video"]["codec"], answer["video"]["range"]) == ("hevc", "HDR10")
    assert dark["video"]["range"] == "SDR"
