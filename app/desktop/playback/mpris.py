"""What plays, on the session bus: the media keys, the lock screen and the applets of a Linux desktop use it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import ClassInfo, Property, QMetaType, QObject, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusArgument, QDBusConnection, QDBusMessage, QDBusObjectPath

from app.desktop.playback.backend import PlayerState
from app.desktop.playback.deck import Deck
from app.desktop.playback.tuning import SPEEDS

SERVICE = "org.mpris.MediaPlayer2.marquee"
PATH = "/org/mpris/MediaPlayer2"
ROOT_FACE, PLAYER_FACE = "org.mpris.MediaPlayer2", "org.mpris.MediaPlayer2.Player"
NO_TRACK = "/org/mpris/MediaPlayer2/TrackList/NoTrack"
US_PER_MS = 1000

# PySide's stubs know neither the arguments of the first nor that types may be named.
face: Any = ClassInfo
prop: Any = Property
signal: Any = Signal


@face({"D-Bus Interface": ROOT_FACE})
class RootFace(QDBusAbstractAdaptor):
    """Who we are. The names are those of the MPRIS specification, here and below."""

    def __init__(self, parent: QObject, bring_up: Callable[[], None], end: Callable[[], None]) -> None:
        super().__init__(parent)
        self._bring_up, self._end = bring_up, end

    @Slot()
    def Raise(self) -> None:
        self._bring_up()

    @Slot()
    def Quit(self) -> None:
        self._end()

    CanQuit = prop(bool, lambda _self: True)
    CanRaise = prop(bool, lambda _self: True)
    HasTrackList = prop(bool, lambda _self: False)
    Identity = prop(str, lambda _self: "Marquee")
    DesktopEntry = prop(str, lambda _self: "marquee")
    SupportedUriSchemes = prop("QStringList", lambda _self: [])
    SupportedMimeTypes = prop("QStringList", lambda _self: [])


@face({"D-Bus Interface": PLAYER_FACE})
class PlayerFace(QDBusAbstractAdaptor):
    """What plays, and what can be done with it."""

    Seeked = signal("qlonglong")

    def __init__(self, parent: QObject, deck: Deck) -> None:
        super().__init__(parent)
        self._deck = deck

    @Slot()
    def Next(self) -> None:
        self._deck.next()

    @Slot()
    def Previous(self) -> None:
        self._deck.previous()

    @Slot()
    def PlayPause(self) -> None:
        self._deck.toggle()

    @Slot()
    def Pause(self) -> None:
        self._deck.player.set_playing(False)

    @Slot()
    def Play(self) -> None:
        self._deck.player.set_playing(True)

    @Slot()
    def Stop(self) -> None:
        self._deck.end()

    @Slot("qlonglong")
    def Seek(self, step_us: int) -> None:
        self._deck.jump(step_us // US_PER_MS)

    @Slot(QDBusObjectPath, "qlonglong")
    def SetPosition(self, track: QDBusObjectPath, position_us: int) -> None:
        # A position for the track before, which came late, means nothing for this one.
        if track.path() == self._track() and 0 <= position_us <= self._deck.player.duration_ms * US_PER_MS:
            self._deck.seek(position_us // US_PER_MS)

    @Slot(str)
    def OpenUri(self, uri: str) -> None:
        del uri  # only what lies in the library is played

    def _status(self) -> str:
        if self._deck.card is None:
            return "Stopped"
        return "Paused" if self._deck.player.state is PlayerState.PAUSED else "Playing"

    def _metadata(self) -> dict[str, Any]:
        card = self._deck.card
        if card is None:
            return {"mpris:trackid": QDBusObjectPath(NO_TRACK)}
        told: dict[str, Any] = {
            "mpris:trackid": QDBusObjectPath(self._track()),
            "mpris:length": self._deck.player.duration_ms * US_PER_MS,
            "xesam:title": card.title,
        }
        if card.top_title:
            told["xesam:artist"] = [card.top_title]
        if card.number is not None:
            told["xesam:trackNumber"] = card.number
        return told

    def _track(self) -> str:
        card = self._deck.card
        return NO_TRACK if card is None else f"/org/marquee/item/{''.join(c for c in card.id if c.isalnum()) or '_'}"

    def _set_rate(self, rate: float) -> None:
        player = self._deck.player
        if rate > 0:
            player.tune(replace(player.tuning, speed=min(SPEEDS[-1], max(SPEEDS[0], rate))))

    def told(self) -> dict[str, Any]:
        """Return the properties that change, for who listens."""
        return {
            "PlaybackStatus": self._status(),
            "Metadata": self._metadata(),
            "CanGoNext": self._deck.now.next_id is not None,
            "CanGoPrevious": self._deck.card is not None,
            "Rate": self._deck.player.tuning.speed,
        }

    PlaybackStatus = prop(str, _status)
    Metadata = prop("QVariantMap", _metadata)
    Position = prop("qlonglong", lambda self: self._deck.player.position_ms * US_PER_MS)
    Rate = prop(float, lambda self: self._deck.player.tuning.speed, _set_rate)
    MinimumRate = prop(float, lambda _self: SPEEDS[0])
    MaximumRate = prop(float, lambda _self: SPEEDS[-1])
    CanGoNext = prop(bool, lambda self: self._deck.now.next_id is not None)
    CanGoPrevious = prop(bool, lambda self: self._deck.card is not None)
    CanPlay = prop(bool, lambda self: self._deck.card is not None)
    CanPause = prop(bool, lambda self: self._deck.card is not None)
    CanSeek = prop(bool, lambda self: self._deck.card is not None)
    CanControl = prop(bool, lambda _self: True)


class Mpris(QObject):
    """Puts both faces on a bus, and tells who listens what changed.

    Args:
        bus: A connection; one that is not connected makes this do nothing.
    """

    def __init__(self, deck: Deck, bus: QDBusConnection, bring_up: Callable[[], None], end: Callable[[], None]) -> None:
        super().__init__(deck)
        self._deck = deck
        self._bus = bus
        self._root = RootFace(self, bring_up, end)
        self._face = PlayerFace(self, deck)
        self._told: dict[str, Any] = {}
        self._position_ms = 0
        is_there = bus.registerObject(PATH, self, QDBusConnection.RegisterOption.ExportAdaptors)
        self.is_on = is_there and bus.registerService(SERVICE)
        if self.is_on:
            deck.changed.connect(lambda _card: self._tell())
            deck.player.state_changed.connect(lambda _state: self._tell())
            deck.player.measured.connect(lambda _ms: self._tell())
            deck.sought.connect(lambda ms: self._face.Seeked.emit(ms * US_PER_MS))

    def _tell(self) -> None:
        now = self._face.told()
        # Two paths of an object are never equal: what they name is compared.
        marks = {name: _mark(value) for name, value in now.items()}
        changed = {name: value for name, value in now.items() if self._told.get(name) != marks[name]}
        self._told = marks
        if not changed:
            return
        none = QDBusArgument()
        none.beginArray(QMetaType(QMetaType.Type.QString))
        none.endArray()
        news = QDBusMessage.createSignal(PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged")
        news.setArguments([PLAYER_FACE, changed, none])
        self._bus.send(news)


def _mark(value: Any) -> str:
    if isinstance(value, dict):
        return str({key: _mark(each) for key, each in value.items()})
    return value.path() if isinstance(value, QDBusObjectPath) else repr(value)
