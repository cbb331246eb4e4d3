"""Commands without a running engine open one of their own, and leave nothing behind."""

import asyncio
import json
from pathlib import Path

import pytest

from app.cli import connection
from app.cli.connection import connect
from app.cli.main import main
from app.engine.ground.lock import hold
from app.engine.ground.paths import Home

Output = pytest.CaptureFixture[str]


def test_a_token_is_made_without_an_engine_and_counts_later(home: Home, capsys: Output) -> None:
    assert main(["token", "create", "Kodi", "--json", "--data-dir", str(home.root)]) == 0
    made = json.loads(capsys.readouterr().out)

    async def listed() -> list[str]:
        async with connect(home) as client:
            return [token.id for token in await client.accounts.list_tokens()]

    assert asyncio.run(listed()) == [made["id"]]
    assert not home.running_file.exists()


def test_a_folder_is_added_and_scanned_without_an_engine(home: Home, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "Films").mkdir()
    (tmp_path / "Films" / "broken.mkv").write_bytes(b"no film")
    assert main(["--data-dir", str(home.root), "add", str(tmp_path / "Films"), "--json"]) == 0
    capsys.readouterr()

    assert main(["--data-dir", str(home.root), "scan", "--wait", "--json"]) == 0

    told = capsys.readouterr()
    counts = json.loads(told.out)
    assert (counts["sources"], counts["problems"]) == (1, 1)
    assert told.err == ""


def test_the_document_needs_no_engine(home: Home, capsys: Output) -> None:
    assert main(["openapi", "--data-dir", str(home.root)]) == 0

    assert "/api/v1/tokens" in json.loads(capsys.readouterr().out)["paths"]


def test_an_engine_that_holds_the_folder_and_is_silent_is_told(
    home: Home, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "START_PATIENCE_S", 0.01)
    monkeypatch.setattr(connection, "LOOK_AGAIN_S", 0.01)
    with hold(home):
        assert main(["token", "create", "x", "--data-dir", str(home.root)]) == 1

    assert "already uses" in capsys.readouterr().err
