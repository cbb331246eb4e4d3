"""What is written to the terminal."""

import io
import sys

import pytest

from app.cli import console


class Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_names_that_a_terminal_lacks_are_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(raw, encoding="cp1252"))

    console.make_safe()
    console.say("Amélie 東京")
    sys.stdout.flush()

    assert raw.getvalue().decode("cp1252").strip() == "Amélie \\u6771\\u4eac"


def test_files_and_pipes_get_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))

    console.make_safe()
    console.say("東京")
    sys.stdout.flush()

    assert raw.getvalue().decode().strip() == "東京"


def test_a_program_without_a_console_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)

    console.make_safe()
    console.LiveLine().show("x")


def test_a_live_line_is_written_over_and_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", Terminal(raw, encoding="utf-8"))
    line = console.LiveLine()

    line.show("10 of 20")
    line.show("20")
    line.clear()
    line.clear()

    assert raw.getvalue() == b"\r10 of 20\r20      \r  \r"


def test_a_live_line_is_silent_when_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    line = console.LiveLine()

    line.show("10 of 20")
    line.clear()

    assert capsys.readouterr().err == ""
