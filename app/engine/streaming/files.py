"""Looks at files before they are sent: what they are at this moment."""

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.contract.errors import NotFound, Unsupported
from app.contract.units import SizeBytes

TAG_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as it is now.

    Attributes:
        etag: Another one when the file has changed.
    """

    path: Path
    size_bytes: int
    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A media file of the library as it is now.

    Attributes:
        etag: Another one when the file has changed.
    """

    asset_id: int
    path: Path
    size_bytes: SizeBytes
    etag: str
    modified: datetime

    @property
    def tag(self) -> str:
        """Its state as it stands in the names of pieces."""
        return hashlib.sha256(f"{self.asset_id}/{self.etag}".encode()).hexdigest()[:TAG_LENGTH]


def look(path: Path) -> Seen:
    """Return what a file is; it touches the disk.

    Raises:
        NotFound: it is gone.
        Unsupported: it is a folder, a pipe or a device.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise NotFound("The file is gone, or its disk is not connected.", code="file_missing") from error
    if not stat.S_ISREG(found.st_mode):
        raise Unsupported("This is no regular file.", code="not_a_file")
    return Seen(
        path=path,
        size_bytes=found.st_size,
        etag=etag_of(found),
        modified=datetime.fromtimestamp(int(found.st_mtime), UTC),
    )


def etag_of(found: os.stat_result) -> str:
    """Return what changes with a file."""
    return f"{found.st_size:x}-{found.st_mtime_ns:x}"
