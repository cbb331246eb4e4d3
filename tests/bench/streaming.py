"""How fast films reach players: as they are, copied into pieces, and made anew, against nginx and ffmpeg in one run.

Of pieces that are copied, or have their sound made anew, it is measured how long a player waits. The film is twenty
minutes long and in the system's memory; the pieces are asked for in random places, so that none was made ahead. The
limit of 60 ms is for a machine with nothing else to do: the ratio is what counts. The other parts can be run alone:
crowd.py, making.py, sharing.py.
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
from app.contract.encoding import SoundForm
from app.contract.playback import Wish
from app.contract.segments import Form
from app.contract.server import Running
from app.engine.ground.clock import now
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.streaming.rules import MASTER, Choice
from app.engine.streaming.signing import Signer
from tests.bench import crowd, making, sharing
from tests.bench.direct import engine, stream_url
from tests.bench.measure import Ratio

LIMIT_MS = 60.0
"""95 of 100 pieces come sooner."""
SOUND = SoundForm(codec="aac", channels=2, bitrate=192_000)
ROUNDS = 24
LENGTH_S = 1200
SCENE_S = 20
BITRATE = "8M"
AGENT = {"User-Agent": "bench"}


def make_long_film(path: Path) -> None:
    """Write a film at about 8 Mbit/s: one encoded scene, copied many times."""
    scene, count = path.with_name("scene.mkv"), LENGTH_S // SCENE_S
    pictures = ("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=25:duration={SCENE_S},noise=alls=12:allf=t")
    sound = ("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=48000:duration={SCENE_S}")
    film = ("-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-g", "50", "-b:v", BITRATE, "-pix_fmt", "yuv420p")
    run("ffmpeg", "-nostdin", "-v", "error", *pictures, *sound, *film, "-c:a", "aac", "-y", str(scene))
    again = ("-stream_loop", str(count - 1), "-i", str(scene), "-c", "copy")
    run("ffmpeg", "-nostdin", "-v", "error", *again, "-y", str(path))
    scene.unlink()


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


async def signed(running: Running, data: Path, media: Path) -> str:
    """Return what the engine would sign for the only film."""
    await stream_url(running, media)
    async with Client(running.url, running.token) as client:
        [card] = (await client.browse.list_items()).entries
        asset_id = int((await client.playback.open(card.id, Wish())).asset_id)
    return Signer(await Secrets(Home(data)).key("streaming")).sign("remux", asset_id, now())


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
        f"{form}: {len(pieces)} pieces; first playlist {first_ms:.0f} ms; from memory {statistics.median(again):.1f} ms"
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


def measure_sound(master: str, film: Path) -> list[Ratio]:
    """Ask for pieces of a sound that is made anew, in turn with ffmpeg."""
    fetched(master)
    pieces = named(master.replace(MASTER, "a1.m3u8"))
    step = LENGTH_S / len(pieces)
    numbers = random.Random(5).sample(range(2, len(pieces) - 2, 2), ROUNDS + 3)
    ours, theirs = [], []
    for number in numbers[3:]:
        ours.append(fetched(pieces[number])[0])
        span = ("-ss", str(number * step), "-t", str(step))
        made = ("-map", "0:a", "-c:a", "aac", "-b:a", "192k", "-f", "mp4", "-movflags", "frag_keyframe+empty_moov")
        begin = time.perf_counter()
        run("ffmpeg", "-nostdin", "-v", "error", *span, "-i", str(film), *made, "-y", "/dev/null")
        theirs.append((time.perf_counter() - begin) * 1000)
    return [
        Ratio(name="sound: p95 against one ffmpeg", ours=p95(ours), theirs=p95(theirs), limit=1.0, unit="ms"),
    ]


def main() -> int:
    """Print the ratios; 1 when one does not hold, 2 when there is nothing to compare with."""
    for program, package in (("ffmpeg", "ffmpeg"), ("nginx", "nginx-light")):
        if not shutil.which(program):
            print(f"{program} is not here: apt-get install {package}")
            return 2
    with tempfile.TemporaryDirectory() as name:
        ratios = crowd.against_nginx(Path(name))
    with tempfile.TemporaryDirectory() as name:
        data, media = Path(name) / "data", Path(name) / "media"
        media.mkdir()
        film = media / "Long (2020).mkv"
        make_long_film(film)
        with engine(data) as running:
            place = asyncio.run(signed(running, data, media))
            for form in Form:
                ratios += measure(f"{running.url}/stream/remux/{place}/{Choice(form=form)}/{MASTER}", film, form)
            made = Choice(form=Form.MP4, audio_index=1, sound=SOUND)
            ratios += measure_sound(f"{running.url}/stream/remux/{place}/{made}/{MASTER}", film)
        ratios += [*making.measure(Path(name)), *sharing.measure(Path(name))]
    print(*ratios, sep="\n")
    return int(not all(ratio.holds for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
