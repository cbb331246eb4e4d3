from dataclasses import replace

import pytest

from app.contract.encoding import Burned, SoundForm
from app.contract.media import MediaStream, StreamType
from app.contract.playback import Decision, Method
from app.contract.segments import Form
from app.engine.playback.orders import abilities, told_by, wanted_of
from tests.engine.playback.test_sources import an_asset

FILM = MediaStream(index=0, type=StreamType.VIDEO, codec="mpeg4", width_px=640, height_px=360, frame_rate=25.0)
AAC = MediaStream(index=1, type=StreamType.AUDIO, codec="aac", channels=2, language="eng")
AC3 = replace(AAC, index=2, codec="ac3", channels=6, language="ger")
DTS = replace(AC3, index=3, codec="dts")
COPIES = Decision(
    method=Method.TRANSCODE,
    container="mp4",
    protocol="hls",
    audio_index=1,
    video={"codec": "h264", "max_height": 360},
    audio="copy",
)
STEREO = SoundForm(codec="aac", channels=2, bitrate=160_000)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (1, [(1, "aac", STEREO), (2, "", STEREO), (3, "", STEREO)]),
        (2, [(2, "ac3", SoundForm(codec="ac3", channels=6, bitrate=480_000)),
             (1, "", SoundForm(codec="ac3", channels=2, bitrate=160_000)),
             (3, "", SoundForm(codec="ac3", channels=6, bitrate=480_000))]),
    ],
)  # fmt: skip
def test_sounds_that_nobody_asked_about_become_like_the_first(
    first: int, expected: list[tuple[int, str, SoundForm]]
) -> None:
    decision = replace(COPIES, audio_index=first)

    wanted = wanted_of(an_asset(FILM, AAC, AC3, DTS), decision, Form.MP4, None)

    assert [(one.index, one.copied, one.form) for one in wanted.sounds] == expected


def test_a_film_without_sound_has_none() -> None:
    assert wanted_of(an_asset(FILM), replace(COPIES, audio_index=None), Form.MP4, None).sounds == ()


ASS = MediaStream(index=4, type=StreamType.SUBTITLE, codec="ass")
PGS = replace(ASS, index=5, codec="hdmv_pgs_subtitle")
SRT = replace(ASS, index=6, codec="subrip")


@pytest.mark.parametrize(
    ("burned", "must", "wishes"),
    [
        (None, (), ()),
        (Burned(index=4), ("plain_text",), ("styled_text",)),
        (Burned(index=5), ("bitmap_text",), ()),
        (Burned(index=6), ("plain_text",), ()),
        (Burned(path="/films/a.Ssa"), ("plain_text",), ("styled_text",)),
        (Burned(path="/films/a.idx"), ("bitmap_text",), ()),
        (Burned(path="/films/a.srt"), ("plain_text",), ()),
    ],
)
def test_what_a_subtitle_asks_of_whoever_draws_it(
    burned: Burned | None, must: tuple[str, ...], wishes: tuple[str, ...]
) -> None:
    assert abilities((FILM, ASS, PGS, SRT), burned) == (must, wishes)


def test_a_decision_says_who_makes_the_picture_when_it_is_not_the_usual_one() -> None:
    told = replace(COPIES, words="So.")
    plain = wanted_of(an_asset(FILM, AAC), COPIES, Form.MP4, None)
    styled = wanted_of(an_asset(FILM, AAC, ASS), COPIES, Form.MP4, Burned(index=4))

    assert told_by(told, "pyav", styled) == told
    assert told_by(told, "ffmpeg", plain).words == "So. The ffmpeg program on this computer makes the picture."
    assert told_by(told, "ffmpeg", styled).words == (
        "So. The ffmpeg program on this computer makes the picture, which draws its subtitles in the style that they "
        "were given."
    )
