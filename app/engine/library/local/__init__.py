"""What lies beside the media and tells about it: NFO files and lyrics."""

from app.engine.library.local.nfo import MAX_BYTES, read_nfo
from app.engine.library.local.record import Nfo, Record

__all__ = ["MAX_BYTES", "Nfo", "Record", "read_nfo"]
