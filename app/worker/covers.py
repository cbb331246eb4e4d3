"""Takes the embedded cover out of a media file."""

import contextlib
from pathlib import Path

from av.container import InputContainer
from av.video.stream import VideoStream

from app.contract.media import PictureMade
from app.worker.checks import BROKEN_FILE, Fault, reading
from app.worker.containers import is_picture, opened
from app.worker.pictures import made

FRONT = "front"
PACKETS_TO_LOOK_AT = 50


def cover(path: Path, target: Path) -> PictureMade | None:
    """Write the embedded cover as it is, the front one of several; None when there is none. Raises Fault."""
    with reading(path), opened(path) as container:
        pictures = [stream for stream in container.streams.video if is_picture(stream)]
        # ID3 says in the comment what a picture shows; Matroska in the name of the attachment.
        pictures.sort(key=lambda stream: not _is_front(stream))
        for stream in pictures:
            # A picture that is damaged is as good as none; the next one may be whole.
            with contextlib.suppress(Fault, *BROKEN_FILE):
                if content := _content(container, stream):
                    return made(content, target)
    return None


def _is_front(stream: VideoStream) -> bool:
    told = f"{stream.metadata.get('comment', '')} {stream.metadata.get('filename', '')}".lower()
    return FRONT in told or "cover." in told


def _content(container: InputContainer, stream: VideoStream) -> bytes:
    container.seek(0)
    for number, packet in enumerate(container.demux(stream)):
        if packet.size:
            return bytes(packet)
        if number >= PACKETS_TO_LOOK_AT:
            break
    return b""
