"""The controls over a film: title above, buttons and the seek bar below."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.contract.browse import Details
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import IconButton
from app.desktop.kit.widgets.text import label
from app.desktop.kit.words import word_clock
from app.desktop.playback.seekbar import SeekBar

BACK_MS, ON_MS = -10_000, 30_000
WHITE = "#ffffff"


class Controls(QWidget):
    """What can be done while a film plays. All colours are for a dark picture, whatever the theme."""

    jumped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("back", self.tr("Stop and go back"), 24, key=self.tr("Esc"))
        self.previous = IconButton("previous", self.tr("Previous"), 24)
        self.play = IconButton("pause", self.tr("Pause"), 32, key=self.tr("Space"))
        self.next = IconButton("next", self.tr("Next"), 24, key="N")
        self.rewind = IconButton("rewind", self.tr("Back 10 seconds"), 24, key="←")
        self.skip = IconButton("skip", self.tr("On 30 seconds"), 24)
        self.sound = IconButton("volume", self.tr("Mute"), 22, key="M")
        self.versions = IconButton("film", self.tr("Version"), 22, key="V")
        self.chapters = IconButton("list", self.tr("Chapters"), 22, key="H")
        self.chapters.hide()
        self.audio = IconButton("audio", self.tr("Sound"), 22, key="A")
        self.subtitles = IconButton("subtitles", self.tr("Subtitles"), 22, key="C")
        self.marks = IconButton("clock", self.tr("Intro and credits"), 22, key="P")
        self.tuning = IconButton("speed", self.tr("Speed, subtitles and sound"), 22, key="S")
        self.why = IconButton("info", self.tr("Why this way?"), 22, key="I")
        self.full_screen = IconButton("fullscreen", self.tr("Full screen"), 22, key="F")
        self.seek_bar = SeekBar()
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self._eyebrow = label("", "soft")
        self._title = label("", "title")
        self._time = label("0:00", "caption")
        self._rest = label("", "caption")
        self._dress()
        self._lay_out()
        self.rewind.clicked.connect(lambda: self.jumped.emit(BACK_MS))
        self.skip.clicked.connect(lambda: self.jumped.emit(ON_MS))

    def set_details(self, details: Details, eyebrow: str) -> None:
        """Say what plays."""
        self._title.setText(details.card.title)
        self._eyebrow.setText(eyebrow)
        self._eyebrow.setVisible(bool(eyebrow))

    def set_time(self, position_ms: int, duration_ms: int) -> None:
        """Say where the film is."""
        self._time.setText(word_clock(position_ms))
        self._rest.setText(f"−{word_clock(max(0, duration_ms - position_ms))}" if duration_ms else "")
        self.seek_bar.set_position(position_ms, duration_ms)

    def set_playing(self, is_playing: bool) -> None:
        """Show the button for what can be done now."""
        self.play.set_icon("pause" if is_playing else "play", WHITE)
        self.play.set_name(self.tr("Pause") if is_playing else self.tr("Play"))

    def set_sound(self, volume: float, *, is_muted: bool) -> None:
        """Show how loud it is."""
        self.sound.set_icon("mute" if is_muted or not volume else "volume", WHITE)
        self.sound.set_name(self.tr("Sound on") if is_muted else self.tr("Mute"))
        self.volume.blockSignals(True)
        self.volume.setValue(round(volume * 100))
        self.volume.blockSignals(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        for top, bottom, first, last in ((0, 160, 170, 0), (self.height() - 230, self.height(), 0, 215)):
            shade = QLinearGradient(0, top, 0, bottom)
            shade.setColorAt(0, QColor(0, 0, 0, first))
            shade.setColorAt(1, QColor(0, 0, 0, last))
            painter.fillRect(0, top, self.width(), bottom - top, shade)
        painter.end()

    @property
    def buttons(self) -> tuple[IconButton, ...]:
        """All buttons, in the order of reading."""
        left = (self.back, self.previous, self.rewind, self.play, self.skip, self.next)
        return (*left, self.sound, *self._choices)

    @property
    def _choices(self) -> tuple[IconButton, ...]:
        sounds = (self.versions, self.chapters, self.audio, self.subtitles)
        return (*sounds, self.marks, self.tuning, self.why, self.full_screen)

    def _dress(self) -> None:
        left = ("back", "previous", "rewind", "pause", "skip", "next")
        right = ("volume", "film", "list", "audio", "subtitles", "clock", "speed", "info", "fullscreen")
        for button, name in zip(self.buttons, (*left, *right), strict=True):
            button.set_icon(name, WHITE)
        self.play.setFixedSize(QSize(60, 60))
        self.volume.setRange(0, 100)
        self.volume.setFixedWidth(96)
        self.volume.setAccessibleName(self.tr("Volume"))
        self.setStyleSheet(
            "QLabel { color: #ffffff; }"
            'QLabel[look="soft"], QLabel[look="caption"] { color: rgba(255, 255, 255, 190); }'
            'QToolButton[look="icon"] { background: transparent; border-radius: 10px; }'
            'QToolButton[look="icon"]:hover { background: rgba(255, 255, 255, 40); }'
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.L)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._eyebrow)
        words.addWidget(self._title)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        times = QHBoxLayout()
        times.setSpacing(Space.M)
        times.addWidget(self._time)
        times.addWidget(self.seek_bar, 1)
        times.addWidget(self._rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addStretch(1)
        column.addLayout(times)
        column.addLayout(self._make_foot())

    def _make_foot(self) -> QHBoxLayout:
        sides = [QHBoxLayout() for _ in range(3)]
        for widget in (self.sound, self.volume):
            sides[0].addWidget(widget)
        sides[0].addStretch(1)
        for widget in (self.previous, self.rewind, self.play, self.skip, self.next):
            sides[1].addWidget(widget)
        sides[2].addStretch(1)
        for widget in self._choices:
            sides[2].addWidget(widget)
        foot = QHBoxLayout()
        for part, stretch in zip(sides, (1, 0, 1), strict=True):
            part.setSpacing(Space.S)
            foot.addLayout(part, stretch)
        return foot
