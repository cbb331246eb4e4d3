"""The log of the window: a small rotating file in the data folder, beside the engine's."""

import logging
import logging.handlers
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

FILE_NAME: Final = "desktop.log"
MAX_BYTES: Final = 2_000_000
COPIES: Final = 2
LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def start_log(data_dir: Path) -> logging.Handler:
    """Write the desktop's lines, and Qt's, to the file."""
    data_dir.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        data_dir / FILE_NAME, maxBytes=MAX_BYTES, backupCount=COPIES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("app.desktop")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    root.propagate = False
    qInstallMessageHandler(_on_qt_message)
    return handler


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    del context
    logging.getLogger("app.desktop.qt").log(LEVELS.get(kind, logging.INFO), message)
