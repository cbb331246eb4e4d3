"""`marquee parse`: reads names, one JSON line in, one JSON line out, in the same order."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.cli import console
from app.contract import codec
from app.contract.errors import MarqueeError


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    path: str
    hints: dict[str, Any] | None = field(default=None)


def declare(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.epilog = 'A line: {"path": "Heat (1995)/Heat.mkv", "hints": {"kind": "movies"}}; "hints" may be left out.'
    parser.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Answer every line; a line that makes no sense gets an error in its place, and the exit code 1."""
    console.be_quiet()
    has_failed = False
    for answer, is_good in answers(sys.stdin.buffer):
        sys.stdout.buffer.write(answer + b"\n")
        has_failed = has_failed or not is_good
    sys.stdout.buffer.flush()
    return int(has_failed)


def answers(lines: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield for each line its answer as JSON, and whether it was understood."""
    from app.engine.library import parse_path

    for line in lines:
        try:
            question = codec.decode(line, _Question)
            yield codec.encode(parse_path(question.path, question.hints)), True
        except MarqueeError as error:
            yield codec.encode({"error": {"code": error.code, "message": error.message}}), False
