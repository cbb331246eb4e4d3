"""Files as the streaming room sees them."""

from datetime import UTC, datetime
from pathlib import Path

from app.contract.units import SizeBytes
from app.engine.streaming.files import MediaFile


def a_file(path: Path = Path("/films/film.mkv")) -> MediaFile:
    """Return a file that is not there."""
    return MediaFile(
        asset_id=1, path=path, size_bytes=SizeBytes(1_000_000), etag="one", modified=datetime(2026, 1, 1, tzinfo=UTC)
    )
