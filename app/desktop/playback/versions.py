"""The menu of the versions of a film: another file of the same, from where this one stands."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.contract.browse import Version
from app.contract.media import StreamType
from app.desktop.kit.words import word_number, word_size
from app.desktop.playback.deck import Deck

translate = QCoreApplication.translate


def versions_of(deck: Deck) -> tuple[Version, ...]:
    """Return the versions of what plays whose files are there."""
    details = deck.now.details
    return tuple(each for each in details.versions if not each.is_missing) if details is not None else ()


def version_menu(parent: QWidget, deck: Deck) -> QMenu:
    """Return the menu; choosing the one that plays does nothing."""
    menu = QMenu(parent)
    group = QActionGroup(menu)
    playing = deck.now.playback.asset_id if deck.now.playback is not None else ""
    for version in versions_of(deck):
        action = QAction(word_version(version), menu)
        action.setCheckable(True)
        action.setChecked(version.asset_id == playing)
        action.setToolTip(version.file_name)
        if version.asset_id != playing:
            action.triggered.connect(partial(_choose, deck, version.asset_id))
        group.addAction(action)
        menu.addAction(action)
    menu.setToolTipsVisible(True)
    return menu


def open_versions(parent: QWidget, deck: Deck, button: QWidget) -> None:
    """Open the menu above its button."""
    menu = version_menu(parent, deck)
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 8)))


def _choose(deck: Deck, asset_id: str, _is_checked: bool = False) -> None:
    deck.change(asset_id=asset_id)


def word_version(version: Version) -> str:
    """Return what sets a version apart: "2160p · HDR10 · HEVC · 18.2 Mbit/s · 14.1 GB"."""
    picture = next((each for each in version.streams if each.type is StreamType.VIDEO and not each.is_picture), None)
    parts = []
    if picture is not None:
        height = max(picture.height_px or 0, round((picture.width_px or 0) * 9 / 16))
        parts = [f"{height}p" if height else "", picture.range_type or "", picture.codec.upper()]
        parts = [part for part in parts if part != "SDR"]
    if version.bitrate_kbps:
        rate = word_number(version.bitrate_kbps / 1000, 1)
        parts.append(translate("Player", "{rate} Mbit/s").format(rate=rate))
    parts.append(word_size(version.size_bytes))
    return " · ".join(part for part in parts if part)
