"""Says what is known of a film on another server: no worker reaches the net, so that is little."""

from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from app.contract.links import LONGEST_BYTES, address_of
from app.contract.media import MediaFault, MediaStream, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.worker.checks import Fault

_CONTAINERS = {
    "mkv": "matroska",
    "mp4": "mp4",
    "m4v": "mp4",
    "mov": "mov",
    "webm": "webm",
    "avi": "avi",
    "ts": "mpegts",
}


def linked(path: Path) -> Probe:
    """Return a picture of which nothing is known, in the container that the address names. Raises Fault."""
    with path.open("rb") as file:
        content = file.read(LONGEST_BYTES)
    try:
        place = urlsplit(address_of(content)).path
    except ValueError as error:
        raise Fault(MediaFault.UNREADABLE, str(error)) from error
    return Probe(
        container=_CONTAINERS.get(PurePosixPath(place).suffix.lower().removeprefix("."), ""),
        duration_ms=DurationMs(0),
        size_bytes=SizeBytes(len(content)),
        bitrate=Kbps(0),
        streams=(MediaStream(index=0, type=StreamType.VIDEO, codec=""),),
        tags={},
    )
