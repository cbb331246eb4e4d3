"""Measures whole scans and rescans of the real engine against bare loops over the same files.

`scripts/dev.py bench scan`, or `python -m tests.bench.scan [--names 100000]`.
"""

import argparse
import asyncio
import multiprocessing
import os
import shutil
import tempfile
import time
from collections.abc import Iterable
from itertools import cycle, islice
from pathlib import Path

import av

from app.client import Client
from app.contract.library import NewSource, Scan, ScanState, SourceKind
from tests.bench.measure import Ratio, medians
from tests.fakes.films import make_film
from tests.fakes.program import Program, serving

FILMS = 2_000
NAMES = 100_000
FOLDER_NAMES = 50
MEMORY_LIMIT_MB = 300
SD, HD, FULL_HD, UHD = (720, 576), (1280, 720), (1920, 1080), (3840, 2160)
RECIPES: tuple[tuple[str, dict[str, object]], ...] = (
    (".mkv", {"video": "libx264", "size": FULL_HD, "audio_tracks": 2, "languages": ("eng", "ger"), "subtitles": True}),
    (".mkv", {"video": "libx265", "size": FULL_HD, "audio": "ac3", "chapters": ("One", "Two", "Three")}),
    (".mp4", {"video": "libx264", "size": HD, "audio": "aac", "chapters": ("One", "Two")}),
    (".m4v", {"video": "libx265", "size": FULL_HD, "audio": "aac"}),
    (".avi", {"video": "mpeg4", "size": SD, "audio": "mp3"}),
    (".ts", {"video": "mpeg2video", "size": SD, "audio": "ac3"}),
    (".webm", {"video": "libvpx-vp9", "size": HD, "audio": "libopus"}),
    (".mkv", {"video": "libvpx-vp9", "size": FULL_HD, "audio": "flac", "audio_tracks": 3}),
    (".mkv", {"video": "libx265", "size": UHD, "pixel_format": "yuv420p10le", "audio": "eac3"}),
    (".mov", {"video": "libx264", "size": FULL_HD, "audio": "aac"}),
)
"""Short films in the sizes that people have: how long it takes to open one depends on its size, not on its length."""


def make_library(root: Path, count: int) -> Path:
    """Write films of all recipes, each in a folder of its own."""
    for number, (suffix, recipe) in enumerate(islice(cycle(RECIPES), count)):
        title = f"Film {number:05} ({1970 + number % 55})"
        make_film(root / title / f"{title}{suffix}", seconds=1, **recipe)  # type: ignore[arg-type]
    return root


def make_names(root: Path, films: Iterable[Path], count: int) -> Path:
    """Give a few files very many names, by hard links."""
    bodies = cycle(sorted(films)[:200])
    for number in range(count):
        folder = root / f"Show {number // FOLDER_NAMES:05}" / "Season 01"
        folder.mkdir(parents=True, exist_ok=True)
        body = next(bodies)
        os.link(body, folder / f"Show {number // FOLDER_NAMES:05} S01E{number % FOLDER_NAMES + 1:02}{body.suffix}")
    return root


def read_bare(path: str) -> int:
    """Open a file and look at its streams."""
    with av.open(path) as container:
        facts = [(stream.type, stream.name, stream.metadata) for stream in container.streams]
        return len(facts) + len(container.metadata)


def time_bare_probes(root: Path) -> float:
    """Return the seconds in which two processes read all files, their start included as it is for our workers."""
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]  # noqa: PTH118
    start = time.perf_counter()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(read_bare, paths, chunksize=20)
    return time.perf_counter() - start


def time_bare_walk(root: Path) -> float:
    """Return the seconds in which one loop lists all folders and looks at all files."""
    start, todo, found = time.perf_counter(), [str(root)], 0
    while todo:
        with os.scandir(todo.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append(entry.path)
                else:
                    found += entry.stat(follow_symlinks=False).st_size > 0
    return time.perf_counter() - start


async def scan(program: Program, root: Path, kind: SourceKind) -> float:
    """Add a source, or scan it again; return the seconds until its scan is done, as the engine tells them."""
    async with Client(program.running.url, program.running.token) as client:
        known = {source.path: source.id for source in await client.library.list_sources()}
        if str(root) in known:
            begun = await client.library.scan(known[str(root)])
        else:
            source = await client.library.add_source(NewSource(path=str(root), kind=kind))
            begun = await _newest(client, source.id)
        return await _end_of(client, begun)


async def _newest(client: Client, source_id: str) -> Scan:
    return next(scan for scan in await client.library.list_scans() if scan.source_id == source_id)


async def _end_of(client: Client, begun: Scan) -> float:
    while True:
        now = await _newest(client, begun.source_id)
        if now.job_id == begun.job_id and now.state is ScanState.DONE:
            return now.elapsed_ms / 1000
        assert now.state is not ScanState.FAILED, now
        await asyncio.sleep(0.25)  # the engine tells how long it took


def time_whole_scan(root: Path) -> float:
    """Return the seconds of the first scan of a library in a new data folder."""
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as program:
        return asyncio.run(scan(program, root, SourceKind.MOVIES))


def peak_mb(pid: int) -> float:
    """Return the most memory that a process ever held (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def measure_films(root: Path, rounds: int) -> Ratio:
    """Compare whole scans with bare probes."""
    ours, theirs = medians(lambda: time_whole_scan(root), lambda: time_bare_probes(root), rounds)
    return Ratio(name="whole scan against bare probes", ours=ours, theirs=theirs, limit=1.25, unit="s")


def measure_names(root: Path, rounds: int) -> list[Ratio]:
    """Compare scans where nothing changed with bare walks; tell the engine's memory after all of them."""
    with tempfile.TemporaryDirectory() as data, serving(Path(data)) as program:
        first_s = asyncio.run(scan(program, root, SourceKind.SHOWS))
        print(f"first scan of these names: {first_s:.1f} s", flush=True)
        ours, theirs = medians(
            lambda: asyncio.run(scan(program, root, SourceKind.SHOWS)), lambda: time_bare_walk(root), rounds
        )
        return [
            Ratio(name="rescan against a bare walk", ours=ours, theirs=theirs, limit=2, unit="s"),
            Ratio(name="engine memory", ours=peak_mb(program.process.pid), theirs=MEMORY_LIMIT_MB, limit=1, unit="MB"),
        ]


def main() -> None:
    """Print all ratios of one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=FILMS)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="make the files here, and leave them for the next run")
    options = parser.parse_args()
    root = options.keep or Path(tempfile.mkdtemp())
    try:
        if not (root / "films").exists():
            make_library(root / "films", options.films)
        print(measure_films(root / "films", options.rounds), flush=True)
        if options.names and not (root / "names").exists():
            make_names(root / "names", (root / "films").rglob("*.*"), options.names)
        for ratio in measure_names(root / "names", options.rounds) if options.names else ():
            print(ratio, flush=True)
    finally:
        if options.keep is None:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
