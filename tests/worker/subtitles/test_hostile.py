"""Whatever a stranger writes: no exception, nothing dangerous, within limits, and no more time than its length asks."""

import re
import time
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.subtitles import Cue
from app.worker.checks import Fault
from app.worker.subtitles import ass, blocks, frames, sami, ttml
from app.worker.subtitles.letters import decode
from app.worker.subtitles.lists import in_order
from app.worker.subtitles.markup import LONGEST_TEXT
from app.worker.subtitles.movtext import movtext_cue

Reader = Callable[[str], Iterable[Cue]]
READERS: dict[str, Reader] = {
    "srt": blocks.read_srt,
    "vtt": blocks.read_vtt,
    "subviewer": blocks.read_subviewer,
    "ass": ass.read_script,
    "microdvd": lambda text: frames.read_counted(text, 25.0),
    "sami": sami.read_sami,
    "ttml": ttml.read_ttml,
}
PIECES = (
    *("1", "\n", "\n\n", "\r", "00:00:01,000 --> 00:00:02,000", "-->", "99:99:99,999", "WEBVTT", "<i>", "</b>", "<"),
    *("{\\an8}", "{\\pos(1,2)}", "{", "}", "\\N", "&amp;", "&#0;", "&#xd800;", "\0", "\ud7ff", "\u2028", "{25}{50}"),
    *("[Events]", "Format: Start, End, Text", "Dialogue: 0:00:01.00,0:00:02.00,x", "Style: a,b", "[10][20]", "{y:i}"),
    *("<SYNC Start=1000>", "<P Class=A>", "<tt>", "</tt>", '<p begin="1s" end="2s">', "</p>", "<font color=red>", "  "),
    *("PlayResX: 0", "PlayResY: 9", "line:1%", "NOTE", "STYLE", "00:00:01.00,00:00:02.00", "(", ")", "\\", "9" * 30),
    *("|", ">"),
)
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=300))
_SAFE_TAG = re.compile(r"</?(?:[biu]|c(?:\.[a-z]+)?)>")


@given(name=st.sampled_from(sorted(READERS)), text=TEXTS)
def test_nothing_but_words_and_harmless_tags_comes_out(name: str, text: str) -> None:
    try:
        cues, _ = in_order(READERS[name](text))
    except Fault:
        assert name == "ttml"
        return

    for cue in cues:
        assert cue.end_ms > cue.start_ms
        assert "\n\n" not in cue.text
        assert "-->" not in cue.text
        assert not set("<>") & set(_SAFE_TAG.sub("", cue.text))
        assert re.fullmatch(r"[a-z0-9:.,% -]*", cue.settings)
        assert len(_SAFE_TAG.sub("", cue.text)) <= LONGEST_TEXT * 5


@given(sample=st.binary(max_size=200))
def test_any_sample_of_mp4_text_is_answered(sample: bytes) -> None:
    assert "\n\n" not in movtext_cue((0, 1), sample).text


@given(raw=st.binary(max_size=300), language=st.sampled_from(["", "ru", "ja", "zh", "xx"]))
def test_any_bytes_are_some_text(raw: bytes, language: str) -> None:
    assert isinstance(decode(raw, language), str)


ENDLESS = {
    "srt": ["<" * 9, "{\\", "00:00:01,000 --> 00:00:02,000\n", "1\n", "-->", "&", "\n", "<b>", "0:0:"],
    "vtt": ["<", "00:01.000 --> 00:02.000\n", "NOTE\n", "&#", "line:1% "],
    "ass": ["{", "{\\b1}", "Dialogue: 0:00:01.00,0:00:02.00,x\n", "Style: a\n", "[Events]\n", ",", "Format: a\n"],
    "microdvd": ["{1}{2}x\n", "{", "{1}{2}{y:i}", "{y:", "|"],
    "sami": ["<sync start=1>", "<sync ", "<p class=a>", "<sync start=1><p class=b>", "<", "\t "],
    "subviewer": ["00:00:01.00,00:00:02.00\n", "0", "[br]", " "],
}


@pytest.mark.parametrize(("name", "piece"), [(name, piece) for name, pieces in ENDLESS.items() for piece in pieces])
def test_a_long_file_takes_as_long_as_it_is_long(name: str, piece: str) -> None:
    heads = {"ass": "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,", "microdvd": "{1}{2}"}
    head = heads.get(name, "") or ("00:00:01.000 --> 00:00:02.000\n" if name in ("srt", "vtt") else "<sync start=1>")

    def seconds(count: int) -> float:
        text = head + piece * (count // len(piece))
        start = time.process_time()
        in_order(READERS[name](text))
        return time.process_time() - start

    small, large = seconds(40_000), seconds(320_000)

    assert large < max(small, 0.02) * 24
