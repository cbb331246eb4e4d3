"""What things are called among people: codecs, containers, ranges, channels, rates."""

from app.engine.playback.decision import names

_CODECS = {
    "h264": "H.264",
    "hevc": "HEVC",
    "mpeg2video": "MPEG-2",
    "mpeg4": "MPEG-4",
    "vc1": "VC-1",
    "av1": "AV1",
    "ac3": "AC-3",
    "eac3": "E-AC-3",
    "truehd": "TrueHD",
    "vorbis": "Vorbis",
    "opus": "Opus",
    "theora": "Theora",
    "srt": "SubRip",
    "vtt": "WebVTT",
    "vobsub": "DVD",
    "dvbsub": "DVB",
}
_CONTAINERS = {
    "mkv": "Matroska",
    "webm": "WebM",
    "ts": "MPEG-TS",
    "m2ts": "Blu-ray",
    "mov": "MP4",
    "mp4": "MP4",
    "mpg": "MPEG",
    "ogg": "Ogg",
}
_CHANNELS = {1: "mono", 2: "stereo", 6: "5.1", 7: "6.1", 8: "7.1"}
_RANGES = {"hdr10plus": "HDR10+", "hdr10": "HDR10", "hlg": "HLG", "sdr": "SDR"}
_MEGA = 1_000_000


def codec(name: str) -> str:
    """Return the name of one or several codecs ("ac3" is "AC-3")."""
    parts = [names.subtitle(names.codec(part)) for part in name.split(",") if part]
    return " or ".join(_CODECS.get(part, part.upper()) for part in parts) or "this format"


def container(name: str) -> str:
    """Return the name of a container; of several names of the same one, the first."""
    first = names.container(name.partition(",")[0])
    return _CONTAINERS.get(first, first.upper()) if first else "such"


def channels(count: object) -> str:
    """Return the usual name of a number of channels."""
    return _CHANNELS.get(count, f"{count} channels") if isinstance(count, int) else ""


def rate(bits: object) -> str:
    """Return a bit rate: "8.4 Mbit/s", "640 kbit/s"."""
    number = int(float(bits)) if isinstance(bits, int | float | str) and str(bits).replace(".", "", 1).isdigit() else 0
    return f"{number / _MEGA:.3g} Mbit/s" if number >= _MEGA else f"{number // 1000} kbit/s"


def dynamic_range(name: str) -> str:
    """Return the name of a dynamic range; all kinds of Dolby Vision are one for people."""
    folded = name.casefold()
    return "Dolby Vision" if folded.startswith("dovi") else _RANGES.get(folded, name)
