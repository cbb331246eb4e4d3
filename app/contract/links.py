"""Link files (".strm", as Kodi has them): they hold the address of a film instead of the film."""

from typing import Final
from urllib.parse import urlsplit

SUFFIX: Final = ".strm"
LONGEST_BYTES: Final = 16 * 1024
LONGEST_ADDRESS: Final = 4096
_COMMENT = "#"
_PLAYLISTS = (".m3u", ".m3u8", ".mpd")


def is_link(name: str) -> bool:
    """Tell whether a file is a link file, by its name."""
    return name.lower().endswith(SUFFIX)


def address_of(content: bytes) -> str:
    """Return the address that a link file holds: its first line that is no comment.

    Raises:
        ValueError: it is no http or https address of a file.
    """
    lines = content[:LONGEST_BYTES].decode("utf-8-sig", "replace").splitlines()
    address = next((line.strip() for line in lines if line.strip() and not line.startswith(_COMMENT)), "")
    if not _is_http(address):
        raise ValueError("It holds no http or https address.")
    if urlsplit(address).path.lower().endswith(_PLAYLISTS):
        raise ValueError("It leads to a playlist. Only addresses of whole files are played.")
    return address


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no IPv6 address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= LONGEST_ADDRESS
