"""The look: contrast, tokens, choices."""

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel

from app.desktop.kit.theme import CONTRAST_AA, DARK, LIGHT, Colors, Theme, ThemeChoice, contrast, readable, style_sheet


@pytest.mark.parametrize("colors", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["background", "surface", "raised"])
@pytest.mark.parametrize("ink", ["text", "text_soft"])
def test_text_can_be_read_on_every_ground(colors: Colors, ground: str, ink: str) -> None:
    assert contrast(QColor(getattr(colors, ink)), QColor(getattr(colors, ground))) >= CONTRAST_AA


@pytest.mark.parametrize("colors", [DARK, LIGHT], ids=["dark", "light"])
def test_words_on_the_accent_can_be_read(colors: Colors) -> None:
    assert contrast(QColor(colors.on_accent), QColor(colors.accent)) >= CONTRAST_AA


@pytest.mark.parametrize("color", ["#102030", "#808080", "#ff00ff", "#000000"])
def test_a_colour_of_the_artwork_is_moved_until_it_can_be_read(color: str) -> None:
    ground = QColor(DARK.background)

    assert contrast(readable(QColor(color), ground), ground) >= CONTRAST_AA


def test_every_token_of_the_style_sheet_is_filled_in() -> None:
    sheet = style_sheet(DARK)

    assert "$" not in sheet
    assert DARK.accent in sheet


def test_choosing_light_repaints_the_application(qapp: QApplication) -> None:
    theme = Theme(ThemeChoice.DARK)
    theme.apply(qapp)
    heard: list[bool] = []
    theme.changed.connect(lambda: heard.append(theme.is_dark))

    theme.choose(ThemeChoice.LIGHT)

    assert heard == [False]
    assert QLabel().palette().window().color().name() == LIGHT.background
    theme.choose(ThemeChoice.DARK)


def test_less_motion_makes_every_motion_immediate(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    monkeypatch.setenv("MARQUEE_REDUCED_MOTION", "1")

    assert Theme(ThemeChoice.DARK).duration(160) == 0


def test_all_colours_are_whole() -> None:
    for field in fields(Colors):
        assert QColor(getattr(DARK, field.name)).isValid()
        assert QColor(getattr(LIGHT, field.name)).isValid()
