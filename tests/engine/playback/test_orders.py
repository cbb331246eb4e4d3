from dataclasses import replace

import pytest

from app.contract.encoding import SoundForm
from app.contract.media import MediaStream, StreamType
from app.contract.playback import Decision, Method
from app.contract.segments import Form
from app.engine.playback.orders import wanted_of
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
