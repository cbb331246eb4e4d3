"""Streams in one go: their names, and what is in them."""

from dataclasses import replace

import pytest

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound
from app.contract.segments import Form
from app.engine.streaming.orders import number_at
from app.engine.streaming.progressive import Whole, media_type, parse_whole, whole_track
from tests.engine.streaming.test_rules import ENGLISH, FILM, GERMAN, LOSSLESS, TABLE

AAC = SoundForm(codec="aac", channels=2, bitrate=192_000)
MP3 = SoundForm(codec="mp3", channels=2, bitrate=320_000)
MUSIC = replace(TABLE, timing=replace(TABLE.timing, main=3), streams=(LOSSLESS,))


@pytest.mark.parametrize("text", ["mp4-auto", "ts-2", "ts-1-ac3-6-448k", "mp3-auto-mp3-2-320k", "flac-1-flac-2"])
def test_a_stream_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_whole(text)) == text


@pytest.mark.parametrize(
    "text",
    ["mp3-auto", "mp3-auto-aac-2-192k", "opus-auto-opus-2-128k", "ts-apart-1", "mkv-auto", "mp3-x-mp3-2-320k", ""],
)
def test_what_the_engine_would_never_give_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_whole(text)


def test_a_film_has_its_sound_inside() -> None:
    copied = whole_track(TABLE, Whole(container="mp4"))
    made = whole_track(TABLE, Whole(container="mp4", audio_index=1, sound=AAC))
    in_ts = whole_track(TABLE, Whole(container="ts", audio_index=3, sound=AAC))
    silent = whole_track(replace(TABLE, streams=(FILM,)), Whole(container="mp4"))

    assert (copied.streams, copied.sound) == ((FILM, GERMAN), None)
    assert (made.streams, made.sound) == ((FILM, ENGLISH), AAC)
    assert (in_ts.streams, in_ts.sound) == ((FILM, LOSSLESS), AAC)
    assert (silent.streams, silent.sound) == ((FILM,), None)


def test_sound_alone_needs_no_container() -> None:
    bare, boxed = Whole(container="mp3", sound=MP3), Whole(container="mp4", sound=AAC)

    track = whole_track(MUSIC, bare)

    assert (track.streams, track.sound, track.is_bare) == ((LOSSLESS,), MP3, True)
    assert media_type(bare, track) == "audio/mpeg"
    assert media_type(boxed, whole_track(MUSIC, boxed)) == "audio/mp4"
    assert media_type(Whole(container="ts"), whole_track(TABLE, Whole(container="ts"))) == "video/mp2t"
    assert bare.name("A song.wma") == "A song.mp3"
    with pytest.raises(NotFound):
        whole_track(replace(TABLE, streams=(FILM,)), bare)


def test_a_time_lies_in_one_piece() -> None:
    times = (0, 3_999_999, 4_000_000, 8_499_999, 8_500_000, 10**12)

    assert [number_at(TABLE, time) for time in times] == [0, 0, 1, 1, 2, 2]
    assert Whole(container="aac", sound=AAC).choice.form is Form.MP4
