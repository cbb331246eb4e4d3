"""Lyrics are read with and without times, from a file beside the track or from the track."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client import Client
from app.contract.errors import NotFound
from app.contract.library import LyricsSource, SourceKind
from app.engine.library import routes
from app.engine.library.local.lyrics import read_lyrics
from tests.fakes.library import House, open_house, put
from tests.fakes.web import OWNER, serving


def lines(text: str) -> list[tuple[int | None, str]]:
    found = read_lyrics(text.encode(), LyricsSource.FILE)
    return [(line.start_ms, line.text) for line in found.lines] if found else []


def test_lines_come_when_they_are_sung() -> None:
    text = "\ufeff[ti:Glass]\r\n[00:12.50]First\r\n[01:00.5][00:30:250]Refrain\r\n[02:00]\r\nno time\r\n"

    assert lines(text) == [(12_500, "First"), (30_250, "Refrain"), (60_500, "Refrain"), (120_000, "")]


def test_an_offset_shows_lines_sooner_and_times_of_words_are_left_out() -> None:
    assert lines("[offset:+500]\n[00:00.1]Early\n[00:10]<00:10.00>Two <00:10.50>words") == [
        (0, "Early"),
        (9_500, "Two words"),
    ]


def test_plain_lyrics_keep_their_lines() -> None:
    assert lines("[ar:Ann]\n[offset:none]\nOne\n\nTwo") == [(None, "One"), (None, ""), (None, "Two")]
    assert lines(" \n[ti:Only notes]\n") == []


@given(st.text(alphabet="[]:.0123456789<>ab \n", max_size=200))
def test_no_lyrics_raise(text: str) -> None:
    lines(text)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


async def test_a_file_beside_the_track_comes_before_what_is_embedded(house: House, tmp_path: Path) -> None:
    root = tmp_path / "media" / "Quiet Rooms" / "Windows"
    for number in (1, 2, 3):
        put(root / f"0{number} - Song {number}.mp3")
    lrc = put(root / "01 - Song 1.lrc", "[00:01]Beside")
    await house.add(tmp_path / "media", SourceKind.MUSIC)
    (one, two, three) = [
        int(str(row[0])) for row in house.rows("select id from item where kind = 'track' order by number")
    ]
    await house.db.write(_embed, [one, two])

    async with serving(*routes(house.library)) as url, Client(url, OWNER) as client:
        ask = client.library.get_lyrics
        beside, inside = await ask(str(one)), await ask(str(two))
        for nothing in (str(three), "no-id"):
            with pytest.raises(NotFound):
                await ask(nothing)
        lrc.unlink()
        left = await ask(str(one))

    assert [(found.lines[0].text, found.is_synced, found.source.value) for found in (beside, inside, left)] == [
        ("Beside", True, "file"),
        ("Inside", False, "embedded"),
        ("Inside", False, "embedded"),
    ]


def _embed(connection: object, item_ids: list[int]) -> None:
    for item_id in item_ids:
        connection.execute(  # type: ignore[attr-defined]
            "update asset set probe = json_set(probe, '$.lyrics', 'Inside') where id ="
            " (select asset_id from item_asset where item_id = ?)",
            (item_id,),
        )
