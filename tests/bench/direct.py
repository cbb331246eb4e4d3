"""Direct play of a 2 GB file to one client, against nginx sending the same file."""

import asyncio
import http.client
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from app.client import Client
from app.contract import codec
from app.contract.jobs import JobState
from app.contract.library import NewSource, SourceKind
from app.contract.playback import Wish
from app.contract.server import Running
from tests.bench.measure import Ratio, medians
from tests.fakes.films import make_film

PENDING = (JobState.QUEUED, JobState.RUNNING)
SIZE_BYTES = 2 * 1024**3
CHUNK_BYTES = 1024 * 1024
ROUNDS = 7


def make_large_film(path: Path) -> None:
    """Write a film that plays, filled up to 2 GB with a box that players skip (MP4 "free")."""
    make_film(path, seconds=2)
    rest = SIZE_BYTES - path.stat().st_size
    with path.open("ab") as file:
        file.write((1).to_bytes(4, "big") + b"free" + rest.to_bytes(8, "big"))
        block = bytes(range(256)) * (CHUNK_BYTES // 256)
        for _ in range((rest - 16) // CHUNK_BYTES):
            file.write(block)
        file.write(block[: (rest - 16) % CHUNK_BYTES])


def read_all_s(url: str) -> float:
    """Return the seconds that one client needs to read a URL to its end with a plain blocking socket."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    buffer, total = bytearray(CHUNK_BYTES), 0
    start = time.perf_counter()
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    while count := answer.readinto(buffer):
        total += count
    seconds = time.perf_counter() - start
    connection.close()
    assert total == SIZE_BYTES, (answer.status, total)
    return seconds


@contextmanager
def nginx(folder: Path, port: int) -> Iterator[str]:
    """Serve a folder with nginx, with its own best settings for large files."""
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; user root; worker_processes 1;"
        "events {} http { access_log off; sendfile on; tcp_nopush on; sendfile_max_chunk 2m;"
        f"server {{ listen 127.0.0.1:{port}; root {folder}/media; }} }}"
    )
    with subprocess.Popen(["nginx", "-c", str(config)]) as server:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@contextmanager
def engine(data: Path) -> Iterator[Running]:
    """Serve a data folder with Marquee."""
    command = [sys.executable, "-m", "app", "serve", "--port", "0", "--no-discovery", "--data-dir", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            assert server.stdout is not None
            assert json.loads(server.stdout.readline())["event"] == "ready"
            yield codec.decode((data / "engine.json").read_bytes(), Running)
        finally:
            server.terminate()


async def stream_url(running: Running, media: Path) -> str:
    """Add the folder, scan it, and return the stream URL of its only film."""
    async with Client(running.url, running.token) as client:
        await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
        deadline = time.monotonic() + 60
        while not (films := (await client.browse.list_items()).entries):
            assert time.monotonic() < deadline, "the scan found no film"
            await asyncio.sleep(0.1)
        while [job for job in (await client.jobs.list_jobs()).entries if job.state in PENDING]:
            assert time.monotonic() < deadline, "the engine never comes to rest"
            await asyncio.sleep(0.1)
        return client.absolute((await client.playback.open(films[0].id, Wish())).url)


def wait_for_port(port: int) -> None:
    """Return when something listens."""
    deadline = time.monotonic() + 10
    while True:
        try:
            http.client.HTTPConnection("127.0.0.1", port).connect()
        except OSError:
            assert time.monotonic() < deadline, "nginx does not start"
            time.sleep(0.05)
        else:
            return


def free_port() -> int:
    """Return a port that nobody uses at the moment."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> int:
    """Print the ratio; 1 when it does not hold, 2 when there is nothing to compare with."""
    if not shutil.which("nginx"):
        print("nginx is not here: apt-get install nginx-light")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "media").mkdir()
        make_large_film(folder / "media" / "Large (2020).mp4")
        with nginx(folder, free_port()) as theirs, engine(folder / "data") as running:
            ours = asyncio.run(stream_url(running, folder / "media"))
            fast, slow = medians(lambda: read_all_s(ours), lambda: read_all_s(f"{theirs}/Large%20(2020).mp4"), ROUNDS)
        gb = SIZE_BYTES / 1e9
        ratio = Ratio(
            name="one client, 2 GB", ours=gb / fast, theirs=gb / slow, limit=0.9, unit="GB/s", more_is_better=True
        )
    print(ratio)
    return int(not ratio.holds)


if __name__ == "__main__":
    sys.exit(main())
