"""What sounds are made into, and how a path says it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.encoding import MixedTask, SoundForm, SoundTask
from app.contract.errors import NotFound, Unsupported
from app.contract.segments import Form, SegmentTask
from app.engine.streaming import sounds
from app.engine.streaming.orders import order, start_us
from app.engine.streaming.rules import Choice, choice_for, find_track, master_playlist, parse_choice, tracks
from app.engine.streaming.sounds import CODECS, settled
from tests.engine.streaming.test_rules import ENGLISH, FILM, GERMAN, LOSSLESS, TABLE
from tests.fakes.streaming import a_file

AAC = SoundForm(codec="aac", channels=2, bitrate=192_000)
MP4, TS = Choice(form=Form.MP4, sound=AAC), Choice(form=Form.TS, sound=AAC)


@given(
    codec=st.sampled_from(CODECS),
    channels=st.integers(0, 30),
    bitrate=st.none() | st.integers(0, 10**9),
    rate=st.none() | st.integers(1, 10**6),
    form=st.sampled_from(Form),
)
def test_whatever_is_wanted_can_be_said_in_a_path(
    codec: str, channels: int, bitrate: int | None, rate: int | None, form: Form
) -> None:
    made = settled(SoundForm(codec=codec, channels=channels, bitrate=bitrate, sample_rate=rate))

    assert sounds.parse(sounds.written(made)) == made
    if sounds.is_carried(made, form):
        choice = Choice(form=form, audio_index=7, sound=made)
        assert parse_choice(str(choice)) == choice


@pytest.mark.parametrize(
    "text",
    [
        *("mp4-auto-dts-6", "mp4-auto-aac-0-192k", "mp4-auto-aac-9-192k", "mp4-auto-aac-2", "mp4-auto-aac-2-9999k"),
        *("mp4-auto-aac-2-0192k", "mp4-auto-flac-2-192k", "mp4-auto-aac-2-192k-44101hz", "mp4-auto-mp3-6-192k"),
        *("ts-auto-flac-2", "ts-auto-opus-2-128k", "mp4-auto-", "mp4-auto-aac-2-192k-", "mp4-auto-aac-2-192K"),
    ],
)
def test_what_the_engine_would_never_choose_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_choice(text)


def test_what_has_no_encoder_is_refused() -> None:
    for wanted, form in ((SoundForm(codec="dts", channels=6), None), (SoundForm(codec="flac", channels=2), Form.TS)):
        with pytest.raises(Unsupported) as caught:
            settled(wanted, form)
        assert caught.value.code == "no_encoder"


def test_all_sounds_are_offered_and_the_chosen_one_is_made() -> None:
    choice = replace(MP4, audio_index=3)

    lines = master_playlist(TABLE, choice, 1000).splitlines()

    assert [track.sound for track in tracks(TABLE, choice)] == [None, AAC, AAC, None]
    assert [line for line in lines if "MEDIA" in line] == [
        (
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="eng",DEFAULT=YES,AUTOSELECT=YES,LANGUAGE="eng",CHANNELS="2"'
            ',URI="a3.m3u8"'
        ),
        (
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="deu",DEFAULT=NO,AUTOSELECT=YES,LANGUAGE="deu",CHANNELS="2"'
            ',URI="a2.m3u8"'
        ),
        (
            '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="eng (a1)",DEFAULT=NO,AUTOSELECT=YES,LANGUAGE="eng"'
            ',CHANNELS="2",URI="a1.m3u8"'
        ),
    ]
    assert 'CODECS="avc1.640028,mp4a.40.2"' in lines[-2]


def test_a_sound_that_is_like_it_is_made_when_it_was_chosen() -> None:
    assert [track.sound for track in tracks(TABLE, replace(MP4, audio_index=1))] == [None, AAC, AAC, AAC]


def test_no_channels_are_added() -> None:
    wide = SoundForm(codec="eac3", channels=6, bitrate=640_000)

    made = tracks(TABLE, replace(MP4, audio_index=1, sound=wide))

    assert [track.sound and track.sound.channels for track in made] == [None, 2, 6, 2]


def test_in_ts_the_made_sound_is_with_the_film() -> None:
    [track] = tracks(TABLE, TS)

    assert (track.streams, track.sound) == ((FILM, GERMAN), AAC)
    assert 'CODECS="avc1.640028,mp4a.40.2"' in master_playlist(TABLE, TS, 1)
    assert len(tracks(TABLE, replace(TS, is_apart=True))) == 4


def test_music_that_cannot_be_copied_is_made() -> None:
    music = replace(TABLE, timing=replace(TABLE.timing, main=3), streams=(LOSSLESS,))

    [track] = tracks(music, MP4)

    assert (track.name, track.sound) == ("a3", AAC)
    assert 'CODECS="mp4a.40.2"' in master_playlist(music, MP4, 1)


def test_a_worker_is_told_to_copy_to_make_or_to_do_both() -> None:
    table = replace(TABLE, timing=replace(TABLE.timing, to_pts=80, shift=40))
    file = a_file()

    copied = order(file, table, Form.MP4, find_track(table, MP4, "v0"), 1)
    made = order(file, table, Form.MP4, find_track(table, MP4, "a3"), 1)
    both = order(file, table, Form.TS, find_track(table, TS, "v0"), 2)

    assert isinstance(copied, SegmentTask)
    assert isinstance(made, SoundTask)
    assert (made.index, made.zero_us, made.start_us, made.end_us) == (3, -40_000, 4_120_000, 8_620_000)
    assert isinstance(both, MixedTask)
    assert [stream.index for stream in both.copied.streams] == [0]
    assert (both.sound.index, both.sound.start_us, both.sound.end_us, both.language) == (2, 8_620_000, None, "deu")
    assert both.path == str(file.path)
    assert start_us(table, 0) == 0


def test_players_that_seek_wrongly_in_mp4_get_what_ts_carries() -> None:
    opus = replace(MP4, sound=SoundForm(codec="opus", channels=2, bitrate=128_000))

    assert choice_for("Lavf/59.27", TABLE, MP4) == replace(MP4, form=Form.TS, is_apart=True)
    in_aac = SoundForm(codec="aac", channels=2, bitrate=160_000)
    assert choice_for("Lavf/59.27", TABLE, opus) == replace(TS, is_apart=True, sound=in_aac)
    assert choice_for("Lavf/62.12", TABLE, opus) == opus
    assert sounds.made_of(replace(ENGLISH, channels=0), AAC, Form.MP4, is_chosen=False) == AAC


def test_fewer_channels_get_their_part_of_the_bits() -> None:
    surround = SoundForm(codec="aac", channels=6, bitrate=384_000)

    assert sounds.made_of(replace(ENGLISH, channels=1), AAC, Form.MP4, is_chosen=True) == replace(
        AAC, channels=1, bitrate=96_000
    )
    in_stereo = sounds.made_of(replace(ENGLISH, channels=2), surround, Form.MP4, is_chosen=True)
    assert in_stereo == replace(surround, channels=2, bitrate=128_000)
    assert sounds.made_of(replace(ENGLISH, channels=8), surround, Form.MP4, is_chosen=True) == surround
