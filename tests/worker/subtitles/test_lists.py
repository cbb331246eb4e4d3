"""Cues in order, within limits."""

import pytest

from app.contract.subtitles import Cue
from app.worker.subtitles import lists
from app.worker.subtitles.lists import LAST_MS, LONGEST_MS, UNTOLD_MS, in_order


def test_cues_come_by_time() -> None:
    assert in_order([Cue(2000, 3000, "b"), Cue(0, 1000, "a")])[0] == [Cue(0, 1000, "a"), Cue(2000, 3000, "b")]


def test_a_cue_without_an_end_lasts_until_the_next_but_not_for_ever() -> None:
    cues = [Cue(0, 0, "a"), Cue(1000, 500, "b"), Cue(60_000, 10_000_000, "c")]

    assert [cue.end_ms for cue in in_order(cues)[0]] == [1000, 1000 + UNTOLD_MS, 60_000 + LONGEST_MS]


def test_what_has_no_words_or_no_sane_time_is_left_out() -> None:
    assert in_order([Cue(0, 1000, ""), Cue(LAST_MS, LAST_MS + 1, "late"), Cue(-5000, -1000, "early")])[0] == []


def test_the_same_words_picture_by_picture_are_one_cue() -> None:
    moving = [Cue(at * 40, at * 40 + 40, "Exit", f"line:{at}%") for at in range(50)]

    assert in_order(moving)[0] == [Cue(0, 2000, "Exit", "line:0%")]


def test_the_same_words_in_two_places_at_once_are_two() -> None:
    cues = [Cue(0, 2000, "Exit", "line:5%"), Cue(1000, 3000, "Exit")]

    assert in_order(cues)[0] == cues


def test_more_than_the_limits_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_CUES", 2)

    cues, is_cut = in_order(Cue(at * 1000, at * 1000 + 500, f"{at}") for at in range(9))

    assert (len(cues), is_cut) == (2, True)
