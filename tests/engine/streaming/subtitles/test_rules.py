"""Cues as WebVTT, SubRip and moved ASS."""

import pytest

from app.contract.errors import Invalid
from app.contract.subtitles import Cue
from app.engine.streaming.subtitles import rules

CUES = (
    Cue(1000, 2500, "<c.yellow><i>Hello</i></c> &amp; bye", "line:5%"),
    Cue(3_723_004, 3_724_000, "later"),
)


def test_a_whole_file_has_every_cue() -> None:
    assert rules.write_vtt(CUES) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:5%\n<c.yellow><i>Hello</i></c> &amp; bye\n\n"
        "01:02:03.004 --> 01:02:04.000\nlater\n\n"
    )


def test_an_offset_moves_all_and_what_would_be_over_before_the_film_is_left_out() -> None:
    assert "00:00:01.500 --> 00:00:03.000" in rules.write_vtt(CUES, 500)
    assert "00:00:00.000 --> 00:00:00.500" in rules.write_vtt(CUES, -2000)
    assert "Hello" not in rules.write_vtt(CUES, -2500)
    assert rules.write_srt(CUES, -2500).startswith("1\n01:02:00,504")


def test_subrip_has_no_colours_and_its_letters_are_themselves() -> None:
    assert rules.write_srt(CUES).startswith("1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i> & bye\n\n2\n01:02:03,004")


def test_a_piece_has_what_is_shown_in_it_and_tells_the_clock() -> None:
    cues = [Cue(0, 4000, "a"), Cue(3000, 7000, "b"), Cue(6000, 8000, "c"), Cue(9000, 9500, "d")]

    piece = rules.write_vtt_piece(cues, 4000, 8000, offset_ms=80, clock_ms=1000)
    last = rules.write_vtt_piece(cues, 8000, None, offset_ms=0, clock_ms=0)

    assert piece.startswith("WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:90000,LOCAL:00:00:00.000\n\n")
    assert "\n\n00:00:03.080 --> 00:00:07.080\nb\n" in piece
    assert "\nc\n" in piece
    assert "\na\n" not in piece
    assert last.endswith("00:00:09.000 --> 00:00:09.500\nd\n\n")


def test_the_clock_of_pieces_turns_over() -> None:
    assert "MPEGTS:8589844592," in rules.write_vtt_piece([], 0, None, offset_ms=0, clock_ms=-1000)


def test_events_of_a_script_are_moved_and_nothing_else() -> None:
    script = (
        "[Script Info]\nTitle: 0:00:01.00\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,at 0:00:01.00\n"
        "Dialogue: 0,soon,later,Default,,0,0,0,,x\n"
    )

    assert rules.move_ass(script, 0) == script
    assert "Dialogue: 0,0:00:01.50,0:00:03.00,Default,,0,0,0,,at 0:00:01.00" in rules.move_ass(script, 500)
    assert "Dialogue: 0,0:00:00.00,0:00:00.50," in rules.move_ass(script, -2000)
    assert "Comment: 0,0:00:00.00,0:00:00.00," in rules.move_ass(script, -9000)
    assert "Title: 0:00:01.00" in rules.move_ass(script, 500)
    assert "soon,later" in rules.move_ass(script, 500)


@pytest.mark.parametrize("text", ["", "1.5", "--1", "²", "99999999999", "86400001", "x"])
def test_an_offset_that_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        rules.parse_offset(text)


def test_offsets_go_both_ways() -> None:
    assert (rules.parse_offset("250"), rules.parse_offset("-86400000")) == (250, -86_400_000)
