"""ASS and SSA as WebVTT: words, where they stand, and how they look."""

import pytest

from app.worker.subtitles.ass import ass_time, event_cue, read_head, read_script, whole_script
from tests.fakes.subtitles import SCRIPT_HEAD

HEAD = read_head(SCRIPT_HEAD)


def cue(text: str, style: str = "Default") -> tuple[str, str]:
    found = event_cue(HEAD, (0, 1000), f"0,0,{style},,0,0,0,,{text}")
    return found.text, found.settings


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\\Ntwo\\nthree\\hfour", "one\ntwo\nthree four"),
        ("{\\i1}slow{\\i0} {\\b700}loud{\\b0} {\\u1}low", "<i>slow</i> <b>loud</b> <u>low</u>"),
        ("{\\c&H00ffff&}sun{\\c} rain", "<c.yellow>sun</c> rain"),
        ("{a note}words{\\r}", "words"),
        ("{\\bord2\\blur3\\be1\\clip(0,0,1,1)\\t(0,500,\\fs20)}words", "words"),
        ("{\\p1}m 0 0 l 10 10{\\p0}sign", "sign"),
        ("{\\i1}a{\\rSign}b", "<i>a</i>b"),
        ("a, b, c", "a, b, c"),
        ("{never closed", "{never closed"),
    ],
)
def test_words_are_shown_and_the_rest_is_not(written: str, shown: str) -> None:
    assert cue(written)[0] == shown


def test_a_style_gives_the_look_and_the_place() -> None:
    assert cue("Exit", "Sign") == ("<c.yellow><b>Exit</b></c>", "line:5%")
    assert cue("Exit", "unknown") == ("Exit", "")


@pytest.mark.parametrize(
    ("written", "settings"),
    [
        ("{\\an8}a", "line:5%"),
        ("{\\an7}a", "line:5% position:5% align:left"),
        ("{\\an6}a", "line:45% position:95% align:right"),
        ("{\\a6}a", "line:5%"),
        ("{\\an2\\an8}a", ""),
        ("{\\an5\\pos(320,180)}a", "line:47% position:50% align:center"),
        ("{\\an7\\pos(-10,9999)}a", "line:94% position:0% align:left"),
        ("{\\move(64,36,100,100)\\an7}a", "line:10% position:10% align:left"),
    ],
)
def test_where_words_stand(written: str, settings: str) -> None:
    assert cue(written)[1] == settings


def test_a_whole_script_is_read_with_columns_in_any_order() -> None:
    text = (
        "[Script Info]\n[V4+ Styles]\n[Events]\nFormat: Start, End, Text\n"
        "Dialogue: 0:00:01.00,0:00:02.50,One, and\\Nmore\nComment: 0:00:01.00,0:00:02.50,no\n"
        "Dialogue: nonsense\nDialogue: 0:00:03.00,0:00:04.00,Two\n"
    )

    assert [(each.start_ms, each.end_ms, each.text) for each in read_script(text)] == [
        (1000, 2500, "One, and\nmore"),
        (3000, 4000, "Two"),
    ]


def test_ssa_counts_alignments_in_its_own_way() -> None:
    head = read_head("[V4 Styles]\nFormat: Name, Alignment, PrimaryColour\nStyle: *Default,6,65535\n[Events]")

    found = event_cue(head, (0, 1), "0,Marked=0,Default,,0,0,0,,up")

    assert (found.text, found.settings) == ("<c.yellow>up</c>", "line:5%")


def test_the_original_is_put_together_again_in_its_own_order() -> None:
    events = [(1000, 2000, "1,0,Default,,0,0,0,,b"), (1500, 2500, "0,3,Sign,,0,0,0,,a{\\i1}")]

    script = whole_script(SCRIPT_HEAD, events)

    assert script.startswith("[Script Info]")
    assert script.splitlines()[-2:] == [
        "Dialogue: 3,0:00:01.50,0:00:02.50,Sign,,0,0,0,,a{\\i1}",
        "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,b",
    ]


def test_a_head_without_events_gets_them() -> None:
    assert "[Events]\nFormat: Layer, Start" in whole_script("[Script Info]\0", [])


def test_times_are_written_to_the_hundredth() -> None:
    assert ass_time(3_723_456) == "1:02:03.46"
