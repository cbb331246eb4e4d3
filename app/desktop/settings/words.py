"""Settings and their sections in words; what is not known here is shown as the engine says it."""

from PySide6.QtCore import QCoreApplication

from app.contract.settings import SettingState

translate = QCoreApplication.translate


def word_section(section: str) -> tuple[str, str]:
    """Return the name and the icon of a section."""
    words = {
        "window": (translate("Settings", "This window"), "home"),
        "folders": (translate("Settings", "Your folders"), "folder"),
        "network": (translate("Settings", "Network"), "devices"),
        "library": (translate("Settings", "Library"), "film"),
        "playback": (translate("Settings", "Playback"), "play"),
        "artwork": (translate("Settings", "Pictures"), "grid"),
        "analysis": (translate("Settings", "A closer look"), "eye"),
        "media": (translate("Settings", "Reading files"), "server"),
        "about": (translate("Settings", "About"), "info"),
    }
    return words.get(section, (section.replace("_", " ").capitalize(), "settings"))


def word_setting(state: SettingState) -> tuple[str, str]:
    """Return the name of a setting, and a sentence about it."""
    words = {
        "network.lan_access": (
            translate("Settings", "Let the house in"),
            translate("Settings", "Players on your network can find and use this Marquee."),
        ),
        "network.name": (
            translate("Settings", "Name of this Marquee"),
            translate("Settings", "What players of the house see. Empty: the name of this computer."),
        ),
        "network.port": (
            translate("Settings", "Port"),
            translate("Settings", "Where players reach the server. Takes effect when Marquee starts again."),
        ),
        "library.rescan_hours": (
            translate("Settings", "Look for changes every"),
            translate("Settings", "New files are usually seen at once; this is the look at everything. 0: never."),
        ),
        "library.watch": (
            translate("Settings", "See new files at once"),
            translate("Settings", "Network drives cannot tell of changes. Takes effect at the next start."),
        ),
        "playback.watched_percent": (
            translate("Settings", "Counts as watched from"),
            translate("Settings", "What was played this far is marked as watched."),
        ),
        "playback.resume_min_s": (
            translate("Settings", "Resume only after"),
            translate("Settings", "A start shorter than this is forgotten."),
        ),
        "artwork.cache_mb": (
            translate("Settings", "Space for pictures"),
            translate("Settings", "Smaller sizes of your pictures take no more than this on disk."),
        ),
        **_closer_words(),
        "media.workers": (
            translate("Settings", "Files read at the same time"),
            translate("Settings", "More is faster on solid-state disks, and busier."),
        ),
        "media.probe_timeout_s": (
            translate("Settings", "Give a file up after"),
            translate("Settings", "A damaged file cannot hold the scan longer than this."),
        ),
    }
    fallback = state.key.partition(".")[2].replace("_", " ").capitalize()
    return words.get(state.key, (fallback, state.help))


def _closer_words() -> dict[str, tuple[str, str]]:
    return {
        "analysis.trickplay": (
            translate("Settings", "Pictures on the seek bar"),
            translate("Settings", "Small pictures along each film are made when nothing else is to be done."),
        ),
        "analysis.trickplay_mb": (
            translate("Settings", "Space for them"),
            translate("Settings", "About 7 MB for a film; those that nobody used for longest go first."),
        ),
        "analysis.chapter_pictures": (
            translate("Settings", "Pictures of chapters"),
            translate("Settings", "Each chapter of a film gets a picture from its beginning."),
        ),
        "analysis.loudness": (
            translate("Settings", "Measure loudness"),
            translate("Settings", "Once for each file, so that players can play all of them alike."),
        ),
        "analysis.markers": (
            translate("Settings", "Find intros and credits"),
            translate("Settings", "By what the episodes of a season have in common."),
        ),
    }


def word_unit(unit: str) -> str:
    """Return a unit as it stands behind a number."""
    words = {
        "s": translate("Settings", "seconds"),
        "h": translate("Settings", "hours"),
        "min": translate("Settings", "minutes"),
    }
    return words.get(unit, unit)


def word_range(state: SettingState) -> str:
    """Return what a number may be."""
    low, high = state.minimum, state.maximum
    if low is not None and high is not None:
        return translate("Settings", "Between {0} and {1}").format(f"{low:g}", f"{high:g}")
    if low is not None:
        return translate("Settings", "At least {0}").format(f"{low:g}")
    return translate("Settings", "A number")
