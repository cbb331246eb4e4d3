"""Every sentence that several pages share: errors, durations, sizes, dates and counts, by language and locale."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from app.contract.errors import (
    Conflict,
    Denied,
    Invalid,
    MarqueeError,
    NotFound,
    Unauthenticated,
    Unavailable,
    Unsupported,
)

translate = QCoreApplication.translate

MS_PER_MINUTE: Final = 60_000
MINUTES_PER_HOUR: Final = 60


def word_error(error: MarqueeError) -> tuple[str, str]:
    """Return a title and a sentence that says what to do, for people."""
    by_code = _error_by_code(error.code)
    return by_code if by_code is not None else _error_by_kind(error)


def word_duration(duration_ms: int) -> str:
    """Return a length in the words of a programme guide: "1 h 56 min", "43 min", "20 s"."""
    minutes = round(duration_ms / MS_PER_MINUTE)
    if minutes == 0:
        return translate("Words", "{0} s").format(round(duration_ms / 1000))
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if hours == 0:
        return translate("Words", "{0} min").format(rest)
    if rest == 0:
        return translate("Words", "{0} h").format(hours)
    return translate("Words", "{0} h {1} min").format(hours, rest)


def word_clock(position_ms: int) -> str:
    """Return a position as a player shows it: "4:05", "1:02:09"."""
    seconds = max(position_ms, 0) // 1000
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def word_left(duration_ms: int, position_ms: int) -> str:
    """Return what is left of a film: "34 min left"."""
    return translate("Words", "{0} left").format(word_duration(max(duration_ms - position_ms, 0)))


def word_size(size_bytes: int) -> str:
    """Return a size by locale: "4.7 GB"."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def word_number(number: float, decimals: int = 0) -> str:
    """Return a number by locale."""
    return QLocale().toString(float(number), "f", decimals)


def word_date(when: datetime) -> str:
    """Return a day by locale, in the time zone of this machine."""
    return QLocale().toString(_local(when).date(), QLocale.FormatType.ShortFormat)


def word_moment(when: datetime) -> str:
    """Return a day and time by locale."""
    return QLocale().toString(_local(when), QLocale.FormatType.ShortFormat)


def word_ago(when: datetime, now: datetime) -> str:
    """Return how long ago something was, in one rough word, or its day."""
    minutes = int((now - when).total_seconds() // 60)
    if minutes < 1:
        return translate("Words", "just now")
    if minutes < MINUTES_PER_HOUR:
        return counted(translate("Words", "%Ln minute(s) ago", "", minutes), minutes)
    hours = minutes // MINUTES_PER_HOUR
    if hours < 24:
        return counted(translate("Words", "%Ln hour(s) ago", "", hours), hours)
    return word_date(when)


def counted(text: str, count: int) -> str:
    """Return English with its plural put right where no translation was loaded (a checkout without .qm files)."""
    return text.replace("(s)", "" if count == 1 else "s")


def word_films(count: int) -> str:
    """Return "1 film", "12 films"."""
    return counted(translate("Words", "%Ln film(s)", "", count), count)


def word_shows(count: int) -> str:
    """Return "1 show", "12 shows"."""
    return counted(translate("Words", "%Ln show(s)", "", count), count)


def word_episodes(count: int) -> str:
    """Return "1 episode", "12 episodes"."""
    return counted(translate("Words", "%Ln episode(s)", "", count), count)


def word_albums(count: int) -> str:
    """Return "1 album", "12 albums"."""
    return counted(translate("Words", "%Ln album(s)", "", count), count)


def word_tracks(count: int) -> str:
    """Return "1 track", "12 tracks"."""
    return counted(translate("Words", "%Ln track(s)", "", count), count)


def word_files(count: int) -> str:
    """Return "1 file", "12 files"."""
    return counted(translate("Words", "%Ln file(s)", "", count), count)


def _local(when: datetime) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(int(when.timestamp() * 1000))


def _error_by_code(code: str) -> tuple[str, str] | None:
    words = {
        "bug": (
            translate("Errors", "That did not work"),
            translate("Errors", "Something unexpected happened. It is written in the log; please try again."),
        ),
        "engine_away": (
            translate("Errors", "Marquee is coming back"),
            translate("Errors", "The engine is restarting. This page fills by itself in a few seconds."),
        ),
        "source_exists": (
            translate("Errors", "That folder is already there"),
            translate("Errors", "It is one of your folders, or lies inside one. Choose another one."),
        ),
        "path_not_found": (
            translate("Errors", "That folder does not exist"),
            translate("Errors", "Check the path, and whether its disk is connected."),
        ),
        "not_a_folder": (
            translate("Errors", "That is not a folder"),
            translate("Errors", "Choose the folder that holds your media, not a single file."),
        ),
        "file_missing": (
            translate("Errors", "The file is not there"),
            translate("Errors", "Its disk may be away. Connect it and try again."),
        ),
        "disk_full": (
            translate("Errors", "The disk is full"),
            translate(
                "Errors", "Marquee could not keep this. Make room on the disk that holds its data, and try again."
            ),
        ),
        "too_many_encodes": (
            translate("Errors", "This computer has too much to do"),
            translate("Errors", "It converts as many films as it can. Try again when somebody has finished."),
        ),
        "picture_unreadable": (
            translate("Errors", "This picture cannot be shown"),
            translate("Errors", "The picture file is damaged. Replace it and scan again."),
        ),
        "no_player": (
            translate("Errors", "Nothing here can play video"),
            translate("Errors", "The playback part of Qt is missing. On Debian install libpulse0 and libxrandr2."),
        ),
        "session_dismissed": (
            translate("Errors", "Playback was stopped"),
            translate("Errors", "The owner of this Marquee stopped it. What you have seen is kept."),
        ),
        "unplayable": (
            translate("Errors", "This cannot be played here"),
            translate("Errors", "Marquee tried every way it knows. Try another version of it, or the player mpv."),
        ),
        "no_picture": (
            translate("Errors", "No picture came"),
            translate("Errors", "This computer cannot decode this film. Try another version of it."),
        ),
    }
    return words.get(code)


def _error_by_kind(error: MarqueeError) -> tuple[str, str]:
    words = {
        Invalid: (
            translate("Errors", "That does not fit"),
            translate("Errors", "Marquee could not use this value. Change it and try again."),
        ),
        Unauthenticated: (
            translate("Errors", "You are not signed in"),
            translate("Errors", "Start Marquee again to sign in anew."),
        ),
        Denied: (
            translate("Errors", "You may not do this"),
            translate("Errors", "Ask the owner of this Marquee for it."),
        ),
        NotFound: (
            translate("Errors", "It is not there any more"),
            translate("Errors", "It may have been removed or moved. Go back and look again."),
        ),
        Conflict: (
            translate("Errors", "That is already so"),
            translate("Errors", "Something else changed it first. Look again and repeat it if you still want to."),
        ),
        Unsupported: (
            translate("Errors", "This cannot be played here"),
            translate("Errors", "The file is of a kind that this player does not understand."),
        ),
        Unavailable: (
            translate("Errors", "It does not answer"),
            translate("Errors", "A disk or a service is away at the moment. Try again in a little while."),
        ),
    }
    fallback = (
        translate("Errors", "That did not work"),
        translate("Errors", "Please try again. The details say what happened."),
    )
    return words.get(type(error), fallback)
