from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound
from app.contract.playback import Decision, Fix, Method
from app.contract.segments import Form, StreamFix
from app.contract.units import DurationMs
from app.engine.playback.profiles import get_profile
from app.engine.playback.rules import container_of, fixes_of, form_of, sound_of, standing


@given(
    position=st.integers(min_value=0, max_value=10**8),
    duration=st.integers(min_value=0, max_value=10**8),
    percent=st.integers(min_value=50, max_value=100),
)
def test_a_viewer_is_at_the_start_somewhere_inside_or_done(position: int, duration: int, percent: int) -> None:
    where = standing(DurationMs(position), DurationMs(duration), watched_percent=percent, resume_min=DurationMs(30_000))

    assert where.position_ms in (0, position)
    assert where.is_watched == (duration > 0 and position * 100 >= duration * percent)
    assert not (where.is_watched and where.position_ms)


@pytest.mark.parametrize(
    ("position", "credits_ms", "is_watched"),
    [
        (69, None, False),
        (90, None, True),
        (69, 70, False),
        (70, 70, True),
        (95, 97, True),
        (60, 50, False),
        (40, 30, False),
    ],
)
def test_the_credits_are_the_end_wherever_they_start(position: int, credits_ms: int | None, is_watched: bool) -> None:
    where = standing(
        DurationMs(position * 60_000),
        DurationMs(6_000_000),
        watched_percent=90,
        resume_min=DurationMs(0),
        credits_ms=None if credits_ms is None else DurationMs(credits_ms * 60_000),
    )

    assert where.is_watched is is_watched


@pytest.mark.parametrize(
    ("position", "duration", "remembered"),
    [(29_999, 5_400_000, 0), (30_000, 5_400_000, 30_000), (5_000, 40_000, 5_000), (3_999, 40_000, 0), (29_999, 0, 0)],
)
def test_the_first_moments_are_not_resumed_and_a_short_clip_has_shorter_ones(
    position: int, duration: int, remembered: int
) -> None:
    where = standing(DurationMs(position), DurationMs(duration), watched_percent=90, resume_min=DurationMs(30_000))

    assert where.position_ms == remembered


@pytest.mark.parametrize("name", ["nothing-like-it", "../../etc/passwd", "PLAYS-ALL", ""])
def test_an_unknown_profile_is_refused_and_the_known_ones_are_named(name: str) -> None:
    with pytest.raises(NotFound) as missing:
        get_profile(name)

    assert "plays-all" in missing.value.message


COPIED = Decision(method=Method.REMUX, protocol="hls", container="mp4", video="copy", audio="copy")
AAC = {"action": "encode", "codec": "aac", "channels": 2, "bitrate": 192_000}
MADE = replace(COPIED, method=Method.DIRECT_STREAM, audio=AAC)
MUSIC = replace(MADE, method=Method.TRANSCODE, video=None)


@pytest.mark.parametrize(
    ("decision", "form"),
    [
        (COPIED, Form.MP4),
        (replace(COPIED, container="ts"), Form.TS),
        (replace(COPIED, fixes=(Fix(stream="video", action="retag"),)), Form.MP4),
        (replace(COPIED, fixes=(Fix(stream="video", action="strip_dolby_vision"),)), Form.MP4),
        (replace(COPIED, fixes=(Fix(stream="video", action="strip_hdr10_plus"),)), None),
        (replace(COPIED, fixes=(Fix(stream="audio", action="extract_core", after="ac3"),)), None),
        (replace(COPIED, container="webm"), None),
        (replace(COPIED, protocol="http"), None),
        (replace(COPIED, video=None), None),
        (replace(COPIED, method=Method.TRANSCODE), None),
        (MADE, Form.MP4),
        (replace(MADE, container="ts"), Form.TS),
        (replace(MADE, video={"action": "encode", "codec": "h264"}), None),
        (MUSIC, Form.MP4),
        (replace(MUSIC, audio=None), None),
    ],
)
def test_only_what_keeps_its_picture_comes_in_pieces_by_itself(decision: Decision, form: Form | None) -> None:
    assert form_of(decision) is form


def test_what_is_left_out_of_streams_is_what_was_decided() -> None:
    layers = Fix(stream="video", action="convert_dolby_vision_7_to_8")
    core = Fix(stream="audio", action="extract_core", before="DTS-HD MA", after="dts")
    cored = replace(MADE, container="ts", audio={"action": "core", "codec": "dts"}, fixes=(layers, core))

    assert (form_of(cored), sound_of(cored)) == (Form.TS, None)
    assert fixes_of(cored) == {StreamFix.STRIP_DOLBY_VISION, StreamFix.EXTRACT_CORE}
    assert fixes_of(COPIED) == frozenset()


def test_what_is_made_of_a_sound_is_what_was_decided() -> None:
    assert sound_of(MADE) == SoundForm(codec="aac", channels=2, bitrate=192_000)
    rate = sound_of(replace(MADE, audio={"action": "encode", "codec": "flac", "sample_rate": 44_100}))
    assert rate == SoundForm(codec="flac", channels=2, sample_rate=44_100)
    assert sound_of(COPIED) is None
    assert sound_of(replace(MADE, audio={"action": "core", "codec": "dts"})) is None


@pytest.mark.parametrize(
    ("decision", "container"),
    [
        (replace(COPIED, protocol="http"), "mp4"),
        (replace(COPIED, protocol="http", container="mpegts"), "ts"),
        (replace(COPIED, protocol="http", container="mkv"), None),
        (replace(MADE, protocol="http", container="m4v"), "mp4"),
        (replace(MUSIC, protocol="http", container="aac"), "aac"),
        (replace(MUSIC, protocol="http", container="mp3"), None),
        (replace(MUSIC, protocol="http", container="mp3", audio={**AAC, "codec": "mp3"}), "mp3"),
        (replace(MADE, protocol="http", video={"action": "encode", "codec": "h264"}), None),
        (COPIED, None),
    ],
)
def test_players_without_hls_get_one_stream(decision: Decision, container: str | None) -> None:
    assert container_of(decision) == container
