"""Folders for what programs read."""

from pathlib import Path

import pytest

from app.contract.errors import Unsupported
from app.engine.streaming.encodes.scratch import Scratch


async def test_what_is_given_back_is_gone_and_so_is_what_an_engine_left_behind(tmp_path: Path) -> None:
    left = tmp_path / "ffmpeg" / "1-old"
    left.mkdir(parents=True)
    (left / "words.ass").write_text("old")
    scratch = Scratch(tmp_path / "ffmpeg")
    first, second = await scratch.make(), await scratch.make()
    (first / "words.ass").write_text("new")

    await scratch.sweep()
    await scratch.delete(first)

    assert list((tmp_path / "ffmpeg").iterdir()) == [second]


async def test_a_disk_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "ffmpeg").touch()

    with pytest.raises(Unsupported) as refused:
        await Scratch(tmp_path / "ffmpeg").make()
    assert refused.value.code == "no_folder"
