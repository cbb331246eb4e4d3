"""Bit rates and rights: of the device, of the viewer, of the owner for viewers away from home."""

from typing import Any

import pytest

from app.engine.playback import decide
from tests.fakes.playing import audio, codec_rule, condition, device, film, subtitle, target, video

LIMIT = ["ContainerBitrateExceedsLimit"]


@pytest.mark.parametrize(
    ("options", "facts", "method"),
    [
        ({}, {"Bitrate": 90_000_000}, "DirectPlay"),
        ({"max_bitrate": 8_000_000}, {"Bitrate": 8_000_000}, "DirectPlay"),
        ({"max_bitrate": 8_000_000}, {"Bitrate": 8_400_000}, "DirectPlay"),
        ({"max_bitrate": 8_000_000}, {"Bitrate": 8_500_000}, "Transcode"),
        ({"max_bitrate": 8_000_000}, {}, "DirectPlay"),
        ({"max_bitrate": 1_000_000}, {}, "Transcode"),
        ({"max_bitrate": 1_000_000}, {"Size": 5_000_000_000, "RunTimeTicks": 36_000_000_000}, "Transcode"),
        ({"max_bitrate": 1_000_000}, {"Bitrate": 9_000_000, "IsRemote": True}, "DirectPlay"),
        ({"remote_bitrate_limit": 4_000_000}, {"Bitrate": 9_000_000}, "DirectPlay"),
        ({"remote_bitrate_limit": 4_000_000, "is_in_local_network": False}, {"Bitrate": 9_000_000}, "Transcode"),
        ({"remote_bitrate_limit": 4_000_000, "is_in_local_network": False}, {"Bitrate": 4_100_000}, "Transcode"),
        ({"remote_bitrate_limit": 0, "is_in_local_network": False}, {"Bitrate": 9_000_000}, "DirectPlay"),
    ],
)
def test_a_limit_on_the_total(options: dict[str, Any], facts: dict[str, Any], method: str) -> None:
    answer = decide(device(), film(video(), audio(), **facts), options)

    assert (answer["method"], answer["reasons"]) == (method, [] if method == "DirectPlay" else LIMIT)


def test_a_limit_that_nobody_can_compare_with_leaves_a_doubt() -> None:
    answer = decide(device(), film(video(BitRate=None), audio()), {"max_bitrate": 1_000_000})

    assert (answer["method"], answer["uncertain"]) == ("DirectPlay", ["Bitrate"])


def test_the_picture_gets_what_the_sound_leaves_and_never_too_little_to_see() -> None:
    source = film(video(), audio("ac3", Channels=6, BitRate=640_000), Bitrate=9_000_000)

    some = decide(device(), source, {"max_bitrate": 3_000_000})
    none = decide(device(), source, {"max_bitrate": 100_000})

    assert some["video"]["bitrate"] + some["audio"]["bitrate"] <= 3_000_000
    assert (none["video"]["bitrate"], none["audio"]["bitrate"]) == (64_000, 128_000)


def test_leaving_out_the_other_tracks_may_be_enough() -> None:
    tracks = [audio("ac3", index, BitRate=1_500_000, Language=name) for index, name in ((1, "eng"), (2, "fre"))]

    answer = decide(device(), film(video(), *tracks, Bitrate=11_000_000), {"max_bitrate": 9_500_000})

    assert (answer["method"], answer["reasons"]) == ("Remux", LIMIT)


def test_smaller_sound_may_be_enough() -> None:
    source = film(video(), audio("dts", BitRate=6_000_000, Channels=8), Bitrate=14_000_000)

    answer = decide(device(), source, {"max_bitrate": 9_500_000})

    assert (answer["method"], answer["video"]) == ("DirectStream", "copy")


def test_all_that_is_wrong_is_told_also_when_the_bit_rate_alone_is_reported() -> None:
    answer = decide(device(), film(video("vc1"), audio("aac"), Bitrate=9_000_000), {"max_bitrate": 2_000_000})

    blocking = {finding["property"]: finding for finding in answer["explanation"]["blocking"]}
    assert {"Bitrate", "VideoCodec"} <= set(blocking)
    assert (blocking["Bitrate"]["measured"], blocking["Bitrate"]["source"]) == ("9000000", "user")


@pytest.mark.parametrize(("rate", "method"), [(10_400_000, "DirectPlay"), (10_600_000, "Transcode")])
def test_a_limit_on_the_picture_alone(rate: int, method: str) -> None:
    rule = codec_rule(condition("VideoBitrate", "LessThanEqual", "10000000"))

    answer = decide(device(rule), film(video(BitRate=rate), audio()))

    assert answer["method"] == method
    assert method == "DirectPlay" or answer["video"]["bitrate"] == 10_000_000


def test_a_download_has_limits_and_targets_of_its_own() -> None:
    tv = device(targets=[target(), target("mp4", Protocol="http", Context="Static")], MaxStaticBitrate=1_000_000)

    answer = decide(tv, film(video(), audio(), Bitrate=9_000_000), {"context": "Static"})

    assert (answer["reasons"], answer["protocol"], answer["container"]) == (LIMIT, "http", "mp4")


NO_PICTURES = {"enable_video_playback_transcoding": False}
NO_SOUND = {"enable_audio_playback_transcoding": False}
NO_REMUX = {"enable_playback_remuxing": False}


@pytest.mark.parametrize(
    ("options", "source", "method"),
    [
        (NO_PICTURES, film(), "DirectPlay"),
        (NO_PICTURES, film(video("vc1"), audio()), None),
        (NO_PICTURES, film(video(), audio("dts")), "DirectStream"),
        (NO_SOUND, film(video(), audio("dts")), None),
        (NO_SOUND, film(video("vc1"), audio()), "Transcode"),
        (NO_REMUX, film(container="avi"), "DirectStream"),
        (NO_REMUX | NO_SOUND | NO_PICTURES, film(container="avi"), None),
        ({"enable_transcoding": False}, film(video("vc1"), audio()), None),
        ({"enable_transcoding": False}, film(container="avi"), "Remux"),
        ({"user_policy": {"EnableVideoPlaybackTranscoding": False}}, film(video("vc1"), audio()), None),
        ({"enable_direct_play": False}, film(), "Remux"),
        ({"force_direct_play": True}, film(video("vc1"), audio()), "DirectPlay"),
        ({"force_direct_stream": True, "enable_direct_play": False}, film(video("vc1"), audio("dts")), "Remux"),
        ({"allow_video_stream_copy": False}, film(container="avi"), "Transcode"),
        ({"allow_audio_stream_copy": False}, film(container="avi"), "DirectStream"),
        ({"force_remote_source_transcoding": True}, film(IsRemote=True), "Remux"),
        ({}, film(VideoType="Dvd"), "Remux"),
        ({}, film(SupportsDirectPlay=False), "Remux"),
        ({}, film(container="avi", SupportsTranscoding=False, SupportsDirectStream=False), None),
    ],
)
def test_wishes_and_rights(options: dict[str, Any], source: dict[str, Any], method: str | None) -> None:
    assert decide(device(), source, options)["method"] == method


def test_a_right_that_is_missing_is_named_when_there_is_no_way() -> None:
    answer = decide(device(), film(video("vc1"), audio()), NO_PICTURES)

    missing = [finding for finding in answer["explanation"]["consequences"] if finding["source"] == "user"]
    assert [(finding["rule"], finding["property"]) for finding in missing] == [
        ("user_right", "EnableVideoPlaybackTranscoding")
    ]
    assert answer["reasons"] == ["VideoCodecNotSupported"]


def test_what_was_not_wanted_is_no_fault_of_the_file() -> None:
    assert decide(device(), film(), {"enable_direct_play": False})["reasons"] == []
    assert decide(device(), film(SupportsDirectPlay=False))["reasons"] == ["DirectPlayError"]


def test_a_source_may_ask_for_mpeg_ts() -> None:
    both = device(targets=[target("mp4", "h264,hevc", "aac,ac3"), target("ts", "h264,hevc", "aac,ac3")])

    free = decide(both, film(container="avi"))
    bound = decide(both, film(container="avi", UseMostCompatibleTranscodingProfile=True))

    assert (free["container"], bound["container"]) == ("mp4", "ts")


def test_a_server_without_the_encoder_takes_another_target() -> None:
    tv = device(targets=[target("mp4", "hevc", "aac"), target("ts", "h264", "aac")])

    answer = decide(tv, film(video("vc1"), audio(), subtitle()), {"video_encoders": ["h264"]})

    assert (answer["container"], answer["video"]["codec"]) == ("ts", "h264")
