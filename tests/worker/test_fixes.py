"""Streams that are copied without a part of them. FFmpeg encodes neither part, so they are put in by hand."""

import io
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest
from av.packet import Packet

from app.contract.segments import Form, SegmentTask, StreamFix
from app.worker.cutting import segment_table
from app.worker.remux import segment
from tests.fakes.films import make_film

MARK = b"left out, as it should be"
RPU = b"\x7c\x01" + MARK
"""A unit of HEVC whose type (62) is that of Dolby Vision's metadata."""
EXTENSION = b"\x64\x58\x20\x25" + MARK
"""What follows the core of DTS-HD begins with this word."""
FRAMES = 20


def put_in(plain: Path, more: dict[str, Callable[[bytes], bytes]]) -> Path:
    """Write the film anew, its packets with more in them."""
    path = plain.with_name("film.mkv")
    with av.open(str(plain)) as source, av.open(str(path), "w") as target:
        streams = {stream.index: target.add_stream_from_template(stream, opaque=True) for stream in source.streams}
        for old in source.demux():
            if old.size:
                new = Packet(more[old.stream.type](bytes(old)))
                new.pts, new.dts, new.time_base = old.pts, old.dts, old.time_base
                new.is_keyframe, new.stream = old.is_keyframe, streams[old.stream.index]
                target.mux(new)
    return path


def copied(film: Path, number: int, fix: StreamFix | None) -> bytes:
    """Return the film as TS, with a fix for one of its streams."""
    table = segment_table(film)
    task = SegmentTask(
        path=str(film),
        etag="one",
        form=Form.TS,
        timing=table.timing,
        streams=tuple(replace(stream, fix=fix if stream.index == number else None) for stream in table.streams),
        number=0,
        start=table.cuts[0],
        end=None,
    )
    return segment(task)[1]


def held(content: bytes, number: int) -> tuple[list[float | None], bytes]:
    """Return when what a stream holds is shown or heard, decoded, and its packets."""
    with av.open(io.BytesIO(content), "r") as container:
        stream: Any = container.streams[number]
        times = [frame.time for frame in container.decode(stream)]
        container.seek(0)
        return times, b"".join(bytes(packet) for packet in container.demux(stream) if packet.size)


def test_dolby_vision_is_left_out_of_a_picture(tmp_path: Path) -> None:
    plain = make_film(tmp_path / "plain.mkv", video="libx265")
    film = put_in(plain, {"video": lambda old: old + len(RPU).to_bytes(4, "big") + RPU, "audio": bytes})

    whole = held(copied(film, 0, None), 0)
    less = held(copied(film, 0, StreamFix.STRIP_DOLBY_VISION), 0)

    assert (whole[1].count(RPU), less[1].count(MARK)) == (FRAMES, 0)
    assert less[0] == whole[0]
    assert len(less[0]) == FRAMES


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg, which encodes DTS, is not installed here")
def test_only_the_core_of_a_sound_is_left(tmp_path: Path) -> None:
    plain, core = make_film(tmp_path / "plain.mkv"), tmp_path / "core.mkv"
    made = ("-c:v", "copy", "-c:a", "dca", "-strict", "-2", str(core))
    subprocess.run(("ffmpeg", "-nostdin", "-v", "error", "-i", str(plain), *made), check=True, stdin=subprocess.DEVNULL)
    film = put_in(core, {"video": bytes, "audio": lambda old: old + EXTENSION})

    whole = held(copied(film, 1, None), 1)
    less = held(copied(film, 1, StreamFix.EXTRACT_CORE), 1)

    assert whole[1].count(EXTENSION) > FRAMES
    assert less == held(copied(core, 1, None), 1)
