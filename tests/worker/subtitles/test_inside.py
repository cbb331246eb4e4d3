"""Text streams of real files, taken out in one read."""

import struct
from pathlib import Path

import pytest

from app.contract.subtitles import Cue, Font, TextPartTask
from app.worker.checks import Fault
from app.worker.subtitles.fonts import list_fonts, read_font
from app.worker.subtitles.inside import all_texts, text_part
from tests.fakes.films import make_film
from tests.fakes.subtitles import FONT, Written, ass, put_into, srt


def test_all_text_streams_of_a_film_are_taken_out(tmp_path: Path) -> None:
    film = put_into(
        make_film(tmp_path / "film.mkv"),
        srt((100, 900, "<i>Hello</i> & bye"), language="eng"),
        ass((0, 1000, "Sign,,0,0,0,,{\\i1}Exit"), (500, 1500, "Default,,0,0,0,,Stay")),
        srt((1000, 2000, "<b>loud</b>"), codec="webvtt"),
    )

    start_ms, (plain, styled, web) = all_texts(film)

    assert start_ms == 0
    assert (plain.index, plain.codec, plain.cues) == (2, "subrip", [Cue(100, 900, "<i>Hello</i> &amp; bye")])
    assert [cue.text for cue in styled.cues] == ["<c.yellow><b><i>Exit</i></b></c>", "Stay"]
    assert styled.script.startswith("[Script Info]")
    assert styled.script.endswith("Dialogue: 0,0:00:00.50,0:00:01.50,Default,,0,0,0,,Stay\n")
    assert (web.codec, web.cues) == ("webvtt", [Cue(1000, 2000, "<b>loud</b>")])


def test_the_text_of_an_mp4_file_keeps_its_looks(tmp_path: Path) -> None:
    said = b"Hello bold"
    looks = struct.pack(">I4sHHHHBB4s", 22, b"styl", 1, 6, 10, 1, 1, 12, b"\xff" * 4)
    sample = struct.pack(">H", len(said)) + said + looks
    film = put_into(make_film(tmp_path / "film.mp4"), Written(codec="mov_text", events=[(0, 900, sample)]))

    _, (text,) = all_texts(film)

    assert text.cues == [Cue(0, 900, "Hello <b>bold</b>")]


def test_text_that_is_not_the_utf_8_that_it_should_be_is_still_read(tmp_path: Path) -> None:
    said = ["Привет, как дела?", "Я не знаю, что сказать.", "Они придут завтра утром."]
    events = [(at * 500, at * 500 + 400, line.encode("cp1251")) for at, line in enumerate(said)]
    film = put_into(make_film(tmp_path / "film.mkv"), Written(codec="srt", events=events, language="rus"))

    _, (text,) = all_texts(film)

    assert [cue.text for cue in text.cues] == said


def test_a_part_of_a_film_holds_what_is_shown_in_it(tmp_path: Path) -> None:
    lines = [(at * 1000, at * 1000 + 1200, f"line {at}") for at in range(40)]
    film = put_into(make_film(tmp_path / "film.mkv", seconds=42, video="mpeg4", audio=None, size=(64, 36)), srt(*lines))

    _, part = text_part(TextPartTask(path=str(film), index=1, start_ms=20_100, end_ms=22_000))

    assert [cue.text for cue in part.cues] == ["line 19", "line 20", "line 21"]


def test_a_stream_that_is_no_text_is_refused(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")

    assert all_texts(film)[1] == []
    with pytest.raises(Fault):
        text_part(TextPartTask(path=str(film), index=0, start_ms=0, end_ms=1000))


def test_fonts_are_known_by_their_bytes_and_named_without_folders(tmp_path: Path) -> None:
    attached = {"../../Sign Post.ttf": FONT, "evil.html": b"<script>", "..": FONT}
    film = put_into(make_film(tmp_path / "film.mkv"), srt((0, 500, "a")), fonts=attached)

    first, second = list_fonts(film)

    assert first == Font(index=3, name="Sign Post.ttf", media_type="font/ttf", size_bytes=len(FONT))
    assert second.name == "font.ttf"
    assert read_font(film, first.index).content == FONT
    with pytest.raises(Fault):
        read_font(film, 4)
