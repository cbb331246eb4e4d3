"""Commands that need no engine: names and files."""

import json
from pathlib import Path

import pytest

from app.cli.main import main
from app.cli.parse import answers
from tests.fakes.films import make_film

Output = pytest.CaptureFixture[str]


def test_every_line_gets_its_answer_in_order() -> None:
    lines = [
        b'{"path": "Heat (1995)/Heat (1995).mkv"}\n',
        b"nonsense\n",
        b'{"path": "x.mkv", "hints": {"kind": "movies"}}\n',
        b"\xff\n",
        b"{}\n",
    ]

    read = [(json.loads(answer), is_good) for answer, is_good in answers(lines)]

    assert [is_good for _answer, is_good in read] == [True, False, True, False, False]
    assert read[0][0]["title"] == "Heat"
    assert all(set(answer) == {"error"} for answer, is_good in read if not is_good)


def test_a_file_is_shown_as_json(tmp_path: Path, capsys: Output) -> None:
    make_film(tmp_path / "a.mkv", seconds=1)

    assert main(["probe", str(tmp_path / "a.mkv")]) == 0

    shown = json.loads(capsys.readouterr().out)
    assert shown["container"] == "matroska"
    assert {stream["type"] for stream in shown["streams"]} >= {"video"}


def test_a_bad_file_is_told_and_the_others_are_shown(tmp_path: Path, capsys: Output) -> None:
    make_film(tmp_path / "a.mkv", seconds=1)
    (tmp_path / "b.mkv").write_bytes(b"no film")

    assert main(["probe", str(tmp_path / "b.mkv"), str(tmp_path / "a.mkv")]) == 1

    told = capsys.readouterr()
    assert [("error" in one) for one in json.loads(told.out)] == [True, False]
    assert "b.mkv" in told.err
    assert told.err.count("\n") == 1
