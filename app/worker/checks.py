"""What may be opened, and what the many failures of media libraries mean."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av.error

from app.contract.media import MediaFault

_FAULT_OF_ERRNO = {
    errno.ENOENT: MediaFault.VANISHED,
    errno.ENOTDIR: MediaFault.VANISHED,
    errno.ESTALE: MediaFault.VANISHED,
    errno.ENODEV: MediaFault.VANISHED,
    errno.ENXIO: MediaFault.NOT_A_FILE,
    errno.EISDIR: MediaFault.NOT_A_FILE,
    errno.EACCES: MediaFault.NO_PERMISSION,
    errno.EPERM: MediaFault.NO_PERMISSION,
    -errno.EPERM: MediaFault.NO_PERMISSION,  # PyAV hands on FFmpeg's own sign here
}

# PyAV and Pillow raise all of these on damaged files: a name that is no UTF-8, a stream without a decoder, a table cut
# short. Anything else ends the worker, and the engine starts another one.
BROKEN_FILE = (
    av.error.FFmpegError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    RuntimeError,
    AssertionError,
    SyntaxError,
)


class Fault(Exception):
    """A file that a worker gives up on."""

    def __init__(self, kind: MediaFault, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Check that `path` is a file with something in it, and name whatever goes wrong in the block.

    Raises:
        Fault: with the reason.
    """
    try:
        _check(path)
    except OSError as error:
        raise Fault(fault_of(error), error.strerror or str(error)) from error
    try:
        yield
    except Fault:
        raise
    except PermissionError as error:  # the file could be opened: FFmpeg's "-1", for which PyAV has no better name
        raise Fault(MediaFault.UNREADABLE, "It cannot be decoded.") from error
    except MemoryError as error:
        raise Fault(MediaFault.UNREADABLE, "It needs more memory than a worker may use.") from error
    except BROKEN_FILE as error:
        raise Fault(fault_of(error), getattr(error, "strerror", None) or str(error) or type(error).__name__) from error


def fault_of(error: BaseException) -> MediaFault:
    """Return what an exception of the system or of a media library means."""
    if isinstance(error, PermissionError):
        return MediaFault.NO_PERMISSION
    if isinstance(error, FileNotFoundError):
        return MediaFault.VANISHED
    number = getattr(error, "errno", None)
    return _FAULT_OF_ERRNO.get(number, MediaFault.UNREADABLE) if isinstance(number, int) else MediaFault.UNREADABLE


def _check(path: Path) -> None:
    _refuse(path.stat())
    # Between the look and the opening the name may have got another file: opening a pipe must not wait for its writer.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _refuse(os.fstat(handle))
    finally:
        os.close(handle)


def _refuse(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Fault(MediaFault.NOT_A_FILE, "It is a folder, a pipe or a device.")
    if found.st_size == 0:
        raise Fault(MediaFault.EMPTY, "It has no content.")
