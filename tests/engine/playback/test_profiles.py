"""The shipped device profiles: each is sound, says where it comes from, and plays what its device is known for."""

import re
from typing import Any

import pytest

from app.contract.errors import NotFound
from app.engine.playback import decide, get_profile
from app.engine.playback.profiles import list_names
from tests.fakes.playing import audio, film, subtitle, video

NAMES = list_names()
SUGGESTED = {
    *("own-player", "web-chromium", "web-edge", "web-firefox", "web-safari", "android-tv", "chromecast-1080p"),
    *("chromecast-4k", "lg-webos", "samsung-tizen", "apple-tv", "roku", "plays-all", "dlna-generic", "most-compatible"),
}
SIMPLE = film(video(Profile="High", Level=40), audio(Profile="LC"), container="mov,mp4,m4a,3gp")
UHD_FILM: dict[str, Any] = {"Width": 3840, "Height": 2160, "BitDepth": 10, "Profile": "Main 10", "Level": 150}


def test_the_set_is_there() -> None:
    assert set(NAMES) >= SUGGESTED


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_is_sound_and_tells_where_its_facts_come_from(name: str) -> None:
    profile = get_profile(name)

    assert profile["Name"] == name
    assert all(len(profile[key]) > 1 for key in ("Title", "Noun", "Versions", "Evidence"))
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", profile["Date"])
    assert decide(profile, SIMPLE)["explanation"]["warnings"] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_simplest_film_plays_everywhere_as_it_is(name: str) -> None:
    assert decide(get_profile(name), SIMPLE)["method"] == "DirectPlay"


@pytest.mark.parametrize("name", NAMES)
def test_the_hardest_film_has_a_way_everywhere(name: str) -> None:
    picture = video("hevc", DvProfile=5, DvBlSignalCompatibilityId=0, IsInterlaced=True, Level=186, BitDepth=10)
    hard = film(picture, audio("truehd", Channels=8), subtitle("pgssub"), Bitrate=90_000_000)

    answer = decide(get_profile(name), hard, {"subtitle_stream_index": 3})

    assert answer["method"] is not None
    assert answer["explanation"]["words"].startswith(("Your ", "This has "))


@pytest.mark.parametrize("name", NAMES)
def test_music_has_a_way_everywhere(name: str) -> None:
    assert decide(get_profile(name), film(audio("wmav2", 0), container="asf"))["method"] is not None


@pytest.mark.parametrize(
    ("name", "source", "method"),
    [
        ("web-chromium", film(video(), audio("ac3")), "DirectStream"),
        ("web-edge", film(video(), audio("ac3")), "DirectPlay"),
        ("web-firefox", film(video(BitDepth=10, Profile="High 10"), audio(), container="mp4"), "Transcode"),
        ("web-safari", film(video("hevc", CodecTag="hev1", **UHD_FILM), audio(), container="mp4"), "Remux"),
        ("android-tv", film(video("hevc", **UHD_FILM), audio("truehd", Channels=8)), "DirectPlay"),
        ("chromecast-1080p", film(video("hevc"), audio()), "Transcode"),
        ("chromecast-4k", film(video("hevc", **UHD_FILM), audio()), "Remux"),
        ("lg-webos", film(video(), audio("dts")), "DirectStream"),
        ("lg-webos-25", film(video(), audio("dts")), "DirectPlay"),
        ("samsung-tizen", film(video("hevc", VideoRangeType="DOVIWithHDR10", **UHD_FILM), audio()), "DirectPlay"),
        ("samsung-tizen-fhd", film(video("hevc", **UHD_FILM), audio()), "Transcode"),
        ("apple-tv", film(video("hevc", **UHD_FILM), audio("eac3")), "Remux"),
        ("roku", film(video(), audio(Channels=6)), "DirectStream"),
        ("dlna-generic", film(video(), audio("dts", Channels=6)), "DirectStream"),
        ("plays-all", film(video("vc1"), audio("truehd", Channels=8), container="m2ts"), "DirectPlay"),
    ],
)
def test_what_a_device_is_known_for(name: str, source: dict[str, Any], method: str) -> None:
    assert decide(get_profile(name), source)["method"] == method


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(NotFound) as failed:
        get_profile("abacus")

    assert "plays-all" in str(failed.value)
