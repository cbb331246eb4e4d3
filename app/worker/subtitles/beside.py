"""Reads a text file beside a film; what it holds counts, not how it is called."""

from collections.abc import Iterator
from pathlib import Path

from app.contract.media import MediaFault
from app.contract.subtitles import Cue, SideTextTask
from app.worker.checks import Fault, reading
from app.worker.subtitles import ass, blocks, frames, sami, ttml
from app.worker.subtitles.letters import decode
from app.worker.subtitles.lists import Text, in_order

MOST_BYTES = 24 * 1024 * 1024
"""Of one file. Text alone is a tenth of it; scripts with painted signs are that large."""
_PROGRAM_STREAM = b"\0\0\x01\xba"


def side_text(task: SideTextTask) -> Text:
    """Return what a file says. Raises Fault when it holds no subtitles that are text."""
    path = Path(task.path)
    with reading(path), path.open("rb") as file:
        raw = file.read(MOST_BYTES + 1)
    if raw.startswith(_PROGRAM_STREAM):
        raise Fault(MediaFault.UNREADABLE, "It holds pictures, not text.")
    text = decode(raw[:MOST_BYTES], task.language)
    codec, cues = _read(text, task.frame_rate)
    found, is_cut = in_order(cues)
    if not found:
        raise Fault(MediaFault.UNREADABLE, "There are no subtitles in it that we can read.")
    return Text(
        codec=codec,
        cues=found,
        script=text if codec == "ass" else "",
        is_cut=is_cut or len(raw) > MOST_BYTES,
    )


def _read(text: str, frame_rate: float) -> tuple[str, Iterator[Cue]]:
    head = text[:4000].lstrip("\ufeff \r\n\t")
    if head.startswith("WEBVTT"):
        return "webvtt", blocks.read_vtt(text)
    if "[script info]" in head.lower() or "\nDialogue:" in head:
        return "ass", ass.read_script(text)
    if sami.is_sami(head):
        return "sami", sami.read_sami(text)
    if ttml.is_ttml(head):
        return "ttml", ttml.read_ttml(text)
    if frames.is_counted(head):
        return "microdvd", frames.read_counted(text, frame_rate)
    if blocks.is_subviewer(head) and blocks.ARROW not in head:
        return "subviewer", blocks.read_subviewer(text)
    return "subrip", blocks.read_srt(text)
