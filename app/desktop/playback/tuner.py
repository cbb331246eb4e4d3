"""The panel for speed, subtitles and sound, and the keys that do the same."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desktop.kit.preferences import Preferences
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_number
from app.desktop.playback.osd import Osd
from app.desktop.playback.player import Player
from app.desktop.playback.tuning import Knob, Tuning, is_turned, turn

translate = QCoreApplication.translate

_Mods = Qt.KeyboardModifier
SIGNS = {"[": (Knob.SPEED, -1), "]": (Knob.SPEED, 1), "{": (Knob.SPEED, -3), "}": (Knob.SPEED, 3)}
"""By what is written, not by key: keyboards have these signs in different places."""
CHORDS = {
    (Qt.Key.Key_Z, _Mods.NoModifier): (Knob.SUBTITLE_TIME, -1),
    (Qt.Key.Key_Z, _Mods.ShiftModifier): (Knob.SUBTITLE_TIME, 1),
    (Qt.Key.Key_F, _Mods.ShiftModifier): (Knob.SUBTITLE_SIZE, -1),
    (Qt.Key.Key_G, _Mods.ShiftModifier): (Knob.SUBTITLE_SIZE, 1),
    (Qt.Key.Key_Minus, _Mods.ControlModifier): (Knob.SOUND_TIME, -1),
    (Qt.Key.Key_Plus, _Mods.ControlModifier): (Knob.SOUND_TIME, 1),
}
KEY_NAMES = {
    Knob.SPEED: ("[", "]"),
    Knob.SUBTITLE_SIZE: ("Shift+F", "Shift+G"),
    Knob.SUBTITLE_TIME: ("Z", "Shift+Z"),
    Knob.SOUND_TIME: ("Ctrl+−", "Ctrl++"),
}
WIDTH_PX = 440
VALUE_PX = 84


class Tuner(QObject):
    """Turns the knobs of a player: `changed()` after each turn."""

    changed = Signal()

    def __init__(self, player: Player, osd: Osd, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._osd = osd
        self._preferences = preferences
        player.tune(Tuning(subtitle_scale=preferences.choices.subtitle_percent / 100))

    @property
    def tuning(self) -> Tuning:
        """How it is set now."""
        return self._player.tuning

    def is_possible(self, knob: Knob, steps: int = 0) -> bool:
        """Tell whether the player that is at work can do that."""
        backend = self._player.backend
        if backend is None:
            return True
        wanted = turn(self.tuning, knob, steps)
        if knob is Knob.SUBTITLE_TIME:
            return backend.can_advance_subtitles or wanted.subtitle_delay_ms >= 0
        return knob is not Knob.SOUND_TIME or backend.can_shift_sound

    def turn(self, knob: Knob, steps: int) -> None:
        """Turn a knob and say where it stands; 0 sets it back."""
        if not self.is_possible(knob, steps):
            self._osd.say(word_impossible(knob))
            return
        self._player.tune(turn(self.tuning, knob, steps))
        self._osd.say(f"{word_knob(knob)}: {word_value(self.tuning, knob)}")
        if knob is Knob.SUBTITLE_SIZE:
            self._preferences.save(subtitle_percent=round(self.tuning.subtitle_scale * 100))
        self.changed.emit()

    def begin(self) -> None:
        """Another item: its times are its own, what was set for the one before does not hold."""
        speed, scale = self.tuning.speed, self.tuning.subtitle_scale
        self._player.tune(Tuning(speed=speed, subtitle_scale=scale))
        self.changed.emit()

    def rest(self) -> None:
        """The viewer left: what is played next has its usual speed."""
        self._player.tune(Tuning(subtitle_scale=self.tuning.subtitle_scale))
        self.changed.emit()

    def press(self, event: QKeyEvent) -> bool:
        """Turn what a key stands for; False when it stands for nothing here."""
        plain = event.modifiers() & ~_Mods.KeypadModifier
        if event.key() == Qt.Key.Key_Backspace and is_turned(self.tuning, Knob.SPEED):
            self.turn(Knob.SPEED, 0)
            return True
        found = SIGNS.get(event.text()) or CHORDS.get((Qt.Key(event.key()), plain))
        if found is None:
            return False
        self.turn(*found)
        return True


class TuningPanel(QFrame):
    """A row for each knob: less, what it is, more, and back to how it was made."""

    def __init__(self, tuner: Tuner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tuner = tuner
        self._values: dict[Knob, QLabel] = {}
        self.less: dict[Knob, IconButton] = {}
        self.more: dict[Knob, IconButton] = {}
        self.back: dict[Knob, IconButton] = {}
        self.setProperty("look", "notice")
        self.setFixedWidth(WIDTH_PX)
        self.setAccessibleName(self.tr("Speed, subtitles and sound"))
        self.close_button = IconButton("close", self.tr("Close"), 20)
        self.close_button.clicked.connect(self.hide)
        self._lay_out()
        tuner.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show where the knobs stand."""
        tuning = self._tuner.tuning
        for knob, value in self._values.items():
            value.setText(word_value(tuning, knob))
            self.back[knob].setEnabled(is_turned(tuning, knob))
            self.less[knob].setEnabled(self._tuner.is_possible(knob, -1))
            self.more[knob].setEnabled(self._tuner.is_possible(knob, 1))

    def open(self) -> None:
        """Come up with the first button ready for Enter."""
        self.refresh()
        self.show()
        self.raise_()
        self.less[Knob.SPEED].setFocus(Qt.FocusReason.PopupFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label(self.accessibleName(), "title"), 1)
        head.addWidget(self.close_button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.S)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(0, 1)
        for row, knob in enumerate(Knob):
            self._add_row(grid, row, knob)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        column.addLayout(head)
        column.addLayout(grid)

    def _add_row(self, grid: QGridLayout, row: int, knob: Knob) -> None:
        name, (less_key, more_key) = word_knob(knob), KEY_NAMES[knob]
        self.less[knob] = IconButton("minus", self.tr("{what}: less").format(what=name), 18, key=less_key)
        self.more[knob] = IconButton("plus", self.tr("{what}: more").format(what=name), 18, key=more_key)
        back_key = self.tr("Backspace") if knob is Knob.SPEED else ""
        self.back[knob] = IconButton("refresh", self.tr("{what}: set back").format(what=name), 18, key=back_key)
        self._values[knob] = label("", "strong")
        self._values[knob].setFixedWidth(VALUE_PX)
        self._values[knob].setAlignment(Qt.AlignmentFlag.AlignCenter)
        for steps, button in ((-1, self.less[knob]), (1, self.more[knob]), (0, self.back[knob])):
            button.clicked.connect(partial(self._tuner.turn, knob, steps))
        shown = (label(name), self.less[knob], self._values[knob], self.more[knob], self.back[knob])
        for place, widget in enumerate(shown):
            grid.addWidget(widget, row, place)


def word_knob(knob: Knob) -> str:
    """Return what a knob turns."""
    return {
        Knob.SPEED: translate("Tuning", "Speed"),
        Knob.SUBTITLE_SIZE: translate("Tuning", "Size of subtitles"),
        Knob.SUBTITLE_TIME: translate("Tuning", "Time of subtitles"),
        Knob.SOUND_TIME: translate("Tuning", "Time of sound"),
    }[knob]


def word_value(tuning: Tuning, knob: Knob) -> str:
    """Return where a knob stands: "1.25 ×", "115 %", "+0.3 s"."""
    if knob is Knob.SPEED:
        decimals = 0 if tuning.speed == int(tuning.speed) else 1 if (tuning.speed * 10) % 1 == 0 else 2
        return f"{word_number(tuning.speed, decimals)} ×"
    if knob is Knob.SUBTITLE_SIZE:
        return translate("Tuning", "{0} %").format(word_number(round(tuning.subtitle_scale * 100)))
    delay_ms = tuning.subtitle_delay_ms if knob is Knob.SUBTITLE_TIME else tuning.sound_delay_ms
    sign = "+" if delay_ms > 0 else "−" if delay_ms < 0 else ""
    return translate("Tuning", "{0} s").format(sign + word_number(abs(delay_ms) / 1000, 1))


def word_impossible(knob: Knob) -> str:
    """Return why a knob does not turn."""
    if knob is Knob.SUBTITLE_TIME:
        return translate("Tuning", "This player cannot show subtitles earlier. The player mpv can.")
    return translate("Tuning", "This player cannot move the sound. The player mpv can.")
