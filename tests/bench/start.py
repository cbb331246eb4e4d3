"""How long until the window paints and the engine answers, against the least that their libraries allow."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measure import Ratio, medians

ROUNDS = 7

PAINT_WATCH = """
import os, sys
from PySide6 import QtWidgets
from PySide6.QtCore import QEvent

class Watched(QtWidgets.QApplication):
    def notify(self, target, event):
        done = super().notify(target, event)
        if event.type() == QEvent.Type.Paint and target.isWidgetType() and target.isWindow():
            sys.stdout.write("painted\\n")
            sys.stdout.flush()
            os._exit(0)
        return done

QtWidgets.QApplication = Watched
"""

BARE_WINDOW = (
    PAINT_WATCH
    + """
app = Watched([])
label = QtWidgets.QLabel("Marquee")
label.resize(1280, 720)
label.show()
app.exec()
"""
)

OUR_WINDOW = (
    PAINT_WATCH
    + """
from pathlib import Path
from app.desktop.compose import run
run(Path(sys.argv[1]))
"""
)

# What the engine needs as well; an engine can only start as fast as its libraries load.
BARE_ENGINE = """
import asyncio, sys
import aiohttp.web, httpx, msgspec, prometheus_client, sqlite3, sqlite_utils, structlog, zeroconf.asyncio

async def main():
    app = aiohttp.web.Application()
    app.router.add_get("/", lambda request: aiohttp.web.Response(text="ok"))
    runner = aiohttp.web.AppRunner(app)
    await runner.setup()
    await aiohttp.web.TCPSite(runner, "127.0.0.1", 0).start()
    print("ready", flush=True)

asyncio.run(main())
"""


def first_line_s(command: list[str]) -> float:
    """Return the seconds until a program printed its first line, then end it."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as program:
        assert program.stdout is not None
        line = program.stdout.readline()
        seconds = time.perf_counter() - start
        program.terminate()
    assert line, f"nothing printed by {command}"
    return seconds


def window(data: Path) -> Ratio:
    """Measure the first paint of the window on a data folder that has been used before."""
    ours, theirs = medians(
        lambda: first_line_s([sys.executable, "-c", OUR_WINDOW, str(data)]),
        lambda: first_line_s([sys.executable, "-c", BARE_WINDOW]),
        ROUNDS,
    )
    return Ratio(name="window, first paint", ours=ours, theirs=theirs, limit=1.5, unit="s")


def engine(data: Path) -> Ratio:
    """Measure the ready line of the engine on a data folder that has been used before."""
    serve = [sys.executable, "-m", "app", "serve", "--port", "0", "--no-discovery", "--data-dir", str(data)]
    ours, theirs = medians(
        lambda: first_line_s(serve), lambda: first_line_s([sys.executable, "-c", BARE_ENGINE]), ROUNDS
    )
    return Ratio(name="engine, ready line", ours=ours, theirs=theirs, limit=2.0, unit="s")


def main() -> int:
    """Print both ratios; 1 when one does not hold."""
    os.environ.setdefault("QT_QPA_PLATFORM", "" if os.environ.get("DISPLAY") else "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        (data / "desktop.json").write_text(json.dumps({"first_run_done": True}))
        ratios = (engine(data), window(data))
    print(*ratios, sep="\n")
    return int(not all(ratio.holds for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
