"""Servers, reports and reasons in words."""

from PySide6.QtCore import QCoreApplication

from app.contract.errors import MarqueeError
from app.contract.imports import Import, ImportReport, MissReason, Mode, ServerKind
from app.contract.jobs import JobState
from app.desktop.kit.words import counted, word_error, word_number

translate = QCoreApplication.translate

SERVERS = {ServerKind.PLEX: "Plex", ServerKind.JELLYFIN: "Jellyfin", ServerKind.EMBY: "Emby"}


def word_server(known: Import) -> str:
    """Return "Attic  ·  Jellyfin 10.11.8  ·  http://…"."""
    return "  ·  ".join((known.name, f"{SERVERS[known.kind]} {known.version}".strip(), known.url))


def word_refusal(error: MarqueeError) -> str:
    """Return why a server could not be connected, and what to do."""
    words = {
        "url_invalid": translate("Imports", "That is no address. Write it like http://192.168.1.5:32400."),
        "token_invalid": translate("Imports", "That is no token. Copy it once more, whole and without blanks."),
        "server_refused": translate("Imports", "The server refuses this token. Copy it once more."),
        "server_unknown": translate("Imports", "What answers there is another program. Check the kind and the port."),
        "server_failed": translate("Imports", "The server answers with a fault. Look at it, then try again."),
        "host_unreachable": translate("Imports", "Nothing answers there. Check the address, and whether it runs."),
        "host_timeout": translate("Imports", "The server takes too long to answer. Try again."),
        "import_token_gone": translate("Imports", "The token is gone. Forget this server and connect it again."),
        "folder_not_found": translate("Imports", "One of the folders is not there. Check the paths."),
        "import_nothing_chosen": translate("Imports", "Choose at least one library."),
    }
    return words.get(error.code) or " ".join(word_error(error))


def word_state(report: ImportReport) -> str:
    """Return how a preview or run goes."""
    is_run = report.mode is Mode.RUN
    match report.state:
        case JobState.QUEUED:
            return translate("Imports", "Waiting for its turn")
        case JobState.RUNNING if not report.total:
            return translate("Imports", "Asking the server, and waiting for scans")
        case JobState.RUNNING:
            return translate("Imports", "{0} of {1}").format(word_number(report.done), word_number(report.total))
        case JobState.DONE if is_run:
            return translate("Imports", "Everything that was found is taken over")
        case JobState.DONE:
            return translate("Imports", "So much would be found. Nothing has changed yet.")
        case JobState.CANCELLED:
            return translate("Imports", "Stopped")
    return translate("Imports", "It did not work: {0}").format(report.error)


def word_counts(report: ImportReport) -> tuple[str, ...]:
    """Return what was found and taken over, one sentence for each."""
    found = (
        (translate("Imports", "{0} found by their file"), report.by_path),
        (translate("Imports", "{0} found by their id"), report.by_id),
        (translate("Imports", "{0} found by their name"), report.by_name),
    )
    taken = (
        (translate("Imports", "{0} watch states taken over"), report.states),
        (translate("Imports", "{0} ratings taken over"), report.ratings),
        (translate("Imports", "{0} collections taken over"), report.collections),
    )
    pairs = (*found, *taken) if report.mode is Mode.RUN else found
    return tuple(text.format(word_number(count)) for text, count in pairs)


def word_missed(count: int) -> str:
    """Return "3 not found"."""
    return counted(translate("Imports", "%Ln not found", "", count), count)


def word_reason(reason: MissReason) -> str:
    """Return why something was not found, and what helps."""
    words = {
        MissReason.NOT_SCANNED: translate("Imports", "Its file is here, but not scanned yet. Scan, then try again."),
        MissReason.FILE_NOT_HERE: translate("Imports", "Its file is not in the folder here."),
        MissReason.PATH_NOT_MAPPED: translate("Imports", "It lies in a folder that has no counterpart here."),
        MissReason.NO_PATH: translate("Imports", "The server tells no file, and nothing here has its name."),
        MissReason.AMBIGUOUS: translate("Imports", "Several things here have its name. Give its folder."),
        MissReason.NOT_UNDERSTOOD: translate("Imports", "What the server says about it makes no sense."),
    }
    return words[reason]
