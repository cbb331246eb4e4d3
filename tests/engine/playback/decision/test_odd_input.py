"""Profiles and sources written by strangers: nothing is raised, what cannot be meant is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.playback import decide, decide_subtitle
from tests.fakes.playing import audio, codec_rule, condition, device, film, video


def warned(profile: Any) -> list[str]:
    warnings: list[str] = decide(profile, film())["explanation"]["warnings"]
    return warnings


@pytest.mark.parametrize(
    ("profile", "word"),
    [
        ([], "no object"),
        ({"DirectPlayProfiles": "mkv"}, "no list"),
        ({"DirectPlayProfiles": [None]}, "no objects"),
        ({"DirectPlayProfiles": [{"Type": "Video"}] * 600}, "more than"),
        ({"DirectPlayProfiles": [{"Type": "Film"}]}, "'Film'"),
        (device(codec_rule(condition("VideoLevel", "EqualsAny", "main|high"))), "is a number"),
        (device(codec_rule(condition("VideoColour", "Equals", "blue"))), "'VideoColour' is unknown"),
        (device(codec_rule(condition("Width", "About", "2"))), "no comparison"),
        (device(codec_rule(condition("VideoProfile", "LessThanEqual", "main"))), "no order"),
        (device(codec_rule(condition("IsInterlaced", "Equals", "maybe"))), "true or false"),
        (device(codec_rule(Codec="mpeg2")), "mpeg2video"),
        (device(targets=[{"Type": "Video", "Protocol": "hls", "Container": "mkv"}]), "no segments"),
        (device(targets=[{"Type": "Video"}]), "no container"),
        (device(targets=[{"Type": "Video", "Container": "ts", "MaxAudioChannels": "many"}]), "channels"),
        (device(targets=[{"Type": "Video", "Container": "ts", "ApplyConditions": [{}]}]), "no ApplyConditions"),
        (device(SubtitleProfiles=[{"Format": "srt", "Method": "Post"}]), "'Post'"),
        (device(codec_rule(*[condition("Width", "LessThanEqual", "9999")] * 401)), "more than 400 conditions"),
    ],
)
def test_what_cannot_be_meant_is_told(profile: Any, word: str) -> None:
    assert any(word in line for line in warned(profile))


def test_a_sound_profile_has_no_warnings() -> None:
    assert warned(device(codec_rule(condition("VideoLevel", "LessThanEqual", "51")))) == []


@pytest.mark.parametrize(
    "one",
    [
        condition("VideoColour", "Equals", "blue"),
        condition("Width", "About", "2"),
        condition("VideoProfile", "LessThanEqual", "main"),
        {},
    ],
)
def test_a_condition_without_sense_refuses_nothing(one: Any) -> None:
    assert decide(device(codec_rule(one)), film(video(Profile="High"), audio()))["method"] == "DirectPlay"


def test_a_property_of_the_picture_in_a_rule_for_sound_refuses_nothing() -> None:
    rule = codec_rule(condition("Width", "LessThanEqual", "10"), kind="VideoAudio")

    assert decide(device(rule), film())["method"] == "DirectPlay"


@pytest.mark.parametrize("name", ["NumAudioStreams", "NumStreams", "NumVideoStreams"])
def test_too_many_streams_have_a_reason_and_the_others_are_left_out(name: str) -> None:
    rule = {"Type": "Video", "Container": "mkv", "Conditions": [condition(name, "LessThanEqual", "0")]}

    answer = decide(device(ContainerProfiles=[rule]), film())

    assert (answer["method"], answer["reasons"]) == ("Remux", ["StreamCountExceedsLimit"])
    assert answer["fixes"][0]["action"] == "drop_tracks"


def test_a_device_that_tells_nothing_is_given_the_file_with_doubt() -> None:
    answer = decide(None, film(video("vc1"), audio("dts"), container="avi"))

    assert (answer["method"], answer["uncertain"]) == ("DirectPlay", ["Profile"])


def test_an_empty_profile_plays_nothing() -> None:
    answer = decide({}, film())

    assert (answer["method"], answer["reasons"], answer["audio_index"]) == (None, ["DirectPlayError"], 1)


@pytest.mark.parametrize("source", [None, 7, "film", [], {}, {"MediaStreams": []}, film({"Type": "Data"}), [None]])
def test_a_source_with_nothing_to_play_has_no_way(source: Any) -> None:
    answer = decide(device(), source)

    assert answer["method"] is None
    assert any("source" in line for line in answer["explanation"]["warnings"])


def test_names_of_fields_are_read_in_either_spelling() -> None:
    streams = [{"type": "video", "codec": "H264"}, {"type": "AUDIO", "codec": "aac"}]
    source = {"container": "mkv", "media_streams": streams}

    assert decide(device(), source)["method"] == "DirectPlay"


def test_unknown_codecs_and_containers_are_no_refusal() -> None:
    answer = decide(device(), {"MediaStreams": [{"Type": "Video"}, {"Type": "Audio"}]})

    assert answer["method"] == "DirectPlay"
    assert answer["uncertain"] == ["Container", "VideoCodec", "AudioCodec"]


def test_of_many_tracks_the_meant_one_is_never_left_out() -> None:
    tracks = [audio("dts", index) for index in range(1, 40)]

    answer = decide(device(), film(video(), *tracks, audio("aac", 40), DefaultAudioStreamIndex=40))

    assert (answer["method"], answer["audio_index"]) == ("DirectPlay", 40)


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6)
WORDS = st.sampled_from(["Video", "VideoAudio", "Audio", "h264,hevc", "-mkv", "true", "41", "a|b", "hls", "Width"])


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)


ANYTHING = st.recursive(SCALARS | WORDS, nested)
NAMES = {
    "profile": ["DirectPlayProfiles", "TranscodingProfiles", "CodecProfiles", "ContainerProfiles", "SubtitleProfiles"],
    "rule": ["Type", "Container", "VideoCodec", "AudioCodec", "Codec", "Conditions", "ApplyConditions", "Protocol"],
    "stream": ["Type", "Codec", "Index", "Level", "Width", "Height", "AverageFrameRate", "DvProfile", "Channels"],
    "options": ["max_bitrate", "audio_stream_index", "subtitle_stream_index", "context", "video_encoders", "policy"],
}


def some(names: str, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.dictionaries(st.sampled_from(NAMES[names]), values, max_size=6) | SCALARS


RULES = some("rule", ANYTHING | st.lists(some("rule", ANYTHING), max_size=2))


@given(
    profile=some("profile", st.lists(RULES, max_size=3) | ANYTHING),
    streams=st.lists(some("stream", ANYTHING), max_size=4) | ANYTHING,
    options=some("options", ANYTHING),
)
def test_nothing_is_raised_and_the_answer_is_json(profile: Any, streams: Any, options: Any) -> None:
    strange = decide(profile, {"MediaStreams": streams, "Container": "mkv"}, options)
    known = decide(device(), film(video(), audio()), options)

    assert all("explanation" in json.loads(json.dumps(answer)) for answer in (strange, known))
    assert "subtitle_method" in json.loads(json.dumps(decide_subtitle(profile)))
