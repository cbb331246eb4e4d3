"""Copies the pictures of a piece and makes its sound anew, for players that take both in one stream only."""

from operator import itemgetter
from pathlib import Path
from typing import Any

from app.contract.encoding import MixedTask
from app.worker import sound
from app.worker.checks import reading
from app.worker.kept import KEPT
from app.worker.muxing import piece_file
from app.worker.remux import copied, read


def mixed(task: MixedTask) -> tuple[int, bytes]:
    """Return a piece, and how many of its bytes are the MP4 head. Raises Fault."""
    path = Path(task.path)
    span = sound.Span(zero_us=task.sound.zero_us, start_us=task.sound.start_us, end_us=task.sound.end_us)
    with reading(path), KEPT.borrow(path, task.copied.etag) as container:
        packets = read(container, task.copied)
        made = sound.make(container, task.sound.index, task.sound.sound, span)
        with piece_file(task.copied.form, task.copied.number) as piece:
            timed: list[tuple[float, Any]] = [*copied(container, task.copied, packets, piece.output)]
            stream = made.add_to(piece.output, task.language)
            for packet in made.packets:
                packet.stream = stream
                timed.append((float(packet.pts * packet.time_base), packet))
            for _, packet in sorted(timed, key=itemgetter(0)):
                piece.output.mux(packet)
        return piece.head_bytes, piece.content
