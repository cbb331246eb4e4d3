"""Names of containers, codecs and subtitle formats, and the lists that devices match them with."""

from collections.abc import Iterable, Sequence

_CONTAINERS = {"matroska": "mkv", "mpegts": "ts", "mpeg-ts": "ts"}
_CODECS = {
    "h265": "hevc",
    "hev1": "hevc",
    "hvc1": "hevc",
    "avc": "h264",
    "avc1": "h264",
    "mpeg2": "mpeg2video",
    "dca": "dts",
    "ac-3": "ac3",
    "e-ac-3": "eac3",
    "ec-3": "eac3",
}
_FAMILIES = {"pcm": "pcm_", "lpcm": "pcm_", "wma": "wma", "wmv": "wmv"}
_SUBTITLES = {
    "subrip": "srt",
    "webvtt": "vtt",
    "pgssub": "pgs",
    "sup": "pgs",
    "hdmv_pgs_subtitle": "pgs",
    "dvdsub": "vobsub",
    "dvd_subtitle": "vobsub",
    "dvb_subtitle": "dvbsub",
}
PICTURES = frozenset({"pgs", "vobsub", "dvbsub", "sub"})
STYLED = frozenset({"ass", "ssa"})


def container(name: str) -> str:
    """Return the usual short name of a container."""
    return _CONTAINERS.get(name.casefold(), name.casefold())


def codec(name: str) -> str:
    """Return FFmpeg's name of a codec."""
    return _CODECS.get(name.casefold(), name.casefold())


def subtitle(name: str) -> str:
    """Return the usual short name of a subtitle format."""
    return _SUBTITLES.get(name.casefold(), name.casefold())


def has_codec(codecs: Iterable[str], name: str) -> bool:
    """Tell whether one of the names in a list means this codec; "pcm" and "wma" stand for their whole family."""
    return any(_is_codec(entry, name) for entry in codecs)


def is_codec_listed(codecs: Sequence[str], name: str) -> bool:
    """Tell whether a list allows a codec; a "-" in front turns it around.

    An empty list has all codecs, and a codec that nobody knows ("") is not refused.
    """
    if not codecs or not name:
        return True
    is_negated = codecs[0].startswith("-")
    return is_negated != has_codec((entry.removeprefix("-").strip() for entry in codecs), name)


def _is_codec(entry: str, name: str) -> bool:
    family = _FAMILIES.get(entry)
    return codec(entry) == name or (family is not None and name.startswith(family))


def is_listed(allowed: Sequence[str], measured: Iterable[str]) -> bool:
    """Tell whether a list of a device allows one of the names of a file.

    A "-" before the first name turns the whole list around; an empty list allows everything. A file without a name
    meets only lists that are turned around.
    """
    if not allowed:
        return True
    is_negated = allowed[0].startswith("-")
    names = {container(name.removeprefix("-").strip()) for name in allowed}
    return is_negated != any(container(name) in names for name in measured)
