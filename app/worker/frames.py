"""Finds a frame that stands well for a film: sharp, bright and not black."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageFilter, ImageStat

from app.contract.media import MediaFault, PictureMade
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.containers import find_film, opened
from app.worker.pictures import save
from app.worker.tone import toned

SAMPLES = 6
FIRST_SHARE, LAST_SHARE = 0.10, 0.60
LONGEST_LOOK_S = 10.0
"""After this time the best frame so far is taken."""
PACKETS_PER_LOOK = 300
MOST_KEY_FRAMES = 60
"""Looked at in a file that cannot be jumped in."""
SCORE_SIZE = (160, 90)
DECODER_THREADS = 2


@dataclass(frozen=True, slots=True)
class _Look:
    score: float
    frame: VideoFrame


def frame(path: Path, target: Path, width_px: int) -> PictureMade | None:
    """Write the best of some frames as a JPEG; None for a file without moving pictures. Raises Fault."""
    with reading(path), opened(path) as container:
        film = find_film(container)
        if film is None:
            return None
        film.thread_count = DECODER_THREADS
        film.codec_context.skip_frame = "NONKEY"
        best = _best(_jumping(container, film)) or _best(_reading_on(container, film))
        if best is None:
            raise Fault(MediaFault.UNREADABLE, "No frame of it can be decoded.")
        return save(upright(best.frame, film, width_px), target)


def _best(frames: Iterator[VideoFrame]) -> _Look | None:
    until = time.monotonic() + LONGEST_LOOK_S
    best: _Look | None = None
    # What was found before the damaged place is good enough.
    with contextlib.suppress(*BROKEN_FILE):
        for found in frames:
            look = _Look(score(found), found)
            if best is None or look.score > best.score:
                best = look
            if time.monotonic() > until:
                break
    return best


def _jumping(container: InputContainer, film: VideoStream) -> Iterator[VideoFrame]:
    """Yield one key frame at each of the sample positions; nothing when the length is not known."""
    duration_us = container.duration or 0
    start_us = max(container.start_time or 0, 0)
    for number in range(SAMPLES if duration_us > 0 else 0):
        share = FIRST_SHARE + (LAST_SHARE - FIRST_SHARE) * number / (SAMPLES - 1)
        with contextlib.suppress(*BROKEN_FILE):
            container.seek(start_us + int(duration_us * share))
            if found := next(_key_frames(container, film, PACKETS_PER_LOOK), None):
                yield found


def _reading_on(container: InputContainer, film: VideoStream) -> Iterator[VideoFrame]:
    """Yield key frames from the start on."""
    if container.duration:  # else nobody has jumped, and the file may not be able to
        with contextlib.suppress(*BROKEN_FILE):
            container.seek(0)
    for number, found in enumerate(_key_frames(container, film, PACKETS_PER_LOOK * SAMPLES)):
        yield found
        if number >= MOST_KEY_FRAMES:
            return


def _key_frames(container: InputContainer, film: VideoStream, packets: int) -> Iterator[VideoFrame]:
    for number, packet in enumerate(container.demux(film)):
        yield from film.decode(packet)
        if number >= packets:
            yield from film.decode(None)
            return


def score(found: VideoFrame) -> float:
    """Return how well a frame would do: contrast and edges, less for what is too dark or too bright.

    A plain black or white frame has neither contrast nor edges and scores 0.
    """
    width, height = SCORE_SIZE
    grey = _image(found.reformat(width=width, height=height, format="rgb24")).convert("L")
    light = ImageStat.Stat(grey)
    brightness = light.mean[0] / 255
    contrast = light.stddev[0] / 64
    edges = ImageStat.Stat(grey.filter(ImageFilter.FIND_EDGES)).mean[0] / 32
    fitness = max(0.0, 1 - ((brightness - 0.45) / 0.45) ** 2)
    return (0.05 + fitness) * (min(contrast, 1.5) + min(edges, 1.5))


def upright(found: VideoFrame, film: VideoStream, width_px: int) -> Image.Image:
    """Return a frame with square pixels, upright, in SDR, at most `width_px` wide."""
    aspect = film.sample_aspect_ratio
    width = round(found.width * float(aspect)) if aspect else found.width
    turn = found.rotation % 360
    shown_width = found.height if turn in {90, 270} else width
    scale = min(1.0, width_px / shown_width) if width_px else 1.0
    size = (max(round(width * scale), 2), max(round(found.height * scale), 2))
    picture = toned(_image(found.reformat(width=size[0], height=size[1], format="rgb24")), found.color_trc)
    return picture.rotate(turn, expand=True) if turn else picture


def _image(found: VideoFrame) -> Image.Image:
    to_image: Any = found.to_image  # its stub tells no types
    picture: Image.Image = to_image()
    return picture
