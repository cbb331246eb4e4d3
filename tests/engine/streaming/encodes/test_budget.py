from dataclasses import replace

from app.contract.encoding import VideoForm
from app.engine.streaming.encodes.budget import LEAST_HEIGHT_PX, Machine, software_encoder, ways

HD = VideoForm(codec="h264", width_px=1920, height_px=1080, bitrate=6_000_000)
PIXELS = 1920 * 1080
MACHINE = Machine(frame_rate=100.0, hardware={})


def test_the_best_way_comes_first_and_each_is_cheaper_than_the_one_before() -> None:
    found = list(ways(HD, MACHINE, source_px=PIXELS, frame_rate=24.0))

    assert [way.preset for way in found[:3]] == ["veryfast", "superfast", "ultrafast"]
    assert [way.video.height_px for way in found[2:]] == [1080, 720, 540, 480, 360, LEAST_HEIGHT_PX]
    assert [way.cost for way in found] == sorted((way.cost for way in found), reverse=True)
    assert 0.5 < found[0].cost < 0.7


def test_a_smaller_picture_keeps_its_shape_and_has_fewer_bits() -> None:
    smaller = list(ways(HD, MACHINE, source_px=PIXELS, frame_rate=24.0))[3].video

    assert (smaller.width_px, smaller.height_px, smaller.bitrate) == (1280, 720, 4_000_000)
    wide = list(ways(replace(HD, width_px=1918, height_px=802, bitrate=None), MACHINE, source_px=1, frame_rate=0))
    assert {way.video.width_px % 2 for way in wide} == {0}
    assert wide[-1].video.bitrate is None


def test_a_machine_twice_as_fast_has_half_the_cost_and_hardware_nearly_none() -> None:
    slow, fast, hard = (
        next(ways(HD, machine, source_px=PIXELS, frame_rate=24.0))
        for machine in (MACHINE, replace(MACHINE, frame_rate=200.0), replace(MACHINE, hardware={"h264": "h264_qsv"}))
    )

    assert slow.cost == 2 * fast.cost
    assert hard.cost < slow.cost / 3
    assert (hard.encoder, hard.preset) == ("h264_qsv", "")


def test_fewer_pictures_and_fewer_colours_cost_less() -> None:
    plain, slower, deep = (
        next(ways(video, MACHINE, source_px=PIXELS, frame_rate=60.0)).cost
        for video in (HD, replace(HD, frame_rate=30.0), replace(HD, bit_depth=10))
    )

    assert slower < plain < deep


def test_each_codec_has_its_encoder() -> None:
    assert (software_encoder("hevc"), software_encoder("theora")) == ("libx265", None)
