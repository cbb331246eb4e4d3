"""Tracks and their conversion, in films and in music."""

from typing import Any

import pytest

from app.engine.playback import decide
from tests.fakes.playing import audio, codec_rule, condition, device, film, target, video

FIRST_ONLY = codec_rule(condition("IsSecondaryAudio", "Equals", "false"), kind="VideoAudio")
STEREO = codec_rule(condition("AudioChannels", "LessThanEqual", "2"), kind="VideoAudio")
NOT_MAIN = codec_rule(condition("AudioProfile", "NotEquals", "Main|HE-AAC"), kind="VideoAudio", Codec="aac")
RATES = codec_rule(condition("AudioSampleRate", "LessThanEqual", "48000"), kind="VideoAudio")
DEPTHS = codec_rule(condition("AudioBitDepth", "LessThanEqual", "16"), kind="VideoAudio")
SMALL = codec_rule(condition("AudioBitrate", "LessThanEqual", "100000"), kind="VideoAudio")
AC3 = {"Channels": 6, "BitRate": 640_000}


@pytest.mark.parametrize(
    ("rule", "track", "reason"),
    [
        (STEREO, audio("ac3", **AC3), "AudioChannelsNotSupported"),
        (NOT_MAIN, audio(Profile="Main"), "AudioProfileNotSupported"),
        (NOT_MAIN, audio(Profile="he-aac"), "AudioProfileNotSupported"),
        (RATES, audio(SampleRate=96_000), "AudioSampleRateNotSupported"),
        (DEPTHS, audio(BitDepth=24), "AudioBitDepthNotSupported"),
        (SMALL, audio(), "AudioBitrateNotSupported"),
        (STEREO, audio("dts", **AC3), "AudioCodecNotSupported"),
    ],
)
def test_what_stands_against_a_track_converts_the_sound_alone(rule: Any, track: Any, reason: str) -> None:
    answer = decide(device(rule), film(video(), track))

    assert (answer["method"], answer["video"], answer["reasons"]) == ("DirectStream", "copy", [reason])


@pytest.mark.parametrize(
    ("rule", "track"), [(STEREO, audio()), (NOT_MAIN, audio(Profile="LC")), (NOT_MAIN, audio("ac3", Profile="Main"))]
)
def test_what_is_within_the_rules_is_left_alone(rule: Any, track: Any) -> None:
    assert decide(device(rule), film(video(), track))["method"] == "DirectPlay"


def test_surround_goes_to_the_codec_that_keeps_it() -> None:
    tv = device(targets=[target("ts", "h264", "aac,ac3", MaxAudioChannels="6")])

    answer = decide(tv, film(video(), audio("dts", Channels=8)))

    assert (answer["audio"]["channels"], answer["audio"]["bitrate"]) == (6, 640_000)


def test_a_limit_of_the_viewer_is_for_what_is_converted() -> None:
    copied = decide(device(), film(video(), audio("ac3", **AC3), container="avi"), {"max_audio_channels": 2})
    made = decide(device(), film(video(), audio("dts", **AC3)), {"max_audio_channels": 2})

    assert copied["audio"] == "copy"
    assert made["audio"]["channels"] == 2


def test_a_target_with_fewer_channels_converts_and_says_so() -> None:
    tv = device(direct={"Container": "mp4"}, targets=[target("ts", "h264", "aac,ac3", MaxAudioChannels="2")])

    answer = decide(tv, film(video(), audio("ac3", **AC3)))

    assert set(answer["reasons"]) == {"ContainerNotSupported", "AudioChannelsNotSupported"}
    assert answer["explanation"]["consequences"][0]["source"] == "target"


@pytest.mark.parametrize(
    ("options", "index", "reasons"),
    [
        ({}, 1, []),
        ({"audio_stream_index": 2}, 2, ["SecondaryAudioNotSupported"]),
        ({"audio_stream_index": 9}, 1, []),
        ({"audio_stream_index": -1}, 1, []),
    ],
)
def test_a_second_track_is_remuxed_where_only_the_first_one_plays(options: Any, index: int, reasons: list[str]) -> None:
    source = film(video(), audio(), audio("ac3", 2, **AC3))

    answer = decide(device(FIRST_ONLY), source, options)

    assert (answer["audio_index"], answer["reasons"]) == (index, reasons)
    assert [fix["action"] for fix in answer["fixes"]] == (["drop_tracks"] if reasons else [])


@pytest.mark.parametrize(
    ("came_from", "tracks", "index"),
    [
        ("", [audio("dts", 1), audio("aac", 2)], 2),
        ("", [audio("dts", 1, IsDefault=True), audio("aac", 2)], 1),
        ("", [audio("dts", 1), audio("aac", 2, Language="fre")], 1),
        ("User", [audio("dts", 1), audio("aac", 2)], 1),
        ("Language", [audio("dts", 1, IsDefault=True), audio("aac", 2)], 2),
        ("Language,Default", [audio("dts", 1, IsDefault=True), audio("aac", 2)], 1),
        ("Default", [audio("dts", 1, IsDefault=True), audio("aac", 2, IsDefault=True)], 2),
        ("Default", [audio("dts", 1), audio("aac", 2)], 1),
    ],
)
def test_another_track_stands_in_only_where_the_choice_was_free(came_from: str, tracks: Any, index: int) -> None:
    answer = decide(device(), film(video(), *tracks, DefaultAudioIndexSource=came_from))

    assert answer["audio_index"] == index


def test_sound_beside_the_film_is_put_into_it() -> None:
    answer = decide(device(), film(video(), audio(IsExternal=True)))

    assert (answer["method"], answer["reasons"]) == ("Remux", ["AudioIsExternal"])


def test_a_track_beside_the_film_is_never_a_second_one() -> None:
    source = film(video(), audio("ac3", 1, **AC3), audio("aac", 2, IsExternal=True))

    answer = decide(device(FIRST_ONLY), source, {"audio_stream_index": 2})

    assert answer["reasons"] == ["AudioIsExternal"]


def test_the_core_of_a_better_track_is_taken_out_instead_of_encoded() -> None:
    discs = film(video(), audio("truehd", Channels=8), container="m2ts")
    files = film(video(), audio("truehd", Channels=8))
    tv = device(direct={"Container": "mkv", "AudioCodec": "aac,ac3"})

    assert decide(tv, discs)["audio"]["action"] == "extract_core"
    assert decide(tv, files)["audio"]["action"] == "encode"


def test_dts_hd_has_its_core_everywhere() -> None:
    rule = codec_rule(condition("AudioProfile", "EqualsAny", "DTS"), kind="VideoAudio", Codec="dts")
    tv = device(rule, direct={"AudioCodec": "dts"}, targets=[target("mp4", "h264", "dts,aac")])

    answer = decide(tv, film(video(), audio("dts", Profile="DTS-HD MA", Channels=8)))

    assert (answer["audio"]["action"], answer["audio"]["codec"]) == ("extract_core", "dts")


def test_a_silent_film_is_played() -> None:
    assert decide(device(), film(video()))["method"] == "DirectPlay"
    assert decide(device(), film(video(), container="avi"))["method"] == "Remux"


RADIO = {
    "DirectPlayProfiles": [
        {"Type": "Audio", "Container": "mp3"},
        {"Type": "Audio", "Container": "m4a,mp4", "AudioCodec": "aac"},
    ],
    "TranscodingProfiles": [
        {"Type": "Audio", "Container": "mp3", "AudioCodec": "mp3", "Protocol": "http", "MaxAudioChannels": "2"}
    ],
    "CodecProfiles": [codec_rule(condition("AudioChannels", "LessThanEqual", "2"), kind="Audio", Codec="aac")],
}


@pytest.mark.parametrize(
    ("container", "track", "method", "reasons"),
    [
        ("mp3", audio("mp3", 0), "DirectPlay", []),
        ("mov,mp4,m4a", audio("aac", 0), "DirectPlay", []),
        ("mov,mp4,m4a", audio("aac", 0, Channels=6), "Transcode", ["AudioChannelsNotSupported"]),
        ("mov,mp4,m4a", audio("alac", 0), "Transcode", ["AudioCodecNotSupported"]),
        ("ogg", audio("mp3", 0), "Remux", ["ContainerNotSupported"]),
    ],
)
def test_music(container: str, track: Any, method: str, reasons: list[str]) -> None:
    answer = decide(RADIO, film(track, container=container))

    assert (answer["method"], answer["reasons"]) == (method, reasons)
    assert answer["video"] is None


def test_converted_music_keeps_to_the_rate_of_the_device() -> None:
    answer = decide({**RADIO, "MusicStreamingTranscodingBitrate": 96_000}, film(audio("flac", 0), container="flac"))

    assert answer["audio"]["bitrate"] == 96_000


def test_a_cover_makes_no_film_of_a_song() -> None:
    cover = {"Type": "Video", "Index": 1, "Codec": "mjpeg"}

    answer = decide(RADIO, film(audio("mp3", 0), cover, container="mp3"))

    assert (answer["method"], answer["video"]) == ("DirectPlay", None)
