"""Tells what of a file can be copied into MP4 and TS pieces, and what players want to know of it beforehand."""

from typing import Any

from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.stream import VideoStream

from app.contract.media import StreamType
from app.contract.segments import CutStream, Form
from app.worker.codec_text import codec_text
from app.worker.containers import is_picture

_MP4 = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4", "aac", "ac3", "eac3", "mp3", "opus", "flac", "alac"})
_TS = frozenset({"h264", "hevc", "mpeg2video", "mpeg1video", "aac", "ac3", "eac3", "mp3", "mp2", "dts"})
_FRAME_SAMPLES = {"aac": 1024, "ac3": 1536, "eac3": 1536, "mp3": 1152}
"""What a frame holds when the decoder has not been asked; Matroska tells times to the millisecond only."""
LONGEST_TITLE = 200


def cut_stream(container: InputContainer, stream: Stream, first_tick: int | None) -> CutStream:
    """Return what can be done with a stream."""
    context: Any = stream.codec_context
    codec = str(context.codec.canonical_name) if context and context.codec else stream.name or ""
    language = stream.language or ""
    told: dict[str, Any] = {
        "index": stream.index,
        "type": StreamType(stream.type),
        "codec": codec,
        "codec_text": codec_text(codec, bytes(context.extradata or b""), _bit_depth(context)) if context else "",
        "forms": _forms(stream, codec),
        "language": "" if language == "und" else language[:20],
        "title": stream.metadata.get("title", "")[:LONGEST_TITLE],
        "is_default": bool(stream.disposition & Disposition.default),
        "first_tick": first_tick,
    }
    if stream.type == "video" and context:
        rate = getattr(stream, "average_rate", None)
        told |= {"width_px": context.width, "height_px": context.height, "frame_rate": float(rate or 0)}
    if stream.type == "audio" and context:
        is_rough = container.format.name.startswith("matroska")
        frame = (context.frame_size or _FRAME_SAMPLES.get(codec, 0)) if is_rough else 0
        told |= {"channels": context.channels or 0, "frame_samples": frame}
    return CutStream(**told)


def _forms(stream: Stream, codec: str) -> tuple[Form, ...]:
    if isinstance(stream, VideoStream) and is_picture(stream):
        return ()
    return tuple(form for form, codecs in ((Form.MP4, _MP4), (Form.TS, _TS)) if codec in codecs)


def _bit_depth(context: Any) -> int:
    shape = getattr(context, "format", None)
    components = getattr(shape, "components", None)
    return int(components[0].bits) if components else 8
