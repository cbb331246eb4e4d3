"""Ten people watch ten films that must be converted: the most that ever lies on the disk, against the quota."""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.client import Client
from app.contract.server import Running
from tests.bench.measure import Ratio
from tests.fakes.storm import FRAME_RATE, MEBI, Got, Watched, add_films, make_noise, serving_with_a_disk, storm

FILMS = 10
LENGTH_S = 28
QUOTA_MB = 200


async def run(running: Running, media: Path, measure: Callable[[], int]) -> tuple[Watched, list[Got]]:
    """Return what was seen and what everybody got."""
    async with Client(running.url, running.token) as client:
        await add_films(client, media, FILMS)
        await client.settings.save_settings({"streaming.disk_mb": QUOTA_MB, "streaming.most_encodes": 64})
        return await storm(client, measure)


def main() -> int:
    """Print the most; 1 when it is more than the quota and a piece, or when somebody did not get all of a film."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        media, data = Path(name) / "media", Path(name) / "data"
        media.mkdir()
        for number in range(FILMS):
            make_noise(media / f"Film {number} (2020).avi", seconds=LENGTH_S)
        with serving_with_a_disk(data, 4 * QUOTA_MB) as (program, measure):
            seen, got = asyncio.run(run(program.running, media, measure))
    largest = max(max(one.pieces) for one in got)
    given = sum(sum(one.pieces) for one in got)
    whole = [one for one in got if one.statuses == {200} and one.frames == LENGTH_S * FRAME_RATE]
    ratio = Ratio(
        name="most on the disk against the quota",
        ours=seen.most_bytes / MEBI,
        theirs=QUOTA_MB,
        limit=round(1 + largest / MEBI / QUOTA_MB, 4),
        unit="MiB",
    )
    print(ratio)
    print(f"{given / MEBI:.0f} MiB given out, largest piece {largest / MEBI:.2f} MiB, looked {seen.looks} times")
    print(f"{len(whole)} of {FILMS} got every picture; took {time.perf_counter() - begin:.0f} s")
    return int(not ratio.holds or len(whole) < FILMS)


if __name__ == "__main__":
    sys.exit(main())
