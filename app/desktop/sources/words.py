"""Folders, scans and problems in words."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from app.contract.library import ProblemKind, Scan, ScanState, Source
from app.desktop.kit.words import counted, word_ago, word_duration, word_files, word_number

translate = QCoreApplication.translate


def word_source(source: Source, now: datetime | None = None) -> str:
    """Return what there is to say about a folder at rest."""
    parts = [word_files(source.file_count)]
    if not source.online:
        parts.append(translate("Sources", "its disk is away"))
    elif source.scanned_at is None:
        parts.append(translate("Sources", "not scanned yet"))
    else:
        parts.append(translate("Sources", "scanned {0}").format(word_ago(source.scanned_at, now or datetime.now(UTC))))
    return "  ·  ".join(parts)


def word_skipped(count: int) -> str:
    """Return "3 skipped"."""
    return counted(translate("Sources", "%Ln skipped", "", count), count)


def word_scan(scan: Scan) -> str:
    """Return how a scan goes: where it is, how fast, how long still."""
    match scan.state:
        case ScanState.QUEUED:
            return translate("Sources", "Waiting for its turn")
        case ScanState.WALKING if not scan.done:
            return translate("Sources", "Looking through the folders, {0} so far").format(word_files(scan.found))
        case ScanState.DONE:
            return translate("Sources", "Done: {0} new, {1} changed, {2} gone").format(
                word_number(scan.added), word_number(scan.changed), word_number(scan.missing)
            )
        case ScanState.FAILED:
            return translate("Sources", "The scan did not work")
        case ScanState.CANCELLED:
            return translate("Sources", "Stopped")
    parts = [translate("Sources", "{0} of {1}").format(word_number(scan.done), word_files(scan.total))]
    if scan.rate > 0:
        parts.append(translate("Sources", "{0} a second").format(word_number(scan.rate, 0 if scan.rate >= 10 else 1)))
    if scan.eta_ms is not None and scan.eta_ms > 0:
        parts.append(translate("Sources", "{0} left").format(word_duration(scan.eta_ms)))
    return "  ·  ".join(parts)


def word_problem(kind: ProblemKind) -> str:
    """Return why a file was skipped, and what to do."""
    words = {
        ProblemKind.UNREADABLE: translate("Sources", "Damaged, or no media file. Copy it again."),
        ProblemKind.EMPTY: translate("Sources", "The file is empty."),
        ProblemKind.NOT_A_FILE: translate("Sources", "Not a normal file, so it was left alone."),
        ProblemKind.NO_PERMISSION: translate("Sources", "Marquee may not read it. Change its permissions."),
        ProblemKind.VANISHED: translate("Sources", "It went away while it was read."),
        ProblemKind.BAD_NAME: translate("Sources", "Its name cannot be read. Rename it."),
        ProblemKind.LOOP: translate("Sources", "A link that leads out of the folder, or in circles."),
        ProblemKind.TIMEOUT: translate("Sources", "Reading took too long. It may be damaged."),
        ProblemKind.CRASHED: translate("Sources", "Reading it failed badly. It is probably damaged."),
        ProblemKind.IGNORED: translate("Sources", "Left out, because you said so."),
    }
    return words[kind]
