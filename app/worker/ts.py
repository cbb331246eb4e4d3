"""Makes TS pieces that were written apart count on: receivers take a gap in the count of packets for lost ones.

Each packet of a stream carries a count from 0 to 15. A piece begins with 0; when it also ends with 15, whatever comes
next begins with the right count, whoever wrote it. So a piece is filled up: tables are repeated, and the content of
one late packet is spread over several.
"""

from collections.abc import Iterable, Iterator

PACKET_BYTES = 188
LAST_COUNT = 15
_HEADER_BYTES = 4
_FIRST_STREAM = 0x100
"""FFmpeg's number of the first stream; those below are tables, which a packet holds whole."""
_STREAMS_END = 0x1000
_LISTS = 0x1000
"""Its number of the list of streams."""


def counted_out(content: bytes) -> bytes:
    """Return a piece whose every stream ends with the last count."""
    open_pids = set(_pids(content))
    changed: dict[int, bytes] = {}
    later: dict[int, list[int]] = {pid: [] for pid in open_pids}
    for at in range(len(content) - PACKET_BYTES, -1, -PACKET_BYTES):
        pid = _pid(content, at)
        if pid not in open_pids or not content[at + 3] & 0x10:
            continue
        later[pid].append(at)
        missing = LAST_COUNT - (content[later[pid][0] + 3] & 0xF)
        if missing and not _is_large_enough(content, at, pid, missing):
            continue
        open_pids.remove(pid)
        if missing:
            changed[at] = b"".join(_several(content[at : at + PACKET_BYTES], pid, missing + 1))
            changed |= {place: _recounted(content, place, missing) for place in later[pid][:-1]}
        if not open_pids:
            break
    return _replaced(content, changed)


def _pids(content: bytes) -> Iterator[int]:
    """Yield the streams of a piece: its tables, and what its list of streams names."""
    for at in range(0, len(content), PACKET_BYTES):
        pid = _pid(content, at)
        yield pid
        if pid == _LISTS:
            section = content[at + 5 : at + PACKET_BYTES]
            end = 3 + int.from_bytes(section[1:3], "big") % 0x400 - 4
            place = 12 + int.from_bytes(section[10:12], "big") % 0x400
            while place < end:
                yield int.from_bytes(section[place + 1 : place + 3], "big") & 0x1FFF
                place += 5 + int.from_bytes(section[place + 3 : place + 5], "big") % 0x400
            return


def _pid(content: bytes, at: int) -> int:
    return (content[at + 1] & 0x1F) << 8 | content[at + 2]


def _is_stream(pid: int) -> bool:
    return _FIRST_STREAM <= pid < _STREAMS_END


def _is_large_enough(content: bytes, at: int, pid: int, missing: int) -> bool:
    return not _is_stream(pid) or PACKET_BYTES - _payload(content, at) > missing


def _payload(content: bytes, at: int) -> int:
    """Return where the payload of a packet begins, from its own beginning."""
    return _HEADER_BYTES + (1 + content[at + 4] if content[at + 3] & 0x20 else 0)


def _several(packet: bytes, pid: int, count: int) -> Iterable[bytes]:
    first = packet[3] & 0xF
    if not _is_stream(pid):
        return [_with_count(packet, first + number) for number in range(count)]
    begin = _payload(packet, 0)
    content, extras = packet[begin:], packet[_HEADER_BYTES + 1 : begin]
    step = len(content) // count
    parts = [content[number * step : (number + 1) * step] for number in range(count - 1)]
    parts.append(content[(count - 1) * step :])
    return [
        _with_count(_padded(packet, extras if number == 0 else b"", part, is_first=number == 0), first + number)
        for number, part in enumerate(parts)
    ]


def _padded(packet: bytes, extras: bytes, part: bytes, *, is_first: bool) -> bytes:
    """Return a packet with a short payload: what is left is padding, behind what the packet had in front of it."""
    length = PACKET_BYTES - _HEADER_BYTES - 1 - len(part)
    front = (extras or b"\0" * min(length, 1)).ljust(length, b"\xff")
    start = packet[1] if is_first else packet[1] & ~0x40
    return bytes([packet[0], start, packet[2], packet[3] & 0xCF | 0x30, length]) + front + part


def _with_count(packet: bytes, count: int) -> bytes:
    return packet[:3] + bytes([packet[3] & 0xF0 | count & 0xF]) + packet[4:]


def _recounted(content: bytes, at: int, more: int) -> bytes:
    packet = content[at : at + PACKET_BYTES]
    return _with_count(packet, (packet[3] & 0xF) + more)


def _replaced(content: bytes, changed: dict[int, bytes]) -> bytes:
    parts, done = [], 0
    for at in sorted(changed):
        parts += [content[done:at], changed[at]]
        done = at + PACKET_BYTES
    return b"".join([*parts, content[done:]])
