"""Opens media files with PyAV: local ones of the formats that people keep films and music in, and nothing else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

# FFmpeg also knows playlists, network sessions and dozens of game formats. None of them is a film file, and each is a
# way to make it read something else.
FORMATS = (
    "matroska,mov,avi,mpegts,mpeg,mpegvideo,asf,flv,ogg,rm,mxf,gxf,nut,dv,wtv,ivf,h264,hevc,m4v,vc1,obu,av1,"
    "mp3,flac,wav,w64,aiff,aac,ac3,eac3,dts,dtshd,truehd,mlp,ape,wv,tta,mpc,mpc8,caf,amr,au,dsf,tak,oma,mp2"
)
_OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
_PICTURES = (Disposition.attached_pic | Disposition.timed_thumbnails).value
_UNDECODED = {"skip_frame": "all"}


@contextmanager
def opened(path: Path, *, is_decoded: bool = True) -> Iterator[InputContainer]:
    """Open a media file; it is closed when the block ends.

    Args:
        is_decoded: Whether the first pictures are decoded, as FFmpeg does it to tell how pictures are stored. It
            takes nearly all the time that opening takes.
    """
    with open_media(path, is_decoded=is_decoded) as container:
        yield container


def open_media(path: Path, *, is_decoded: bool = True) -> InputContainer:
    """Open a media file that the caller closes; see `opened`."""
    options = _OPTIONS if is_decoded else _OPTIONS | _UNDECODED
    # "file:" keeps a name like "http:…" from being an address. Tags that are no UTF-8 are shown with marks.
    return av.open(f"file:{os.fspath(path)}", metadata_errors="replace", options=dict(options))


def is_picture(stream: VideoStream) -> bool:
    """Tell whether a video stream is an embedded picture."""
    return bool(stream.disposition.value & _PICTURES)


def find_film(container: InputContainer) -> VideoStream | None:
    """Return the stream of moving pictures, or None."""
    return next((stream for stream in container.streams.video if not is_picture(stream)), None)
