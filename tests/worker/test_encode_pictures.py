"""Films whose pictures are not what a simple player shows."""

import io
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import pytest

from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.encode import encode
from tests.fakes.films import make_film
from tests.fakes.making import SMALL, make_counted_film, numbers, piece_task, times, together

HDR = {"x265-params": "log-level=none:pools=1:keyint=20:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"}


def head(content: bytes) -> Any:
    with av.open(io.BytesIO(content), "r") as container:
        stream = container.streams.video[0]
        context = stream.codec_context
        return (context.width, context.height, context.color_trc, context.colorspace, stream.sample_aspect_ratio)


def test_hdr_becomes_what_ordinary_screens_show(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "film.mkv", seconds=5, video="libx265", pixel_format="yuv420p10le", video_options=HDR, audio=None
    )

    content = together(piece_task(path, 0, video=replace(SMALL, is_tone_mapped=True)), (1, 0, 2))

    assert head(content) == (160, 90, 1, 1, 1)
    assert len(times(io.BytesIO(content))) == 50


def test_hdr_stays_hdr_where_it_is_wanted(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "film.mkv", seconds=1, video="libx265", pixel_format="yuv420p10le", video_options=HDR, audio=None
    )
    video = replace(SMALL, codec="hevc", bit_depth=10)

    content = together(piece_task(path, 0, video=video, encoder="libx265"), (0,))

    assert head(content)[2:4] == (16, 9)


def test_dolby_vision_without_other_colours_is_refused(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=1)
    record = bytes([1, 0, 5 << 1, 0, 0]).ljust(24, b"\0")
    content = path.read_bytes()
    at = content.index(b"\x1f\x43\xb6\x75")
    unused = b"dvcC\x41\xed\x98" + record
    path.write_bytes(content[:at] + b"\xec" + bytes([0x80 | len(unused)]) + unused + content[at:])

    with pytest.raises(Fault) as refused:
        encode(piece_task(path, 0))

    assert refused.value.kind is MediaFault.NOT_CUTTABLE


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_too_many_pictures_a_second_become_fewer(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = make_counted_film(tmp_path / "film.mkv", [Fraction(number, 50) for number in range(250)], rate=50)
    task = piece_task(path, 0, video=replace(SMALL, height_px=96, frame_rate=25))

    content = together(task, order)

    assert numbers(io.BytesIO(content)) == list(range(0, 250, 2))


def test_pixels_that_are_not_square_stay_so_unless_told(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=1, audio=None, size=(360, 288))
    video = replace(SMALL, width_px=360, height_px=288)
    stretched = tmp_path / "wide.mp4"
    with av.open(str(path)) as source, av.open(str(stretched), "w") as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        stream.codec_context.sample_aspect_ratio = Fraction(64, 45)
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                target.mux(packet)

    wide = together(piece_task(stretched, 0, video=video), (0,))
    square = together(piece_task(stretched, 0, video=replace(video, width_px=512, has_square_pixels=True)), (0,))

    assert head(wide)[4] == Fraction(64, 45)
    assert head(square)[:2] == (512, 288)
    assert head(square)[4] == 1


def test_a_film_whose_pictures_grow_in_the_middle_goes_on(tmp_path: Path) -> None:
    small = make_counted_film(tmp_path / "one.ts", [Fraction(number, 25) for number in range(75)])
    large = make_film(tmp_path / "two.ts", seconds=3, size=(640, 360), audio=None)
    path = tmp_path / "both.ts"
    path.write_bytes(small.read_bytes() + large.read_bytes())

    content = together(piece_task(path, 0), (0, 1))

    assert head(content)[:2] == (160, 90)
    assert len(times(io.BytesIO(content))) >= 75
