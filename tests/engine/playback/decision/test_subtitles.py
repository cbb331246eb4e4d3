"""How subtitles reach the player, and when they are burned in."""

from typing import Any

import pytest

from app.engine.playback import decide, decide_subtitle
from tests.fakes.playing import audio, codec_rule, condition, device, film, subtitle, target, video

EMBED, BESIDE = {"Method": "Embed"}, {"Method": "External"}
SRT, ASS, PGS, VTT = ({"Format": name} for name in ("srt", "ass", "pgs", "vtt"))
WANTED = {"subtitle_stream_index": 3}
OUTSIDE: dict[str, Any] = {"IsExternal": True, "Path": "/films/a.srt"}


def played(rules: list[dict[str, Any]], track: dict[str, Any], sound: str = "aac", **options: Any) -> dict[str, Any]:
    return decide(device(SubtitleProfiles=rules), film(video(), audio(sound), track), {**WANTED, **options})


@pytest.mark.parametrize(
    ("rules", "track", "sound", "options", "delivery", "method"),
    [
        ([SRT | EMBED], subtitle(), "aac", {}, "Embed", "DirectPlay"),
        ([SRT | BESIDE], subtitle(), "aac", {}, "External", "DirectPlay"),
        ([VTT | BESIDE], subtitle(), "aac", {}, "External", "DirectPlay"),
        ([SRT | EMBED | {"Container": "mp4"}], subtitle(), "aac", {}, "Encode", "Transcode"),
        ([SRT | BESIDE | {"Language": "fre"}], subtitle(), "aac", {}, "Encode", "Transcode"),
        ([], subtitle(), "aac", {}, "Encode", "Transcode"),
        ([SRT | BESIDE], subtitle("ass"), "aac", {}, "Encode", "Transcode"),
        ([SRT | BESIDE], subtitle("ass"), "aac", {"allow_lossy_subtitles": True}, "External", "DirectPlay"),
        ([ASS | BESIDE], subtitle(), "aac", {}, "Encode", "Transcode"),
        ([ASS | BESIDE], subtitle("ass"), "aac", {}, "External", "DirectPlay"),
        ([PGS | BESIDE], subtitle("hdmv_pgs_subtitle"), "aac", {}, "External", "DirectPlay"),
        ([SRT | BESIDE], subtitle("hdmv_pgs_subtitle"), "aac", {}, "Encode", "Transcode"),
        ([PGS | {"Method": "Drop"}], subtitle("pgssub"), "aac", {}, "Drop", "DirectPlay"),
        ([PGS | {"Method": "Encode"}], subtitle("pgssub"), "aac", {}, "Encode", "Transcode"),
        ([{"Format": "vtt", "Method": "Hls"}], subtitle(), "aac", {"can_extract_subtitles": True}, "Hls", "Remux"),
        ([SRT | BESIDE], subtitle(), "dts", {"can_extract_subtitles": True}, "External", "DirectStream"),
        ([SRT | BESIDE], subtitle(), "dts", {}, "Encode", "Transcode"),
        ([PGS | BESIDE], subtitle("pgssub"), "dts", {}, "External", "DirectStream"),
        ([SRT | EMBED], subtitle(), "dts", {"can_extract_subtitles": True}, "Encode", "Transcode"),
        ([SRT | BESIDE], subtitle(**OUTSIDE), "dts", {}, "External", "DirectStream"),
        ([SRT | BESIDE], subtitle("ass", **OUTSIDE), "dts", {}, "Encode", "Transcode"),
        ([SRT | BESIDE], subtitle(**OUTSIDE), "aac", {"subtitle_stream_index": -1}, None, "DirectPlay"),
    ],
)
def test_a_subtitle_reaches_the_player(
    rules: list[dict[str, Any]], track: dict[str, Any], sound: str, options: Any, delivery: str | None, method: str
) -> None:
    answer = played(rules, track, sound, **options)

    assert (answer["subtitle_method"], answer["method"]) == (delivery, method)


def test_what_must_be_burned_in_is_named_and_the_picture_is_made_for_it() -> None:
    answer = played([], subtitle("pgssub"))

    assert answer["reasons"] == ["SubtitleCodecNotSupported"]
    assert answer["video"]["codec"] == "h264"
    assert answer["audio"] == "copy"


def test_a_player_that_draws_is_found_among_targets_before_anything_is_burned_in() -> None:
    tv = device(
        direct={"Container": "mp4"},
        targets=[target("ts"), target("mkv", Protocol="http")],
        SubtitleProfiles=[{"Format": "ass", "Method": "Embed", "Container": "mkv"}],
    )

    answer = decide(tv, film(video(), audio(), subtitle("ass"), container="avi"), WANTED)

    assert (answer["method"], answer["container"], answer["subtitle_method"]) == ("Remux", "mkv", "Embed")


def test_always_burned_in_means_also_when_the_bit_rate_was_the_cause() -> None:
    options = {
        "always_burn_in_subtitle_when_transcoding": True,
        "max_bitrate": 1_000_000,
        "can_extract_subtitles": True,
    }

    answer = decide(device(), film(video(), audio(), subtitle(), Bitrate=9_000_000), {**WANTED, **options})

    assert (answer["method"], answer["subtitle_method"]) == ("Transcode", "Encode")


def test_a_viewer_whose_pictures_may_not_be_converted_gets_the_film_without_the_subtitle() -> None:
    answer = played([], subtitle("pgssub"), enable_video_playback_transcoding=False)

    assert (answer["method"], answer["subtitle_method"]) == ("Remux", "Drop")


def test_of_equally_good_subtitles_the_one_that_needs_no_conversion_is_taken() -> None:
    tracks = (subtitle("ass", 3, Score=7), subtitle("subrip", 4, Score=7), subtitle("subrip", 5, Score=1))

    answer = decide(device(), film(video(), audio(), *tracks, DefaultSubtitleStreamIndex=3))

    assert (answer["subtitle_index"], answer["subtitle_method"]) == (4, "External")


def test_a_stream_without_an_end_has_no_converted_subtitles() -> None:
    source = film(video(), audio(), subtitle(), IsInfiniteStream=True)

    answer = decide(device(SubtitleProfiles=[VTT | BESIDE]), source, WANTED)

    assert answer["subtitle_method"] == "Encode"


def test_burning_in_keeps_to_the_conditions_of_the_device() -> None:
    rule = codec_rule(condition("VideoLevel", "LessThanEqual", "41"), Codec="h264")

    answer = decide(device(rule, SubtitleProfiles=[]), film(video(Level=40), audio(), subtitle()), WANTED)

    assert (answer["video"]["max_level"], answer["reasons"]) == (41, ["SubtitleCodecNotSupported"])


MKS = {"Format": "vobsub", "Method": "External", "Container": "mks"}


@pytest.mark.parametrize(
    ("track", "rules", "facts", "delivery"),
    [
        ({"Codec": "dvdsub"}, [MKS], {}, "External"),
        ({"Codec": "dvdsub", "IsExternal": True, "Path": "a.sub"}, [MKS], {}, "Encode"),
        ({"Codec": "dvdsub", "IsExternal": True, "Path": "a.mks"}, [MKS], {}, "External"),
        ({"Codec": "subrip"}, [SRT | EMBED], {"output_container": "mkv", "transcoding_protocol": "http"}, "Embed"),
        ({"Codec": "subrip"}, [SRT | EMBED], {"output_container": "mp4", "transcoding_protocol": "http"}, "Encode"),
        ({"Codec": "subrip", "IsExternal": True}, [SRT | EMBED], {"play_method": "DirectPlay"}, "Encode"),
        ({"Codec": "subrip"}, [{"Format": "srt", "Method": "Hls"}], {"transcoding_protocol": "hls"}, "Encode"),
        ({}, [SRT | BESIDE], {"can_extract_subtitles": True}, "Encode"),
        (None, "nothing", {}, "Encode"),
    ],
)
def test_one_subtitle_for_a_known_method(track: Any, rules: Any, facts: dict[str, Any], delivery: str) -> None:
    question = {"subtitle_stream": track, "subtitle_profiles": rules, "play_method": "Transcode", **facts}

    assert decide_subtitle(question)["subtitle_method"] == delivery
