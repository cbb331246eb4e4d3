"""Keeps the sheets of small pictures that a seek bar shows: few, for each takes twenty megabytes when unpacked."""

import asyncio
from collections import OrderedDict

from PySide6.QtCore import QDeadlineTimer, QObject, QRect, Signal
from PySide6.QtGui import QImage, QPixmap

from app.client import Client
from app.contract.errors import MarqueeError
from app.desktop.kit import tasks
from app.desktop.playback.parts import Tile

KEPT = 2
AGAIN_MS = 2_000
"""So long after a failure a sheet is asked for again at the earliest."""


class Sheets(QObject):
    """Gives pictures of sheets that are there, and says `ready(url)` when another one is."""

    ready = Signal(str)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._kept: OrderedDict[str, QImage] = OrderedDict()
        self._loading: set[str] = set()
        self._rests: dict[str, QDeadlineTimer] = {}

    def find(self, tile: Tile) -> QPixmap | None:
        """Return a small picture; None while its sheet is fetched."""
        sheet = self._kept.get(tile.url)
        if sheet is None:
            self._fetch(tile.url)
            return None
        self._kept.move_to_end(tile.url)
        return QPixmap.fromImage(sheet.copy(QRect(tile.x, tile.y, tile.width, tile.height)))

    def clear(self) -> None:
        """Forget the sheets of a film."""
        self._kept.clear()
        self._loading.clear()
        self._rests.clear()

    def _fetch(self, url: str) -> None:
        rest = self._rests.get(url)
        if url not in self._loading and (rest is None or rest.hasExpired()):
            self._loading.add(url)
            # A sheet that does not come is no reason for a notice: the bar shows the time alone.
            tasks.run(self._load(url), on_error=lambda _error: self._give_up(url))

    def _give_up(self, url: str) -> None:
        """Ask again when somebody points there a little later: the mouse alone would ask a hundred times a second."""
        if url in self._loading:
            self._loading.discard(url)
            self._rests[url] = QDeadlineTimer(AGAIN_MS)

    async def _load(self, url: str) -> None:
        data = await self._client.browse.get_picture(url)
        image = await asyncio.to_thread(QImage.fromData, data)
        if image.isNull():
            raise MarqueeError("not a picture we can read", code="picture_unreadable")
        if url in self._loading:
            self._loading.discard(url)
            self._kept[url] = image
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            self.ready.emit(url)
