"""What the panel says of a decision."""

import pytest
from pytestqt.qtbot import QtBot

from app.contract.playback import Decision, Method, Reason
from app.desktop.playback.why import MOST_ROWS, WhyPanel, word_measured, word_method, word_stream

DTS = Reason(
    stream="audio",
    rule="direct_play_profile",
    property="AudioCodec",
    measured="dts",
    allowed="aac,ac3",
    source="profile TV",
)
WORDS = "Your TV can't play DTS, so the sound is converted to AC-3 5.1; the picture is untouched."


def decision(method: Method, words: str = "", count: int = 1) -> Decision:
    return Decision(method=method, container="mp4", protocol="hls", words=words, explanation=(DTS,) * count)


def cells(panel: WhyPanel) -> list[str]:
    return [cell.text() for cell in panel._rows]  # type: ignore[attr-defined]  # they are labels


def test_the_sentence_and_what_was_measured_are_shown(qtbot: QtBot) -> None:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.set_decision(decision(Method.DIRECT_STREAM, WORDS))

    assert panel.sentence.text() == panel.accessibleName() == WORDS
    assert cells(panel) == ["Sound", "dts – plays aac, ac3", "profile TV"]


def test_another_decision_replaces_the_first(qtbot: QtBot) -> None:
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.set_decision(decision(Method.TRANSCODE, count=50))
    many = len(cells(panel))
    panel.set_decision(decision(Method.DIRECT_PLAY))

    assert many == MOST_ROWS * 3
    assert cells(panel) == []


@pytest.mark.parametrize("method", list(Method))
def test_an_engine_without_words_is_helped_out(method: Method) -> None:
    assert word_method(method).endswith(".")


def test_what_is_unknown_is_shown_as_it_is() -> None:
    bare = Reason(stream="lyrics", rule="", property="", measured="12", allowed="", source="")

    assert (word_stream("lyrics"), word_measured(bare)) == ("lyrics", "12")
