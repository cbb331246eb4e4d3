"""One line of what a device could not play, with the button that lets it try again."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.contract.quirks import Failure, Quirk, Step
from app.desktop.kit.theme import Space
from app.desktop.kit.widgets.buttons import plain_button
from app.desktop.kit.widgets.text import ElidedLabel, IconLabel, label
from app.desktop.kit.words import word_date

translate = QCoreApplication.translate


class QuirkRow(QFrame):
    """A device and a kind of files; `forgotten(quirk id)` when it is to try again."""

    forgotten = Signal(str)

    def __init__(self, quirk: Quirk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        sentence = word_quirk(quirk)
        self.again = plain_button(self.tr("Try again"), "refresh")
        self.again.setToolTip(self.tr("Send such files as they are once more"))
        self.again.setAccessibleName(self.tr("Try again: {0}").format(word_files_of(quirk)))
        self.again.clicked.connect(lambda: self.forgotten.emit(quirk.id))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(ElidedLabel(f"{quirk.device}  ·  {word_files_of(quirk)}", "strong"))
        words.addWidget(label(sentence, "caption", wraps=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.XL, Space.M, Space.L, Space.M)
        row.setSpacing(Space.L)
        row.addWidget(IconLabel("devices", 24))
        row.addLayout(words, 1)
        row.addWidget(self.again)
        self.setAccessibleName(f"{quirk.device}, {word_files_of(quirk)}. {sentence}")


def word_files_of(quirk: Quirk) -> str:
    """Return which files it is about: "mkv with HEVC and DTS"."""
    codecs = [codec.upper() for codec in (quirk.video_codec, quirk.audio_codec) if codec]
    if len(codecs) > 1:
        text = translate("Quirks", "{container} with {video} and {audio}")
        return text.format(container=quirk.container, video=codecs[0], audio=codecs[1])
    if codecs:
        return translate("Quirks", "{container} with {codec}").format(container=quirk.container, codec=codecs[0])
    return quirk.container


def word_quirk(quirk: Quirk) -> str:
    """Return what went wrong, and what is done since."""
    failed = {
        Failure.OPEN: translate("Quirks", "It could not open such files."),
        Failure.PICTURE: translate("Quirks", "It showed no picture."),
        Failure.SOUND: translate("Quirks", "It played no sound."),
        Failure.NETWORK: translate("Quirks", "The bytes did not arrive."),
    }
    since = {
        Step.DIRECT: translate("Quirks", "They are sent as they are."),
        Step.REMUX: translate("Quirks", "Since {date} they are sent repacked."),
        Step.CONVERT_AUDIO: translate("Quirks", "Since {date} their sound is converted."),
        Step.CONVERT_ALL: translate("Quirks", "Since {date} they are converted."),
    }
    return f"{failed[quirk.failure]} {since[quirk.step].format(date=word_date(quirk.learned_at))}"
