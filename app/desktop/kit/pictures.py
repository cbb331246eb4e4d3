"""Pictures of the engine: loaded in the order they are needed, decoded beside the window, kept within bounds."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPixmap

from app.contract.errors import MarqueeError
from app.desktop.kit import tasks
from app.desktop.kit.blurhash import placeholder

if TYPE_CHECKING:
    import asyncio

    from app.client import Client

AT_ONCE: Final = 6
MAX_BYTES: Final = 96 * 1024 * 1024
MAX_FAILED: Final = 2000
WIDTHS: Final = (160, 320, 480, 640, 960, 1280, 1920, 2560, 3840)
"""What is asked of the engine, so that its cache holds few sizes of each picture."""


class Key(NamedTuple):
    """A picture as it is painted: cut to width x height real pixels, corners rounded by `radius`."""

    url: str
    width: int
    height: int
    radius: int = 0


class Pictures(QObject):
    """Gives what is there at once and says `ready` when the rest is.

    The newest wish is loaded first: it is what the eye is on.
    """

    ready = Signal(tuple)
    """The Key that `find` now returns a picture for."""

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._kept: OrderedDict[Key, QPixmap] = OrderedDict()
        self._bytes = 0
        self._wanted: OrderedDict[Key, None] = OrderedDict()
        self._loading: dict[Key, asyncio.Task[None]] = {}
        self._failed: OrderedDict[Key, None] = OrderedDict()

    @property
    def size_bytes(self) -> int:
        """How much memory the kept pictures take."""
        return self._bytes

    def find(self, key: Key, *, fetch: bool = True) -> QPixmap | None:
        """Return the picture, or None and fetch it."""
        pixmap = self._kept.get(key)
        if pixmap is not None:
            self._kept.move_to_end(key)
            return pixmap
        if fetch and key.url and key not in self._failed:
            self._want(key)
        return None

    def stand_in(self, code: str, *, is_wide: bool = False) -> QPixmap | None:
        """Return the tiny picture of a BlurHash, to be stretched smoothly."""
        return placeholder(code, *((12, 7) if is_wide else (8, 12)))

    def cancel(self, key: Key) -> None:
        """Say that a picture scrolled away."""
        self._wanted.pop(key, None)
        task = self._loading.get(key)
        if task is not None:
            task.cancel()

    def keep_only(self, keys: set[Key]) -> None:
        """Cancel all wishes but these; for walls that were scrolled far."""
        for key in [key for key in (*self._wanted, *self._loading) if key not in keys]:
            self.cancel(key)

    def retry(self) -> None:
        """Give pictures that failed another chance; after the engine came back."""
        self._failed.clear()

    def clear(self) -> None:
        """Forget everything, running loads too."""
        self._wanted.clear()
        for task in tuple(self._loading.values()):
            task.cancel()
        self._kept.clear()
        self._failed.clear()
        self._bytes = 0

    def _want(self, key: Key) -> None:
        if key not in self._loading:
            self._wanted[key] = None
            self._wanted.move_to_end(key)
            self._pump()

    def _pump(self) -> None:
        while self._wanted and len(self._loading) < AT_ONCE:
            key, _ = self._wanted.popitem()
            task = tasks.run(self._load(key), on_error=lambda error, key=key: self._fail(key, error))  # type: ignore[misc]
            self._loading[key] = task
            task.add_done_callback(lambda _task, key=key: self._finish(key))  # type: ignore[misc]

    async def _load(self, key: Key) -> None:
        import asyncio

        data = await self._client.browse.get_picture(key.url, _width_to_ask(key.width))
        image = await asyncio.to_thread(decode, data, key)
        if image is None:
            raise MarqueeError("not a picture we can read", code="picture_unreadable")
        self._keep(key, QPixmap.fromImage(image))
        self.ready.emit(key)

    def _finish(self, key: Key) -> None:
        self._loading.pop(key, None)
        self._pump()

    def _fail(self, key: Key, error: MarqueeError) -> None:
        # An engine that is away is no fault of the picture: it is asked again at the next paint after `retry`.
        del error
        self._failed[key] = None
        while len(self._failed) > MAX_FAILED:
            self._failed.popitem(last=False)

    def _keep(self, key: Key, pixmap: QPixmap) -> None:
        self._kept[key] = pixmap
        self._bytes += _bytes_of(pixmap)
        while self._bytes > MAX_BYTES and len(self._kept) > 1:
            _old, dropped = self._kept.popitem(last=False)
            self._bytes -= _bytes_of(dropped)


def decode(data: bytes, key: Key) -> QImage | None:
    """Return the picture scaled and cut to the key's size; None when it is none. Runs beside the window."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    full, box = reader.size(), QSize(key.width, key.height)
    if full.isValid() and box.isValid() and not box.isEmpty():
        reader.setScaledSize(full.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    if not box.isValid() or box.isEmpty():
        return image
    return _rounded(_cut(image, box), key.radius)


def _cut(image: QImage, box: QSize) -> QImage:
    if image.size() == box:
        return image
    image = image.scaled(box, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation)
    left, top = (image.width() - box.width()) // 2, (image.height() - box.height()) // 2
    return image.copy(QRect(left, top, box.width(), box.height()))


def _rounded(image: QImage, radius: int) -> QImage:
    if not radius:
        return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    result = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(0, 0, image.width(), image.height(), radius, radius)
    painter.setClipPath(path)
    painter.drawImage(0, 0, image)
    painter.end()
    return result


def _width_to_ask(width: int) -> int:
    return next((step for step in WIDTHS if step >= width), 0) if width > 0 else 0


def _bytes_of(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
