"""Puts the streams of one media file behind those of another."""

from pathlib import Path
from typing import Any

import av


def put_streams_into(film: Path, *others: Path) -> Path:
    """Put all streams of other files into a film, behind its own, and return its path."""
    draft = film.with_name(f"draft{film.suffix}")
    sources = [av.open(str(path)) for path in (film, *others)]
    with av.open(str(draft), "w") as target:
        packets: list[tuple[Any, Any]] = []
        for source in sources:
            streams = [target.add_stream_from_template(stream) for stream in source.streams]
            for made, stream in zip(streams, source.streams, strict=True):
                made.metadata.update(stream.metadata)
            packets += [(packet, streams[packet.stream_index]) for packet in source.demux() if packet.dts is not None]
        packets.sort(key=lambda pair: float(pair[0].dts * pair[0].time_base))
        for packet, stream in packets:
            packet.stream = stream
            target.mux(packet)
    for source in sources:
        source.close()
    draft.replace(film)
    return film
