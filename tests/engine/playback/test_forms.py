"""What a picture and a sound are made into, by what the decision says."""

from dataclasses import replace
from typing import Any

import pytest

from app.contract.encoding import Burned, SoundForm, VideoForm
from app.contract.media import MediaStream, PictureFacts, StreamType
from app.contract.playback import Decision, Method
from app.contract.segments import Form
from app.engine.playback.rules import lowered, made_form, sound_form, video_form

HD = MediaStream(index=0, type=StreamType.VIDEO, codec="mpeg4", width_px=1920, height_px=1080, frame_rate=25.0)
DVD = replace(HD, width_px=720, height_px=576, picture=PictureFacts(pixel_aspect="64:45"))
TOLD: dict[str, Any] = {"codec": "h264", "max_width": 1920, "max_height": 1080, "max_frame_rate": 25.0}
PLAIN = VideoForm(codec="h264", width_px=1920, height_px=1080, profile="high", level=40)
DECISION = Decision(
    method=Method.TRANSCODE, protocol="hls", container="mp4", video={"codec": "h264", "max_height": 1080}, words="So."
)


@pytest.mark.parametrize(
    ("told", "stream", "expected"),
    [
        pytest.param(TOLD, HD, PLAIN, id="as large as it is"),
        pytest.param(
            {**TOLD, "max_height": 720}, HD, replace(PLAIN, width_px=1280, height_px=720, level=31), id="lower"
        ),
        pytest.param(
            {**TOLD, "max_width": 1000}, HD, replace(PLAIN, width_px=1000, height_px=562, level=31), id="narrower, even"
        ),
        pytest.param(
            {**TOLD, "max_width": 854, "max_height": 720},
            HD,
            replace(PLAIN, width_px=854, height_px=480, level=30),
            id="the tighter limit counts",
        ),
        pytest.param(
            {**TOLD, "square_pixels": True},
            DVD,
            replace(PLAIN, width_px=1024, height_px=576, has_square_pixels=True, level=31),
            id="anamorphic becomes wide",
        ),
        pytest.param(
            {**TOLD, "square_pixels": True},
            replace(DVD, picture=PictureFacts(pixel_aspect="8:9")),
            replace(PLAIN, width_px=720, height_px=648, has_square_pixels=True, level=31),
            id="narrow pixels become high",
        ),
        pytest.param(TOLD, DVD, replace(PLAIN, width_px=720, height_px=576, level=30), id="anamorphic stays"),
        pytest.param(
            {**TOLD, "square_pixels": True},
            replace(DVD, picture=PictureFacts(pixel_aspect="0:1")),
            replace(PLAIN, width_px=720, height_px=576, has_square_pixels=True, level=30),
            id="a shape that makes no sense",
        ),
        pytest.param(
            TOLD,
            replace(HD, rotation=90),
            replace(PLAIN, width_px=1080, height_px=1920, turned_by=90),
            id="a phone's film is turned whatever the device says",
        ),
        pytest.param({**TOLD, "max_frame_rate": 12.5}, HD, replace(PLAIN, frame_rate=12.5, level=40), id="slower"),
        pytest.param(
            {**TOLD, "max_frame_rate": 60.0}, HD, PLAIN, id="a limit above the film's own rate changes nothing"
        ),
        pytest.param(
            {**TOLD, "bitrate": 60_000_000}, HD, replace(PLAIN, bitrate=60_000_000, level=41), id="bits need a level"
        ),
        pytest.param(
            {**TOLD, "profiles": ["Main", "Baseline"]},
            HD,
            replace(PLAIN, profile="main"),
            id="the best profile allowed",
        ),
        pytest.param({**TOLD, "profiles": ["strange"]}, HD, PLAIN, id="none that we know is allowed"),
        pytest.param(
            {**TOLD, "codec": "hevc", "bit_depth": 10},
            HD,
            replace(PLAIN, codec="hevc", bit_depth=10, profile="main 10", level=120),
            id="HEVC counts levels in another way",
        ),
        pytest.param(
            {"codec": "mpeg2video", "max_level": 8},
            replace(HD, frame_rate=None, width_px=None, height_px=None),
            VideoForm(codec="mpeg2video", width_px=1280, height_px=720, level=8),
            id="of a film about which nothing is known",
        ),
        pytest.param(
            {**TOLD, "tone_map": True, "deinterlace": True},
            HD,
            replace(PLAIN, is_tone_mapped=True, is_deinterlaced=True),
            id="mended on the way",
        ),
    ],
)
def test_a_picture_is_made_as_it_was_decided(told: dict[str, Any], stream: MediaStream, expected: VideoForm) -> None:
    assert video_form(told, stream) == expected


def test_a_subtitle_can_be_drawn_into_it() -> None:
    assert video_form(TOLD, HD, Burned(index=3)).burned == Burned(index=3)


DTS = MediaStream(index=1, type=StreamType.AUDIO, codec="dts", channels=6)


@pytest.mark.parametrize(
    ("told", "stream", "expected"),
    [
        ("copy", replace(DTS, codec="ac3"), SoundForm(codec="ac3", channels=6, bitrate=480_000)),
        ("copy", DTS, SoundForm(codec="aac", channels=6, bitrate=480_000)),
        (None, replace(DTS, codec="mp3", channels=None), SoundForm(codec="mp3", channels=2, bitrate=160_000)),
        (
            {"action": "encode", "codec": "aac", "channels": 2, "bitrate": 128_000, "sample_rate": 48_000},
            DTS,
            SoundForm(codec="aac", channels=2, bitrate=128_000, sample_rate=48_000),
        ),
        ({"codec": "aac", "channels": 6}, replace(DTS, channels=1), SoundForm(codec="aac", channels=1, bitrate=96_000)),
        ({"action": "core", "codec": "dts"}, DTS, SoundForm(codec="ac3", channels=6, bitrate=480_000)),
        ({"codec": "wav"}, DTS, SoundForm(codec="aac", channels=6, bitrate=480_000)),
    ],
)
def test_a_sound_is_made_as_it_was_decided(told: Any, stream: MediaStream, expected: SoundForm) -> None:
    assert sound_form(told, stream) == expected


@pytest.mark.parametrize(
    ("decision", "form"),
    [
        (DECISION, Form.MP4),
        (replace(DECISION, container="ts"), Form.TS),
        (replace(DECISION, container="mkv"), None),
        (replace(DECISION, protocol="http", container="m4v"), Form.MP4),
        (replace(DECISION, protocol="http", container="mpegts"), Form.TS),
        (replace(DECISION, protocol="http", container="webm"), None),
        (replace(DECISION, method=Method.REMUX), None),
        (replace(DECISION, video=None), None),
    ],
)
def test_pictures_are_made_anew_in_two_containers(decision: Decision, form: Form | None) -> None:
    assert made_form(decision) is form


def test_a_computer_that_has_too_much_to_do_says_so() -> None:
    smaller = lowered(DECISION, PLAIN, replace(PLAIN, width_px=1280, height_px=720))
    simpler = lowered(DECISION, PLAIN, PLAIN)

    assert smaller.words == "So. This computer has much to do, so the picture is smaller (720 lines)."
    assert smaller.video == {"codec": "h264", "max_width": 1280, "max_height": 720}
    assert [(one.source, one.measured, one.allowed) for one in smaller.consequences] == [
        ("server", "1920x1080", "1280x720")
    ]
    assert simpler.words.endswith("so the picture is converted more simply.")
