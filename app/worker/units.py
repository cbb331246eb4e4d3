"""Small parts of the byte streams that codecs write: units behind start codes, and the headers of AAC frames."""

import re
from collections.abc import Callable

_START = re.compile(b"\0\0\1")
_ADTS_BYTES, _ADTS_CHECKED_BYTES = 7, 9


def find_unit(stream: bytes, is_wanted: Callable[[bytes], bool]) -> bytes:
    """Return the first unit behind a start code that is wanted, without the code; b"" when there is none."""
    starts = [match.end() for match in _START.finditer(stream)]
    ends = [*(start - 3 for start in starts[1:]), len(stream)]
    units = (stream[start:end] for start, end in zip(starts, ends, strict=False))
    return next((unit for unit in units if unit and is_wanted(unit)), b"")


def is_adts(frame: bytes) -> bool:
    """Tell whether an AAC frame has a header of its own, as it has in broadcasts."""
    return len(frame) > _ADTS_BYTES and frame[0] == 0xFF and frame[1] & 0xF6 == 0xF0


def without_adts(frame: bytes) -> bytes:
    """Return an AAC frame as files want it: without its header."""
    if not is_adts(frame):
        return frame
    return frame[_ADTS_BYTES if frame[1] & 1 else _ADTS_CHECKED_BYTES :]


def aac_settings(frame: bytes) -> bytes:
    """Return what an ADTS header tells as the two bytes of an AudioSpecificConfig that MP4 keeps in its head."""
    object_type = (frame[2] >> 6) + 1
    rate = frame[2] >> 2 & 0xF
    channels = (frame[2] & 1) << 2 | frame[3] >> 6
    return (object_type << 11 | rate << 7 | channels << 3).to_bytes(2, "big")
