"""The page of smart lists, and the page of one of them."""

from itertools import count

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.contract.errors import Conflict, Invalid, MarqueeError
from app.contract.library import ItemKind
from app.contract.lists import SmartList
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton, plain_button, quiet_button
from app.desktop.kit.widgets.surfaces import scroller
from app.desktop.kit.widgets.text import ElidedLabel, label
from app.desktop.library import facet_words, words
from app.desktop.library.actions import Actions
from app.desktop.library.grid import COVER, POSTER
from app.desktop.library.head import make_head
from app.desktop.library.model import Cards
from app.desktop.library.naming import NameField
from app.desktop.library.query import Query
from app.desktop.library.saved import SavedItems, SavedLists, query_of
from app.desktop.library.state import WallState
from app.desktop.library.wall import Wall

WALLS = {ItemKind.FILM: "films", ItemKind.SHOW: "shows", ItemKind.ARTIST: "music", ItemKind.ALBUM: "music"}
VISITS = count(1_000_000)
"""Not those of other pages, so that each way to a wall narrows it."""


class ListRow(QFrame):
    """One list: its name, what it asks for, rename and delete."""

    opened = Signal(str)
    renamed = Signal(str, str)
    deleted = Signal(str)

    def __init__(self, saved: SmartList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list_id = saved.id
        self.setProperty("look", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = ElidedLabel(look="strong")
        self._asked = ElidedLabel(look="caption")
        self.name = NameField(self.tr("Name of the list"))
        self.name.saved.connect(lambda name: self.renamed.emit(self.list_id, name))
        self.name.left.connect(self._end_naming)
        self.renamer = quiet_button(self.tr("Rename"))
        self.renamer.clicked.connect(self._ask_name)
        self.deleter = IconButton("trash", self.tr("Delete list"), 18)
        self.deleter.clicked.connect(lambda: self.deleted.emit(self.list_id))
        self._lay_out()
        self.show_list(saved)

    def show_list(self, saved: SmartList) -> None:
        """Show a list that was changed."""
        asked = facet_words.asked(saved.query.kind, query_of(saved))
        self._title.set_text(saved.query.name)
        self._asked.set_text(asked)
        self.setAccessibleName(f"{saved.query.name}. {asked}")
        self.name.close_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select):
            self.opened.emit(self.list_id)
        elif event.key() == Qt.Key.Key_F2:
            self._ask_name()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit(self.list_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.list_id)

    def _ask_name(self) -> None:
        for widget in (self._title, self.renamer):
            widget.hide()
        self.name.open(self._title.accessibleName())

    def _end_naming(self) -> None:
        for widget in (self._title, self.renamer):
            widget.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self.name)
        texts.addWidget(self._asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.M, Space.M, Space.M)
        row.setSpacing(Space.S)
        row.addLayout(texts, 1)
        row.addWidget(self.renamer)
        row.addWidget(self.deleter)


class ListsPage(Page):
    """All saved lists."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Lists")
        self.state = SavedLists(desk.client.browse)
        self.rows: dict[str, ListRow] = {}
        self._count = label("", "soft")
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(Space.XXL, 0, Space.XXL, Space.XXL)
        self._column.setSpacing(Space.S)
        self._column.addStretch(1)
        head = QHBoxLayout()
        head.setContentsMargins(Space.XXL, Space.XL, Space.XXL, 0)
        head.setSpacing(Space.M)
        head.addWidget(label(self.title, "headline"), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        whole = QVBoxLayout(self.body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.L)
        whole.addLayout(head)
        whole.addWidget(scroller(inside), 1)

    async def show_with(self, **arguments: object) -> None:
        del arguments
        if not self.rows:
            self.set_loading()
        await self.state.load()
        self._show_rows()
        self.take_focus()

    def take_focus(self) -> None:
        first = next(iter(self.rows.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_rows(self) -> None:
        shown = self.state.shown
        for list_id in set(self.rows) - {saved.id for saved in shown}:
            self.rows.pop(list_id).deleteLater()
        for place, saved in enumerate(shown):
            row = self.rows.get(saved.id) or self._make_row(saved)
            row.show_list(saved)
            self._column.insertWidget(place, row)
        self._count.setText(words.lists(len(shown)))
        if shown:
            self.set_full()
            return
        self.set_empty(
            "list",
            self.tr("No lists yet"),
            self.tr("Filter a wall and choose “Save as list”. The list then always holds what fits."),
            self.tr("Go to films"),
            lambda: self.desk.navigator.open("films"),
        )

    def _make_row(self, saved: SmartList) -> ListRow:
        row = ListRow(saved)
        row.opened.connect(lambda list_id: self.desk.navigator.open("list", list_id=list_id))
        row.renamed.connect(lambda list_id, name: tasks.run(self._rename(list_id, name)))
        row.deleted.connect(self._delete)
        self.rows[saved.id] = row
        return row

    async def _rename(self, list_id: str, name: str) -> None:
        try:
            await self.state.rename(list_id, name)
        except (Conflict, Invalid) as error:
            self.rows[list_id].name.refuse(facet_words.refused(error))
            return
        self._show_rows()

    def _delete(self, list_id: str) -> None:
        self.state.hidden.add(list_id)
        self._show_rows()
        self.take_focus()

        def undo() -> None:
            self.state.hidden.discard(list_id)
            self._show_rows()

        def delete() -> None:
            tasks.run(self.state.delete(list_id))

        self.desk.notices.offer(self.tr("List deleted"), self.tr("Undo"), undo, otherwise=delete)


class ListPage(Page):
    """What is in one list now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.actions_of = Actions(desk)
        self.saved: SmartList | None = None
        self._lists = SavedLists(desk.client.browse)
        self._items = SavedItems(desk.client.browse)
        self.rows = WallState(self._items, Query(kind=ItemKind.FILM), spawn=tasks.run)
        self.wall = Wall(desk.pictures, wish_px=desk.preferences.choices.poster_px)
        self._headline = ElidedLabel(look="headline")
        self._asked = ElidedLabel(look="soft")
        self.changer = plain_button(self.tr("Change filters"), "filter")
        self._lay_out()
        self.changer.clicked.connect(self._change)
        self.wall.opened.connect(self.actions_of.open)
        self.wall.played.connect(self.actions_of.play)
        self.wall.asked.connect(self._ask)
        self.actions_of.changed.connect(self.rows.put)
        desk.live.items_changed.connect(lambda ids, _kinds, _aspect: self._renew(ids))
        desk.live.resync.connect(self._renew)

    async def show_with(self, **arguments: object) -> None:
        list_id = str(arguments["list_id"])
        if self.saved is None or self.saved.id != list_id:
            self.set_loading()
        try:
            await self._read(list_id)
        except MarqueeError as error:
            self.set_error(error, lambda: tasks.run(self.show_with(list_id=list_id)))

    def take_focus(self) -> None:
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _read(self, list_id: str) -> None:
        saved = await self._lists.get(list_id)
        is_other = self.saved is None or self.saved != saved
        self.saved = saved
        self.title = saved.query.name
        self._items.list_id = list_id
        await self.rows.change(query_of(saved))
        if self.wall.model() is None:
            self.wall.setModel(Cards(self.rows, self.wall))
        self.wall.set_look(shape=COVER if saved.query.kind in WALLS and WALLS[saved.query.kind] == "music" else POSTER)
        if is_other:
            self.wall.bar.setValue(0)
        self._show()

    def _show(self) -> None:
        assert self.saved is not None
        query = self.saved.query
        total = self.rows.total or 0
        self._headline.set_text(query.name)
        how_many = words.counted(query.kind, total) if query.kind else words.titles(total)
        self._asked.set_text(f"{how_many}  ·  {facet_words.asked(query.kind, query_of(self.saved))}")
        self.changer.setVisible(query.kind in WALLS)
        if total:
            self.set_full()
            self.take_focus()
            return
        text = self.tr("Nothing fits it at the moment. It fills by itself when something does.")
        self.set_empty("list", query.name, text, self.tr("Change filters"), self._change)

    def _change(self) -> None:
        if self.saved is None or self.saved.query.kind not in WALLS:
            return
        query = query_of(self.saved)
        self.desk.navigator.open(
            WALLS[self.saved.query.kind], filters=query.filters, kind=query.kind, sort=query.sort, visit=next(VISITS)
        )

    def _ask(self, card: Card, where: QPoint) -> None:
        self.actions_of.menu(card, self).popup(where)

    def _renew(self, ids: tuple[str, ...] = ()) -> None:
        if self.isVisible() and self.saved is not None:
            self.rows.renew(ids)

    def _lay_out(self) -> None:
        head = make_head(self.desk.navigator.back, self._headline, self._asked, self.changer)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addWidget(self.wall, 1)
