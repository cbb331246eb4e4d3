"""Logs: JSON lines in a rotating file, readable lines on the console, and never a secret in either.

A request id bound with `structlog.contextvars.bind_contextvars(request_id=…)` is on every line of that request.
"""

import logging
import os
import re
from collections.abc import Mapping, MutableMapping
from logging.handlers import RotatingFileHandler
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

from app.engine.ground.files import PRIVATE_FILE
from app.engine.ground.paths import Home

FILE_BYTES = 10 * 1024 * 1024
FILES_KEPT = 5
HIDDEN = "[hidden]"
DEEPEST = 6
"""Values nested deeper than this are shown as text."""

_SECRET_KEY = re.compile(
    r"token|secret|password|passwd|authorization|api_?key|cookie|signature|credential", re.IGNORECASE
)
_SECRET_TEXT = (
    (re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=-]+", re.IGNORECASE), rf"\1 {HIDDEN}"),
    (re.compile(r"(?i)([?&](?:access_|api_)?(?:token|key|apikey|signature|sig|password)=)[^&\s\"']+"), rf"\1{HIDDEN}"),
    # /stream/direct/<asset>/<expires>/<signature>/<name>: whoever has the signature may read the file.
    (re.compile(r"(/stream/\w+/[^/\s]+/[^/\s]+/)[^/\s\"']+"), rf"\1{HIDDEN}"),
    (re.compile(r"(\w+://[^/\s:@]+:)[^/\s@]+@"), rf"\1{HIDDEN}@"),
)


def start_log(home: Home, *, console: TextIO) -> None:
    """Send every log line of this process to the log file and to `console`, from now on."""
    stop_log()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    file = _PrivateFile(home.log_file, maxBytes=FILE_BYTES, backupCount=FILES_KEPT - 1, encoding="utf-8", delay=True)
    lines = logging.StreamHandler(console)
    file.setFormatter(_formatter(structlog.processors.JSONRenderer(default=str)))
    lines.setFormatter(_formatter(structlog.dev.ConsoleRenderer(colors=console.isatty(), pad_event_to=28)))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in (file, lines):
        handler.set_name(_OURS)
        root.addHandler(handler)


def stop_log() -> None:
    """Close the log file and let go of the console."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if handler.get_name() == _OURS]:
        root.removeHandler(handler)
        handler.close()
    structlog.reset_defaults()


def redact(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Hide what must not be read in a log: by the name of a field, and by what it looks like."""
    for key, value in line.items():
        line[key] = _hidden(key, value, 0)
    return line


_OURS = "marquee"


class _PrivateFile(RotatingFileHandler):
    """A rotating file that only its owner may read."""

    def _open(self) -> Any:
        def private(path: str, flags: int) -> int:
            return os.open(path, flags, PRIVATE_FILE)

        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=private)


def _shared() -> list[Processor]:
    """Return what every line goes through, ours and those of libraries alike."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]


def _formatter(renderer: Processor) -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        foreign_pre_chain=_shared(),
    )


def _hidden(key: str, value: Any, depth: int) -> Any:
    if _SECRET_KEY.search(key) and value not in (None, "", True, False):
        return HIDDEN
    if isinstance(value, str):
        return _without_secrets(value)
    if depth >= DEEPEST:
        return _without_secrets(str(value))
    if isinstance(value, Mapping):
        return {name: _hidden(str(name), part, depth + 1) for name, part in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_hidden("", part, depth + 1) for part in value]
    return value


def _without_secrets(text: str) -> str:
    for pattern, shown in _SECRET_TEXT:
        text = pattern.sub(shown, text)
    return text
