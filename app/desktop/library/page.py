"""The walls: films, shows, and music by artist or album."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.contract.browse import Card
from app.contract.errors import Conflict, Invalid, MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.inputs import Choice
from app.desktop.kit.widgets.text import label
from app.desktop.library import facet_words, words
from app.desktop.library.actions import Actions
from app.desktop.library.alphabet import Alphabet
from app.desktop.library.drawer import Drawer
from app.desktop.library.facets import FacetsState
from app.desktop.library.filters import Filters
from app.desktop.library.grid import COVER, POSTER
from app.desktop.library.model import Cards
from app.desktop.library.query import Query
from app.desktop.library.state import WallState
from app.desktop.library.wall import Wall

KINDS = {"films": ItemKind.FILM, "shows": ItemKind.SHOW, "music": ItemKind.ARTIST}
RECOUNT_MS = 1000
"""A scan changes things many times a second; counts follow at this pace."""
SMALLEST_PX, LARGEST_PX = 120, 300


class WallPage(Page):
    """All of a kind, to be walked along, sorted and narrowed."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._name = name
        self.title = {"films": self.tr("Films"), "shows": self.tr("Shows"), "music": self.tr("Music")}[name]
        self.actions_of = Actions(desk)
        self.rows = WallState(desk.client.browse, Query(kind=KINDS[name]), spawn=self._spawn)
        shape = COVER if name == "music" else POSTER
        self.wall = Wall(desk.pictures, shape=shape, wish_px=desk.preferences.choices.poster_px)
        self.wall.setAccessibleName(self.title)
        self.facets = FacetsState(desk.client.browse)
        self.filters = Filters(self.rows.query, self.facets)
        self.drawer = Drawer()
        self.alphabet = Alphabet()
        self._is_open = False
        self._visit: object = None
        self._recount = QTimer(self, interval=RECOUNT_MS, singleShot=True)
        self._recount.timeout.connect(lambda: tasks.run(self._count_facets(), on_error=lambda _error: None))
        self._lay_out()
        self._connect()

    @property
    def density(self) -> QSlider:
        """How large the pictures are."""
        return self._density

    async def show_with(self, **arguments: object) -> None:
        """Show the wall; `filters` narrow it once for each `visit`, so that the way back keeps later changes."""
        query = self._asked(arguments)
        if self._is_open and query is not None:
            await self._change(query)
        elif self._is_open:
            self.rows.renew()
        else:
            self.set_loading()
            if query is not None:
                self.rows.start_with(query)
            await self._open()
        if self.phase == "full":
            self.take_focus()

    def take_focus(self) -> None:
        self.wall.setFocus(Qt.FocusReason.OtherFocusReason)

    async def _open(self) -> None:
        try:
            await self.rows.open()
        except MarqueeError as error:
            self.set_error(error, lambda: tasks.run(self._open()))
            return
        if not self._is_open:
            self._is_open = True
            self.wall.setModel(Cards(self.rows, self.wall))
            self.wall.model().rowsInserted.connect(lambda: self._tell_count(self.wall.count))
            self.wall.model().rowsRemoved.connect(lambda: self._tell_count(self.wall.count))
        self._tell_count(self.rows.total or 0)
        await self._count_facets()

    def _asked(self, arguments: dict[str, object]) -> Query | None:
        filters, visit = arguments.get("filters"), arguments.get("visit")
        if not isinstance(filters, tuple) or visit == self._visit:
            return None
        self._visit = visit
        kind, sort = arguments.get("kind"), arguments.get("sort")
        query = replace(
            self.rows.query,
            filters=filters,
            kind=kind if isinstance(kind, ItemKind) else KINDS[self._name],
            sort=sort if isinstance(sort, str) else self.rows.query.sort,
        )
        self._sort.set_value(query.sort)
        self.alphabet.setVisible(query.sort == "sort_title")
        return query

    async def _change(self, query: Query) -> None:
        try:
            await self.rows.change(query)
        except MarqueeError as error:
            self.desk.notices.warn(error)
            return
        await self._count_facets()
        self.wall.bar.setValue(0)
        self._tell_count(self.wall.count)
        if self.wall.count:
            self.wall.setCurrentIndex(self.wall.model().index(0, 0))

    async def _count_facets(self) -> None:
        """Facets cost the engine more than a wall: they are counted only where they are seen."""
        query = self.rows.query
        is_needed = self.drawer.isVisibleTo(self) or bool(query.values("source"))
        if is_needed and not await self.facets.read(query):
            return
        self.filters.set_query(query)
        self.drawer.show_lines(self.facets.lines(query))

    def _toggle_drawer(self) -> None:
        is_shown = self.drawer.isHidden()
        self.drawer.setVisible(is_shown)
        self.filters.opener.setChecked(is_shown)
        if is_shown:
            self.drawer.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._spawn(self._count_facets())
        elif self.phase == "full":
            self.take_focus()

    def _widen(self, field: str) -> None:
        self.facets.toggle_all(field)
        self.drawer.show_lines(self.facets.lines(self.rows.query))

    async def _save_list(self, name: str) -> None:
        try:
            made = await self.desk.client.browse.add_smart_list(self.rows.query.saved_as(name))
        except (Conflict, Invalid) as error:
            self.filters.end_naming(facet_words.refused(error))
            return
        self.filters.end_naming()
        text = self.tr("Saved as “{name}”").format(name=name)
        self.desk.notices.offer(text, self.tr("Open"), lambda: self.desk.navigator.open("list", list_id=made.id))

    async def _jump(self, text: str) -> None:
        row = await self.rows.find_start(text)
        if row is not None and self.wall.count:
            self.wall.setCurrentIndex(self.wall.model().index(row, 0))

    def _tell_count(self, total: int) -> None:
        self._count.setText(words.counted(self.rows.query.kind, total))
        if total:
            self.set_full()
        elif self.rows.query.filters:
            self.set_empty(
                "search",
                self.tr("Nothing fits these filters"),
                self.tr("Everything is still there. Widen the search to see it again."),
                self.tr("Show everything"),
                self.filters.clear,
            )
        else:
            self._tell_empty()

    def _tell_empty(self) -> None:
        title = {
            "films": self.tr("No films yet"),
            "shows": self.tr("No shows yet"),
            "music": self.tr("No music yet"),
        }[self._name]
        text = self.tr("Tell Marquee where your files are. They appear here while it looks through them.")
        icon = {"films": "film", "shows": "tv", "music": "music"}[self._name]
        self.set_empty(icon, title, text, self.tr("Add a folder"), lambda: self.desk.navigator.open("sources"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.XXL, Space.XL, Space.XXL, 0)
        head.setSpacing(Space.M)
        self._count = label("", "soft")
        self._sort = Choice(self.tr("Sort by"), self._sorts(), "sort_title")
        self._density = self._make_density()
        head.addWidget(label(self.title, "headline"), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self._density)
        head.addWidget(self._sort)
        below = QHBoxLayout()
        below.setContentsMargins(Space.XXL, 0, Space.XXL, Space.S)
        below.addWidget(self.filters, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.wall, 1)
        middle.addWidget(self.alphabet)
        middle.addWidget(self.drawer)
        middle.addSpacing(Space.S)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addLayout(below)
        column.addLayout(middle, 1)

    def _make_density(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(SMALLEST_PX, LARGEST_PX)
        slider.setValue(self.desk.preferences.choices.poster_px)
        slider.setSingleStep(20)
        slider.setPageStep(60)
        slider.setFixedWidth(112)
        slider.setAccessibleName(self.tr("Size of the pictures"))
        slider.setToolTip(self.tr("Size of the pictures"))
        return slider

    def _sorts(self) -> tuple[tuple[str, str], ...]:
        sorts = (
            ("sort_title", self.tr("By title")),
            ("-added_at", self.tr("Newest here first")),
            ("-year", self.tr("Newest year first")),
            ("year", self.tr("Oldest year first")),
        )
        return sorts[:2] if self._name == "music" else sorts

    def _connect(self) -> None:
        self.wall.opened.connect(self.actions_of.open)
        self.wall.played.connect(self.actions_of.play)
        self.wall.asked.connect(self._ask)
        self.wall.typed.connect(lambda text: self._spawn(self._jump(text)))
        self.alphabet.chosen.connect(lambda text: self._spawn(self._jump(text)))
        self.filters.changed.connect(lambda query: self._spawn(self._change(replace(query, sort=self.rows.query.sort))))
        self.filters.asked.connect(self._toggle_drawer)
        self.filters.saved.connect(lambda name: self._spawn(self._save_list(name)))
        self.filters.left.connect(self.take_focus)
        self.drawer.closed.connect(self._toggle_drawer)
        self.drawer.chosen.connect(
            lambda field, value: self._spawn(self._change(self.rows.query.toggled(field, value)))
        )
        self.drawer.widened.connect(self._widen)
        QShortcut("Ctrl+F", self, self._toggle_drawer, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._sort.chosen.connect(self._sort_by)
        self._density.valueChanged.connect(lambda value: self.wall.set_look(wish_px=value))
        self._density.valueChanged.connect(lambda value: self.desk.preferences.save(poster_px=value))
        self.desk.live.items_changed.connect(self._hear)
        self.desk.live.resync.connect(self._renew)
        self.actions_of.changed.connect(self.rows.put)

    def _sort_by(self, sort: str) -> None:
        self.alphabet.setVisible(sort == "sort_title")
        self._spawn(self._change(replace(self.rows.query, sort=sort)))

    def _ask(self, card: Card, where: QPoint) -> None:
        self.actions_of.menu(card, self).popup(where)

    def _hear(self, ids: tuple[str, ...], kinds: tuple[ItemKind, ...], aspect: str) -> None:
        del aspect
        cares_for = {
            ItemKind.SHOW: {ItemKind.SHOW, ItemKind.EPISODE},
            ItemKind.ARTIST: {ItemKind.ARTIST, ItemKind.ALBUM},
        }
        kind = self.rows.query.kind
        if not kinds or set(kinds) & cares_for.get(kind, {kind}):
            self._renew(ids)

    def _renew(self, ids: tuple[str, ...] = ()) -> None:
        if self._is_open:
            self.rows.renew(ids)
            if self.drawer.isVisible() and not self._recount.isActive():
                self._recount.start()
        elif self.isVisible():
            self._spawn(self._open())

    def _spawn(self, coro: object) -> object:
        return tasks.run(coro)  # type: ignore[arg-type]
