"""The ladder, step by step."""

from typing import Any

import pytest

from app.contract.playback import Decision, Method
from app.contract.quirks import Failure, Step
from app.engine.playback.quirks.rules import Likeness, likeness, next_step, reached
from tests.fakes.playing import audio, film, video

MADE = {"codec": "h264"}


def decision(method: Method, picture: Any = "copy", sound: Any = "copy") -> Decision:
    return Decision(method=method, container="mkv", protocol="http", video=picture, audio=sound)


DIRECT = decision(Method.DIRECT_PLAY)
REMUX = decision(Method.REMUX)
OTHER_SOUND = decision(Method.DIRECT_STREAM, sound=MADE)
OTHER_PICTURE = decision(Method.TRANSCODE, picture=MADE)
ALL = decision(Method.TRANSCODE, picture=MADE, sound=MADE)
SILENT = decision(Method.REMUX, sound=None)
SONG = decision(Method.TRANSCODE, picture=None, sound=MADE)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (DIRECT, Step.DIRECT),
        (REMUX, Step.REMUX),
        (OTHER_SOUND, Step.CONVERT_AUDIO),
        (OTHER_PICTURE, Step.CONVERT_AUDIO),
        (ALL, Step.CONVERT_ALL),
        (SONG, Step.CONVERT_ALL),
    ],
)
def test_a_decision_stands_on_a_step(given: Decision, expected: Step) -> None:
    assert reached(given) is expected


@pytest.mark.parametrize(
    ("given", "failure", "expected"),
    [
        (DIRECT, Failure.OPEN, Step.REMUX),
        (DIRECT, Failure.SOUND, Step.REMUX),
        (DIRECT, Failure.PICTURE, Step.REMUX),
        (REMUX, Failure.OPEN, Step.CONVERT_AUDIO),
        (REMUX, Failure.SOUND, Step.CONVERT_AUDIO),
        (REMUX, Failure.PICTURE, Step.CONVERT_ALL),
        (SILENT, Failure.OPEN, Step.CONVERT_ALL),
        (OTHER_SOUND, Failure.SOUND, Step.CONVERT_ALL),
        (OTHER_PICTURE, Failure.SOUND, Step.CONVERT_ALL),
        (ALL, Failure.OPEN, None),
        (SONG, Failure.SOUND, None),
        (DIRECT, Failure.NETWORK, None),
    ],
)
def test_a_failure_leads_one_step_down_but_not_to_one_that_changes_nothing(
    given: Decision, failure: Failure, expected: Step | None
) -> None:
    assert next_step(given, failure) is expected


def test_files_are_alike_by_container_picture_and_the_track_that_is_played() -> None:
    source = film(video("hevc"), audio("truehd", 1), audio("ac3", 2))

    assert likeness(source, 2) == Likeness(container="mkv", video_codec="hevc", audio_codec="ac3")
    assert likeness(film(audio("flac", 0), container="flac"), None) == Likeness(
        container="flac", video_codec="", audio_codec=""
    )
