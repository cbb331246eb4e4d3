"""The field's own cases, where they are at hand: each must come out as expected, and the table is printed."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.engine.playback import decide, decide_subtitle

Case = Mapping[str, Any]
FILE = Path("shared/fixtures/playback/dev.json")


def field() -> dict[str, Any]:
    """Return the profiles, sources and cases, or skip."""
    root = Path(__file__).resolve().parents[4]
    found = next((top / FILE for top in (root.parent, root.parent.parent) if (top / FILE).is_file()), None)
    if found is None:
        pytest.skip(f"the field's cases ../{FILE} are not here")
    read: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return read


def differences(case: Case, answer: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what came out and what was expected, where these differ; what a case does not tell is not compared."""
    reasonable = [case["expected_delivery"], *case["also_reasonable"]]
    expected = {name: case[f"expected_{name}"] for name in ("protocol", "container", "subtitle_method")}
    found = {name: (answer[name], wanted) for name, wanted in expected.items() if wanted not in (None, answer[name])}
    if answer["method"] not in reasonable:
        found["method"] = (answer["method"], reasonable)
    if set(answer["reasons"]) != set(case["expected_reasons"]):
        found["reasons"] = (answer["reasons"], case["expected_reasons"])
    return found


def test_every_case_of_the_field_comes_out_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    known = field()
    rows, wrong = [], {}

    for case in known["cases"]:
        if case["kind"] == "subtitle":
            method = decide_subtitle(case)["subtitle_method"]
            rows.append(f"{case['id']}: {method}")
            if method != case["expected_subtitle_method"]:
                wrong[case["id"]] = {"subtitle_method": (method, case["expected_subtitle_method"])}
            continue
        answer = decide(known["profiles"][case["profile"]], known["sources"][case["source"]], case["options"])
        where = f"{answer['protocol']}/{answer['container']}"
        rows.append(f"{case['id']}: {answer['method']} {where} {' + '.join(answer['reasons'])}".rstrip())
        if differing := differences(case, answer):
            wrong[case["id"]] = differing

    with capsys.disabled():
        sys.stdout.write("\n".join(["", *rows, f"{len(rows) - len(wrong)} of {len(rows)} as expected", ""]))
    assert wrong == {}
