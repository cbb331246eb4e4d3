"""MicroDVD, MPL2, SAMI and TTML."""

import pytest

from app.contract.subtitles import Cue
from app.worker.checks import Fault
from app.worker.subtitles.frames import is_counted, read_counted
from app.worker.subtitles.lists import in_order
from app.worker.subtitles.sami import is_sami, read_sami
from app.worker.subtitles.ttml import is_ttml, read_ttml


def test_microdvd_counts_pictures_of_the_film() -> None:
    text = "{25}{50}Hello|there\n{75}{}no end\n"

    assert is_counted(text)
    assert list(read_counted(text, 25.0)) == [Cue(1000, 2000, "Hello\nthere"), Cue(3000, 0, "no end")]


def test_microdvd_may_tell_its_own_rate() -> None:
    assert list(read_counted("{1}{1}50.0\n{100}{150}a", 25.0)) == [Cue(2000, 3000, "a")]


def test_microdvd_styles_hold_for_a_line_or_for_all() -> None:
    (cue,) = read_counted("{0}{25}{y:i}{c:$00ffff}one|two{Y:b}|{P:0}three", 25.0)

    assert cue.text == "<c.yellow><i>one</i></c>\ntwo\n<b>three</b>"


@pytest.mark.parametrize("rate", [0.0, -1.0, 1e9, float("nan")])
def test_a_film_without_a_sane_rate_is_taken_for_25(rate: float) -> None:
    assert list(read_counted("{25}{50}a", rate)) == [Cue(1000, 2000, "a")]


def test_mpl2_counts_tenths() -> None:
    assert is_counted("[10][25]/slow|fast")
    assert list(read_counted("[10][25]/slow|fast", 25.0)) == [Cue(1000, 2500, "<i>slow</i>\nfast")]


SAMI = """<SAMI><HEAD><STYLE><!-- .ENCC {Name:English;} .KRCC {} --></STYLE></HEAD><BODY>
<SYNC Start=1000><P Class=ENCC>Hello<br><i>there</i> &amp; you
<SYNC Start=1000><P Class=KRCC>안녕
<SYNC Start=2500><P Class=ENCC>&nbsp;
<SYNC Start="4000"><P Class=ENCC>Bye
</BODY></SAMI>"""


def test_sami_gives_its_first_language_and_a_blank_ends_a_cue() -> None:
    assert is_sami(SAMI)
    cues, _ = in_order(read_sami(SAMI))

    assert cues == [Cue(1000, 2500, "Hello\n<i>there</i> &amp; you"), Cue(4000, 9000, "Bye")]


TTML = """<?xml version="1.0" encoding="utf-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling"
    xmlns:ttp="http://www.w3.org/ns/ttml#parameter" ttp:frameRate="25" ttp:tickRate="10000000">
<head><styling><style xml:id="slow" tts:fontStyle="italic"/></styling></head>
<body><div begin="10s">
  <p begin="00:00:01.500" end="00:00:02:05">Hello<br/>there</p>
  <p begin="20000000t" dur="500ms" tts:color="#ffff00"><span style="slow">slow</span> and <span
     tts:fontWeight="bold" tts:textDecoration="underline">loud</span></p>
</div></body></tt>"""


def test_ttml_adds_up_its_times_and_keeps_its_looks() -> None:
    assert is_ttml(TTML)

    assert list(read_ttml(TTML)) == [
        Cue(11_500, 12_200, "Hello\nthere"),
        Cue(12_000, 12_500, "<c.yellow><i>slow</i></c><c.yellow> and </c><c.yellow><b><u>loud</u></b></c>"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<tt><body><p>",
        '<!DOCTYPE tt [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tt><p begin="1s" end="2s">&b;</p></tt>',
        '<!DOCTYPE tt [<!ENTITY x SYSTEM "file:///etc/passwd">]><tt><p begin="1s" end="2s">&x;</p></tt>',
    ],
)
def test_damaged_and_devious_xml_is_refused(text: str) -> None:
    with pytest.raises(Fault):
        list(read_ttml(text))


def test_xml_that_is_nested_for_ever_is_left_where_it_is() -> None:
    text = "<tt>" + "<div>" * 200 + '<p begin="1s" end="2s">deep</p>' + "</div>" * 200 + "</tt>"

    assert list(read_ttml(text)) == []
