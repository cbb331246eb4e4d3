"""What the ffmpeg program is told."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.contract.encoding import EncodeTask, VideoForm
from app.contract.segments import Form
from app.worker.encode_look import Look
from app.worker.program.arguments import Begin, command, text_of

TASK = EncodeTask(
    path="/films/it's : [one], a; 100% \\ film.mkv",
    etag="one",
    session="session",
    form=Form.MP4,
    video_index=3,
    video=VideoForm(codec="h264", width_px=160, height_px=90),
    zero_us=83_417,
    grid_us=2_002_000,
    number=4,
    encoder="libx264",
    provider="ffmpeg",
    program="/bin/ffmpeg",
)
LOOK = Look(rate=Fraction(24_000, 1001), shape=Fraction(1), colours=(1, 1, 1, 1))
BEGIN = Begin(number=4, key_s=Fraction(8008, 1000), format="matroska,webm", last=6)
CHAIN = [("scale", "160:90"), ("setsar", "1/1")]


def said(task: EncodeTask = TASK, begin: Begin = BEGIN) -> dict[str, str]:
    """Return each option and what follows it."""
    words = command(task, begin, CHAIN, LOOK)
    return {word: after for word, after in zip(words, [*words[1:], ""], strict=True) if word.startswith("-")}


def test_the_film_is_only_ever_the_name_of_the_input() -> None:
    words = command(TASK, BEGIN, CHAIN, LOOK)

    assert words[0] == "/bin/ffmpeg"
    assert [word for word in words if "film.mkv" in word] == [f"file:{TASK.path}"]
    assert said()["-protocol_whitelist"] == "file"
    assert "concat" not in said()["-format_whitelist"]
    assert said()["-map"] == "0:3"


def test_pieces_begin_where_the_grid_says() -> None:
    assert said()["-force_key_frames"] == "8008000us,10010000us,12012000us"
    assert "trim=start_pts=702720:end_pts=1261260," in said()["-vf"]
    assert said(replace(TASK, grid_us=2_000_001))["-force_key_frames"].startswith("8000011us,")  # the next whole tick


def test_it_begins_at_the_key_frame_and_earlier_where_times_are_searched_for() -> None:
    assert said()["-ss"] == "8091417us"
    assert said(begin=replace(BEGIN, format="mpegts"))["-ss"] == "6091417us"
    assert "-ss" not in said(begin=replace(BEGIN, number=0))


def test_a_chip_gets_its_pictures_last() -> None:
    hard = said(replace(TASK, encoder="h264_vaapi", video=replace(TASK.video, bitrate=900_000)))

    assert hard["-vaapi_device"] == "/dev/dri/renderD128"
    assert hard["-vf"].endswith("range=1,format=nv12,hwupload")
    assert (hard["-c:v"], hard["-bf:v"], hard["-b:v"]) == ("h264_vaapi", "0", "900000")
    assert "-vaapi_device" not in said()


def test_as_many_threads_are_used_as_it_is_told() -> None:
    assert said(replace(TASK, threads=3))["-threads:v"] == "3"
    assert "-threads:v" not in said()


@pytest.mark.parametrize(
    ("chain", "text"),
    [
        ([("format", "yuv420p"), ("hflip", "")], "format=yuv420p,hflip"),
        ([("a", "b=c,d;e[f]'g\\h:i%")], "a=b=c\\,d\\;e\\[f\\]\\'g\\\\h:i%"),
    ],
)
def test_what_means_something_between_filters_is_plain_text(chain: list[tuple[str, str]], text: str) -> None:
    assert text_of(chain) == text
