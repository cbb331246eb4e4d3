"""Makes the small pictures along a film: sheets for seek bars, one picture for each chapter."""

import contextlib
import io
import struct
from collections.abc import Iterator
from pathlib import Path

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from app.contract.analysis import BifTask, ScenesMade, ScenesTask, SheetMade, SheetTask
from app.contract.media import MediaFault
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.containers import find_film, opened
from app.worker.frames import score, upright
from app.worker.pictures import save, write_whole

QUALITY = 75
"""Of the JPEGs: a picture of 320 px takes about 10 kB."""
MOST_PACKETS = 600
"""Read after a jump until a key frame is given up on."""
BACK_MS = 10_000
LOOKS = 4
"""Key frames of a chapter of which the best is taken."""
FIRST_LOOK_MS, LAST_LOOK_MS = 1_000, 60_000
"""A picture of a chapter is from its beginning: that is where a click leads."""
BIF_MAGIC = b"\x89BIF\r\n\x1a\n"
_END = 0xFFFFFFFF


def sheet(task: SheetTask) -> SheetMade:
    """Write one sheet. Raises Fault; a film of which nothing at all can be decoded there is unreadable."""
    path = Path(task.path)
    times = [number * task.step_ms for number in range(task.first, task.first + task.count)]
    with reading(path), opened(path) as container:
        film = _prepared(container)
        pictures = list(_pictures(container, film, times, task.width_px))
    found = [picture for picture in pictures if picture is not None]
    if not found:
        raise Fault(MediaFault.UNREADABLE, "No picture of it can be decoded.")
    size = found[0].size
    rows = -(-task.count // task.columns)
    whole = Image.new("RGB", (size[0] * task.columns, size[1] * rows))
    last = found[0]
    for place, picture in enumerate(pictures):
        last = last if picture is None else picture
        row, column = divmod(place, task.columns)
        whole.paste(last if last.size == size else last.resize(size), (column * size[0], row * size[1]))
    write_whole(Path(task.target), _jpeg(whole))
    return SheetMade(width_px=size[0], height_px=size[1], found=len(found))


def scenes(task: ScenesTask) -> ScenesMade:
    """Write a picture for each span in which something can be decoded. Raises Fault."""
    path, folder = Path(task.path), Path(task.target)
    made: list[int] = []
    with reading(path), opened(path) as container:
        film = _prepared(container)
        for number, (start, end) in enumerate(task.spans_ms, task.first):
            best = max(_looks(container, film, start, end), key=score, default=None)
            if best is not None:
                save(upright(best, film, task.width_px), folder / f"chapter-{number}.jpg")
                made.append(number)
    return ScenesMade(numbers=tuple(made))


def bif(task: BifTask) -> None:
    """Write the pictures of some sheets as one file: a head, an index of times and places, the JPEGs."""
    folder = Path(task.path)
    pictures = list(_cut(folder, task))
    head = BIF_MAGIC + struct.pack("<III", 0, len(pictures), task.step_ms) + bytes(44)
    places, at = [], 64 + 8 * (len(pictures) + 1)
    for number, picture in enumerate(pictures):
        places.append(struct.pack("<II", number, at))
        at += len(picture)
    index = b"".join(places) + struct.pack("<II", _END, at)
    write_whole(Path(task.target), head + index + b"".join(pictures))


def _cut(folder: Path, task: BifTask) -> Iterator[bytes]:
    on_sheet = task.columns * task.rows
    for first in range(0, task.count, on_sheet):
        path = folder / f"{first // on_sheet}.jpg"
        with reading(path), Image.open(path, formats=["JPEG"]) as whole:
            for place in range(min(on_sheet, task.count - first)):
                row, column = divmod(place, task.columns)
                left, top = column * task.width_px, row * task.height_px
                yield _jpeg(whole.crop((left, top, left + task.width_px, top + task.height_px)))


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _prepared(container: InputContainer) -> VideoStream:
    """Return the film, with a decoder that decodes as little as it can."""
    film = find_film(container)
    if film is None:
        raise Fault(MediaFault.UNREADABLE, "It has no moving pictures.")
    film.thread_count = 1  # a frame comes out as soon as it went in
    film.codec_context.skip_frame = "NONKEY"
    film.codec_context.options = {"skip_loop_filter": "all"}
    return film


def _pictures(
    container: InputContainer, film: VideoStream, times_ms: list[int], width_px: int
) -> Iterator[Image.Image | None]:
    """Yield the picture at each time; None where none can be decoded. One key frame is scaled once."""
    last: tuple[int | None, Image.Image] | None = None
    for at_ms in times_ms:
        frame = _key_frame(container, film, at_ms)
        if frame is None:
            yield None
            continue
        if last is None or frame.pts is None or frame.pts != last[0]:
            last = (frame.pts, upright(frame, film, width_px))
        yield last[1]


def _looks(container: InputContainer, film: VideoStream, start_ms: int, end_ms: int) -> Iterator[VideoFrame]:
    span = max(end_ms - start_ms, 0)
    first, last = min(FIRST_LOOK_MS, span // 4), min(LAST_LOOK_MS, span // 2)
    for number in range(LOOKS):
        frame = _key_frame(container, film, start_ms + first + (last - first) * number // max(LOOKS - 1, 1))
        if frame is not None:
            yield frame


def _key_frame(container: InputContainer, film: VideoStream, at_ms: int) -> VideoFrame | None:
    """Return the last key frame before a time of the film, or the one that a jump comes to.

    A container without an index may jump too far: near the end nothing follows then.
    """
    return _jump(container, film, at_ms) or _jump(container, film, max(at_ms - BACK_MS, 0))


def _jump(container: InputContainer, film: VideoStream, at_ms: int) -> VideoFrame | None:
    start_us = max(container.start_time or 0, 0)
    with contextlib.suppress(*BROKEN_FILE):
        container.seek(start_us + at_ms * 1000)
        for number, packet in enumerate(container.demux(film)):
            if packet.is_keyframe:
                if frames := [*film.decode(packet), *film.decode(None)]:
                    return frames[0]
                film.codec_context.flush_buffers()
            if number >= MOST_PACKETS:
                break
    return None
