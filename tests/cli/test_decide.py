"""`marquee decide`: a line in, a line out, whatever stands in it."""

import json
from pathlib import Path

import pytest

from app.cli.decide import answers
from app.cli.main import main

FILM = {"Container": "mkv", "MediaStreams": [{"Type": "Video", "Codec": "h264"}, {"Type": "Audio", "Codec": "dts"}]}


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_a_bad_line_is_told_in_its_place_and_the_next_one_is_answered() -> None:
    lines = [b"nonsense\n", b"\xff\n", b"[1]\n", b"[" * 100_000, b"{}\n", line(profile=[], source=FILM), b"\n"]

    read = [json.loads(answer) for answer, is_good in answers([*lines, line(profile=None, source=FILM)])]

    assert [one["error"]["line"] for one in read[:-1]] == [1, 2, 3, 4, 5, 6]
    assert "'source'" in read[4]["error"]["message"]
    assert read[-1]["method"] == "DirectPlay"


def test_a_shipped_profile_goes_by_its_name_and_an_unknown_name_is_told() -> None:
    known, unknown = answers([line(profile="plays-all", source=FILM), line(profile="abacus", source=FILM)])

    assert json.loads(known[0])["method"] == "DirectPlay"
    assert json.loads(unknown[0])["error"]["code"] == "profile_not_found"
    assert not unknown[1]


def test_a_subtitle_alone_is_answered_too() -> None:
    rules = [{"Format": "srt", "Method": "External"}]

    ((answer, is_good),) = answers([line(subtitle_stream={"Codec": "subrip"}, subtitle_profiles=rules)])

    assert is_good
    assert json.loads(answer)["subtitle_method"] == "Encode"


def test_lines_come_from_a_file_and_the_exit_code_tells_of_bad_ones(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "good").write_bytes(line(profile=None, source=FILM))
    (tmp_path / "bad").write_bytes(line(profile=None, source=FILM) + b"?\n")

    assert [main(["decide", str(tmp_path / name)]) for name in ("good", "bad", "none")] == [0, 1, 1]

    told = capsysbinary.readouterr()
    assert told.out.count(b"DirectPlay") == 2
    assert told.err.count(b"\n") == 1
