"""Draws the subtitles of a part of a film: which pictures are shown when and where, and the pictures as PNG files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from av.container import InputContainer

from app.contract.media import MediaFault
from app.contract.subtitles import Drawn, PictureCue, PicturesMade, PicturesTask
from app.worker.checks import Fault, reading
from app.worker.containers import find_film, opened
from app.worker.subtitles import idx, vobsub
from app.worker.subtitles.dvb import Dvb
from app.worker.subtitles.images import Screen, Shape, png_of
from app.worker.subtitles.inside import BACK_MS, packets_between, start_of
from app.worker.subtitles.pgs import Pgs

MOST_PICTURES = 500
MOST_BYTES = 24 * 1024 * 1024
"""Of one part of a film."""
LARGEST_SUP = 512 * 1024 * 1024
_USUAL = (720, 576)
_HD_WIDTH = 1280
"""Below, pixels are oblong, and what looks like a lost edge is none."""
_SAME_SHAPE = 0.02
_SUP_HEADER = 13


@dataclass(slots=True)
class _Pack:
    """Collects pictures; the same one is kept once."""

    contents: list[bytes] = field(default_factory=list)
    size: int = 0
    is_cut: bool = False
    _known: dict[Shape, int] = field(default_factory=dict)

    def number(self, shape: Shape) -> int | None:
        """Return the number of a picture; None when there is no more room."""
        if shape in self._known:
            return self._known[shape]
        content = png_of(shape)
        if len(self.contents) >= MOST_PICTURES or self.size + len(content) > MOST_BYTES:
            self.is_cut = True
            return None
        self.size += len(content)
        self.contents.append(content)
        self._known[shape] = len(self.contents) - 1
        return self._known[shape]


def pictures(task: PicturesTask) -> tuple[PicturesMade, bytes]:
    """Return what is shown in a part of a film, and PNG files one after the other. Raises Fault."""
    path = Path(task.path)
    if task.index is None:
        film, screens = (0, 0), list(_beside(path, task.start_ms, task.end_ms))
    else:
        with reading(path), opened(path, is_decoded=False) as container:
            film, screens = _size(container), list(_inside(container, task.index, task.start_ms, task.end_ms))
    pack = _Pack()
    cues = [cue for cue in _cues(screens, film, task, pack) if cue.pictures]
    told = PicturesMade(
        cues=tuple(cues),
        sizes_bytes=tuple(len(content) for content in pack.contents),
        is_cut=pack.is_cut,
    )
    return told, b"".join(pack.contents)


def _inside(container: InputContainer, index: int, start_ms: int, end_ms: int) -> Iterator[Screen]:
    stream: Any = next((each for each in container.streams if each.index == index and each.type == "subtitle"), None)
    codec = str(stream.codec_context.codec.canonical_name) if stream is not None else ""
    head = vobsub.Head()
    if codec == "dvd_subtitle":
        head = vobsub.read_head(bytes(stream.codec_context.extradata or b"").decode("latin-1"))
    reader = Pgs() if codec == "hdmv_pgs_subtitle" else Dvb() if codec == "dvb_subtitle" else None
    zero_ms = start_of(container)
    if reader is None and codec != "dvd_subtitle":
        raise Fault(MediaFault.UNREADABLE, "It has no such subtitles.")
    for packet in packets_between(container, stream, start_ms + zero_ms, end_ms + zero_ms):
        if packet.pts is None or not packet.size:
            continue
        at_ms = round(packet.pts * packet.time_base * 1000) - zero_ms
        if reader is not None:
            yield from reader.read(at_ms, bytes(packet))
        else:
            yield from vobsub.read_picture(head, at_ms, bytes(packet))


def _beside(path: Path, start_ms: int, end_ms: int) -> Iterator[Screen]:
    if path.suffix.lower() == ".idx":
        listed = idx.read_idx(path)
        head = vobsub.read_head(listed.text)
        for at_ms, packet in idx.pictures_between(listed, idx.sub_of(path), start_ms - BACK_MS, end_ms):
            yield from vobsub.read_picture(head, at_ms, packet)
        return
    reader = Pgs()
    for at_ms, segment in _segments(path, start_ms - BACK_MS, end_ms + BACK_MS):
        yield from reader.read(at_ms, segment)


def _segments(path: Path, start_ms: int, end_ms: int) -> Iterator[tuple[int, bytes]]:
    """Yield the segments of a ".sup" between two times; the others are passed over."""
    with reading(path), path.open("rb") as file:
        left = LARGEST_SUP
        while len(header := file.read(_SUP_HEADER)) == _SUP_HEADER and header[:2] == b"PG" and left > 0:
            at_ms = int.from_bytes(header[2:6], "big") // 90
            size = int.from_bytes(header[11:13], "big")
            left -= _SUP_HEADER + size
            if at_ms > end_ms:
                return
            if at_ms < start_ms:
                file.seek(size, 1)
            else:
                yield at_ms, header[10:13] + file.read(size)


def _cues(screens: Sequence[Screen], film: tuple[int, int], task: PicturesTask, pack: _Pack) -> Iterator[PictureCue]:
    """Yield a cue for each screen with something on it; it ends with the next one, or as it tells."""
    followers = [*(screen.start_ms for screen in screens), max(task.end_ms, screens[-1].start_ms if screens else 0)][1:]
    for screen, following in zip(screens, followers, strict=True):
        end_ms = following if screen.end_ms is None else min(screen.end_ms, max(following, screen.start_ms))
        if not screen.shapes or end_ms <= max(task.start_ms, screen.start_ms) or screen.start_ms >= task.end_ms:
            continue
        yield PictureCue(
            start_ms=screen.start_ms,
            end_ms=end_ms,
            pictures=tuple(_drawn(screen, film, pack)),
            is_forced=all(shape.is_forced for shape in screen.shapes),
        )


def _drawn(screen: Screen, film: tuple[int, int], pack: _Pack) -> Iterable[Drawn]:
    width, height = (screen.width, screen.height) if screen.width and screen.height else _USUAL
    cut = _cut_rows(width, height, film)
    for shape in screen.shapes:
        number = pack.number(shape)
        if number is not None:
            tall, y = shape.height / (height - 2 * cut), (shape.y - cut) / (height - 2 * cut)
            yield Drawn(
                picture=number,
                x=round(shape.x / width, 5),
                y=round(min(max(y, 0.0), max(1 - tall, 0.0)), 5),
                width=round(shape.width / width, 5),
                height=round(tall, 5),
            )


def _cut_rows(width: int, height: int, film: tuple[int, int]) -> float:
    """Return how many rows above and below a film has lost: subtitles of a disc stay as high as its own picture."""
    if width < _HD_WIDTH or not all(film) or film[1] / film[0] > height / width * (1 - _SAME_SHAPE):
        return 0.0
    return (height - film[1] * width / film[0]) / 2


def _size(container: InputContainer) -> tuple[int, int]:
    film = find_film(container)
    return (film.width or 0, film.height or 0) if film is not None else (0, 0)
