from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.encoding import SoundForm, Span, VideoForm
from app.contract.segments import Form
from app.engine.streaming import rules as names
from app.engine.streaming.encodes.order import GENERATION, Order, OrderedSound, Place, sound_task, video_task
from app.engine.streaming.encodes.rules import (
    MOST_PIECES,
    bitrate,
    grid_us,
    length_us,
    sound_text,
    table_of,
    video_text,
)
from app.engine.streaming.rules import Choice

H264 = VideoForm(codec="h264", width_px=1280, height_px=720, profile="high", level=31)
ENGLISH = OrderedSound(index=1, form=SoundForm(codec="aac", channels=2, bitrate=128_000), language="eng")
GERMAN = OrderedSound(index=2, form=SoundForm(codec="ac3", channels=6), copied="dts", language="deu")
ORDER = Order(
    asset_id=7,
    etag="1-2",
    form=Form.MP4,
    video_index=0,
    video=H264,
    sounds=(ENGLISH, GERMAN),
    zero_us=0,
    length_us=9_000_000,
    grid_us=2_000_000,
    frame_rate=25.0,
    encoder="libx264",
    preset="veryfast",
)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (Fraction(25), 2_000_000),
        (Fraction(24000, 1001), 2_002_000),
        (Fraction(30000, 1001), 2_002_000),
        (Fraction(60), 2_000_000),
        (Fraction(0), 2_000_000),
        (Fraction(1, 5), 5_000_000),
    ],
)
def test_a_piece_holds_whole_pictures(rate: Fraction, expected: int) -> None:
    assert grid_us(rate) == expected
    assert rate == 0 or (expected * rate / 1_000_000).denominator == 1


@given(rate=st.fractions(min_value=Fraction(1), max_value=Fraction(240), max_denominator=1001))
def test_a_piece_of_any_rate_lasts_about_two_seconds(rate: Fraction) -> None:
    assert 900_000 <= grid_us(rate) <= 4_000_000


@pytest.mark.parametrize(
    ("length_us", "count"), [(9_000_000, 5), (8_000_000, 4), (8_040_000, 5), (8_020_000, 4), (1, 1), (10_000, 1)]
)
def test_the_last_piece_has_at_least_one_picture(length_us: int, count: int) -> None:
    assert replace(ORDER, length_us=length_us).count == count


def test_an_order_is_told_as_a_film_that_is_cut_on_its_grid() -> None:
    table = table_of(ORDER)

    assert table.durations_s == (2.0, 2.0, 2.0, 2.0, 1.0)
    assert [stream.codec_text for stream in table.streams] == ["avc1.64001F", "mp4a.40.2", ""]
    text = names.master_playlist(table, Choice(form=Form.MP4, audio_index=1), bitrate(ORDER))
    assert 'CODECS="avc1.64001F,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000' in text
    assert "a2.m3u8" not in text  # DTS as it is goes into no MP4


def test_bits_are_guessed_where_quality_alone_decides() -> None:
    assert bitrate(ORDER) == 4_128_000
    assert bitrate(replace(ORDER, video=replace(H264, bitrate=1_000_000), sounds=())) == 1_000_000


@pytest.mark.parametrize(
    ("video", "text"),
    [
        (H264, "avc1.64001F"),
        (replace(H264, profile="baseline", level=40), "avc1.42C028"),
        (replace(H264, profile="strange"), ""),
        (replace(H264, level=None), ""),
        (replace(H264, codec="hevc", profile="main", level=93), "hvc1.1.6.L93.90"),
        (replace(H264, codec="hevc", bit_depth=10, level=120), "hvc1.2.4.L120.90"),
        (replace(H264, codec="av1"), ""),
    ],
)
def test_a_picture_is_named_as_players_know_it(video: VideoForm, text: str) -> None:
    assert video_text(video) == text


def test_a_sound_is_named_as_players_know_it() -> None:
    assert (sound_text("eac3"), sound_text("wav")) == ("ec-3", "")


def test_a_name_follows_from_what_is_made_and_from_nothing_else() -> None:
    assert ORDER.name == replace(ORDER, cost=3.0).name
    for other in (replace(ORDER, etag="1-3"), replace(ORDER, preset="ultrafast"), replace(ORDER, sounds=())):
        assert other.name != ORDER.name


def test_viewers_with_different_sounds_share_the_picture_where_the_sound_is_not_in_it() -> None:
    track = video_task(ORDER, "/films/a.mkv", Form.MP4, None).session

    assert video_task(replace(ORDER, sounds=()), "/films/moved.mkv", Form.MP4, None).session == track
    assert video_task(ORDER, "/films/a.mkv", Form.TS, None).session != track
    assert video_task(ORDER, "/films/a.mkv", Form.TS, ENGLISH).session != track
    assert Place(track=track, number=1).name != Place(track=track, number=2).name
    assert GENERATION > 0


def test_the_last_piece_of_a_sound_goes_to_its_end() -> None:
    first, last = (sound_task(ORDER, "/f", Form.MP4, ENGLISH, number) for number in (0, 4))

    assert (first.start_us, first.end_us) == (0, 2_000_000)
    assert (last.start_us, last.end_us) == (8_000_000, None)


@pytest.mark.parametrize(("end_us", "count"), [(10_000_000, 5), (0, 1), (1 << 62, MOST_PIECES)])
def test_a_film_has_only_so_many_pieces_however_long_it_claims_to_be(end_us: int, count: int) -> None:
    span = Span(start_us=0, end_us=end_us, frame_num=25, frame_den=1)
    piece_us = grid_us(Fraction(25))

    order = replace(ORDER, grid_us=piece_us, length_us=length_us(span, 0, piece_us))

    assert order.count == count
    assert len(table_of(order).cuts) == count
