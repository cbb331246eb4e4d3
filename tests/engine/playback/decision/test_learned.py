"""What a device failed to play before is sent to it in another way, and the explanation says so."""

from typing import Any

import pytest

from app.engine.playback import decide
from tests.fakes.playing import audio, device, film, video


def learned(step: str, **facts: Any) -> dict[str, Any]:
    usual = {"container": "mkv", "video_codec": "h264", "audio_codec": "aac", "failure": "open"}
    return {"learned": [{**usual, **facts, "step": step}]}


@pytest.mark.parametrize(
    ("step", "method", "is_video_copied", "is_audio_copied", "words"),
    [
        ("remux", "Remux", True, True, "so picture and sound are put into MPEG-TS without a change."),
        (
            "convert_audio",
            "DirectStream",
            True,
            False,
            "so the sound is converted to AAC stereo; the picture is untouched.",
        ),
        (
            "convert_all",
            "Transcode",
            False,
            False,
            "so the picture is converted to H.264 at 8 Mbit/s, and the sound is ",
        ),
    ],
)
def test_each_step_changes_more(
    step: str, method: str, is_video_copied: bool, is_audio_copied: bool, words: str
) -> None:
    answer = decide(device(Noun="TV"), film(), learned(step))

    assert (answer["method"], answer["reasons"]) == (method, ["DirectPlayError"])
    assert (answer["video"] == "copy", answer["audio"] == "copy") == (is_video_copied, is_audio_copied)
    assert answer["explanation"]["words"].startswith(f"Your TV failed to play files like this before, {words}")


def test_the_explanation_names_what_was_learned() -> None:
    (blocking,) = decide(device(), film(), learned("remux", failure="sound"))["explanation"]["blocking"]

    assert (blocking["rule"], blocking["source"], blocking["property"]) == ("learned", "learned", "sound")
    assert (blocking["measured"], blocking["allowed"]) == ("files like this failed before: mkv, h264, aac", "remux")


@pytest.mark.parametrize(
    "other", [{"container": "mp4"}, {"video_codec": "hevc"}, {"audio_codec": "dts"}, {"audio_codec": ""}]
)
def test_files_that_are_not_like_it_are_played_as_ever(other: dict[str, str]) -> None:
    assert decide(device(), film(), learned("convert_all", **other))["method"] == "DirectPlay"


def test_another_track_of_the_same_file_is_another_case() -> None:
    source = film(video(), audio("ac3", 1), audio("aac", 2))
    options = learned("convert_audio")

    assert decide(device(), source, options)["method"] == "DirectPlay"
    assert decide(device(), source, {**options, "audio_stream_index": 2})["method"] == "DirectStream"


def test_of_several_lessons_the_one_furthest_down_counts() -> None:
    options = {"learned": [*learned("convert_audio")["learned"], *learned("remux")["learned"]]}

    assert decide(device(), film(), options)["method"] == "DirectStream"


def test_each_version_has_lessons_of_its_own() -> None:
    versions = [film(Id="a"), film(Id="b", container="mp4")]

    answer = decide(device(), versions, learned("convert_all"))

    assert (answer["media_source_id"], answer["method"]) == ("b", "DirectPlay")


def test_what_was_not_wanted_stays_so() -> None:
    wishes = {"allow_audio_stream_copy": False, "allow_video_stream_copy": False}

    assert decide(device(), film(), {**learned("remux"), **wishes})["method"] == "Transcode"


@pytest.mark.parametrize("odd", ["remux", 7, [7], [{}], [{"step": "up"}], [{"step": "direct"}], None])
def test_lessons_that_make_no_sense_are_left_out(odd: object) -> None:
    assert decide(device(), film(), {"learned": odd})["method"] == "DirectPlay"
