"""One window for each data folder: a second start wakes the first window and ends."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

CONNECT_MS: Final = 500
WAKE: Final = b"raise\n"


class SingleInstance(QObject):
    """Holds the place of the first window; only the same user can knock."""

    woken = Signal()
    """Somebody started Marquee again."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = QByteArray(str(data_dir.resolve()).encode())
        digest = bytes(QCryptographicHash.hash(path, QCryptographicHash.Algorithm.Sha256).toHex().data()).decode()
        self._name = f"marquee-{digest[:20]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)

    def take(self) -> bool:
        """Take the place; False when a window has it, which then comes to the front."""
        if self._knock():
            return False
        if not self._server.listen(self._name):
            # A window that crashed left its socket behind; nobody answered there.
            QLocalServer.removeServer(self._name)
            return self._server.listen(self._name)
        return True

    def leave(self) -> None:
        """Give the place up."""
        self._server.close()

    def _knock(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(WAKE)
        socket.waitForBytesWritten(CONNECT_MS)
        socket.disconnectFromServer()
        return True

    def _on_knock(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.woken.emit()
