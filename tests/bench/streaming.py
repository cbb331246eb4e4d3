"""Pieces of a film whose streams are copied: how long a player waits for one, against an ffmpeg process doing the same.

The film is an hour long and its pages are in memory; the pieces are asked for in random places, so that none was made
ahead. The limit of 60 ms is for such a machine with nothing else to do: the ratio is what counts.
"""

import asyncio
import http.client
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from app.client import Client
from app.contract.playback import Wish
from app.contract.segments import Form
from app.contract.server import Running
from app.engine.ground.clock import now
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.streaming.rules import MASTER, Choice
from app.engine.streaming.signing import Signer
from tests.bench.direct import engine, stream_url
from tests.bench.measure import Ratio

LIMIT_MS = 60.0
"""95 of 100 pieces come sooner."""
ROUNDS = 40
LENGTH_S = 3600
BITRATE = "8M"
AGENT = {"User-Agent": "bench"}


def make_long_film(path: Path) -> None:
    """Write an hour of a film at about 8 Mbit/s: one encoded minute, copied sixty times."""
    minute = path.with_name("minute.mkv")
    pictures = ("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=60,noise=alls=12:allf=t")
    sound = ("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=60")
    film = ("-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-g", "50", "-b:v", BITRATE, "-pix_fmt", "yuv420p")
    run("ffmpeg", "-nostdin", "-v", "error", *pictures, *sound, *film, "-c:a", "aac", "-y", str(minute))
    run("ffmpeg", "-nostdin", "-v", "error", "-stream_loop", "59", "-i", str(minute), "-c", "copy", "-y", str(path))
    minute.unlink()


def run(*command: str) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def fetched(url: str) -> tuple[float, bytes]:
    """Return the milliseconds until the last byte of a URL, on a connection of its own, and the bytes."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    start = time.perf_counter()
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    connection.request("GET", parts.path, headers=AGENT)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200, (answer.status, content[:200])
    return (time.perf_counter() - start) * 1000, content


def named(url: str) -> list[str]:
    """Return the URLs that a playlist names."""
    lines = fetched(url)[1].decode().splitlines()
    return [urljoin(url, line) for line in lines if line and not line.startswith("#")]


def cut_by_ffmpeg(film: Path, start_s: float, length_s: float, form: Form) -> float:
    """Return the milliseconds that one ffmpeg process needs for the same piece."""
    muxer = ("mpegts",) if form is Form.TS else ("mp4", "-movflags", "frag_keyframe+empty_moov")
    streams = ("-map", "0:v", "-map", "0:a") if form is Form.TS else ("-map", "0:v")
    begin = time.perf_counter()
    run(
        *("ffmpeg", "-nostdin", "-v", "error", "-ss", str(start_s), "-t", str(length_s), "-i", str(film)),
        *(*streams, "-c", "copy", "-f", *muxer, "-y", "/dev/null"),
    )
    return (time.perf_counter() - begin) * 1000


async def master_url(running: Running, data: Path, media: Path, form: Form) -> str:
    """Return the playlist of the only film, signed as the engine would."""
    await stream_url(running, media)
    async with Client(running.url, running.token) as client:
        [card] = (await client.browse.list_items()).entries
        asset_id = int((await client.playback.open(card.id, Wish())).asset_id)
    signed = Signer(await Secrets(Home(data)).key("streaming")).sign("remux", asset_id, now())
    return f"{running.url}/stream/remux/{signed}/{Choice(form=form)}/{MASTER}"


def p95(values: Sequence[float]) -> float:
    """Return what 95 of 100 stay below."""
    return statistics.quantiles(values, n=20)[-1]


def measure(master: str, film: Path, form: Form) -> list[Ratio]:
    """Ask for pieces in turn with ffmpeg; those that were asked for or made ahead are left out."""
    first_ms, _ = fetched(master)
    pieces = named(named(master)[0])
    step = LENGTH_S / len(pieces)
    numbers = random.Random(4).sample(range(2, len(pieces) - 2, 2), ROUNDS + 3)  # repeatable, not secret
    pairs = [(fetched(pieces[number])[0], cut_by_ffmpeg(film, number * step, step, form)) for number in numbers][3:]
    again = [fetched(pieces[number])[0] for number in numbers[-10:]]
    ours, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    print(
        f"{form}: {len(pieces)} pieces; first playlist (table made) {first_ms:.0f} ms; median {statistics.median(ours):.1f}"
        f" ms against {statistics.median(theirs):.1f} ms; from memory {statistics.median(again):.1f} ms"
    )
    return [
        Ratio(name=f"{form}: p95 against the limit", ours=p95(ours), theirs=LIMIT_MS, limit=1.0, unit="ms"),
        Ratio(name=f"{form}: p95 against one ffmpeg", ours=p95(ours), theirs=p95(theirs), limit=1.0, unit="ms"),
        Ratio(
            name=f"{form}: median against one ffmpeg",
            ours=statistics.median(ours),
            theirs=statistics.median(theirs),
            limit=1.0,
            unit="ms",
        ),
    ]


def main() -> int:
    """Print the ratios; 1 when one does not hold, 2 when there is nothing to compare with."""
    if not shutil.which("ffmpeg"):
        print("ffmpeg is not here: apt-get install ffmpeg")
        return 2
    ratios: list[Ratio] = []
    with tempfile.TemporaryDirectory() as name:
        data, media = Path(name) / "data", Path(name) / "media"
        media.mkdir()
        film = media / "Long (2020).mkv"
        make_long_film(film)
        with engine(data) as running:
            for form in Form:
                master = asyncio.run(master_url(running, data, media, form))
                ratios += measure(master, film, form)
    print(*ratios, sep="\n")
    return int(not all(ratio.holds for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
