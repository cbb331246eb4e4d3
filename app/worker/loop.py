"""Reads tasks from standard input, one JSON line each, and answers on standard output.

The protocol is in contract/media.py. The process ends when its input ends, in the middle of a task too: then nobody
waits for the answer any more.
"""

import contextlib
import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import av.logging

from app.contract import codec
from app.contract.encoding import EncodeTask, MixedTask, ProgramTask, SoundTask, SpanTask, TrialTask
from app.contract.media import CoverTask, FileRead, FrameTask, ProbeTask, ReadTask, ThumbnailTask
from app.contract.segments import SegmentMade, SegmentTask, TableTask
from app.contract.subtitles import FontsTask, FontTask, PicturesTask, SideTextTask, TextPartTask, TextsTask
from app.worker.checks import Fault
from app.worker.studies import STUDIES

NICENESS = 5
"""Playing and serving go first."""

PIPE_BYTES = 1024 * 1024
"""What the system holds of an answer; with the usual 64 kB a piece of a film would take sixty wake-ups."""
LOOK_S = 5.0
"""How often an idle worker looks whether there is something to let go."""

Line = bytes | None


@dataclass(frozen=True, slots=True)
class Blob:
    """An answer with bytes: they follow the line."""

    told: object
    content: bytes


def work(*, memory_bytes: int) -> None:
    """Answer tasks until the input ends. With `memory_bytes` the system gives this process no more than that."""
    answers = _own_output()
    _behave(memory_bytes)
    lines: queue.SimpleQueue[Line] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, lines), name="listen", daemon=True).start()
    while (line := _next(lines)) is not None:
        answers.writelines(answer(line))
        answers.flush()


def answer(line: bytes) -> tuple[bytes, ...]:
    """Return the answer to one task: a line of JSON, and the bytes that belong to it."""
    try:
        done = _do(json.loads(line))
        if isinstance(done, Blob):
            return codec.encode({"ok": done.told, "blob": len(done.content)}) + b"\n", done.content
        return (codec.encode({"ok": done}) + b"\n",)
    except Fault as fault:
        # A file name may hold bytes that are no UTF-8.
        message = str(fault).encode("utf-8", "replace").decode()
        return (codec.encode({"error": {"kind": fault.kind, "message": message}}) + b"\n",)


def _next(lines: "queue.SimpleQueue[Line]") -> Line:
    """Return the next task. While none comes, let go of what was kept for it."""
    while True:
        try:
            return lines.get(timeout=LOOK_S)
        except queue.Empty:
            if (kept := sys.modules.get("app.worker.kept")) is not None:
                kept.KEPT.close_idle()
            if (encode := sys.modules.get("app.worker.encode")) is not None:
                encode.LINES.close_idle()


def _do(task: dict[str, Any]) -> object:
    return _TASKS[task.pop("task")](task)


def _probe(fields: dict[str, Any]) -> object:
    from app.worker.probe import probe

    task = ProbeTask(**fields)
    return probe(Path(task.path))


def _read(fields: dict[str, Any]) -> object:
    from app.worker.checks import reading
    from app.worker.fingerprint import fingerprint
    from app.worker.probe import probe

    path = Path(ReadTask(**fields).path)
    found = probe(path)
    with reading(path):
        return FileRead(probe=found, fingerprint=fingerprint(path))


def _thumbnail(fields: dict[str, Any]) -> object:
    from app.worker.pictures import thumbnail

    task = ThumbnailTask(**fields)
    return thumbnail(Path(task.path), Path(task.target), task.width_px)


def _cover(fields: dict[str, Any]) -> object:
    from app.worker.covers import cover

    task = CoverTask(**fields)
    return cover(Path(task.path), Path(task.target))


def _frame(fields: dict[str, Any]) -> object:
    from app.worker.frames import frame

    task = FrameTask(**fields)
    return frame(Path(task.path), Path(task.target), task.width_px)


def _segment_table(fields: dict[str, Any]) -> object:
    from app.worker.cutting import segment_table

    return segment_table(Path(TableTask(**fields).path))


def _segment(fields: dict[str, Any]) -> object:
    from app.worker.remux import segment

    head_bytes, content = segment(codec.convert(fields, SegmentTask))
    return Blob(SegmentMade(head_bytes=head_bytes), content)


def _encode(fields: dict[str, Any]) -> object:
    from app.worker.encode import encode

    head_bytes, content = encode(codec.convert(fields, EncodeTask))
    return Blob(SegmentMade(head_bytes=head_bytes), content)


def _sound(fields: dict[str, Any]) -> object:
    from app.worker.sound import sound

    head_bytes, content = sound(codec.convert(fields, SoundTask))
    return Blob(SegmentMade(head_bytes=head_bytes), content)


def _span(fields: dict[str, Any]) -> object:
    from app.worker.span import span

    task = SpanTask(**fields)
    return span(Path(task.path), task.index)


def _trial(fields: dict[str, Any]) -> object:
    from app.worker.trials import trial

    return trial(TrialTask(**fields))


def _program(fields: dict[str, Any]) -> object:
    from app.worker.program.look import look

    return look(ProgramTask(**fields))


def _subtitles(task: str) -> Callable[[dict[str, Any]], object]:
    def run(fields: dict[str, Any]) -> object:
        from app.worker.subtitles import tasks

        return Blob(*tasks.do(task, fields))

    return run


_SUBTITLES = (TextsTask, TextPartTask, SideTextTask, FontsTask, FontTask, PicturesTask)


def _mixed(fields: dict[str, Any]) -> object:
    from app.worker.mixed import mixed

    head_bytes, content = mixed(codec.convert(fields, MixedTask))
    return Blob(SegmentMade(head_bytes=head_bytes), content)


_TASKS: dict[str, Callable[[dict[str, Any]], object]] = {
    ProbeTask.task: _probe,
    ReadTask.task: _read,
    ThumbnailTask.task: _thumbnail,
    CoverTask.task: _cover,
    FrameTask.task: _frame,
    TableTask.task: _segment_table,
    SegmentTask.task: _segment,
    **STUDIES,
    EncodeTask.task: _encode,
    SoundTask.task: _sound,
    SpanTask.task: _span,
    TrialTask.task: _trial,
    ProgramTask.task: _program,
    **{kind.task: _subtitles(kind.task) for kind in _SUBTITLES},
    MixedTask.task: _mixed,
}


def _own_output() -> BinaryIO:
    """Keep standard output for answers: whatever a library prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):  # no pipe, or the user's pipes hold too much already
            fcntl.fcntl(answers.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    return answers


def _behave(memory_bytes: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the engine, which then ends its workers
    av.logging.set_level(None)
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError):
        os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_bytes:
        with contextlib.suppress(OSError, ValueError):  # macOS has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _listen(source: BinaryIO, lines: "queue.SimpleQueue[Line]") -> None:
    for line in source:
        lines.put(line)
    os._exit(0)
