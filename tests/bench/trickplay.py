"""Measures what the closer look at a film costs: `python -m tests.bench.trickplay`.

The pictures along a film of 1080p are made twice in turn, by a worker's code in a process of its own and by the command
line of FFmpeg, which decodes all key frames. What counts is processor time, as nobody waits for it. Then, for a film
of two hours, the limit of 30 s; and how many times faster than it plays a sound is measured and listened to.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from app.contract.analysis import ROWS, STEP_MS
from tests.bench.measure import Ratio, medians

MINUTES = 10
"""Of the film; the pictures of two hours cost twelve times as much."""
ROUNDS = 2
LIMIT_S = 30.0
_OURS = """
import sys
from app.contract.analysis import SheetTask
from app.worker.sheets import sheet
film, folder, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
for first in range(0, count, 100):
    sheet(SheetTask(path=film, target=f"{folder}/{first // 100}.jpg", first=first, count=min(100, count - first)))
"""
_LOUDNESS = """
import sys
from pathlib import Path
from app.worker.loudness import loudness
print(loudness(Path(sys.argv[1])))
"""
_CHROMA = """
import sys
from app.contract.analysis import ChromaTask
from app.worker.chroma import chroma
chroma(ChromaTask(path=sys.argv[1], head_ms=int(sys.argv[2]), tail_ms=10_000))
"""


def main() -> int:
    """Print the ratios; 1 when one does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        film = _make_film(Path(folder))
        count = MINUTES * 60_000 // STEP_MS
        ours, theirs = medians(
            lambda: _cpu_s([sys.executable, "-c", _OURS, str(film), folder, str(count)]),
            lambda: _cpu_s(_command(film, Path(folder))),
            ROUNDS,
        )
        empty = _cpu_s([sys.executable, "-c", "import app.worker.sheets"])
        sound_s = MINUTES * 60.0
        loud, heard = (
            sound_s / (_cpu_s([sys.executable, "-c", script, str(film), *more]) - empty)
            for script, more in ((_LOUDNESS, []), (_CHROMA, [str(MINUTES * 60_000)]))
        )
    two_hours = (ours - empty) * 120 / MINUTES
    ratios = (
        Ratio(name="pictures along a film", ours=ours, theirs=theirs, limit=1.25, unit="s CPU"),
        Ratio(name="pictures of 2 h", ours=two_hours, theirs=LIMIT_S, limit=1.0, unit="s CPU"),
        Ratio(name="loudness, times real time", ours=loud, theirs=1.0, limit=50, unit="x", more_is_better=True),
        Ratio(name="listening, times real time", ours=heard, theirs=1.0, limit=100, unit="x", more_is_better=True),
    )
    for ratio in ratios:
        print(ratio)
    return 0 if all(ratio.holds for ratio in ratios) else 1


def _command(film: Path, folder: Path) -> list[str]:
    tiles = f"fps=1000/{STEP_MS},scale=320:-2,tile=10x{ROWS}"
    quiet = ["ffmpeg", "-v", "error", "-y", "-threads", "1", "-skip_frame", "nokey"]
    return [*quiet, "-i", str(film), "-an", "-vf", tiles, "-q:v", "5", f"{folder}/theirs-%d.jpg"]


def _make_film(folder: Path) -> Path:
    """Eight seconds of moving noise, a key frame every four seconds, again and again."""
    piece, film = folder / "piece.mkv", folder / "film.mkv"
    source = ["-f", "lavfi", "-i", "testsrc2=s=1920x1080:r=24:d=8", "-f", "lavfi", "-i", "anoisesrc=d=8:c=pink"]
    made = ["-vf", "noise=alls=12:allf=t", "-c:v", "libx264", "-preset", "ultrafast", "-g", "96", "-crf", "26"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *source, *made, "-ac", "2", "-c:a", "aac", str(piece)], check=True)
    again = ["-stream_loop", str(MINUTES * 60 // 8 - 1), "-i", str(piece), "-c", "copy", str(film)]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *again], check=True)
    return film


def _cpu_s(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    raise SystemExit(main())
