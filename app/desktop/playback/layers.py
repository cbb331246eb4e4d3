"""What lies over the film, and in which order: the controls, small cards in the corner, and short words."""

from typing import Protocol

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from app.contract.playback import Decision
from app.desktop.kit.desk import Desk
from app.desktop.kit.widgets.surfaces import Banner
from app.desktop.playback.controls import Controls
from app.desktop.playback.next_card import NextCard
from app.desktop.playback.osd import Osd
from app.desktop.playback.player import Player
from app.desktop.playback.sleeve import Sleeve
from app.desktop.playback.tuner import Tuner, TuningPanel
from app.desktop.playback.why import WhyPanel

EDGE_PX, TOP_PX, FOOT_PX = 32, 24, 150
OSD_TOP_PX = 112
BANNER_PX = (520, 48)


class Panel(Protocol):
    """What comes up over the film when it is asked for."""

    def isVisible(self) -> bool: ...
    def open(self) -> None: ...


class Layers:
    """The layers of a player page. Of the panels ("why this way", the settings, …) at most one is open."""

    def __init__(self, desk: Desk, player: Player, body: QWidget) -> None:
        self._body = body
        self._video: QWidget | None = None
        self.sleeve = Sleeve(desk.pictures, body)
        self.controls = Controls(body)
        self.next_card = NextCard(desk.pictures, body)
        self.why = WhyPanel(body)
        self.banner = Banner("refresh", body)
        self.osd = Osd(body)
        self.tuner = Tuner(player, self.osd, desk.preferences, body)
        self.tuning = TuningPanel(self.tuner, body)
        self._panels: list[QWidget] = [self.why, self.tuning]

    @property
    def is_panel_open(self) -> bool:
        """Tell whether a panel is open, which somebody reads or uses."""
        return any(panel.isVisible() for panel in self._panels)

    def set_video(self, video: QWidget) -> None:
        """Put a film below everything else."""
        self._video = video
        video.setParent(self._body)
        video.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        video.show()
        self.place()

    def toggle_why(self, decision: Decision | None) -> None:
        """Open or close the panel that says why it plays this way."""
        is_closing = decision is None or self.why.isVisible()
        self.close_panels()
        if decision is not None and not is_closing:
            self.why.set_decision(decision)
            self.why.show()
            self.place()

    def toggle(self, panel: Panel) -> None:
        """Open or close a panel, in place of the one that is open."""
        is_closing = panel.isVisible()
        self.close_panels()
        if not is_closing:
            panel.open()
            self.place()

    def add(self, panel: QWidget) -> None:
        """Take in one more panel."""
        self._panels.append(panel)

    def close_panels(self) -> None:
        """Close what is open."""
        for panel in self._panels:
            panel.hide()

    def say(self, text: str) -> None:
        """Show some words at the top, until they are taken away."""
        self.banner.say(text)
        self.place()

    def place(self) -> QRect:
        """Lay everything out; return the room there is."""
        area = self._body.rect()
        for widget in (self._video, self.sleeve, self.controls):
            if widget is not None:
                widget.setGeometry(area)
        corner = (self.next_card, *self._panels)
        for widget in (self.sleeve, self.controls, *corner, self.banner, self.osd):
            widget.raise_()
        for card in corner:
            card.adjustSize()
            card.move(area.width() - card.width() - EDGE_PX, max(TOP_PX, area.height() - card.height() - FOOT_PX))
        self.osd.move(EDGE_PX, OSD_TOP_PX)
        self.banner.setGeometry((area.width() - BANNER_PX[0]) // 2, TOP_PX, *BANNER_PX)
        return area
