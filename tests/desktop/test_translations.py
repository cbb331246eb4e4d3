"""The window speaks German where its user does, and plural English everywhere."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.contract.errors import NotFound
from app.desktop import translator
from app.desktop.kit import words

SCRIPT = Path(__file__).parents[2] / "scripts" / "translations.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def german(script: ModuleType, qapp: QApplication) -> Iterator[None]:
    script.release()
    kept = translator.install(qapp, "de")
    yield
    for each in kept:
        qapp.removeTranslator(each)
    QLocale.setDefault(QLocale("en_GB"))


def test_every_sentence_is_translated(script: ModuleType) -> None:
    assert script.missing() == []


def test_counts_follow_the_grammar_and_the_locale(german: None) -> None:
    assert words.word_films(1) == "1 Film"
    assert words.word_films(1204) == "1.204 Filme"
    assert words.word_duration(6_960_000) == "1 Std. 56 Min."


def test_errors_are_said_in_the_language_of_the_user(german: None) -> None:
    assert words.word_error(NotFound("x"))[0] == "Es ist nicht mehr da"
