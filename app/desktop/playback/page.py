"""The player: the film from edge to edge, and controls that go away while it plays."""

import math
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.contract.browse import Card
from app.contract.errors import MarqueeError
from app.contract.library import ItemKind
from app.desktop.kit import tasks
from app.desktop.kit.desk import Desk
from app.desktop.kit.keys import Action, action_of
from app.desktop.kit.page import Page
from app.desktop.playback.backend import PlayerState
from app.desktop.playback.controls import BACK_MS
from app.desktop.playback.deck import Deck, deck_of
from app.desktop.playback.languages import Languages
from app.desktop.playback.layers import Layers
from app.desktop.playback.scenes import Scenes
from app.desktop.playback.sounds import open_sounds, sounds_of
from app.desktop.playback.tracks import open_tracks
from app.desktop.playback.versions import open_versions, versions_of
from app.desktop.playback.volume import Volume

HIDE_MS: Final = 3000


class PlayerPage(Page):
    """Shows what the deck plays. A film ends when the page is left; music goes on."""

    is_immersive = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.title = self.tr("Player")
        self.deck: Deck = deck_of(desk)
        self.layers = Layers(desk, self.deck.player, self.body)
        self.controls, self.tuner = self.layers.controls, self.layers.tuner
        self._volume = Volume(desk, self.deck.player, self.controls)
        self._languages = Languages(self.deck)
        self._is_shown = False
        self.scenes = Scenes(desk.client, self.deck, self.controls, self.body)
        self.layers.add(self.scenes.marks)
        self._shown_id = self._wanted_id = ""
        self._rest = QTimer(self, interval=HIDE_MS, singleShot=True)
        self._rest.timeout.connect(self._hide_controls)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.body.setMouseTracking(True)
        self.controls.setMouseTracking(True)
        self.body.installEventFilter(self)
        self._connect_deck()
        self._connect_controls()

    async def show_with(self, **arguments: object) -> None:
        item_id = str(arguments["item_id"])
        start = arguments.get("start_ms")
        self._wanted_id = item_id
        self._is_shown = True
        self.set_full()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wake()
        if self.deck.card is not None and self.deck.card.id == item_id and start is None:
            self._show_card(self.deck.card)
            return
        self._volume.tell()
        try:
            await self.deck.open(item_id, start if isinstance(start, int) else None)
        except MarqueeError as error:
            self._refuse(error)

    def leave(self) -> None:
        self._is_shown = False
        self._rest.stop()
        self.unsetCursor()
        if not self.deck.now.is_music:
            self.tuner.rest()
            tasks.run(self.deck.stop())

    def wake(self) -> None:
        """Bring the controls back, and let them go again after a while: somebody is there."""
        self.deck.attend()
        self.controls.show()
        self.unsetCursor()
        self._place()
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_button = self.focusWidget() is not None and self.focusWidget() is not self and self.controls.isVisible()
        was_hidden = not self.controls.isVisible()
        self.wake()
        if self.tuner.press(event):
            return
        action = action_of(event)
        if action is not None and self._act(action, is_button=is_button):
            return
        if not self._press(event, is_button=is_button, was_hidden=was_hidden):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseMove, QEvent.Type.HoverMove):
            self.wake()
            self.scenes.wake()
        return super().eventFilter(watched, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.wake()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.deck.toggle()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._toggle_full_screen()
        super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _act(self, action: Action, *, is_button: bool) -> bool:
        acts = {
            Action.PLAY: self.deck.toggle,
            Action.STOP: self._go_back,
            Action.BACK: self._step_back,
            Action.NEXT: self.deck.next,
            Action.PREVIOUS: self.deck.previous,
            Action.MUTE: self._volume.toggle_mute,
            Action.VOLUME_UP: lambda: self._volume.step(1),
            Action.VOLUME_DOWN: lambda: self._volume.step(-1),
            Action.FULL_SCREEN: self._toggle_full_screen,
        }
        if action is Action.OPEN and not is_button:
            if not self.scenes.skip():
                self.deck.toggle()
            return True
        if action not in acts:
            return False
        acts[action]()
        return True

    def _press(self, event: QKeyEvent, *, is_button: bool, was_hidden: bool) -> bool:
        key = Qt.Key(event.key())
        if not event.modifiers() and key in self._letters:
            self._letters[key]()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not is_button:
            self.deck.jump(BACK_MS if key == Qt.Key.Key_Left else -BACK_MS)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not is_button:
            if not was_hidden or key == Qt.Key.Key_Down:
                self.controls.play.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    @property
    def _letters(self) -> dict[Qt.Key, Callable[[], object]]:
        controls = self.controls
        return {
            Qt.Key.Key_F: self._toggle_full_screen,
            Qt.Key.Key_M: self._volume.toggle_mute,
            Qt.Key.Key_I: self._toggle_why,
            Qt.Key.Key_N: self.deck.next,
            Qt.Key.Key_S: partial(self.layers.toggle, self.layers.tuning),
            **{
                key: button.click
                for key, button in (
                    (Qt.Key.Key_A, controls.audio),
                    (Qt.Key.Key_C, controls.subtitles),
                    (Qt.Key.Key_V, controls.versions),
                    (Qt.Key.Key_H, controls.chapters),
                    (Qt.Key.Key_P, controls.marks),
                )
                if button.isVisible() and button.isEnabled()
            },
        }

    def _connect_deck(self) -> None:
        deck, player = self.deck, self.deck.player
        deck.changed.connect(self._show_card)
        deck.refused.connect(self._refuse)
        deck.finished.connect(self._finish)
        deck.fell.connect(
            lambda: self.layers.osd.say(self.tr("It did not play as it was. It comes in another way now."))
        )
        player.moved.connect(self._show_time)
        player.measured.connect(lambda _ms: self._show_time(player.position_ms))
        player.state_changed.connect(self._show_state)
        player.buffered.connect(self.controls.seek_bar.set_buffered)
        player.backend_changed.connect(self._take_video)
        player.tracks_changed.connect(self._show_tracks)
        player.reviving.connect(self._show_reviving)
        self._take_video()

    def _connect_controls(self) -> None:
        controls = self.controls
        controls.back.clicked.connect(self._go_back)
        controls.play.clicked.connect(self.deck.toggle)
        controls.next.clicked.connect(self.deck.next)
        controls.previous.clicked.connect(self.deck.previous)
        controls.jumped.connect(self.deck.jump)
        controls.seek_bar.sought.connect(self.deck.seek)
        controls.why.clicked.connect(self._toggle_why)
        controls.full_screen.clicked.connect(self._toggle_full_screen)
        controls.audio.clicked.connect(lambda: open_sounds(self, self.deck, controls.audio))
        controls.subtitles.clicked.connect(lambda: open_tracks(self, self.deck.player, "subtitle", controls.subtitles))
        controls.versions.clicked.connect(lambda: open_versions(self, self.deck, controls.versions))
        controls.marks.clicked.connect(lambda: self.layers.toggle(self.scenes.marks))
        controls.tuning.clicked.connect(lambda: self.layers.toggle(self.layers.tuning))
        self.layers.next_card.play.clicked.connect(self.deck.next)
        self.layers.next_card.stay.clicked.connect(self._stay)

    def _show_card(self, card: Card | None) -> None:
        details = self.deck.now.details
        self.layers.next_card.hide()
        self.layers.why.hide()
        if card is None or details is None:
            return
        eyebrow = card.top_title
        if card.kind is ItemKind.EPISODE and card.season_number is not None:
            eyebrow = self.tr("{show} · Season {season}, episode {number}").format(
                show=card.top_title, season=card.season_number, number=card.number
            )
        if card.id != self._shown_id:
            self._shown_id = self._wanted_id = card.id
            self.tuner.begin()
        self.title = card.title
        self.controls.set_details(details, eyebrow)
        self.scenes.begin()
        self.controls.next.setVisible(self.deck.now.next_id is not None)
        self.controls.previous.setVisible(self.deck.now.previous_id is not None)
        for button in (self.controls.audio, self.controls.subtitles, self.controls.marks):
            button.setVisible(not self.deck.now.is_music)
        self.controls.versions.setVisible(len(versions_of(self.deck)) > 1)
        self.layers.sleeve.set_card(card)
        self.layers.sleeve.setVisible(self.deck.now.is_music)
        self._show_time(self.deck.player.position_ms)
        self._place()

    def _show_time(self, position_ms: int) -> None:
        duration = self.deck.player.duration_ms
        self.controls.set_time(position_ms, duration)
        is_near = self.deck.now.is_near_end(position_ms, duration) and not self.deck.stays
        if is_near and not self.layers.next_card.isVisible() and self.deck.now.next_card is not None:
            self.layers.next_card.show_card(self.deck.now.next_card)
            self._place()
        elif not is_near and self.layers.next_card.isVisible():
            self.layers.next_card.hide()
        if is_near:
            left_s = math.ceil((duration - position_ms) / 1000 / self.tuner.tuning.speed)
            self.layers.next_card.count_down(left_s if self.deck.goes_on else None)

    def _show_state(self, state: PlayerState) -> None:
        self.controls.set_playing(state is not PlayerState.PAUSED and state is not PlayerState.IDLE)
        if state is PlayerState.PAUSED:
            self.wake()

    def _show_tracks(self) -> None:
        backend = self.deck.player.backend
        if backend is not None:
            self.controls.audio.setEnabled(len(sounds_of(self.deck)) > 1)
            self.controls.subtitles.setEnabled(bool(backend.tracks("subtitle")))

    def _show_reviving(self, is_reviving: bool) -> None:
        if is_reviving:
            self.layers.say(self.tr("The connection broke off. It goes on in a moment."))
        else:
            self.layers.banner.hide()

    def _take_video(self) -> None:
        backend = self.deck.player.backend
        if backend is None:
            return
        self.layers.set_video(backend.video_widget())
        self._place()

    def _place(self) -> None:
        self.scenes.place(self.layers.place())

    def _toggle_why(self) -> None:
        playback = self.deck.now.playback
        self.layers.toggle_why(playback.decision if playback is not None else None)

    def _hide_controls(self) -> None:
        is_paused = self.deck.player.state is PlayerState.PAUSED
        is_in_use = is_paused or self.deck.now.is_music or self.layers.is_panel_open
        if self._is_shown and not is_in_use and self.deck.player.is_playing:
            self.controls.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCursor(Qt.CursorShape.BlankCursor)

    def _toggle_full_screen(self) -> None:
        window = self.window()
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    def _step_back(self) -> None:
        if self.layers.is_panel_open:
            self.layers.close_panels()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.layers.next_card.isVisible():
            self._stay()
        else:
            self._go_back()

    def _go_back(self) -> None:
        if not self.desk.navigator.back():
            self.desk.navigator.open("home")

    def _stay(self) -> None:
        self.deck.stay()
        self.layers.next_card.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try_again(self) -> None:
        start = {"start_ms": self.deck.player.position_ms} if self._shown_id == self._wanted_id else {}
        tasks.run(self.show_with(item_id=self._wanted_id, **start), on_error=self._refuse)

    def _finish(self) -> None:
        if self._is_shown:
            self._go_back()

    def _refuse(self, error: MarqueeError) -> None:
        if not self._is_shown:
            self.desk.notices.warn(error)
            return
        self._rest.stop()
        self.unsetCursor()
        self.set_error(error, self._try_again)
