"""Ten people watch ten films that must be converted, with far less room on the disk than all of it takes."""

from pathlib import Path

import pytest

from app.client import Client
from tests.fakes.storm import FRAME_RATE, MEBI, PIECE_S, add_films, make_noise, serving_with_a_disk, storm

pytestmark = pytest.mark.end_to_end

FILMS = 10
LENGTH_S = 6
PIECES = LENGTH_S // PIECE_S
LEAST_MB = 16
"""The least quota that may be set; `tests/bench/storm.py` does the same with 200 MB."""
MADE_AT_MOST = PIECES + 1 + 2
"""Once each, the first one again for who seeks back, and what is made ahead of that."""


async def test_a_storm_keeps_to_the_quota_and_everybody_gets_everything(tmp_path: Path) -> None:
    media, data = tmp_path / "media", tmp_path / "data"
    media.mkdir()
    for number in range(FILMS):
        make_noise(media / f"Film {number} (2020).avi", seconds=LENGTH_S, size=(192, 108))

    with serving_with_a_disk(data, 4 * LEAST_MB) as (program, measure):
        async with Client(program.running.url, program.running.token) as client:
            await add_films(client, media, FILMS)
            await client.settings.save_settings({"streaming.disk_mb": LEAST_MB, "streaming.most_encodes": 64})
            seen, got = await storm(client, measure)
            encodes = [session.encode for session in await client.playback.list_sessions()]

    assert len(got) == FILMS
    assert [one.statuses for one in got] == [{200}] * FILMS
    assert [one.frames for one in got] == [LENGTH_S * FRAME_RATE] * FILMS
    assert sum(len(one.film) for one in got) > 1.1 * LEAST_MB * MEBI, "nothing had to give way"
    assert 0.5 * LEAST_MB * MEBI < seen.most_bytes <= LEAST_MB * MEBI + max(max(one.pieces) for one in got)
    # What is made ahead of one must not drive out what is made ahead of others: all would be made again and again.
    assert [one.pieces_made for one in encodes if one and one.pieces_made > MADE_AT_MOST] == []
