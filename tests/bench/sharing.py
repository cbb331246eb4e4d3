"""Two who watch the same converted film: what both cost the machine against what one costs (Linux only).

The processor time of the engine and of all workers that it starts is counted, those that have ended too. Each film is
a copy with a time of its own, so that nothing of one is found in the cache for the other.
"""

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin

import httpx

from app.client import Client
from app.contract.playback import Playback, Wish
from app.contract.server import Running
from app.contract.units import DurationMs
from tests.bench.direct import engine, stream_url
from tests.bench.measure import Ratio
from tests.fakes.playing import device, target

LENGTH_S = 24
ROUNDS = 3
LIMIT = 1.15
"""A second encode would make it 2; playlists and bytes for one more are not free."""
DEVICE = device(targets=[target("ts", "h264", "aac")])


def make_films(folder: Path) -> None:
    """Write films that must be converted for whoever takes H.264 only."""
    first = folder / "Film 0 (2020).avi"
    pictures = f"testsrc2=size=1280x720:rate=25:duration={LENGTH_S},noise=alls=6:allf=t"
    command = ("-f", "lavfi", "-i", pictures, "-c:v", "mpeg4", "-q:v", "4", "-g", "50", "-y", str(first))
    subprocess.run(("ffmpeg", "-nostdin", "-v", "error", *command), check=True, stdin=subprocess.DEVNULL)
    for number in range(1, 2 * ROUNDS + 1):
        shutil.copyfile(first, folder / f"Film {number} (2020).avi")


def processor_s(pid: int) -> float:
    """Return the seconds of processor time that a process and its children have used, ended ones too."""
    ticks = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile: then its parent counts it
        if pid in {int(folder.name), int(fields[1])}:
            ticks += sum(int(fields[place]) for place in range(11, 15))
    return ticks / os.sysconf("SC_CLK_TCK")


async def watch(client: Client, playback: Playback) -> None:
    """Fetch a whole film as a player does, one piece after the other."""
    async with httpx.AsyncClient(timeout=60) as http:
        master = client.absolute(playback.url)
        [name] = [line for line in (await http.get(master)).text.splitlines() if not line.startswith("#")]
        place = urljoin(master, name)
        for line in (await http.get(place)).text.splitlines():
            if not line.startswith("#"):
                (await http.get(urljoin(place, line))).raise_for_status()


async def cost_s(running: Running, number: int, viewers: int) -> float:
    """Return the processor time of showing one of the films to some viewers at once, from beginning to end."""
    async with Client(running.url, running.token) as client:
        [card] = [card for card in (await client.browse.list_items()).entries if card.title == f"Film {number}"]
        before = processor_s(running.pid)
        playbacks = [await client.playback.open(card.id, Wish(profile=DEVICE)) for _ in range(viewers)]
        await asyncio.gather(*(watch(client, playback) for playback in playbacks))
        for playback in playbacks:
            await client.playback.stop(playback.session_id, DurationMs(0))
        return processor_s(running.pid) - before


async def at_rest(running: Running) -> None:
    """Return when the engine does nothing by itself any more."""
    before = -1.0
    while (used := processor_s(running.pid)) - before > 0.05:
        before = used
        await asyncio.sleep(2)


async def compare(running: Running, media: Path) -> tuple[float, float]:
    """Return the medians for two viewers and for one."""
    await stream_url(running, media)
    await at_rest(running)
    await cost_s(running, 0, 1)
    pairs = []
    for number in range(1, 2 * ROUNDS, 2):
        pairs.append((await cost_s(running, number, 2), await cost_s(running, number + 1, 1)))
        await at_rest(running)
    two, one = zip(*pairs, strict=True)
    return statistics.median(two), statistics.median(one)


def measure(folder: Path) -> list[Ratio]:
    """Return how two compare with one."""
    media = folder / "shared"
    media.mkdir()
    make_films(media)
    with engine(folder / "sharing") as running:
        two, one = asyncio.run(compare(running, media))
    return [Ratio(name="two viewers of one film against one", ours=two, theirs=one, limit=LIMIT, unit="s of processor")]


def main() -> int:
    """Print the ratio; 1 when it does not hold."""
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        ratios = measure(Path(name))
    print(*ratios, f"took {time.perf_counter() - begin:.0f} s", sep="\n")
    return int(not all(ratio.holds for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
