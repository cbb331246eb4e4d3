from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.errors import NotFound
from app.contract.playback import Decision, Fix, Method
from app.contract.segments import Form
from app.contract.units import DurationMs
from app.engine.playback.profiles import get_profile
from app.engine.playback.rules import form_of, standing


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


COPIED = Decision(method=Method.REMUX, protocol="hls", container="mp4", video="copy", audio="copy")


@pytest.mark.parametrize(
    ("decision", "form"),
    [
        (COPIED, Form.MP4),
        (replace(COPIED, container="ts"), Form.TS),
        (replace(COPIED, fixes=(Fix(stream="video", action="retag"),)), Form.MP4),
        (replace(COPIED, fixes=(Fix(stream="video", action="strip_dolby_vision"),)), None),
        (replace(COPIED, container="webm"), None),
        (replace(COPIED, protocol="http"), None),
        (replace(COPIED, video=None), None),
        (replace(COPIED, method=Method.TRANSCODE), None),
    ],
)
def test_only_what_is_copied_comes_in_pieces(decision: Decision, form: Form | None) -> None:
    assert form_of(decision) is form
