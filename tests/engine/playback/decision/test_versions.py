"""Of several versions the cheapest to play is taken, not the first."""

from app.engine.playback import decide
from tests.fakes.playing import audio, device, film, video

UHD = {"Width": 3840, "Height": 2160}
LARGE = film(video("av1", **UHD), audio(), Id="large")
SMALL = film(video(), audio(), Id="small")
TINY = film(video(Width=640, Height=360), audio(), Id="tiny")


def test_the_version_that_plays_as_it_is_comes_before_one_that_must_be_converted() -> None:
    answer = decide(device(), [LARGE, SMALL])

    assert (answer["media_source_id"], answer["method"]) == ("small", "DirectPlay")


def test_of_those_that_play_the_sharper_one_is_taken() -> None:
    assert decide(device(), {"MediaSources": [TINY, SMALL]})["media_source_id"] == "small"


def test_a_remux_of_a_sharp_version_is_worth_more_than_a_tiny_one_as_it_is() -> None:
    sharp = film(video(), audio(), Id="sharp", container="avi")

    assert decide(device(), [TINY, sharp])["media_source_id"] == "sharp"


def test_a_version_that_was_asked_for_is_kept_to() -> None:
    answer = decide(device(), [LARGE, SMALL], {"media_source_id": "large"})

    assert (answer["media_source_id"], answer["method"]) == ("large", "Transcode")


def test_a_local_version_comes_before_a_remote_one() -> None:
    remote = film(Id="remote", IsRemote=True)

    assert decide(device(), [remote, SMALL])["media_source_id"] == "small"


def test_with_a_limit_the_version_within_it_is_taken() -> None:
    heavy, light = film(Id="heavy", Bitrate=30_000_000), film(Id="light", Bitrate=6_000_000)

    assert decide(device(), [heavy, light])["media_source_id"] == "heavy"
    assert decide(device(), [heavy, light], {"max_bitrate": 8_000_000})["media_source_id"] == "light"


def test_a_version_that_is_not_there_is_told() -> None:
    answer = decide(device(), [LARGE], {"media_source_id": "other"})

    assert answer["method"] is None
    assert answer["explanation"]["warnings"] == ["The source has no version 'other'."]
