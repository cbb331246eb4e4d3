"""The controls: focus in space, switch, search, notices, pages, shelves."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.contract.errors import NotFound
from app.desktop.kit.desk import Desk
from app.desktop.kit.focus import move_focus
from app.desktop.kit.page import Page
from app.desktop.kit.theme import Theme
from app.desktop.kit.widgets.add_folder import AddFolder
from app.desktop.kit.widgets.buttons import Chip, IconButton, Toggle, primary_button
from app.desktop.kit.widgets.inputs import Choice, SearchField
from app.desktop.kit.widgets.shelf import Shelf
from app.desktop.kit.widgets.surfaces import Banner, Panel, ProgressLine, SettingRow
from app.desktop.kit.widgets.text import ElidedLabel, label


def test_arrows_move_to_the_nearest_control(qtbot: QtBot, look: Theme) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    grid = QGridLayout(window)
    buttons = {(row, column): QPushButton(f"{row}{column}") for row in range(3) for column in range(3)}
    for (row, column), button in buttons.items():
        grid.addWidget(button, row, column)
    window.show()
    window.activateWindow()
    buttons[1, 1].setFocus()

    for key, place in (
        (Qt.Key.Key_Right, (1, 2)),
        (Qt.Key.Key_Down, (2, 2)),
        (Qt.Key.Key_Left, (2, 1)),
        (Qt.Key.Key_Up, (1, 1)),
    ):
        assert move_focus(window, key)
        assert window.focusWidget() is buttons[place]
    buttons[0, 0].setFocus()
    assert not move_focus(window, Qt.Key.Key_Up)


def test_a_switch_tells_when_it_is_flipped_and_not_when_it_is_shown(qtbot: QtBot, look: Theme) -> None:
    toggle = Toggle("LAN")
    qtbot.addWidget(toggle)
    toggle.show()
    heard: list[bool] = []
    toggle.toggled.connect(heard.append)

    toggle.set_on(True)
    QTest.keyClick(toggle, Qt.Key.Key_Space)

    assert heard == [False]
    assert not toggle.grab().isNull()


def test_a_search_is_said_after_a_pause_or_at_once_on_enter(qtbot: QtBot, look: Theme) -> None:
    field = SearchField("Search")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.searched) as pause:
        QTest.keyClicks(field, "arr")
    with qtbot.waitSignal(field.searched, timeout=50) as enter:
        QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert pause.args == enter.args == ["arr"]
    assert field.text() == ""
    assert not field.grab().isNull()


def test_a_choice_shows_words_and_says_values(qtbot: QtBot, look: Theme) -> None:
    choice = Choice("Theme", [("dark", "Dark"), ("light", "Light")], "light")
    qtbot.addWidget(choice)
    heard: list[str] = []
    choice.chosen.connect(heard.append)

    assert choice.currentText() == "Light"
    choice.setCurrentIndex(0)
    choice.activated.emit(0)
    assert heard == ["dark"]


def test_controls_have_names_for_screen_readers(qtbot: QtBot, look: Theme) -> None:
    controls = (
        primary_button("Play", "play"),
        IconButton("more", "More"),
        Chip("4K"),
        ProgressLine("Scan"),
        Panel("Box"),
    )
    for control in controls:
        qtbot.addWidget(control)
        assert control.accessibleName()
        assert not control.grab().isNull()
    toggle = Toggle("")
    row = SettingRow("Port", "Where players reach it", toggle)
    qtbot.addWidget(row)
    assert toggle.accessibleName() == "Port"


def test_a_long_line_ends_in_dots_and_tells_all_as_a_tooltip(qtbot: QtBot, look: Theme) -> None:
    line = ElidedLabel("A very long title that does not fit")
    qtbot.addWidget(line)
    line.resize(80, 20)
    line.show()

    assert line.text().endswith("…")
    assert line.toolTip() == line.accessibleName() == "A very long title that does not fit"


def test_undo_is_offered_once(desk: Desk) -> None:
    done: list[str] = []

    desk.notices.offer("Removed", "Undo", lambda: done.append("undo"), otherwise=lambda: done.append("gone"))
    assert desk.notices.shown is not None
    desk.notices.shown.use()
    desk.notices.close()

    assert done == ["undo"]
    assert desk.notices.shown is None


def test_a_notice_that_is_not_used_ends_as_meant(desk: Desk) -> None:
    done: list[str] = []

    desk.notices.offer("Removed", "Undo", lambda: done.append("undo"), otherwise=lambda: done.append("gone"))
    desk.notices.say("Something newer")

    assert done == ["gone"]
    desk.notices.warn(NotFound("x"))
    assert desk.notices.shown is not None
    assert "not there" in desk.notices.shown.text


def test_a_banner_speaks_and_acts(qtbot: QtBot, look: Theme) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    done: list[int] = []

    banner.say("Away", "Try", lambda: done.append(1))
    banner.findChild(QPushButton).click()  # type: ignore[union-attr]

    assert done == [1]
    assert banner.accessibleName() == "Away"


def test_a_page_has_four_states(qtbot: QtBot, desk: Desk) -> None:
    page = Page(desk)
    qtbot.addWidget(page)
    page.show()
    done: list[str] = []

    page.set_loading()
    phases = [page.phase]
    page.set_empty("film", "No films", "Add a folder.", "Add", lambda: done.append("add"))
    phases.append(page.phase)
    _button(page, "Add").click()
    page.set_error(NotFound("gone"), lambda: done.append("retry"))
    phases.append(page.phase)
    _button(page, "Try again").click()
    page.set_full()
    phases.append(page.phase)

    assert phases == ["loading", "empty", "error", "full"]
    assert done == ["add", "retry"]


def _button(page: Page, text: str) -> QPushButton:
    QApplication.processEvents()
    return next(b for b in page.findChildren(QPushButton) if b.accessibleName() == text and b.isVisibleTo(page))


def test_a_shelf_scrolls_its_cards_into_sight(qtbot: QtBot, look: Theme) -> None:
    shelf = Shelf("New")
    qtbot.addWidget(shelf)
    shelf.resize(400, 200)
    cards: list[QWidget] = []
    for number in range(20):
        card = QPushButton(str(number))
        card.setFixedSize(120, 100)
        cards.append(card)
    shelf.set_cards(cards)
    shelf.show()
    shelf.activateWindow()

    cards[15].setFocus()
    QApplication.sendEvent(cards[15], QFocusEvent(QEvent.Type.FocusIn))

    place = cards[15].mapTo(shelf, QPoint(0, 0)).x()
    assert 0 <= place <= 400
    for button in shelf.findChildren(IconButton):
        button.click()


@pytest.mark.parametrize(("typed", "is_wanted"), [("/media/films", True), ("films", False), ("", False)])
def test_a_folder_is_wanted_only_by_its_whole_path(qtbot: QtBot, look: Theme, typed: str, is_wanted: bool) -> None:
    form = AddFolder()
    qtbot.addWidget(form)
    heard: list[tuple[str, str]] = []
    form.wanted.connect(lambda path, kind: heard.append((path, kind)))
    form.path.setText(typed)
    form.kind.set_value("movies")

    form.add.click()

    assert heard == ([("/media/films", "movies")] if is_wanted else [])


def test_a_column_of_widgets_is_emptied(qtbot: QtBot, look: Theme) -> None:
    from app.desktop.kit.widgets.surfaces import clear_layout, line

    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    column.addWidget(line())

    clear_layout(column)

    assert column.count() == 0


def test_a_latin_title_stands_at_the_right_for_right_to_left_readers(
    qapp: QApplication, qtbot: QtBot, look: Theme
) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        plain, cut = label("Arrival"), ElidedLabel("Arrival")
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    for widget in (plain, cut):
        qtbot.addWidget(widget)

    assert all(widget.alignment() & Qt.AlignmentFlag.AlignRight for widget in (plain, cut))
