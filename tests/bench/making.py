"""Pieces of a film made anew: the first one after a seek, and many in a row, against ffmpeg with the same settings.

Both read the same film and make H.264 of it with a smaller picture. The worker is the process that the engine starts,
asked as the engine asks; rounds alternate, and both are as gentle, so that both see the same machine, a busy one too.
"""

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from app.contract import codec
from app.contract.encoding import EncodeTask, VideoForm
from app.contract.segments import Form
from app.engine.ground.workers import worker_command, worker_environment
from app.worker.loop import NICENESS
from tests.bench.measure import Ratio

LENGTH_S = 36
GRID_S = 4
SEEKS = 5
RUNS = 3
PRESET = "veryfast"
SIZE = (1280, 720)
GENTLE = () if sys.platform == "win32" else ("nice", "-n", str(NICENESS))
REST_S = 1


class Asked:
    """A worker process."""

    def __enter__(self) -> Self:
        command = (*worker_command(), "--memory-bytes", "0")
        self._process = subprocess.Popen(
            command, env=worker_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def piece(self, task: EncodeTask) -> float:
        """Return the seconds until the last byte of a piece."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        begin = time.perf_counter()
        self._process.stdin.write(json.dumps({"task": task.task, **codec.plain(task)}).encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert len(self._process.stdout.read(answer["blob"])) == answer["blob"] > 0
        return time.perf_counter() - begin

    def rest(self) -> None:
        """Wait until nothing is made ahead any more: that is not to slow ffmpeg down."""
        before: list[str] = []
        while (used := Path(f"/proc/{self._process.pid}/stat").read_text().split()[13:15]) != before:
            before = used
            time.sleep(REST_S)


def make_film(path: Path) -> Path:
    """Write a film in full HD with a key frame every four seconds, its pictures noisy and moving."""
    pictures = f"testsrc2=size=1920x1080:rate=25:duration={LENGTH_S},noise=alls=8:allf=t"
    film = ("-c:v", "libx264", "-preset", "superfast", "-bf", "2", "-g", "100", "-b:v", "8M", "-pix_fmt", "yuv420p")
    ffmpeg("-f", "lavfi", "-i", pictures, *film, "-y", str(path))
    return path


def ffmpeg(*arguments: str) -> float:
    """Run ffmpeg to its end, and return how many seconds it took."""
    begin = time.perf_counter()
    subprocess.run((*GENTLE, "ffmpeg", "-nostdin", "-v", "error", *arguments), check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - begin


def made_by_ffmpeg(film: Path, *place: str) -> float:
    """Return the seconds that one ffmpeg process takes for a part of the film."""
    keys = ("-force_key_frames", f"expr:gte(t,n_forced*{GRID_S})", "-sc_threshold", "0", "-g", "100000")
    made = ("-vf", f"scale={SIZE[0]}:{SIZE[1]}", "-c:v", "libx264", "-preset", PRESET, *keys)
    muxed = ("-f", "mp4", "-movflags", "frag_keyframe+empty_moov", "-y", "/dev/null")
    return ffmpeg(*place, "-i", str(film), "-map", "0:v", *made, *muxed)


def task_of(film: Path) -> EncodeTask:
    """Return the task for the first piece of the film."""
    return EncodeTask(
        path=str(film),
        etag="one",
        session="bench",
        form=Form.MP4,
        video_index=0,
        video=VideoForm(codec="h264", width_px=SIZE[0], height_px=SIZE[1]),
        zero_us=0,
        grid_us=GRID_S * 1_000_000,
        number=0,
        encoder="libx264",
        preset=PRESET,
    )


def sought(worker: Asked, film: Path) -> tuple[float, float]:
    """Return the medians for a piece at a place that nobody was near: ours, and ffmpeg's."""
    task, count = task_of(film), LENGTH_S // GRID_S
    ours, theirs = [], []
    for number in random.Random(4).sample(
        [*range(1, count, 2), *range(2, count - 1, 4)], SEEKS
    ):  # repeatable, not secret
        ours.append(worker.piece(replace(task, number=number)))
        worker.rest()
        theirs.append(made_by_ffmpeg(film, "-ss", str(number * GRID_S), "-t", str(GRID_S)))
    return statistics.median(ours), statistics.median(theirs)


def sustained(film: Path) -> tuple[float, float]:
    """Return the medians for the whole film, in pieces and by ffmpeg: seconds, each with a new process."""
    task, count = task_of(film), LENGTH_S // GRID_S
    ours, theirs = [], []
    for _ in range(RUNS):
        with Asked() as worker:
            ours.append(sum(worker.piece(replace(task, number=number)) for number in range(count)))
        theirs.append(made_by_ffmpeg(film))
    return statistics.median(ours), statistics.median(theirs)


def measure(folder: Path) -> list[Ratio]:
    """Return how we compare."""
    film = make_film(folder / "Noise (2020).mkv")
    with Asked() as worker:
        first = sought(worker, film)
    whole = sustained(film)
    return [
        Ratio(name="first piece made after a seek", ours=first[0] * 1000, theirs=first[1] * 1000, limit=1.0, unit="ms"),
        Ratio(name="a film made in pieces", ours=whole[0], theirs=whole[1], limit=1 / 0.9, unit="s"),
    ]


def main() -> int:
    """Print the ratios; 1 when one does not hold."""
    with tempfile.TemporaryDirectory() as name:
        ratios = measure(Path(name))
    print(*ratios, sep="\n")
    return int(not all(ratio.holds for ratio in ratios))


if __name__ == "__main__":
    sys.exit(main())
