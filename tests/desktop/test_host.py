"""The host: starts an engine, brings it back, attaches to one that runs, and ends only its own."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.contract.server import Running
from app.desktop.host import Host, HostState, read_note, serve_command

ENGINE = Path(__file__).parents[1] / "fakes" / "engine.py"

pytestmark = pytest.mark.usefixtures("qapp")


def command(data_dir: Path, *more: str) -> tuple[str, ...]:
    return (sys.executable, str(ENGINE), "--data-dir", str(data_dir), *more)


Other = subprocess.Popen[bytes]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Other]:
    """An engine that somebody else started."""
    with subprocess.Popen(command(tmp_path), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process
        process.kill()


class Watch:
    """Notes what a host says, and waits for it."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.states: list[str] = []
        self.engines: asyncio.Queue[Running] = asyncio.Queue()
        self._failed = asyncio.Event()
        host.changed.connect(self._on_changed)
        host.arrived.connect(self.engines.put_nowait)

    async def engine(self) -> Running:
        return await asyncio.wait_for(self.engines.get(), 10)

    async def failure(self) -> None:
        await asyncio.wait_for(self._failed.wait(), 20)

    def _on_changed(self, state: str) -> None:
        self.states.append(state)
        if state == HostState.FAILED:
            self._failed.set()


async def ended(task: asyncio.Task[None], host: Host) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await host.stop()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_an_engine_is_started_and_ended_with_the_window(tmp_path: Path) -> None:
    host = Host(tmp_path, command=command(tmp_path))
    watch = Watch(host)
    task = asyncio.create_task(host.run())

    engine = await watch.engine()
    assert host.state is HostState.READY
    assert host.is_owner
    await ended(task, host)

    assert watch.states[-1] == HostState.STOPPING
    assert not is_alive(engine.pid)


async def test_a_killed_engine_is_back_on_the_same_port(tmp_path: Path) -> None:
    host = Host(tmp_path, command=command(tmp_path))
    watch = Watch(host)
    task = asyncio.create_task(host.run())
    first = await watch.engine()

    os.kill(first.pid, signal.SIGKILL)
    second = await watch.engine()

    assert second.pid != first.pid
    assert urlsplit(second.url).port == urlsplit(first.url).port
    assert watch.states == [HostState.READY, HostState.RECONNECTING, HostState.READY]
    await ended(task, host)


async def test_an_engine_that_runs_is_used_and_left_alone(tmp_path: Path, other: Other) -> None:
    host = Host(tmp_path, command=(sys.executable, "-c", "raise SystemExit('not me')"))
    watch = Watch(host)
    task = asyncio.create_task(host.run())

    engine = await watch.engine()
    assert engine.pid == other.pid
    assert not host.is_owner
    await ended(task, host)

    assert other.poll() is None


async def test_when_the_engine_it_attached_to_goes_the_host_starts_its_own(tmp_path: Path, other: Other) -> None:
    host = Host(tmp_path, command=command(tmp_path))
    watch = Watch(host)
    task = asyncio.create_task(host.run())
    await watch.engine()

    other.kill()
    other.wait(5)
    host.doubt()
    own = await watch.engine()

    assert own.pid != other.pid
    assert host.is_owner
    await ended(task, host)


async def test_an_engine_that_never_comes_is_told_as_a_failure_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.desktop.host.PAUSES_S", (0.0, 0.0))
    host = Host(tmp_path, command=command(tmp_path, "--mute"))
    watch = Watch(host)
    task = asyncio.create_task(host.run())

    await watch.failure()

    assert host.state is HostState.FAILED
    assert not task.done()
    await ended(task, host)


async def test_a_program_that_is_not_there_is_a_failure_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.desktop.host.PAUSES_S", (0.0,))
    host = Host(tmp_path, command=(str(tmp_path / "nothing"),))
    watch = Watch(host)
    task = asyncio.create_task(host.run())

    await watch.failure()

    await ended(task, host)


@pytest.mark.parametrize("text", ["", "{}", "nonsense"])
def test_a_broken_note_is_no_engine(tmp_path: Path, text: str) -> None:
    (tmp_path / "engine.json").write_text(text)

    assert read_note(tmp_path / "engine.json") is None


def test_the_engine_is_a_child_of_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert serve_command(tmp_path)[1:] == ("-m", "app", "serve", "--child", "--data-dir", str(tmp_path))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert serve_command(tmp_path)[1:3] == ("serve", "--child")
