"""Content types of what a media library holds; the system's own table differs from machine to machine."""

from pathlib import PurePath

UNKNOWN = "application/octet-stream"

_TYPES = {
    "3gp": "video/3gpp",
    "avi": "video/x-msvideo",
    "flv": "video/x-flv",
    "m2ts": "video/mp2t",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp4": "video/mp4",
    "mpeg": "video/mpeg",
    "mpg": "video/mpeg",
    "mts": "video/mp2t",
    "ogv": "video/ogg",
    "ts": "video/mp2t",
    "vob": "video/mpeg",
    "webm": "video/webm",
    "wmv": "video/x-ms-wmv",
    "aac": "audio/aac",
    "aiff": "audio/aiff",
    "alac": "audio/mp4",
    "ape": "audio/x-ape",
    "dsf": "audio/x-dsf",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4b": "audio/mp4",
    "mka": "audio/x-matroska",
    "mp3": "audio/mpeg",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "wma": "audio/x-ms-wma",
    "wv": "audio/x-wavpack",
    "ass": "text/x-ssa",
    "idx": "text/plain",
    "smi": "application/smil",
    "srt": "application/x-subrip",
    "ssa": "text/x-ssa",
    "sub": "application/octet-stream",
    "sup": "application/octet-stream",
    "vtt": "text/vtt",
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


def media_type(path: PurePath) -> str:
    """Return the content type that a file's name stands for."""
    return _TYPES.get(path.suffix.removeprefix(".").lower(), UNKNOWN)
