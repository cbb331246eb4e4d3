"""Playlists, from tables."""

from dataclasses import replace

import pytest

from app.contract.errors import NotFound, Unsupported
from app.contract.media import StreamType
from app.contract.segments import CutStream, Form, SegmentTable, StreamFix, Timing
from app.engine.streaming import rules
from app.engine.streaming.rules import (
    CORE_CHANNELS,
    Choice,
    choice_for,
    find_track,
    master_playlist,
    media_playlist,
    parse_choice,
    parse_piece,
    tracks,
)

BOTH = (Form.MP4, Form.TS)
FILM = CutStream(
    index=0,
    type=StreamType.VIDEO,
    codec="h264",
    codec_text="avc1.640028",
    forms=BOTH,
    width_px=1920,
    height_px=1080,
    frame_rate=23.976,
)
ENGLISH = CutStream(
    index=1, type=StreamType.AUDIO, codec="aac", codec_text="mp4a.40.2", forms=BOTH, language="eng", channels=2
)
GERMAN = replace(ENGLISH, index=2, codec="ac3", codec_text="ac-3", language="deu", is_default=True, channels=6)
LOSSLESS = replace(ENGLISH, index=3, codec="truehd", codec_text="", forms=())
TEXT = CutStream(index=4, type=StreamType.SUBTITLE, codec="subrip")
TABLE = SegmentTable(
    timing=Timing(main=0, clock_num=1, clock_den=1000),
    cuts=(0, 4000, 8500),
    end=9250,
    streams=(FILM, ENGLISH, GERMAN, LOSSLESS, TEXT),
)
MP4, TS = Choice(form=Form.MP4), Choice(form=Form.TS)


def test_in_mp4_each_sound_is_apart_and_the_default_comes_first() -> None:
    assert master_playlist(TABLE, MP4, 5_000_000) == (
        "#EXTM3U\n"
        "#EXT-X-VERSION:7\n"
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="deu",DEFAULT=YES,AUTOSELECT=YES,LANGUAGE="deu",CHANNELS="6"'
        ',URI="a2.m3u8"\n'
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="eng",DEFAULT=NO,AUTOSELECT=YES,LANGUAGE="eng",CHANNELS="2"'
        ',URI="a1.m3u8"\n'
        '#EXT-X-STREAM-INF:BANDWIDTH=10000000,AVERAGE-BANDWIDTH=5000000,CODECS="avc1.640028,ac-3",'
        'RESOLUTION=1920x1080,FRAME-RATE=23.976,AUDIO="sound"\n'
        "v0.m3u8\n"
    )


def test_in_ts_the_chosen_sound_is_with_the_film_and_no_other() -> None:
    choice = Choice(form=Form.TS, audio_index=1)

    assert master_playlist(TABLE, choice, 0).splitlines()[2:] == [
        (
            '#EXT-X-STREAM-INF:BANDWIDTH=2,AVERAGE-BANDWIDTH=1,CODECS="avc1.640028,mp4a.40.2"'
            ",RESOLUTION=1920x1080,FRAME-RATE=23.976"
        ),
        "v0.m3u8",
    ]
    assert find_track(TABLE, choice, "v0").streams == (FILM, ENGLISH)


def test_a_playlist_names_every_piece_with_its_length() -> None:
    assert media_playlist(TABLE, MP4, find_track(TABLE, MP4, "v0"), "abc").splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:5",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        '#EXT-X-MAP:URI="v0/abc/head.mp4"',
        "#EXTINF:4.000000,",
        "v0/abc/0.m4s",
        "#EXTINF:4.500000,",
        "v0/abc/1.m4s",
        "#EXTINF:0.750000,",
        "v0/abc/2.m4s",
        "#EXT-X-ENDLIST",
    ]
    in_ts = media_playlist(TABLE, TS, find_track(TABLE, TS, "v0"), "abc")
    assert "EXT-X-MAP" not in in_ts
    assert "v0/abc/2.ts\n" in in_ts


def test_music_has_one_playlist_and_no_film() -> None:
    music = replace(TABLE, timing=replace(TABLE.timing, main=1), streams=(replace(ENGLISH, codec_text=""),))

    assert master_playlist(music, MP4, 100_000).splitlines()[2:] == [
        "#EXT-X-STREAM-INF:BANDWIDTH=200000,AVERAGE-BANDWIDTH=100000",
        "a1.m3u8",
    ]


def test_sounds_with_the_same_name_are_told_apart_and_no_title_breaks_a_line() -> None:
    twice = replace(ENGLISH, index=2, title='The "best"\n#EXT-X-ENDLIST', language="")
    table = replace(TABLE, streams=(FILM, replace(twice, index=1), twice))

    lines = master_playlist(table, MP4, 1).splitlines()

    assert [line.split(",")[2] for line in lines[2:4]] == [
        "NAME=\"The 'best' #EXT-X-ENDLIST\"",
        "NAME=\"The 'best' #EXT-X-ENDLIST (a2)\"",
    ]


def test_what_a_player_is_spared_is_said_of_the_streams_that_it_gets() -> None:
    table = replace(TABLE, streams=(FILM, replace(ENGLISH, codec="dts", channels=8, forms=(Form.TS,))))

    [film] = tracks(table, Choice(form=Form.TS, fixes=frozenset(StreamFix)))
    [plain] = tracks(table, TS)

    assert [stream.fix for stream in film.streams] == [StreamFix.STRIP_DOLBY_VISION, StreamFix.EXTRACT_CORE]
    assert film.streams[1].channels == CORE_CHANNELS
    assert [stream.fix for stream in plain.streams] == [None, None]


def test_what_cannot_be_copied_is_refused_by_name() -> None:
    old = replace(TABLE, streams=(replace(FILM, codec="mpeg4", forms=(Form.MP4,)), ENGLISH))
    with pytest.raises(Unsupported) as film:
        master_playlist(old, TS, 1)
    with pytest.raises(Unsupported) as sound:
        master_playlist(TABLE, Choice(form=Form.MP4, audio_index=3), 1)

    assert film.value.details == {"index": 0, "codec": "mpeg4", "container": "ts"}
    assert (sound.value.code, sound.value.details["codec"]) == ("not_copyable", "truehd")


def test_music_that_cannot_be_copied_is_refused() -> None:
    music = replace(TABLE, timing=replace(TABLE.timing, main=3), streams=(LOSSLESS,))

    with pytest.raises(Unsupported) as caught:
        master_playlist(music, MP4, 1)
    assert caught.value.code == "not_copyable"


@pytest.mark.parametrize("text", ["mp4-auto", "ts-2", "ts-apart-auto", "ts-apart-nodv-core-1", "mp4-nodv-auto"])
def test_a_choice_is_written_as_it_is_read(text: str) -> None:
    assert str(parse_choice(text)) == text


@pytest.mark.parametrize(
    "text", ["", "mkv-auto", "mp4-", "mp4--1", "mp4-99999", "mp4-auto/..", "mp4-²", "ts-core-nodv-1"]
)
def test_an_unknown_choice_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        parse_choice(text)


def test_names_of_pieces() -> None:
    assert parse_piece("17.m4s", Form.MP4) == 17
    assert parse_piece("17.ts", Form.TS) == 17
    assert parse_piece(rules.HEAD, Form.MP4) is None
    for name, form in (("17.ts", Form.MP4), (rules.HEAD, Form.TS), ("x.ts", Form.TS), ("1234567.ts", Form.TS)):
        with pytest.raises(NotFound):
            parse_piece(name, form)


@pytest.mark.parametrize(
    ("choice", "name"), [(MP4, "a3"), (MP4, "v9"), (TS, "a1"), (Choice(form=Form.TS, audio_index=9), "v0")]
)
def test_what_no_playlist_names_is_not_found(choice: Choice, name: str) -> None:
    with pytest.raises(NotFound):
        find_track(TABLE, choice, name)


@pytest.mark.parametrize(
    ("agent", "form"),
    [
        ("Lavf/59.27.100", Form.TS),
        ("Lavf/61.7.100", Form.TS),
        ("Lavf/62.12.102", Form.MP4),
        ("libmpv", Form.TS),
        ("VLC/3.0.21 LibVLC/3.0.21", Form.MP4),
        ("", Form.MP4),
    ],
)
def test_players_that_seek_wrongly_in_mp4_get_ts_with_every_sound(agent: str, form: Form) -> None:
    used = choice_for(agent, TABLE, replace(MP4, audio_index=1))

    assert used == Choice(form=form, audio_index=1, is_apart=form is Form.TS)
    assert [track.name for track in rules.tracks(TABLE, used)] == ["v0", "a1", "a2"]


def test_what_cannot_be_in_ts_stays_in_mp4_for_every_player() -> None:
    table = replace(TABLE, streams=(replace(FILM, codec="av1", forms=(Form.MP4,)), ENGLISH))

    assert choice_for("Lavf/59.27.100", table, MP4) == MP4


def test_a_playlist_may_name_those_of_another_place() -> None:
    lines = master_playlist(TABLE, Choice(form=Form.TS, is_apart=True), 1, "../ts-apart-auto/").splitlines()

    assert lines[2].endswith('URI="../ts-apart-auto/a2.m3u8"')
    assert lines[-1] == "../ts-apart-auto/v0.m3u8"
