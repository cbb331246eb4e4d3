"""Reads how much silence an encoder put around the sound, so that players can leave it out."""

import re
from pathlib import Path

from app.contract.media import Gapless

_SMPB = re.compile(r"\s*[0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})", re.IGNORECASE)
_LONGEST_ID3 = 32 * 1024 * 1024
_FRAME_BYTES = 4096
_LAME_DELAY_OFFSET = 21
"""From the encoder's name ("LAME3.100"), where three bytes hold delay and padding, 12 bits each."""
_XING_PARTS = ((1, 4), (2, 4), (4, 100), (8, 4))
"""Bits of what stands before the encoder's name, with its bytes: frames, bytes, table of contents, quality."""
_MOST_SAMPLES = 1 << 20


def read_gapless(path: Path, smpb: str, *, is_mp3: bool) -> Gapless | None:
    """Return delay and padding from the tag that iTunes writes, or from the first frame of an MP3; None when untold."""
    if found := _SMPB.match(smpb):
        delay, padding, _ = (int(part, 16) for part in found.groups())
        return _checked(delay, padding)
    return _of_lame(path) if is_mp3 else None


def _of_lame(path: Path) -> Gapless | None:
    with path.open("rb") as file:
        head = file.read(10)
        start = 0
        if head[:3] == b"ID3" and len(head) == 10:
            start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        if start > _LONGEST_ID3:
            return None
        file.seek(start)
        frame = file.read(_FRAME_BYTES)
    at = max(frame.find(b"Xing"), frame.find(b"Info"))
    if at < 0 or len(frame) < at + 8:
        return None
    at += 8 + sum(size for bit, size in _XING_PARTS if frame[at + 7] & bit)
    numbers = frame[at + _LAME_DELAY_OFFSET : at + _LAME_DELAY_OFFSET + 3]
    if frame[at : at + 4] not in (b"LAME", b"Lavc", b"Lavf") or len(numbers) < 3:
        return None
    return _checked(numbers[0] << 4 | numbers[1] >> 4, (numbers[1] & 0x0F) << 8 | numbers[2])


def _checked(delay: int, padding: int) -> Gapless | None:
    if not 0 < delay + padding < _MOST_SAMPLES:
        return None
    return Gapless(delay_samples=delay, padding_samples=padding)
