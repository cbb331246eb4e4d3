"""Reads the text samples of MP4: their length, their letters, and boxes that say how some of them look."""

import struct
from collections.abc import Iterator

from app.contract.subtitles import Cue
from app.worker.subtitles.markup import PLAIN, Look, Words

MOST_STYLES = 500
_BOLD, _ITALIC, _UNDERLINED = 1, 2, 4
_RECORD = struct.Struct(">HHHBB4s")


def movtext_cue(times: tuple[int, int], sample: bytes) -> Cue:
    """Return the cue of a sample; its text is "" for a pause."""
    length = int.from_bytes(sample[:2], "big")
    raw, rest = sample[2 : 2 + length], sample[2 + length :]
    is_wide = raw[:2] in (b"\xfe\xff", b"\xff\xfe")
    text = raw.decode("utf-16" if is_wide else "utf-8", "replace")
    words, at = Words(), 0
    for start, end, look in _styles(rest):
        if at <= start < end <= len(text):
            words.look = PLAIN
            words.add(text[at:start])
            words.look = look
            words.add(text[start:end])
            at = end
    words.look = PLAIN
    words.add(text[at:])
    return Cue(*times, words.finish())


def _styles(boxes: bytes) -> Iterator[tuple[int, int, Look]]:
    """Yield (first letter, letter behind the last, look) as the boxes behind the letters tell."""
    at = 0
    while at + 10 <= len(boxes):
        size = int.from_bytes(boxes[at : at + 4], "big")
        if size < 8:
            return
        if boxes[at + 4 : at + 8] == b"styl":
            count = min(int.from_bytes(boxes[at + 8 : at + 10], "big"), MOST_STYLES)
            for place in range(at + 10, min(at + 10 + count * _RECORD.size, len(boxes)), _RECORD.size):
                if place + _RECORD.size <= len(boxes):
                    start, end, _font, face, _size, _colour = _RECORD.unpack_from(boxes, place)
                    yield start, end, _look(face)
        at += size


def _look(face: int) -> Look:
    return Look(bold=bool(face & _BOLD), italic=bool(face & _ITALIC), underlined=bool(face & _UNDERLINED))
