"""Jobs and sessions in words."""

from PySide6.QtCore import QCoreApplication

from app.contract.jobs import Job, JobState
from app.contract.playback import Decision, Method, Session, SessionState
from app.desktop.kit.words import counted, word_clock, word_number

translate = QCoreApplication.translate


def word_job(kind: str) -> str:
    """Return what a job does."""
    words = {
        "library.scan": translate("Activity", "Scanning a folder"),
        "imports.run": translate("Activity", "Taking over from another server"),
        "artwork.collect": translate("Activity", "Collecting pictures"),
        "artwork.grab": translate("Activity", "Taking frames from films"),
    }
    return words.get(kind, kind.replace(".", ": ").replace("_", " ").capitalize())


def word_state(job: Job) -> str:
    """Return how a job stands."""
    tries = job.attempts  # lupdate passes over a sentence whose count is anything but a plain name
    words = {
        JobState.QUEUED: translate("Activity", "Waiting"),
        JobState.RUNNING: translate("Activity", "{0} %").format(round(job.progress * 100)),
        JobState.DONE: translate("Activity", "Done"),
        JobState.DEAD: counted(translate("Activity", "Gave up after %Ln attempt(s)", "", tries), tries),
        JobState.CANCELLED: translate("Activity", "Stopped"),
    }
    return words[job.state]


def word_session(session: Session, person: str = "") -> str:
    """Return who plays something where, how far it is, how it reaches the player, in which size and how fast."""
    parts = [person, session.device or translate("Activity", "Some player")]
    if session.state is SessionState.PAUSED:
        parts.append(translate("Activity", "paused"))
    parts.append(f"{word_clock(session.position_ms)} / {word_clock(session.duration_ms)}")
    parts.append(word_method(session.decision.method))
    if session.picture is not None:
        parts.append(f"{session.picture.height_px}p")
    if session.encode is not None and session.encode.fault:
        parts.append(translate("Activity", "converted in another way after failures"))
    if session.bandwidth_kbps:
        rate = word_number(session.bandwidth_kbps / 1000, 1)
        parts.append(translate("Activity", "{rate} Mbit/s").format(rate=rate))
    return "  ·  ".join(part for part in parts if part)


def word_method(method: Method) -> str:
    """Return how the bytes reach a player."""
    return {
        Method.DIRECT_PLAY: translate("Activity", "as it is"),
        Method.REMUX: translate("Activity", "repacked"),
        Method.DIRECT_STREAM: translate("Activity", "sound converted"),
        Method.TRANSCODE: translate("Activity", "converted"),
    }[method]


def word_reason(decision: Decision) -> str:
    """Return why it is so, in a sentence; "" where there is nothing to tell."""
    return "" if decision.method is Method.DIRECT_PLAY else decision.words
