"""Reads the tags of music with mutagen, under the same names for every container."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import mutagen

from app.contract.media import Gain, Gapless, MusicTags
from app.worker.checks import BROKEN_FILE
from app.worker.gapless import read_gapless

LONGEST_TAG = 4_000
LONGEST_LYRICS = 64 * 1024
MOST_VALUES = 100
SEPARATOR = "; "
"""Between several values of one tag; the catalogue takes genres apart at it."""

# What ID3 and MP4 call the tags that Vorbis comments and APE name in words.
_NAMES = {
    "TIT2": "title",
    "TPE1": "artist",
    "TPE2": "albumartist",
    "TALB": "album",
    "TRCK": "tracknumber",
    "TPOS": "discnumber",
    "TDRC": "date",
    "TYER": "date",
    "TDOR": "originaldate",
    "TORY": "originaldate",
    "TCON": "genre",
    "TCMP": "compilation",
    "TSOP": "artistsort",
    "TSO2": "albumartistsort",
    "TSOA": "albumsort",
    "TPUB": "label",
    "TCOM": "composer",
    "\xa9nam": "title",
    "\xa9ART": "artist",
    "aART": "albumartist",
    "\xa9alb": "album",
    "\xa9day": "date",
    "\xa9gen": "genre",
    "\xa9wrt": "composer",
    "\xa9lyr": "lyrics",
    "cpil": "compilation",
    "trkn": "tracknumber",
    "disk": "discnumber",
    "soar": "artistsort",
    "soaa": "albumartistsort",
    "soal": "albumsort",
    "WM/AlbumTitle": "album",
    "WM/AlbumArtist": "albumartist",
    "WM/Year": "date",
    "WM/Genre": "genre",
    "WM/TrackNumber": "tracknumber",
    "WM/PartOfSet": "discnumber",
    "WM/Publisher": "label",
    "WM/IsCompilation": "compilation",
    "WM/Lyrics": "lyrics",
    "Title": "title",
    "Author": "artist",
    "album artist": "albumartist",
    "track": "tracknumber",
    "disc": "discnumber",
    "year": "date",
    "unsyncedlyrics": "lyrics",
    "musicbrainz artist id": "musicbrainz_artistid",
    "musicbrainz album id": "musicbrainz_albumid",
    "musicbrainz album artist id": "musicbrainz_albumartistid",
    "musicbrainz release group id": "musicbrainz_releasegroupid",
    "musicbrainz release track id": "musicbrainz_releasetrackid",
    "musicbrainz track id": "musicbrainz_trackid",
}
_NUMBERED = frozenset(("tracknumber", "discnumber"))
_LOUDEST_DB, _HIGHEST_PEAK = 100.0, 100.0
_OPUS_REFERENCE_DB = 5.0
"""Opus counts its gain from -23 LUFS, ReplayGain from -18."""


def read_tags(path: Path) -> MusicTags | None:
    """Return what the tags of a music file tell; None when mutagen cannot read it, and another reader has to."""
    try:
        file = mutagen.File(path)  # type: ignore[attr-defined]
        if file is None:
            return None
        told = _named(file.tags) if file.tags else {}
        lyrics = told.pop("lyrics", "")[:LONGEST_LYRICS].strip()
        return MusicTags(
            tags={name: value[:LONGEST_TAG] for name, value in told.items()},
            gain=_gain(told),
            gapless=_gapless(file, path, told),
            lyrics=lyrics,
        )
    except (mutagen.MutagenError, struct.error, *BROKEN_FILE):  # type: ignore[attr-defined]
        return None


def _named(tags: Any) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in _pairs(tags):
        texts = [text for one in _several(value) if (text := _text(name, one))]
        found.setdefault(name, []).extend(texts)
    return {
        name: SEPARATOR.join(dict.fromkeys(texts)) if name != "lyrics" else texts[0]
        for name, texts in found.items()
        if texts
    }


def _pairs(tags: Any) -> Iterator[tuple[str, Any]]:
    """Yield (our name, value or values). ID3 keeps frames, the others values by name."""
    frames = getattr(tags, "getall", None)
    if frames is None:
        for key, value in list(tags.items() if isinstance(tags, Mapping) or hasattr(tags, "items") else tags):
            yield _name(str(key)), value
        return
    for frame in list(tags.values()):
        kind = frame.FrameID
        if kind == "TXXX":
            yield _name(frame.desc), frame.text
        elif kind == "USLT":
            yield "lyrics", frame.text
        elif kind == "UFID" and "musicbrainz" in frame.owner:
            yield "musicbrainz_trackid", frame.data
        elif kind == "COMM" and frame.desc == "iTunSMPB":
            yield "itunsmpb", frame.text
        elif kind == "TCON":
            yield "genre", frame.genres  # numbers of the old list as their words
        elif kind in _NAMES:
            yield _NAMES[kind], frame.text


def _name(key: str) -> str:
    """Return our name for a key; iTunes writes free names behind "----:com.apple.iTunes:"."""
    if key in _NAMES:
        return _NAMES[key]
    key = key.rpartition(":")[2].lower()
    key = key.removeprefix("wm/").replace("musicbrainz/", "musicbrainz ")
    return _NAMES.get(key, key)


def _several(value: Any) -> Sequence[Any]:
    if isinstance(value, (str, bytes, bool, int, tuple)):
        return (value,)
    try:
        return list(value)[:MOST_VALUES]
    except TypeError:  # one value of a class of its own
        return (value,)


def _text(name: str, value: Any) -> str:
    if isinstance(value, tuple) and name in _NUMBERED:  # (3, 12) in MP4
        return "/".join(str(number) for number in value if number)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip("\0 ")
    if isinstance(value, (str, int)):
        return str(value).strip("\0 ")
    inner = getattr(value, "value", None)  # APE and ASF wrap theirs
    if inner is None:
        inner = getattr(value, "text", "")
    return inner.strip("\0 ") if isinstance(inner, str) else str(inner) if isinstance(inner, int) else ""


def _gain(told: Mapping[str, str]) -> Gain | None:
    gain = Gain(
        track_db=_gain_db(told, "track"),
        track_peak=_number(told, "replaygain_track_peak", _HIGHEST_PEAK),
        album_db=_gain_db(told, "album"),
        album_peak=_number(told, "replaygain_album_peak", _HIGHEST_PEAK),
    )
    return gain if gain != Gain() else None


def _gain_db(told: Mapping[str, str], whose: str) -> float | None:
    gain_db = _number(told, f"replaygain_{whose}_gain", _LOUDEST_DB)
    return _opus(told, f"r128_{whose}_gain") if gain_db is None else gain_db  # 0 is a gain like any other


def _number(told: Mapping[str, str], name: str, most: float) -> float | None:
    try:
        number = float(told.get(name, "").lower().removesuffix("db").strip().replace(",", "."))
    except ValueError:  # not told, or no number
        return None
    return number if -most <= number <= most else None


def _opus(told: Mapping[str, str], name: str) -> float | None:
    """Opus tells 256ths of a decibel."""
    number = _number(told, name, 32_768)
    return round(number / 256 + _OPUS_REFERENCE_DB, 2) if number is not None else None


def _gapless(file: Any, path: Path, told: Mapping[str, str]) -> Gapless | None:
    return read_gapless(path, told.get("itunsmpb", ""), is_mp3=type(file).__name__ in ("MP3", "EasyMP3"))
