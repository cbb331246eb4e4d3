"""Writes subtitles that are pictures, as Blu-rays have them, and films with them inside."""

from collections.abc import Sequence
from pathlib import Path
from struct import pack

import av

CANVAS = (1920, 1080)
_END, _PALETTE, _OBJECT, _COMPOSITION, _WINDOWS = 0x80, 0x14, 0x15, 0x16, 0x17


def make_sup(path: Path, shown: Sequence[tuple[float, float]], place: tuple[int, int, int, int]) -> Path:
    """Write white boxes that are shown from a second to another.

    Args:
        place: Of each box on a canvas of 1920 × 1080: x, y, width and height, the last two at most 63 and even.
    """
    x, y, width, height = place
    content = b""
    for number, (start_s, end_s) in enumerate(shown):
        window = pack(">BBHHHH", 1, 0, x, y, width, height)
        drawing = b"".join(b"\0" + bytes([0x80 | width]) + b"\1\0\0" for _ in range(height))
        size = (len(drawing) + 4).to_bytes(3, "big")
        picture = pack(">HBB", 0, 0, 0xC0) + size + pack(">HH", width, height) + drawing
        content += _packet(start_s, _COMPOSITION, _composition(2 * number, pack(">HBBHH", 0, 0, 0, x, y)))
        content += _packet(start_s, _WINDOWS, window)
        content += _packet(start_s, _PALETTE, bytes([0, 0, 1, 235, 128, 128, 255]))
        content += _packet(start_s, _OBJECT, picture) + _packet(start_s, _END, b"")
        content += _packet(end_s, _COMPOSITION, _composition(2 * number + 1, b""))
        content += _packet(end_s, _WINDOWS, window) + _packet(end_s, _END, b"")
    path.write_bytes(content)
    return path


def put_inside(film: Path, subtitles: Path, target: Path) -> Path:
    """Write a Matroska film that has subtitles inside, as its last stream."""
    with av.open(str(film)) as pictures, av.open(str(subtitles)) as texts, av.open(str(target), "w") as output:
        sources = [pictures.streams.video[0], texts.streams[0]]
        streams = {id(source): output.add_stream_from_template(source) for source in sources}
        packets = [packet for container in (pictures, texts) for packet in container.demux() if packet.size]
        packets = [packet for packet in packets if id(packet.stream) in streams]
        for packet in sorted(packets, key=lambda packet: (packet.dts or 0) * packet.time_base):
            packet.stream = streams[id(packet.stream)]
            output.mux(packet)
    return target


def _composition(number: int, objects: bytes) -> bytes:
    return pack(">HHBHBBBB", *CANVAS, 0x10, number, 0x80 if objects else 0, 0, 0, 1 if objects else 0) + objects


def _packet(at_s: float, kind: int, payload: bytes) -> bytes:
    return b"PG" + pack(">IIBH", round(at_s * 90_000), 0, kind, len(payload)) + payload
