"""What cards and details say, in the language of the reader."""

from PySide6.QtCore import QDate, QLocale, Qt

from app.contract.browse import Card, Details, Version
from app.contract.library import ItemKind
from app.contract.media import MediaStream, StreamType
from app.desktop.kit import words
from app.desktop.kit.words import translate, word_duration

UHD_HEIGHT_PX = 1600
CODECS = {
    "h264": "H.264", "hevc": "HEVC", "av1": "AV1", "vp9": "VP9", "mpeg2video": "MPEG-2", "mpeg4": "MPEG-4",
    "mpeg1video": "MPEG-1", "vc1": "VC-1", "vp8": "VP8", "wmv3": "WMV", "theora": "Theora",
    "aac": "AAC", "ac3": "Dolby Digital", "eac3": "Dolby Digital+", "truehd": "TrueHD", "dts": "DTS",
    "flac": "FLAC", "opus": "Opus", "mp3": "MP3", "vorbis": "Vorbis", "subrip": "SRT", "ass": "ASS",
    "hdmv_pgs_subtitle": "PGS", "webvtt": "WebVTT", "mov_text": "Text", "dvd_subtitle": "VobSub",
}  # fmt: skip
"""Names of codecs as boxes print them."""
_SURROUND = {1: "1.0", 2: "2.0", 3: "2.1", 6: "5.1", 7: "6.1", 8: "7.1"}


def counted(kind: ItemKind, total: int) -> str:
    """Return how many there are: "1,204 films"."""
    plural = {
        ItemKind.FILM: translate("Library", "%n film(s)", "", total),
        ItemKind.SHOW: translate("Library", "%n show(s)", "", total),
        ItemKind.SEASON: translate("Library", "%n season(s)", "", total),
        ItemKind.EPISODE: translate("Library", "%n episode(s)", "", total),
        ItemKind.ARTIST: translate("Library", "%n artist(s)", "", total),
        ItemKind.ALBUM: translate("Library", "%n album(s)", "", total),
        ItemKind.TRACK: translate("Library", "%n track(s)", "", total),
    }
    return words.counted(plural[kind], total).replace("%n", words.word_number(total))


def titles(total: int) -> str:
    """Return how many of several kinds there are: "1,204 titles"."""
    plural = translate("Library", "%n title(s)", "", total)
    return words.counted(plural, total).replace("%n", words.word_number(total))


def lists(total: int) -> str:
    """Return how many lists there are: "3 lists"."""
    plural = translate("Library", "%n list(s)", "", total)
    return words.counted(plural, total).replace("%n", words.word_number(total))


def episode_code(card: Card) -> str:
    """Return where an episode stands in its show: "S2 E5", "S2 E5–6"; "" for anything else."""
    if card.number is None or card.kind is not ItemKind.EPISODE:
        return ""
    last = f"–{card.end_number}" if card.end_number and card.end_number != card.number else ""
    season = "" if card.season_number is None else f"S{card.season_number} "
    return f"{season}E{card.number}{last}"


def season_title(card: Card) -> str:
    """Return the name of a season for a chip or a headline."""
    if card.number == 0:
        return translate("Library", "Specials")
    if card.number is None:
        return card.title
    return translate("Library", "Season {number}").format(number=card.number)


def tile(card: Card) -> tuple[str, str]:
    """Return the two lines below a tile."""
    year = "" if card.year is None else str(card.year)
    if card.kind is ItemKind.EPISODE:
        return card.top_title or card.title, _joined(episode_code(card), card.title if card.top_title else "")
    if card.kind is ItemKind.SEASON:
        return season_title(card), counted(ItemKind.EPISODE, card.child_count)
    if card.kind in (ItemKind.ALBUM, ItemKind.TRACK):
        return card.title, _joined(card.top_title, year)
    if card.kind is ItemKind.ARTIST:
        return card.title, counted(ItemKind.ALBUM, card.child_count)
    return card.title, year


def spoken(card: Card) -> str:
    """Return what a screen reader says of a tile: "Arrival, 2016, 1 h 56 min, watched"."""
    parts = [card.top_title if card.kind is ItemKind.EPISODE else "", episode_code(card), card.title]
    parts.append("" if card.year is None else str(card.year))
    if card.duration_ms and card.kind in (ItemKind.FILM, ItemKind.EPISODE, ItemKind.TRACK):
        parts.append(word_duration(card.duration_ms))
    parts.append(watch_state(card))
    if card.is_missing:
        parts.append(missing())
    return ", ".join(part for part in parts if part)


def watch_state(card: Card) -> str:
    """Return how far somebody is with it, or "" when nothing is to be said."""
    if card.is_watched:
        return translate("Library", "watched")
    if card.position_ms and card.duration_ms:
        return words.word_left(card.duration_ms, card.position_ms)
    if card.kind in (ItemKind.SHOW, ItemKind.SEASON) and card.unwatched_count:
        unwatched = translate("Library", "%n unwatched", "", card.unwatched_count)
        return unwatched.replace("%n", words.word_number(card.unwatched_count))
    return ""


def missing() -> str:
    """Return the word for an item whose files are away."""
    return translate("Library", "Not available")


def resolution(height_px: int, width_px: int = 0) -> str:
    """Return the usual name of a picture size: "4K", "1080p"; "" when there is no picture."""
    steps = ((UHD_HEIGHT_PX, 3000, "4K"), (1200, 2300, "1440p"), (800, 1700, "1080p"), (570, 1100, "720p"))
    for height, width, name in steps:
        if height_px >= height or width_px >= width:
            return name
    return "SD" if height_px else ""


def range_name(range_type: str | None) -> str:
    """Return the name of a dynamic range for a badge; "" for the ordinary one."""
    return {"HDR10": "HDR", "HDR10+": "HDR10+", "HLG": "HLG", "DOVI": "Dolby Vision"}.get(range_type or "", "")


def codec_name(stream: MediaStream) -> str:
    """Return the name of a codec as boxes print it."""
    return CODECS.get(stream.codec, stream.codec.upper())


def channels(stream: MediaStream) -> str:
    """Return the loudspeakers of an audio stream: "5.1"."""
    return "" if not stream.channels else _SURROUND.get(stream.channels, str(stream.channels))


def language(code: str) -> str:
    """Return the name of a language by its ISO 639 code; the code when nobody knows it."""
    if not code or code == "und":
        return translate("Library", "Unknown language")
    found = QLocale.codeToLanguage(code)
    return code if found == QLocale.Language.AnyLanguage else QLocale.languageToString(found)


def stream_line(stream: MediaStream) -> str:
    """Return one stream as a line: "English · Dolby Digital 5.1 · Commentary"."""
    if stream.type is StreamType.VIDEO:
        height = resolution(stream.height_px or 0, stream.width_px or 0)
        rate = "" if not stream.frame_rate else f"{stream.frame_rate:.5g} fps"
        depth = "" if not stream.bit_depth or stream.bit_depth <= 8 else f"{stream.bit_depth} bit"
        return _joined(height, codec_name(stream), range_name(stream.range_type), depth, rate)
    marks = (
        translate("Library", "forced") if stream.is_forced else "",
        translate("Library", "for the hard of hearing") if stream.is_hearing_impaired else "",
    )
    sound = " ".join(part for part in (codec_name(stream), channels(stream)) if part)
    return _joined(language(stream.language), sound, stream.title, *marks)


def badges(version: Version) -> tuple[str, ...]:
    """Return what is worth telling about a version's quality, best first."""
    video = next((s for s in version.streams if s.type is StreamType.VIDEO and not s.is_picture), None)
    audio = [stream for stream in version.streams if stream.type is StreamType.AUDIO]
    best = max(audio, key=lambda stream: stream.channels or 0, default=None)
    found = []
    if video is not None:
        found += [resolution(video.height_px or 0, video.width_px or 0), range_name(video.range_type)]
    if best is not None:
        found += [" ".join(part for part in (codec_name(best), channels(best)) if part)]
    return tuple(badge for badge in found if badge)


def facts(details: Details) -> str:
    """Return the line below a title: "2016 · 1 h 56 min · Drama, Science fiction"."""
    card = details.card
    year = "" if card.year is None else str(card.year)
    length = word_duration(card.duration_ms) if card.duration_ms and card.kind is not ItemKind.SHOW else ""
    children = {
        ItemKind.SHOW: ItemKind.EPISODE,
        ItemKind.SEASON: ItemKind.EPISODE,
        ItemKind.ALBUM: ItemKind.TRACK,
        ItemKind.ARTIST: ItemKind.ALBUM,
    }.get(card.kind)
    count = counted(children, card.child_count) if children and card.child_count else ""
    genres = ", ".join(details.genres[:3])
    return _joined(episode_code(card), year, count, length, details.about.certificate, genres, ratings(details))


def ratings(details: Details) -> str:
    """Return what others and the user think of an item: "IMDb 7.8 · Your rating 9"."""
    names = {"imdb": "IMDb", "tmdb": "TMDB", "metacritic": "Metacritic", "trakt": "Trakt"}
    found = [
        f"{names.get(one.name, translate('Library', 'Rating'))} {words.word_number(one.value, 1)}"
        for one in details.about.ratings
    ]
    if details.own_rating is not None:
        value = words.word_number(details.own_rating, 0 if details.own_rating.is_integer() else 1)
        found.append(translate("Library", "Your rating {value}").format(value=value))
    return " · ".join(found)


def role(name: str) -> str:
    """Return what somebody did for an item, as a heading."""
    known = {
        "director": translate("Library", "Directed by"),
        "creator": translate("Library", "Created by"),
        "writer": translate("Library", "Written by"),
        "producer": translate("Library", "Produced by"),
        "composer": translate("Library", "Music by"),
        "artist": translate("Library", "Artists"),
    }
    return known.get(name, name.capitalize())


def premiere(told: str) -> str:
    """Return a day, month or year as a reader writes it; other texts as they are."""
    day = QDate.fromString(told, Qt.DateFormat.ISODate)
    return QLocale().toString(day, QLocale.FormatType.ShortFormat) if day.isValid() else told


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
