"""The protocol of a real worker process."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.contract import codec
from app.worker.loop import answer
from tests.fakes.films import make_film, make_picture
from tests.fakes.making import piece_task


def asked(**task: object) -> Any:
    return json.loads(b"".join(answer(json.dumps(task).encode())))


def test_every_task_is_answered(tmp_path: Path) -> None:
    film, picture = make_film(tmp_path / "a.mkv", cover=True), make_picture(tmp_path / "a.jpg")
    target = str(tmp_path / "out")

    assert asked(task="probe", path=str(film))["ok"]["container"] == "matroska"
    assert asked(task="cover", path=str(film), target=target)["ok"]["width_px"] == 200
    assert asked(task="frame", path=str(film), target=target, width_px=100)["ok"]["width_px"] == 100
    assert asked(task="thumbnail", path=str(picture), target=target, width_px=100)["ok"]["width_px"] == 100


def test_a_fault_is_an_answer(tmp_path: Path) -> None:
    error = asked(task="probe", path=f"{tmp_path}/\udcff")["error"]

    assert error["kind"] == "vanished"
    assert error["message"]


@pytest.mark.skipif(sys.platform == "win32", reason="about file descriptors")
def test_what_a_library_prints_does_not_disturb_the_answers(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mkv")
    code = (
        "import os, app.worker.probe as p; first = p.probe\n"
        "def loud(path): print('noise', flush=True); os.write(1, b'more noise'); return first(path)\n"
        "p.probe = loud\n"
        "from app.worker.__main__ import main; main(['--memory-bytes', '2000000000'])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        for _ in range(2):
            worker.stdin.write(json.dumps({"task": "probe", "path": str(film)}).encode() + b"\n")
            worker.stdin.flush()
            assert "ok" in json.loads(worker.stdout.readline())
        _, noise = worker.communicate(timeout=20)

    assert noise.count(b"noise") == 4
    assert worker.returncode == 0


def test_a_worker_that_fails_ends_whatever_is_warm(tmp_path: Path) -> None:
    task = piece_task(make_film(tmp_path / "a.mkv", seconds=9), 0)
    with subprocess.Popen(
        [sys.executable, "-m", "app.worker", "--memory-bytes", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(json.dumps({"task": task.task, **codec.plain(task)}).encode() + b"\n")
        worker.stdin.flush()
        assert worker.stdout.read(json.loads(worker.stdout.readline())["blob"])
        worker.stdin.write(b'{"task": "unheard of"}\n')
        worker.stdin.flush()
        try:
            assert worker.wait(timeout=60) != 0
        finally:
            worker.kill()
