"""Many at once: direct play to 50 clients against nginx, and 200 who watch while the API and the window stay quick.

The clients are processes of their own: what they cost the machine, they cost nginx too.
"""

import asyncio
import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from app.contract import codec
from app.contract.server import Running
from tests.bench.direct import engine, free_port, make_large_film, nginx, read_all_s, stream_url
from tests.bench.measure import Ratio

PARALLEL = 50
PARALLEL_ROUNDS = 9
WATCHERS = 200
WATCHER_PROCESSES = 2
BYTES_PER_S = 1_000_000
"""8 Mbit/s."""
WATCHING_S = 30
API_LIMIT_MS = 50.0
TIMER_MS = 1000 / 60
TIMER_LIMIT_MS = 8.0
PATIENCE_S = 60

READERS = """
import http.client, json, sys, threading, time
from urllib.parse import urlsplit

url, count, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
parts = urlsplit(url)

def read(number):
    connection = http.client.HTTPConnection(parts.hostname, parts.port)
    start = number * each
    connection.request("GET", parts.path, headers={"Range": f"bytes={start}-{start + each - 1}"})
    answer, left, buffer = connection.getresponse(), each, bytearray(1 << 20)
    assert answer.status == 206, answer.status
    while left and (got := answer.readinto(buffer)):
        left -= got
    assert not left, left

threads = [threading.Thread(target=read, args=(number,)) for number in range(count)]
start = time.perf_counter()
for thread in threads: thread.start()
for thread in threads: thread.join()
print(time.perf_counter() - start)
"""

WATCHING = """
import selectors, socket, sys, time
from urllib.parse import urlsplit

url, count, rate, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
parts, lines = urlsplit(url), []
for number in range(count):
    line = socket.create_connection((parts.hostname, parts.port))
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 262144)
    first = number * 4_000_000
    line.sendall(f"GET {parts.path} HTTP/1.1\\r\\nHost: {parts.netloc}\\r\\nRange: bytes={first}-\\r\\n\\r\\n".encode())
    assert b" 206 " in line.recv(16), "the engine refuses"
    line.setblocking(False)
    lines.append([line, 0])
print("begun", flush=True)
start, buffer, late = time.perf_counter(), bytearray(262144), 0
while (passed := time.perf_counter() - start) < seconds:
    due = int(rate * passed)
    for entry in lines:
        while entry[1] < due:
            try:
                got = entry[0].recv_into(buffer)
            except BlockingIOError:
                break
            assert got, "the engine hung up"
            entry[1] += got
    time.sleep(0.05)
behind = sum(1 for _, got in lines if got < rate * (seconds - 2))
print(behind)
"""
"""Reads from each line as fast as a player does, and says how many got less than the film's rate."""

WINDOW = """
import sys, threading, time
from PySide6 import QtCore, QtWidgets

class Watched(QtWidgets.QApplication):
    def __init__(self, *given):
        super().__init__(*given)
        self.late, self.last = [], None
        self.timer = QtCore.QTimer(self, interval=16, timerType=QtCore.Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.tick)
        self.timer.start()
        threading.Thread(target=self.listen, daemon=True).start()

    def tick(self):
        now = time.perf_counter()
        if self.last is not None:
            self.late.append((now - self.last) * 1000 - 16)
        self.last = now

    def listen(self):
        for word in sys.stdin:
            if word == "begin\\n":
                self.late.clear()
            else:
                late = sorted(self.late)
                print(len(late), late[int(len(late) * 0.99)], late[-1], flush=True)

QtWidgets.QApplication = Watched
from pathlib import Path
from app.desktop.compose import run
run(Path(sys.argv[1]))
"""


def parallel(ours: str, theirs: str, size: int) -> Ratio:
    """Measure how fast 50 clients read the file together, each another part of it."""

    def read_s(url: str) -> float:
        command = [sys.executable, "-c", READERS, url, str(PARALLEL), str(size // PARALLEL)]
        return float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)

    read_s(ours), read_s(theirs)
    pairs = [(read_s(ours), read_s(theirs)) for _ in range(PARALLEL_ROUNDS)]
    fast, slow = (statistics.median(one) for one in zip(*pairs, strict=True))
    gb = size / 1e9
    return Ratio(
        name=f"{PARALLEL} clients, 2 GB",
        ours=gb / fast,
        theirs=gb / slow,
        limit=0.95,
        unit="GB/s",
        more_is_better=True,
    )


def single(ours: str, theirs: str, size: int) -> Ratio:
    """Measure how fast one client reads the whole file."""
    read_all_s(ours), read_all_s(theirs)
    pairs = [(read_all_s(ours), read_all_s(theirs)) for _ in range(PARALLEL_ROUNDS)]
    fast, slow = (statistics.median(one) for one in zip(*pairs, strict=True))
    gb = size / 1e9
    return Ratio(
        name="one client, 2 GB", ours=gb / fast, theirs=gb / slow, limit=0.95, unit="GB/s", more_is_better=True
    )


@contextmanager
def window(data: Path) -> Iterator[tuple["subprocess.Popen[str]", Running]]:
    """Run the real window, and with it the engine that it brings."""
    command = [sys.executable, "-c", WINDOW, str(data)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **pipes) as program:  # type: ignore[call-overload]
        try:
            deadline = time.monotonic() + PATIENCE_S
            while not (data / "engine.json").exists():
                assert time.monotonic() < deadline, "the window's engine does not start"
                time.sleep(0.1)
            yield program, codec.decode((data / "engine.json").read_bytes(), Running)
        finally:
            program.terminate()


def told(program: "subprocess.Popen[str]", word: str) -> list[float]:
    """Ask the window for what its timer saw."""
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{word}\n")
    program.stdin.flush()
    return [float(part) for part in program.stdout.readline().split()] if word == "tell" else []


def api_ms(running: Running, until: float) -> list[float]:
    """Return the milliseconds of API answers asked for one after the other, twenty a second."""
    parts = urlsplit(running.url)
    assert parts.hostname is not None
    connection, took = http.client.HTTPConnection(parts.hostname, parts.port), list[float]()
    while time.monotonic() < until:
        start = time.perf_counter()
        path = ("/api/v1/items?page_size=50", "/api/v1/sessions", "/api/v1/search?q=large")[len(took) % 3]
        connection.request("GET", path, headers={"Authorization": f"Bearer {running.token}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, (path, answer.status)
        took.append((time.perf_counter() - start) * 1000)
        time.sleep(0.05)
    return took


def watching(data: Path, media: Path) -> tuple[float, float, int]:
    """Let 200 clients watch; return the API's p95 and the timer's p99 in ms, and how many clients were starved."""
    with window(data) as (program, running):
        url = asyncio.run(stream_url(running, media))
        each = str(WATCHERS // WATCHER_PROCESSES)
        command = [sys.executable, "-c", WATCHING, url, each, str(BYTES_PER_S), str(WATCHING_S)]
        crowd = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WATCHER_PROCESSES)]
        for one in crowd:
            assert one.stdout is not None
            assert one.stdout.readline() == "begun\n"
        told(program, "begin")
        took = sorted(api_ms(running, time.monotonic() + WATCHING_S - 2))
        count, p99, most = told(program, "tell")
        starved = sum(int(one.communicate()[0]) for one in crowd)
        print(f"timer: {count:.0f} ticks, latest {most:.1f} ms; API: {len(took)} answers, slowest {took[-1]:.1f} ms")
        return took[int(len(took) * 0.95)], p99, starved


def against_nginx(folder: Path) -> list[Ratio]:
    """Return how fast a 2 GB file in `folder / "media"` is read, by one and by many."""
    (folder / "media").mkdir()
    film = folder / "media" / "Large (2020).mp4"
    make_large_film(film)
    with nginx(folder, free_port()) as theirs, engine(folder / "data") as running:
        ours, size = asyncio.run(stream_url(running, folder / "media")), film.stat().st_size
        return [make(ours, f"{theirs}/Large%20(2020).mp4", size) for make in (single, parallel)]


def main() -> int:
    """Print all figures; 1 when one does not hold, 2 when there is nothing to compare with."""
    if not shutil.which("nginx"):
        print("nginx is not here: apt-get install nginx-light")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ratios = against_nginx(folder)
        data = folder / "window"
        data.mkdir()
        (data / "desktop.json").write_text(json.dumps({"first_run_done": True}))
        api, timer, starved = watching(data, folder / "media")
    one = [
        Ratio(name=f"API while {WATCHERS} watch, p95", ours=api, theirs=API_LIMIT_MS, limit=1, unit="ms"),
        Ratio(name="60 Hz timer of the window, p99 late", ours=timer, theirs=TIMER_LIMIT_MS, limit=1, unit="ms"),
    ]
    print(*ratios, *one, f"clients that got less than 8 Mbit/s: {starved} of {WATCHERS}", sep="\n")
    return int(starved > 0 or not all(ratio.holds for ratio in (*ratios, *one)))


if __name__ == "__main__":
    sys.exit(main())
