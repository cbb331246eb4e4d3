"""SubRip, WebVTT and SubViewer as people write them."""

import pytest

from app.contract.subtitles import Cue
from app.worker.subtitles.blocks import is_subviewer, read_srt, read_subviewer, read_vtt, time_ms


def said(text: str) -> list[tuple[int, int, str]]:
    return [(cue.start_ms, cue.end_ms, cue.text) for cue in read_srt(text)]


def test_a_plain_file_is_read() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,500\nHello\nthere.\n\n2\n01:02:03,004 --> 01:02:04,050\nBye.\n"

    assert said(text) == [(1000, 2500, "Hello\nthere."), (3_723_004, 3_724_050, "Bye.")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_do_on_any_system(end: str) -> None:
    assert said(f"1{end}00:00:01,0 --> 00:00:02,0{end}a{end}b{end}") == [(1000, 2000, "a\nb")]


def test_an_empty_line_inside_a_cue_does_not_end_it() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n\nmore\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo"

    assert said(text) == [(1000, 2000, "one\nmore"), (3000, 4000, "two")]


def test_a_number_that_is_said_is_not_taken_for_the_next_cues_number() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n7\n"

    assert said(text) == [(1000, 2000, "How many?\n42"), (3000, 4000, "7")]


def test_numbers_may_be_missing_and_times_sloppy() -> None:
    assert said("0:0:1.5 -->  00:00:02:250 X1:1 X2:2\nyes\n00:03 --> 00:04\nno") == [
        (1500, 2250, "yes"),
        (3000, 4000, "no"),
    ]


def test_only_harmless_tags_stay_and_all_are_closed() -> None:
    text = '<i>slow <b>and</i> loud <font color="#ffff00">sun</font> <script>x</script> a < b {\\an8}{\\b1}up'
    (cue,) = read_srt(f"1\n00:00:01,000 --> 00:00:02,000\n{text}")

    assert cue.text == ("<i>slow </i><b><i>and</i></b><b> loud </b><c.yellow><b>sun</b></c> <b>x a &lt; b up</b>")
    assert cue.settings == "line:5%"


def test_webvtt_keeps_where_it_is_shown_and_loses_what_only_its_own_page_knows() -> None:
    text = (
        "WEBVTT - of the house\n\nSTYLE\n::cue { color: red }\n\nNOTE a --> b\n\nname\n"
        "00:01.000 --> 00:02.000 line:10%,start position:20% align:left region:r url(x)\n"
        "<v Ann>Hello &amp; <c.yellow.big>good</c> <00:01.500>day &lt;3\n\n00:03.000 --> 00:04.000\nbye"
    )

    assert list(read_vtt(text)) == [
        Cue(1000, 2000, "Hello &amp; <c.yellow>good</c> day &lt;3", "line:10%,start position:20% align:left"),
        Cue(3000, 4000, "bye", ""),
    ]


def test_subviewer_is_known_and_read() -> None:
    text = "[INFORMATION]\n[TITLE]x\n[SUBTITLE]\n00:00:01.50,00:00:02.00\nHello[br]there\n\n00:00:03.00,00:00:04.00\nx"

    assert is_subviewer(text)
    assert list(read_subviewer(text)) == [Cue(1500, 2000, "Hello\nthere"), Cue(3000, 4000, "x")]


@pytest.mark.parametrize("text", ["", "soon", "1:2", ":::", "--", "1:2:x"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert time_ms(text) in (None, 62_000)
