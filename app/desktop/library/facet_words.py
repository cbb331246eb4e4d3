"""What filters are called: "4K" for "uhd", "Dolby Vision" for "DOVI", "Added in the last month" for "-P30D"."""

from datetime import datetime
from pathlib import PurePath, PureWindowsPath

from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit.words import translate, word_date
from app.desktop.library import words
from app.desktop.library.query import Query, field_of


def field(name: str) -> str:
    """Return the heading of a field."""
    return {
        "is_watched": translate("Filters", "Watched"),
        "genre": translate("Filters", "Genre"),
        "decade": translate("Filters", "Decade"),
        "year": translate("Filters", "Year"),
        "resolution": translate("Filters", "Resolution"),
        "range_type": translate("Filters", "Picture range"),
        "video_codec": translate("Filters", "Format"),
        "audio_language": translate("Filters", "Spoken language"),
        "added_at": translate("Filters", "Added"),
        "source": translate("Filters", "Folder"),
    }.get(name, name)


def value(name: str, text: str, title: str = "") -> str:
    """Return a value of a field in plain words; `title` is what the engine calls it when it is an id."""
    match name:
        case "is_watched":
            return translate("Filters", "Unwatched") if text == "false" else translate("Filters", "Watched")
        case "is_missing":
            return words.missing() if text == "true" else translate("Filters", "Available")
        case "decade":
            return translate("Filters", "{decade}s").format(decade=text)
        case "added_at":
            return _added(text)
        case "audio_language":
            return words.language(text)
        case "source":
            return _folder(title) or translate("Filters", "Folder {number}").format(number=text)
        case _:
            return _coded(name).get(text, text)


def chip(key: str, text: str, title: str = "") -> str:
    """Return a filter that is on as a chip says it: "Drama", "Year from 1990"."""
    name = field_of(key)
    if key == name or name == "added_at":
        return value(name, text, title)
    pattern = {
        "ge": translate("Filters", "{field} from {value}"),
        "gt": translate("Filters", "{field} after {value}"),
        "le": translate("Filters", "{field} up to {value}"),
        "lt": translate("Filters", "{field} before {value}"),
        "ne": translate("Filters", "{field} not {value}"),
        "contains": translate("Filters", "{field} with “{value}”"),
    }.get(key.removeprefix(f"{name}[").rstrip("]"), "{field} {value}")
    return pattern.format(field=field(name), value=value(name, text, title))


def asked(kind: ItemKind | None, query: Query) -> str:
    """Return what a list asks for as a line: "Films · Drama · Unwatched"."""
    return " · ".join([kinds(kind), *(chip(*pair) for pair in query.chosen)])


def kinds(kind: ItemKind | None) -> str:
    """Return the name of a kind for many; None is the top level."""
    if kind is None:
        return translate("Filters", "Everything")
    return {
        ItemKind.FILM: translate("Filters", "Films"),
        ItemKind.SHOW: translate("Filters", "Shows"),
        ItemKind.SEASON: translate("Filters", "Seasons"),
        ItemKind.EPISODE: translate("Filters", "Episodes"),
        ItemKind.ARTIST: translate("Filters", "Artists"),
        ItemKind.ALBUM: translate("Filters", "Albums"),
        ItemKind.TRACK: translate("Filters", "Tracks"),
    }[kind]


def refused(error: MarqueeError) -> str:
    """Return why a list could not be saved under a name."""
    if error.code == "list_exists":
        return translate("Filters", "There is a list with this name already.")
    return translate("Filters", "A list needs a name of at most 100 letters.")


def _added(text: str) -> str:
    lately = {
        "-P7D": translate("Filters", "In the last week"),
        "-P30D": translate("Filters", "In the last month"),
        "-P365D": translate("Filters", "In the last year"),
    }
    if text in lately:
        return lately[text]
    try:
        return translate("Filters", "Since {date}").format(date=word_date(datetime.fromisoformat(text)))
    except ValueError:
        return text


def _folder(path: str) -> str:
    """Engines on Windows tell their own kind of paths."""
    return (PureWindowsPath(path) if "\\" in path else PurePath(path)).name or path


def _coded(name: str) -> dict[str, str]:
    return {
        "resolution": {"sd": "SD", "hd": "720p", "fullhd": "1080p", "uhd": "4K"},
        "range_type": {
            "SDR": translate("Filters", "Standard"),
            "HDR10": "HDR10",
            "HDR10+": "HDR10+",
            "HLG": "HLG",
            "DOVI": "Dolby Vision",
        },
        "video_codec": words.CODECS,
    }.get(name, {})
