"""`marquee decide`: how a device plays a file, one JSON line in, one JSON line out, in the same order."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from app.cli import console
from app.contract import codec
from app.contract.errors import Invalid, MarqueeError, NotFound


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the lines (else standard input)")
    parser.epilog = (
        'A line: {"profile": {…}, "source": {…}, "options": {…}}. The profile may be the name of a shipped one, or '
        'null for a device that tells nothing of itself; "options" may be left out.'
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer every line; a line that makes no sense gets an error in its place, and the exit code 1."""
    console.be_quiet()
    if options.file is None:
        return _answer(sys.stdin.buffer)
    try:
        with options.file.open("rb") as lines:
            return _answer(lines)
    except OSError as error:
        raise NotFound(f"{options.file} cannot be read: {error.strerror}", code="file_unreadable") from error


def _answer(lines: Iterable[bytes]) -> int:
    has_failed = False
    for answer, is_good in answers(lines):
        sys.stdout.buffer.write(answer + b"\n")
        has_failed = has_failed or not is_good
    sys.stdout.buffer.flush()
    return int(has_failed)


def answers(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield for each line its answer as JSON, and whether it was understood. Empty lines have no answer."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield codec.encode(_decide(line)), True
        except MarqueeError as error:
            yield codec.encode({"error": {"code": error.code, "message": error.message, "line": number}}), False


def _decide(line: bytes) -> dict[str, Any]:
    from app.engine.playback import decide, decide_subtitle, get_profile

    question = codec.decode(line, dict[str, Any])
    if "subtitle_stream" in question:
        return decide_subtitle(question)
    profile, source, options = question.get("profile"), question.get("source"), question.get("options")
    if isinstance(profile, str):
        profile = get_profile(profile)
    _check("profile", profile, dict, is_needed=False)
    _check("source", source, dict | list, is_needed=True)
    _check("options", options, dict, is_needed=False)
    return decide(profile, source, options)


def _check(name: str, value: object, kind: Any, *, is_needed: bool) -> None:
    if value is None and is_needed:
        raise Invalid(f"The line has no {name!r}.", code=f"{name}_missing")
    if value is not None and not isinstance(value, kind):
        raise Invalid(f"{name!r} is no object.", code=f"invalid_{name}")
