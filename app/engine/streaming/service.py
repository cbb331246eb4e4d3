"""Gives signed paths to files, and the files behind them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from app.contract.errors import NotFound
from app.engine.ground.clock import now
from app.engine.streaming.signing import Signer

FindFile = Callable[[int], Awaitable[Path | None]]
"""Finds a file of the library by its id, checked to lie inside its source."""

ROOT = "/stream"


class Streaming:
    """Streams files of the library.

    Args:
        key: Secret of this engine for signing.
        find_media: Finds a media file by asset id.
        find_side: Finds a file beside the media (a subtitle) by its id.
    """

    def __init__(self, key: bytes, find_media: FindFile, find_side: FindFile) -> None:
        self._signer = Signer(key)
        self._find = {"direct": find_media, "side": find_side}

    def direct_path(self, asset_id: int, name: str, at: datetime | None = None) -> str:
        """Return the path of a whole media file. Its last part tells players the name and the type."""
        return self._path("direct", asset_id, name, at)

    def side_path(self, side_file_id: int, name: str, at: datetime | None = None) -> str:
        """Return the path of a file beside the media."""
        return self._path("side", side_file_id, name, at)

    async def open_file(self, kind: str, subject: int, expires: int, signature: str) -> Path:
        """Return the file that a signed path stands for.

        Raises:
            Denied: the signature is wrong or too old.
            NotFound: the file is gone, or its disk is away.
        """
        self._signer.check(kind, subject, expires, signature, now())
        path = await self._find[kind](subject)
        if path is None:
            raise NotFound("The file is gone, or its disk is not connected.", code="file_missing")
        return path

    def _path(self, kind: str, subject: int, name: str, at: datetime | None) -> str:
        signed = self._signer.sign(kind, subject, at or now())
        return f"{ROOT}/{kind}/{signed}/{quote(PurePosixPath(name).name, safe='')}"
