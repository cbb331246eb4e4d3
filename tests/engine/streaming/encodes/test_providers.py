"""Who makes a picture."""

from collections.abc import Collection

import pytest

from app.engine.streaming.encodes.providers import (
    MOST_FAULTS,
    MOST_LOST,
    Ability,
    Breaker,
    Chosen,
    Needs,
    Provider,
    choose,
    is_enough,
    reach,
)

STYLED, BITMAP = Ability.STYLED_TEXT, Ability.BITMAP_TEXT
PYAV = Provider(
    name="pyav",
    encoders={"h264": "libx264", "hevc": "libx265", "av1": "libsvtav1"},
    abilities=frozenset({BITMAP}),
    priority=1,
)
CHIP = Provider(
    name="pyav", encoders=PYAV.encoders, hardware={"h264": "h264_qsv"}, abilities=PYAV.abilities, priority=1
)
FFMPEG = Provider(
    name="ffmpeg",
    encoders={"h264": "libx264"},
    hardware={"h264": "h264_vaapi"},
    abilities=frozenset({STYLED}),
)
PLAIN = Provider(name="ffmpeg", encoders={"h264": "libx264"})
BROKEN = Provider(name="pyav", abilities=PYAV.abilities, priority=1)


@pytest.mark.parametrize(
    ("needs", "providers", "wanted"),
    [
        (Needs(codec="h264"), [FFMPEG, PYAV], ["pyav libx264", "ffmpeg libx264"]),
        (Needs(codec="h264", wishes=frozenset({STYLED})), [PYAV, FFMPEG], ["ffmpeg libx264", "pyav libx264"]),
        (Needs(codec="h264", wishes=frozenset({STYLED})), [PYAV, PLAIN], ["pyav libx264", "ffmpeg libx264"]),
        (Needs(codec="h264", must=frozenset({STYLED})), [PYAV, PLAIN], []),
        (Needs(codec="h264", must=frozenset({BITMAP})), [PYAV, FFMPEG], ["pyav libx264"]),
        (Needs(codec="h264", wants_hardware=True), [PYAV, FFMPEG], ["ffmpeg h264_vaapi", "pyav libx264"]),
        (Needs(codec="h264", wants_hardware=True), [FFMPEG, CHIP], ["pyav h264_qsv", "ffmpeg h264_vaapi"]),
        (Needs(codec="hevc", wants_hardware=True), [PYAV, FFMPEG], ["pyav libx265"]),
        (Needs(codec="h264"), [BROKEN, FFMPEG], ["ffmpeg libx264"]),
        (Needs(codec="av1"), [PYAV, FFMPEG], ["pyav libsvtav1"]),
        (Needs(codec="theora"), [PYAV, FFMPEG], []),
    ],
)
def test_who_makes_what(needs: Needs, providers: Collection[Provider], wanted: list[str]) -> None:
    assert [f"{one.provider} {one.encoder}" for one in choose(needs, providers)] == wanted


def test_hardware_is_told_from_the_processor() -> None:
    assert choose(Needs(codec="h264", wants_hardware=True), [FFMPEG]) == (
        Chosen(provider="ffmpeg", encoder="h264_vaapi", is_hardware=True),
    )


def test_one_that_is_much_quicker_is_preferred_and_one_that_is_little_is_not() -> None:
    def first(rate: float) -> str:
        quick = Provider(name="ffmpeg", encoders={"h264": "libx264"}, frame_rate=rate)
        usual = Provider(name="pyav", encoders={"h264": "libx264"}, frame_rate=100, priority=1)
        return choose(Needs(codec="h264"), [quick, usual])[0].provider

    assert (first(110), first(2000)) == ("pyav", "ffmpeg")


@pytest.mark.parametrize(
    ("needs", "provider", "wanted"),
    [
        (Needs(codec="h264"), PYAV, True),
        (Needs(codec="h264"), BROKEN, False),
        (Needs(codec="h264", wishes=frozenset({STYLED})), PYAV, False),
        (Needs(codec="h264", must=frozenset({BITMAP})), PYAV, True),
        (Needs(codec="h264", wants_hardware=True), PYAV, False),
        (Needs(codec="h264", wants_hardware=True), CHIP, True),
    ],
)
def test_nobody_else_is_looked_for_when_that_is_enough(needs: Needs, provider: Provider, *, wanted: bool) -> None:
    assert is_enough(needs, provider) is wanted


def test_a_provider_that_fails_too_often_is_asked_no_more() -> None:
    breaker = Breaker()
    for _ in range(MOST_FAULTS - 1):
        breaker = breaker.failed()
    assert not breaker.is_open
    assert breaker.failed().is_open
    assert not breaker.failed().is_alone


def test_a_film_that_nobody_can_make_is_not_made_twice_for_ever() -> None:
    breaker = Breaker()
    for _ in range(MOST_LOST):
        assert not breaker.is_alone
        breaker = breaker.both_failed()
    assert breaker.is_alone
    assert not breaker.is_open


def test_of_two_encoders_for_a_codec_the_first_one_counts() -> None:
    codecs = {"a": "h264", "b": "h264", "c": "hevc"}
    assert reach(["b", "a", "c"], codecs) == {"h264": "b", "hevc": "c"}
