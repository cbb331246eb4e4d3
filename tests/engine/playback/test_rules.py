import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.errors import NotFound, Unsupported
from app.contract.media import MediaStream, Probe, StreamType
from app.contract.playback import Method
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.playback.profiles import get_profile
from app.engine.playback.rules import Choice, choose_version, decide_direct, standing

NO_CHOICE = Choice()


def video(codec: str = "h264", height: int = 1080) -> MediaStream:
    return MediaStream(index=0, type=StreamType.VIDEO, codec=codec, height_px=height)


def audio(index: int = 1, codec: str = "aac", *, is_default: bool = False) -> MediaStream:
    return MediaStream(index=index, type=StreamType.AUDIO, codec=codec, is_default=is_default)


def a_probe(*streams: MediaStream, container: str = "matroska", bitrate: int = 0) -> Probe:
    return Probe(
        container=container,
        duration_ms=DurationMs(60_000),
        size_bytes=SizeBytes(1),
        bitrate=Kbps(bitrate),
        streams=streams,
        tags={},
    )


COVER = MediaStream(index=2, type=StreamType.VIDEO, codec="mjpeg", is_picture=True, height_px=3000)


@pytest.mark.parametrize("codec", ["h264", "hevc", "vp9", "mpeg2video", ""])
def test_plays_all_takes_every_film_directly_and_says_by_which_rule(codec: str) -> None:
    decision = decide_direct(get_profile("plays-all"), a_probe(video(codec), audio()), NO_CHOICE)

    assert decision.method is Method.DIRECT_PLAY
    assert decision.reasons == ()
    assert decision.explanation[0].source == "profile plays-all"
    assert decision.explanation[0].allowed == "everything"


def test_a_song_with_a_cover_is_music_not_a_film() -> None:
    only_music = {"Name": "radio", "DirectPlayProfiles": [{"Type": "Audio", "Container": "flac, mp3"}]}

    decision = decide_direct(only_music, a_probe(audio(0, "flac"), COVER, container="flac"), NO_CHOICE)

    assert decision.method is Method.DIRECT_PLAY
    assert decision.explanation[0].allowed == "flac, mp3"


@pytest.mark.parametrize(
    "rule",
    [
        {"Type": "Audio"},
        {"Type": "Video", "Container": "mp4"},
        {"Type": "Video", "VideoCodec": "av1"},
        {"Type": "Video", "AudioCodec": "ac3"},
    ],
)
def test_what_no_rule_takes_is_refused_with_measured_and_allowed_values(rule: dict[str, str]) -> None:
    with pytest.raises(Unsupported) as refused:
        decide_direct({"DirectPlayProfiles": [rule]}, a_probe(video(), audio()), NO_CHOICE)

    assert refused.value.code == "no_direct_play"
    assert refused.value.details == {"measured": "matroska: h264, aac", "allowed": [rule]}


def test_a_codec_nobody_could_name_is_not_refused_for_that() -> None:
    rule = {"Type": "Video", "VideoCodec": "h264", "AudioCodec": "aac"}

    decision = decide_direct({"DirectPlayProfiles": [rule]}, a_probe(video(), audio(codec="")), NO_CHOICE)

    assert decision.method is Method.DIRECT_PLAY


def test_the_default_audio_track_is_chosen_unless_the_viewer_chose() -> None:
    probe = a_probe(video(), audio(1), audio(2, is_default=True))
    profile = get_profile("plays-all")

    assert decide_direct(profile, probe, NO_CHOICE).audio_index == 2
    assert decide_direct(profile, probe, Choice(audio_index=1, subtitle_index=-1)).audio_index == 1
    assert decide_direct(profile, a_probe(video()), NO_CHOICE).audio_index is None
    assert decide_direct(profile, a_probe(video(), audio(4)), NO_CHOICE).audio_index == 4


def test_the_version_with_the_tallest_picture_wins_then_the_higher_bit_rate_then_the_older_file() -> None:
    low, high = a_probe(video(height=720), bitrate=9000), a_probe(video(height=2160), bitrate=100)
    higher = a_probe(video(height=2160), bitrate=200)

    assert choose_version([(1, low), (2, high)]) == 2
    assert choose_version([(1, low), (2, high), (3, higher)]) == 3
    assert choose_version([(5, high), (4, high)]) == 4
    assert choose_version([(1, a_probe())]) == 1


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
