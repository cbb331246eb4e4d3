"""What people read about a decision."""

from typing import Any

import pytest

from app.engine.playback import decide
from app.engine.playback.decision.reasons import Cause
from app.engine.playback.decision.words import SENTENCES
from tests.fakes.playing import audio, codec_rule, condition, device, film, subtitle, target, video

LEFT_OUT = {Cause.TOTAL_BITRATE}  # its sentence begins with the numbers
NO_HDR = codec_rule(condition("VideoRangeType", "EqualsAny", "SDR|HDR10"))
FIRST_ONLY = codec_rule(condition("IsSecondaryAudio", "Equals", "false"), kind="VideoAudio")
SURROUND = {"Channels": 6, "BitRate": 640_000}
DOVI: dict[str, Any] = {"DvProfile": 8, "DvBlSignalCompatibilityId": 1, "BitDepth": 10}
PLAIN = device(Noun="TV")


@pytest.mark.parametrize(
    ("profile", "source", "options", "words"),
    [
        (PLAIN, film(), {}, "Your TV plays this as it is."),
        (
            device(Noun="TV", targets=[target("ts", "h264", "ac3")]),
            film(video(), audio("dts", **SURROUND)),
            {},
            "Your TV can't play DTS, so the sound is converted to AC-3 5.1; the picture is untouched.",
        ),
        (
            PLAIN,
            film(container="avi"),
            {},
            "Your TV can't open AVI files, so picture and sound are put into MPEG-TS without a change.",
        ),
        (
            device(),
            film(video("vc1", BitRate=None), audio()),
            {},
            "Your device can't play VC-1, so the picture is converted to H.264; the sound is untouched.",
        ),
        (
            PLAIN,
            film(video("vc1", BitRate=None), audio("dts")),
            {},
            (
                "Your TV can't play VC-1, so the picture is converted to H.264, "
                "and can't play DTS, so the sound is converted to AAC stereo."
            ),
        ),
        (
            PLAIN,
            film(video(), audio(), Bitrate=9_000_000),
            {"max_bitrate": 4_000_000},
            (
                "This has 9 Mbit/s and 4 Mbit/s is the limit, so the picture is converted to H.264 at 3.81 Mbit/s; "
                "the sound is untouched."
            ),
        ),
        (
            device(Noun="TV", SubtitleProfiles=[]),
            film(video(BitRate=None), audio(), subtitle("pgssub")),
            {"subtitle_stream_index": 3},
            (
                "Your TV can't show PGS subtitles, so the picture is converted to H.264 "
                "with the subtitles drawn into it; the sound is untouched."
            ),
        ),
        (
            device(NO_HDR, Noun="TV"),
            film(video("hevc", **DOVI), audio()),
            {},
            (
                "Your TV can't show Dolby Vision, so its Dolby Vision layer is taken out "
                "and picture and sound are put into MPEG-TS without a change."
            ),
        ),
        (
            device(NO_HDR, Noun="TV"),
            film(video("hevc", **DOVI), audio("dts")),
            {},
            (
                "Your TV can't play DTS, so the sound is converted to AAC stereo; "
                "of the picture only its Dolby Vision layer is taken out."
            ),
        ),
        (
            device(FIRST_ONLY, Noun="browser"),
            film(video(), audio(), audio("ac3", 2)),
            {"audio_stream_index": 2},
            (
                "Your browser plays only the first sound track of a file, "
                "so picture and sound are put into MPEG-TS without a change."
            ),
        ),
        (
            PLAIN,
            film(),
            {"enable_direct_play": False},
            "Picture and sound are put into MPEG-TS without a change.",
        ),
        (
            PLAIN,
            film(video("vc1"), audio()),
            {"enable_transcoding": False},
            "This can't be played: your TV can't play VC-1, and you may not have it converted.",
        ),
        (
            device(direct={"Container": "mkv", "AudioCodec": "aac"}, targets=[target("ts", "h264", "ac3")]),
            film(video(), audio("truehd", Channels=8), container="m2ts"),
            {},
            "Your device can't play TrueHD, so the AC-3 core of the sound is sent; the picture is untouched.",
        ),
    ],
)
def test_a_plan_is_said_in_a_sentence(profile: Any, source: Any, options: Any, words: str) -> None:
    assert decide(profile, source, options)["explanation"]["words"] == words


def test_nothing_to_play_is_said_too() -> None:
    assert decide(PLAIN, {})["explanation"]["words"] == "The source has no video and no audio stream."


@pytest.mark.parametrize("cause", [cause for cause in Cause if cause not in LEFT_OUT])
def test_every_cause_has_words(cause: Cause) -> None:
    assert SENTENCES[cause]("2").split()[0] in {"can't", "plays", "names", "doesn't"}


def test_a_smaller_picture_is_said_with_its_lines() -> None:
    rule = codec_rule(condition("VideoLevel", "LessThanEqual", "31"), Codec="h264")

    words = decide(device(rule), film(video(Level=51, Width=3840, Height=2160), audio()))["explanation"]["words"]

    assert "H.264 with 720 lines" in words
