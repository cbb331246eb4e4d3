"""What becomes of pictures."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from av.video.frame import VideoFrame

from app.contract.encoding import VideoForm
from app.worker.colours import TRANSFER_HLG, TRANSFER_PQ
from app.worker.filters import SDR, TICK, Filters, Origin, new_colours, new_shape
from app.worker.light import nits_to_pq

FORM = VideoForm(codec="h264", width_px=64, height_px=48)
ORIGIN = Origin(width=128, height=96, shape=None, colours=(2, 2, 2, 0))
BT2020, BT2020_MATRIX = 9, 9


def picture(width: int = 128, height: int = 96, kind: str = "yuv420p", light: float = 0.5, at: int = 0) -> Any:
    """Return a picture whose left half is black; the right half has a share of the full narrow range."""
    frame = VideoFrame(width, height, kind)
    depth, step = (10, 2) if kind.endswith("10le") else (8, 1)
    for number, plane in enumerate(frame.planes):
        low, high, middle = (16 << depth - 8, 235 << depth - 8, 128 << depth - 8)
        bright = round(low + (high - low) * light) if number == 0 else middle
        dark = low if number == 0 else middle
        half = plane.width // 2
        line = dark.to_bytes(step, "little") * half + bright.to_bytes(step, "little") * (plane.width - half)
        plane.update(line.ljust(plane.line_size, b"\0") * plane.height)
    frame.pts, frame.time_base = at, TICK
    return frame


def made(form: VideoForm, *frames: Any, origin: Origin = ORIGIN) -> list[Any]:
    filters = Filters(form, origin)
    found = [new for frame in frames for new in filters.push(frame)]
    return [*found, *filters.finish()]


def luma(frame: Any, x: int, y: int) -> int:
    plane = frame.planes[0]
    return int(bytes(plane)[y * plane.line_size + x])


def test_pictures_get_their_size_and_keep_their_times() -> None:
    [one, two] = made(FORM, picture(at=90), picture(at=3_690))

    assert (one.width, one.height, one.format.name) == (64, 48, "yuv420p")
    assert [frame.pts * frame.time_base for frame in (one, two)] == [Fraction(90, 90_000), Fraction(3_690, 90_000)]


@pytest.mark.parametrize("kind", ["yuv420p10le", "yuv444p", "yuv422p10le"])
def test_other_pixels_become_those_that_players_know(kind: str) -> None:
    [frame] = made(FORM, picture(kind=kind, light=1.0))

    assert frame.format.name == "yuv420p"
    assert (luma(frame, 5, 20), luma(frame, 60, 20)) == pytest.approx((16, 235), abs=2)


def test_ten_bits_stay_where_they_are_wanted() -> None:
    assert made(replace(FORM, bit_depth=10), picture(kind="yuv420p10le"))[0].format.name == "yuv420p10le"


def test_the_full_range_becomes_the_narrow_one() -> None:
    source = picture()
    for plane in source.planes[:1]:
        plane.update(b"\xff" * plane.buffer_size)
    source.color_range = 2

    assert luma(made(FORM, source)[0], 30, 20) == pytest.approx(235, abs=1)


def test_red_green_and_blue_become_colours_of_television() -> None:
    source = VideoFrame(128, 96, "rgb24")
    source.planes[0].update(b"\xff" * source.planes[0].buffer_size)
    source.pts, source.time_base = 0, TICK
    origin = replace(ORIGIN, colours=(1, 1, 0, 2))

    assert luma(made(FORM, source, origin=origin)[0], 30, 20) == pytest.approx(235, abs=1)
    assert new_colours(FORM, origin) == SDR


@pytest.mark.parametrize(("turned_by", "dark"), [(0, (5, 24)), (90, (24, 5)), (180, (59, 24)), (270, (24, 59))])
def test_pictures_are_turned_clockwise(turned_by: int, dark: tuple[int, int]) -> None:
    form = replace(FORM, width_px=64, height_px=64, turned_by=turned_by)

    [frame] = made(form, picture(light=1.0))

    assert luma(frame, *dark) == pytest.approx(16, abs=2)
    assert luma(frame, 63 - dark[0], 63 - dark[1]) == pytest.approx(235, abs=2) or dark in {(24, 5), (24, 59)}


def test_a_turned_picture_has_the_size_that_is_asked_for() -> None:
    [frame] = made(replace(FORM, width_px=48, height_px=64, turned_by=90), picture())

    assert (frame.width, frame.height) == (48, 64)


def test_half_pictures_become_whole_ones() -> None:
    combed = picture()
    plane = combed.planes[0]
    plane.update(b"".join(bytes([40 if row % 2 else 200]) * plane.line_size for row in range(plane.height)))

    frames = made(replace(FORM, height_px=96, is_deinterlaced=True), combed, picture(at=3_600), picture(at=7_200))

    assert [frame.pts for frame in frames] == [0, 3_600, 7_200]
    assert abs(luma(frames[0], 20, 40) - luma(frames[0], 20, 41)) < 60


@pytest.mark.parametrize("size", [(64, 96), (256, 96)])
def test_pictures_of_another_shape_are_shown_whole(size: tuple[int, int]) -> None:
    frames = made(FORM, picture(), picture(*size, light=1.0, at=10))

    assert {(frame.width, frame.height) for frame in frames} == {(64, 48)}
    assert frames[1].pts == 10
    assert luma(frames[1], 63, 0) == pytest.approx(16, abs=1)


def test_odd_sizes_are_fine() -> None:
    [frame] = made(FORM, picture(127, 95), origin=replace(ORIGIN, width=127, height=95))

    assert (frame.width, frame.height) == (64, 48)


@pytest.mark.parametrize(
    ("shape", "changes", "new"),
    [
        (None, {}, Fraction(1)),
        (Fraction(64, 45), {}, Fraction(64, 45)),
        (Fraction(64, 45), {"has_square_pixels": True}, Fraction(1)),
        (Fraction(4, 3), {"turned_by": 90, "width_px": 48, "height_px": 64}, Fraction(3, 4)),
        (Fraction(1000, 1), {}, Fraction(1)),
        (Fraction(101, 100), {}, Fraction(1)),
    ],
)
def test_the_shape_of_pixels(shape: Fraction | None, changes: dict[str, Any], new: Fraction) -> None:
    assert new_shape(replace(FORM, **changes), replace(ORIGIN, shape=shape)) == new


def test_the_light_of_hdr_becomes_that_of_a_screen() -> None:
    lights = {}
    for nits in (1, 100, 203, 1000):
        source = picture(kind="yuv420p10le", light=nits_to_pq(nits))
        [frame] = made(replace(FORM, is_tone_mapped=True), source, origin=replace(ORIGIN, colours=(9, 16, 9, 1)))
        lights[nits] = luma(frame, 60, 20)

    assert frame.colorspace == 1
    assert lights[1] == pytest.approx(16 + 219 * (1 / 203) ** (1 / 2.4), abs=3)
    assert lights[100] == pytest.approx(16 + 219 * (99.4 / 203) ** (1 / 2.4), abs=3)
    assert 195 < lights[203] < 225
    assert lights[1000] == pytest.approx(235, abs=2)


def test_hlg_becomes_that_of_a_screen_too() -> None:
    source = picture(kind="yuv420p10le", light=1.0)
    source.color_trc = TRANSFER_HLG

    [frame] = made(
        replace(FORM, is_tone_mapped=True),
        source,
        origin=replace(ORIGIN, colours=(BT2020, TRANSFER_PQ, BT2020_MATRIX, 1)),
    )

    assert (luma(frame, 5, 20), luma(frame, 60, 20)) == pytest.approx((16, 235), abs=2)


def test_new_pictures_say_what_their_colours_are() -> None:
    hdr = replace(ORIGIN, colours=(BT2020, TRANSFER_PQ, BT2020_MATRIX, 1))

    assert new_colours(replace(FORM, is_tone_mapped=True), hdr) == SDR
    assert new_colours(FORM, hdr) == (BT2020, TRANSFER_PQ, BT2020_MATRIX, 1)
    assert new_colours(FORM, replace(ORIGIN, colours=(5, 6, 5, 2))) == (5, 6, 5, 1)
