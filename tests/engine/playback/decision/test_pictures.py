"""What stands against a picture, and what is done about it: levels, interlace, shape, size, tags."""

from typing import Any

import pytest

from app.engine.playback import decide
from tests.fakes.playing import audio, codec_rule, condition, device, film, video

LEVEL_41 = codec_rule(condition("VideoLevel", "LessThanEqual", "41"), Codec="h264")
LEVEL_153 = codec_rule(condition("VideoLevel", "LessThanEqual", "153"), Codec="hevc")
NO_INTERLACE = codec_rule(condition("IsInterlaced", "NotEquals", "true"))
SQUARE = codec_rule(condition("IsAnamorphic", "NotEquals", "true"))
UPRIGHT = codec_rule(condition("VideoRotation", "Equals", "0"))
UP_TO_60 = codec_rule(condition("VideoFramerate", "LessThanEqual", "60"))
FEW_REFERENCES = codec_rule(
    condition("RefFrames", "LessThanEqual", "4"), ApplyConditions=[condition("Width", "GreaterThanEqual", "1900")]
)
HVC1 = codec_rule(condition("VideoCodecTag", "EqualsAny", "hvc1|dvh1"), Codec="hevc")
PROFILES = codec_rule(condition("VideoProfile", "EqualsAny", "high|main"), Codec="h264")

UHD: dict[str, Any] = {"Width": 3840, "Height": 2160}


@pytest.mark.parametrize(
    ("rule", "picture", "method", "reasons"),
    [
        (LEVEL_41, video(Level=41), "DirectPlay", []),
        (LEVEL_41, video(Level=51), "Transcode", ["VideoLevelNotSupported"]),
        (LEVEL_41, video(), "DirectPlay", []),
        (LEVEL_41, video("hevc", Level=153), "DirectPlay", []),
        (LEVEL_153, video("hevc", Level=156, **UHD), "Transcode", ["VideoLevelNotSupported"]),
        # 8.5 and 6.2 are written into ordinary pictures by careless encoders
        (LEVEL_153, video("hevc", Level=255, **UHD), "DirectPlay", []),
        (LEVEL_153, video("hevc", Level=186, **UHD), "DirectPlay", []),
        (LEVEL_153, video("hevc", Level=186, AverageFrameRate=120, **UHD), "Transcode", ["VideoLevelNotSupported"]),
        (LEVEL_41, video(Level=-99), "DirectPlay", []),
        (NO_INTERLACE, video(IsInterlaced=True), "Transcode", ["InterlacedVideoNotSupported"]),
        (NO_INTERLACE, video(IsInterlaced=False), "DirectPlay", []),
        (NO_INTERLACE, video(), "DirectPlay", []),
        (SQUARE, video(IsAnamorphic=True), "Transcode", ["AnamorphicVideoNotSupported"]),
        (SQUARE, video(IsAnamorphic=True, SampleAspectRatio="31679:31680"), "DirectPlay", []),
        (SQUARE, video(IsAnamorphic=False, SampleAspectRatio="16:15"), "Transcode", ["AnamorphicVideoNotSupported"]),
        (SQUARE, video(IsAnamorphic=False, SampleAspectRatio="0:1"), "DirectPlay", []),
        (UPRIGHT, video(Rotation=90), "Transcode", ["VideoRotationNotSupported"]),
        (UPRIGHT, video(Rotation=0), "DirectPlay", []),
        (UP_TO_60, video(AverageFrameRate=60.04), "DirectPlay", []),
        (UP_TO_60, video(AverageFrameRate=60.1), "Transcode", ["VideoFramerateNotSupported"]),
        (UP_TO_60, video(AverageFrameRate=1000, RealFrameRate=25), "DirectPlay", []),
        (FEW_REFERENCES, video(RefFrames=5), "Transcode", ["RefFramesNotSupported"]),
        (FEW_REFERENCES, video(RefFrames=5, Width=1280, Height=720), "DirectPlay", []),
        (PROFILES, video(Profile="High 10"), "Transcode", ["VideoProfileNotSupported"]),
        (PROFILES, video(Profile="HIGH"), "DirectPlay", []),
        (HVC1, video("hevc", CodecTag="hev1"), "Remux", ["VideoCodecTagNotSupported"]),
        (HVC1, video("hevc", CodecTag="hvc1"), "DirectPlay", []),
    ],
)
def test_a_condition_on_the_picture(
    rule: dict[str, Any], picture: dict[str, Any], method: str, reasons: list[str]
) -> None:
    answer = decide(device(rule), film(picture, audio()))

    assert (answer["method"], answer["reasons"]) == (method, reasons)


def test_a_required_condition_refuses_what_nobody_knows_and_others_let_it_through_with_doubt() -> None:
    lenient = decide(device(LEVEL_41), film())
    strict = decide(device(codec_rule(condition("VideoLevel", "LessThanEqual", "41", IsRequired=True))), film())

    assert (lenient["method"], lenient["uncertain"]) == ("DirectPlay", ["VideoLevel"])
    assert (strict["method"], strict["reasons"]) == ("Transcode", ["VideoLevelNotSupported"])


def test_a_level_that_was_not_believed_leaves_a_doubt() -> None:
    answer = decide(device(LEVEL_153), film(video("hevc", Level=255, **UHD), audio()))

    assert answer["uncertain"] == ["VideoLevel"]


def test_conditions_become_limits_of_what_is_made() -> None:
    rules = (LEVEL_41, NO_INTERLACE, FEW_REFERENCES, codec_rule(condition("Width", "LessThanEqual", "1280")))

    answer = decide(device(*rules), film(video("vc1", IsInterlaced=True, Level=8, RefFrames=2), audio()))

    made = answer["video"]
    assert (made["codec"], made["max_width"], made["max_level"]) == ("h264", 1280, 41)
    assert made["deinterlace"]
    assert made["bit_depth"] == 8


def test_a_lower_level_makes_the_picture_smaller_and_not_only_its_label() -> None:
    small = codec_rule(condition("VideoLevel", "LessThanEqual", "31"), Codec="h264")

    answer = decide(device(small), film(video(Level=51, **UHD), audio()))

    assert answer["video"]["max_height"] == 720


def test_a_picture_that_is_too_wide_for_one_rule_only_is_remuxed_where_another_container_is_fine() -> None:
    rule = codec_rule(condition("VideoRangeType", "EqualsAny", "SDR"), Codec="hevc", Container="-mp4,ts")

    answer = decide(device(rule), film(video("hevc", VideoRangeType="HDR10"), audio()))

    assert (answer["method"], answer["container"]) == ("Remux", "ts")
    assert answer["reasons"] == ["VideoRangeTypeNotSupported"]


def test_a_rule_for_hls_looks_at_what_the_segments_are_in() -> None:
    inside = codec_rule(
        condition("VideoProfile", "EqualsAny", "main"), Codec="hevc", Container="hls", SubContainer="ts"
    )

    answer = decide(device(inside), film(video("hevc", Profile="Main 10"), audio("dts")))

    assert answer["method"] == "Transcode"
    assert {"AudioCodecNotSupported", "VideoProfileNotSupported"} == set(answer["reasons"])


def test_a_sound_or_container_reason_never_converts_the_picture() -> None:
    for source in (film(video("hevc"), audio("dts")), film(video("hevc"), audio(), container="avi")):
        answer = decide(device(), source)

        assert answer["video"] == "copy"
