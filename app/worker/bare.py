"""Writes sound without a container: frames one after another that tell by themselves what they are."""

from collections.abc import Callable, Sequence
from typing import Any

import av
from av.container import OutputContainer
from av.packet import Packet

from app.contract.media import MediaFault
from app.worker.checks import Fault
from app.worker.muxing import Sink

_MUXERS: dict[str, tuple[str, dict[str, str]]] = {
    "aac": ("adts", {}),
    "mp3": ("mp3", {"write_xing": "0", "id3v2_version": "0"}),
    "ac3": ("ac3", {}),
    "eac3": ("eac3", {}),
    "flac": ("flac", {}),
}
# RFC 9639, section 9: what the third byte of a FLAC frame says, by how many bytes more its head has.
_SIZE_BYTES, _RATE_BYTES = {6: 1, 7: 2}, {12: 1, 13: 2, 14: 2}
_NUMBER_AT = 4
_CRC8, _CRC16 = 0x107, 0x18005
_MARKS = (0x00, 0xC0, 0xE0, 0xF0, 0xF8, 0xFC)
"""Of the first byte of a number of 1 to 6 bytes."""


def bare(codec: str, add_to: Callable[[OutputContainer], Any], packets: Sequence[Any]) -> tuple[int, bytes]:
    """Return how many of the bytes are what a file begins with, and the bytes.

    Args:
        add_to: Gives a file the stream that the packets belong to.

    Raises:
        Fault: frames of this codec cannot be told apart without a container.
    """
    if codec not in _MUXERS:
        raise Fault(MediaFault.UNREADABLE, "This sound needs a container.")
    muxer, options = _MUXERS[codec]
    sink = Sink()
    with av.open(sink, "w", format=muxer, container_options=options) as output:
        stream = add_to(output)
        for packet in packets:
            output.mux(_of(stream, _counted(packet) if codec == "flac" else packet))
    content = sink.content()
    return (_flac_head(content) if codec == "flac" else 0), content


def numbered(frame: bytes, number: int) -> bytes:
    """Return a FLAC frame with its number in the whole: every encoder begins with 0."""
    end = _NUMBER_AT + _length(frame[_NUMBER_AT])
    rest = frame[end : end + _SIZE_BYTES.get(frame[2] >> 4, 0) + _RATE_BYTES.get(frame[2] & 0xF, 0)]
    head = frame[:_NUMBER_AT] + _written(number) + rest
    head += bytes([_crc(head, _CRC8, 8)])
    old, body = frame[: end + len(rest) + 1], frame[end + len(rest) + 1 : -2]
    # A checksum is linear: what the new head changes in it is known without reading the body.
    changed = _crc(head, _CRC16, 16) ^ _crc(old, _CRC16, 16)
    checksum = int.from_bytes(frame[-2:], "big") ^ _times(changed, _power(8 * len(body)))
    return head + body + checksum.to_bytes(2, "big")


def _counted(packet: Any) -> Any:
    # All frames of a stream last as long as its first one, but the last.
    counted: Any = Packet(numbered(bytes(packet), packet.pts // packet.duration))
    counted.pts, counted.dts, counted.time_base = packet.pts, packet.dts, packet.time_base
    counted.duration, counted.is_keyframe = packet.duration, True
    return counted


def _of(stream: Any, packet: Any) -> Any:
    packet.stream = stream
    return packet


def _flac_head(content: bytes) -> int:
    """Return where the first frame begins: behind the last block of what is told about the whole."""
    at, is_last = 4, False
    while not is_last and at + 4 <= len(content):
        is_last = bool(content[at] & 0x80)
        at += 4 + int.from_bytes(content[at + 1 : at + 4], "big")
    return at


def _length(first: int) -> int:
    return next(length for length in range(6, 0, -1) if first >= _MARKS[length - 1])


def _written(number: int) -> bytes:
    """Return a number as UTF-8 would write it, were it a letter."""
    length = 1 if number < 0x80 else next(count for count in range(2, 7) if number < 1 << 5 * count + 1)
    parts = [number >> 6 * place & 0x3F | 0x80 for place in range(length - 1, -1, -1)]
    parts[0] = number >> 6 * (length - 1) | _MARKS[length - 1]
    return bytes(parts)


def _crc(content: bytes, polynomial: int, bits: int) -> int:
    value = 0
    for byte in content:
        value ^= byte << bits - 8
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> bits - 1 else 0)
    return value


def _times(first: int, second: int) -> int:
    """Return the product of two remainders of `_CRC16`."""
    product = 0
    for bit in range(15, -1, -1):
        product = product << 1 ^ (_CRC16 if product >> 15 else 0)
        product ^= first if second >> bit & 1 else 0
    return product


def _power(count: int) -> int:
    """Return what a one with `count` noughts behind it is, as a remainder."""
    result, square = 1, 2
    while count:
        result = _times(result, square) if count & 1 else result
        square, count = _times(square, square), count >> 1
    return result
