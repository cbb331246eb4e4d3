"""Pictures above the seek bar, the list of chapters, and the button that skips: all that is known of a film's parts."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, QRect, QSize
from PySide6.QtGui import QAction, QIcon, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from app.client import Client
from app.contract.analysis import Marker
from app.contract.media import Chapter
from app.desktop.kit import tasks
from app.desktop.kit.words import word_clock
from app.desktop.playback.controls import Controls
from app.desktop.playback.deck import Deck
from app.desktop.playback.marks import Marks
from app.desktop.playback.marks_panel import MarksPanel
from app.desktop.playback.parts import Parts, Tile, chapter_at, leads_on
from app.desktop.playback.preview import Preview
from app.desktop.playback.sheets import Sheets
from app.desktop.playback.skip_button import SkipButton

ABOVE_BAR = 10
ABOVE_FOOT = 150
ICON = QSize(96, 54)


class Scenes(QObject):
    """The parts of what plays, over a player page.

    Args:
        body: What the small cards stand on, the controls among them.
    """

    def __init__(self, client: Client, deck: Deck, controls: Controls, body: QWidget) -> None:
        super().__init__(body)
        self._client = client
        self._deck = deck
        self._controls = controls
        self._body = body
        self._tile: Tile | None = None
        self._part: Marker | None = None
        self._chapters: tuple[Chapter, ...] = ()
        self.parts = Parts(client.analysis)
        self.sheets = Sheets(client, self)
        self.marks = MarksPanel(Marks(self.parts, client.analysis), deck.player, body)
        self.preview = Preview(body)
        self.button = SkipButton(body)
        self.button.clicked.connect(self.skip)
        self.sheets.ready.connect(self._on_ready)
        controls.seek_bar.pointed.connect(self._point)
        controls.seek_bar.left.connect(self.preview.hide)
        controls.chapters.clicked.connect(self.open_chapters)
        deck.player.moved.connect(self._on_moved)

    def begin(self) -> None:
        """Ask about what plays now."""
        playback = self._deck.now.playback
        self._withdraw()
        self.sheets.clear()
        self.marks.begin()
        self.parts.known = None
        if playback is None or self._deck.now.is_music:
            self._set_chapters(())
            return
        details = self._deck.now.details
        versions = details.versions if details is not None else ()
        chapters = next((one.chapters for one in versions if one.asset_id == playback.asset_id), None)
        self._set_chapters(chapters if chapters is not None else versions[0].chapters if versions else ())
        tasks.run(self.parts.load(playback.item_id, playback.asset_id))

    def skip(self) -> bool:
        """Skip what may be skipped; tells whether there was anything on the screen to skip."""
        part = self._part
        if part is None or not self.button.isVisible():
            return False
        self._withdraw()
        if leads_on(part, self._deck.player.duration_ms) and self._deck.now.next_id is not None:
            self._deck.next()
        else:
            self._deck.seek(part.end_ms)
        return True

    def wake(self) -> None:
        """Bring the button back with the controls."""
        if self._part is not None:
            self.button.offer(self._part.kind)

    def place(self, area: QRect) -> None:
        """Stand where a page of this size wants it."""
        self.button.move(32, max(24, area.height() - self.button.height() - ABOVE_FOOT))
        self.button.raise_()
        self.preview.raise_()

    def chapter_menu(self) -> QMenu:
        """Return the list of chapters; the one that plays is marked."""
        menu = QMenu(self._body)
        now = chapter_at(self._chapters, self._deck.player.position_ms)
        for number, chapter in enumerate(self._chapters):
            name = chapter.title or self.tr("Chapter {number}").format(number=number + 1)
            action = QAction(f"{name}\t{word_clock(chapter.start_ms)}", menu)
            action.setCheckable(True)
            action.setChecked(chapter is now)
            action.triggered.connect(partial(self._go_to, chapter))
            menu.addAction(action)
            self._want_picture(number, action)
        menu.setStyleSheet(f"QMenu {{ icon-size: {ICON.width()}px; }}")
        return menu

    def open_chapters(self) -> None:
        """Open the list above its button."""
        menu = self.chapter_menu()
        button = self._controls.chapters
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 8)))

    def _set_chapters(self, chapters: tuple[Chapter, ...]) -> None:
        self._chapters = chapters
        self._controls.seek_bar.set_chapters(chapters)
        self._controls.chapters.setVisible(len(chapters) > 1)

    def _go_to(self, chapter: Chapter, _is_checked: bool = False) -> None:
        self._deck.seek(chapter.start_ms)

    def _want_picture(self, number: int, action: QAction) -> None:
        found = self.parts.find_picture(number)
        if found is not None:
            tasks.run(self._dress(found.url, action), on_error=lambda _error: None)

    async def _dress(self, url: str, action: QAction) -> None:
        pixmap = QPixmap()
        if pixmap.loadFromData(await self._client.browse.get_picture(url)):
            action.setIcon(QIcon(pixmap.scaledToWidth(ICON.width())))

    def _point(self, at_ms: int, x: int) -> None:
        chapter = chapter_at(self._chapters, at_ms)
        self.preview.set_time(at_ms, chapter.title if chapter is not None else "")
        self._tile = self.parts.find_tile(at_ms)
        self._show_tile()
        place = self._controls.seek_bar.mapTo(self._body, QPoint(x, -ABOVE_BAR))
        self.preview.show_at(place.x(), place.y())

    def _show_tile(self) -> None:
        tile = self._tile
        if tile is None:
            self.preview.set_picture(None, None)
        else:
            self.preview.set_picture(self.sheets.find(tile), QSize(tile.width, tile.height))

    def _on_ready(self, url: str) -> None:
        if self._tile is not None and self._tile.url == url and self.preview.isVisible():
            self._show_tile()

    def _on_moved(self, position_ms: int) -> None:
        part = self.parts.find_part(position_ms) if self._deck.now.playback is not None else None
        if part == self._part:
            return
        self._withdraw()
        self._part = part
        if part is not None:
            self.button.offer(part.kind)
            self.place(self._body.rect())

    def _withdraw(self) -> None:
        self._part = None
        self.button.withdraw()
