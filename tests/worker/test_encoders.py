"""What each encoder is told, and that its pieces are a film."""

import io
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from app.contract.encoding import EncodeTask, VideoForm
from app.contract.segments import Form
from app.worker.checks import Fault
from app.worker.encoders import ENCODERS, settings
from tests.fakes.making import SMALL, make_counted_film, numbers, packet_times, piece_task, together

SHOWN = [Fraction(number, 25) for number in range(110)]
TASK = EncodeTask(
    path="",
    etag="",
    session="",
    form=Form.MP4,
    video_index=0,
    video=VideoForm(codec="h264", width_px=64, height_px=64),
    zero_us=0,
    grid_us=1,
    number=0,
    encoder="libx264",
)


@pytest.mark.parametrize(
    ("encoder", "preset", "form", "tag", "bit_depth"),
    [
        ("libx264", "veryfast", Form.MP4, "avc1", 10),
        ("libx265", "ultrafast", Form.MP4, "hvc1", 8),
        ("libx265", "ultrafast", Form.MP4, "hvc1", 10),
        ("libx265", "superfast", Form.TS, "HEVC", 8),
        ("libsvtav1", "10", Form.MP4, "av01", 8),
        ("libsvtav1", "10", Form.MP4, "av01", 10),
        ("libvpx-vp9", "8", Form.MP4, "vp09", 8),
    ],
)
def test_pieces_of_every_codec_are_the_film(
    tmp_path: Path, encoder: str, preset: str, form: Form, tag: str, bit_depth: int
) -> None:
    path = make_counted_film(tmp_path / "film.mkv", SHOWN, options={"bf": "3"})
    video = replace(SMALL, codec=ENCODERS[encoder].codec, height_px=96, bit_depth=bit_depth)
    task = piece_task(path, 0, form=form, encoder=encoder, preset=preset, video=video, threads=2)

    content = together(task, (2, 0, 1))

    assert numbers(io.BytesIO(content)) == list(range(len(SHOWN)))
    decoded = packet_times(content)
    assert all(one[0] < two[0] for one, two in pairwise(decoded))
    with av.open(io.BytesIO(content), "r") as container:
        context: Any = container.streams.video[0].codec_context
        assert context.pix_fmt == ("yuv420p10le" if bit_depth == 10 else "yuv420p")
        assert context.codec_tag == tag


@pytest.mark.parametrize(
    ("changes", "video", "told"),
    [
        ({}, {}, {"crf": "23"}),
        ({"preset": "fast"}, {"profile": "high", "level": 41}, {"preset": "fast", "profile": "high", "level": "4.1"}),
        ({}, {"bitrate": 3_000_000}, {"maxrate": "3000000", "bufsize": "6000000"}),
        ({"encoder": "libvpx-vp9", "preset": "7"}, {"codec": "vp9", "bitrate": 9}, {"cpu-used": "7", "b": "9"}),
        ({"encoder": "libx265", "threads": 3}, {"codec": "hevc"}, {"crf": "26"}),
        ({"encoder": "libsvtav1", "threads": 3}, {"codec": "av1", "level": 41}, {"svtav1-params": "lp=3"}),
    ],
)
def test_an_encoder_is_told_what_is_wanted(
    changes: dict[str, Any], video: dict[str, Any], told: dict[str, str]
) -> None:
    options = settings(replace(TASK, video=replace(TASK.video, **video), **changes))

    assert told.items() <= options.items()
    assert options["g"] == "100000"


@pytest.mark.parametrize(
    ("changes", "video"),
    [
        ({"form": Form.TS, "encoder": "libsvtav1"}, {"codec": "av1"}),
        ({"form": Form.TS, "encoder": "libvpx-vp9"}, {"codec": "vp9"}),
        ({"encoder": "libvpx-vp9"}, {"codec": "vp9", "bit_depth": 10}),
        ({}, {"bit_depth": 12}),
        ({"encoder": "h264_nvenc"}, {"bit_depth": 10}),
        ({"encoder": "libx265"}, {}),
    ],
)
def test_what_an_encoder_cannot_make_is_said(changes: dict[str, Any], video: dict[str, Any]) -> None:
    with pytest.raises(Fault):
        settings(replace(TASK, video=replace(TASK.video, **video), **changes))
