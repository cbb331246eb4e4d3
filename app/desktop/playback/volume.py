"""How loud it plays: one place for the slider, the keys and the player, remembered between starts."""

from typing import Final

from app.desktop.kit.desk import Desk
from app.desktop.playback.controls import Controls
from app.desktop.playback.player import Player

STEP: Final = 0.05


class Volume:
    """The volume of a player page, 0 to 1."""

    def __init__(self, desk: Desk, player: Player, controls: Controls) -> None:
        self._preferences = desk.preferences
        self._player = player
        self._controls = controls
        self._level = desk.preferences.choices.volume / 100
        self._is_muted = False
        controls.sound.clicked.connect(self.toggle_mute)
        controls.volume.valueChanged.connect(lambda percent: self.set_level(percent / 100))
        controls.set_sound(self._level, is_muted=False)

    def set_level(self, level: float) -> None:
        """Play so loud from now on; what is out of range is the nearest end of it."""
        self._level = min(1.0, max(0.0, level))
        self._is_muted = False
        self.tell()
        self._preferences.save(volume=round(self._level * 100))

    def step(self, count: int) -> None:
        """Play louder by some steps; negative ones are softer."""
        self.set_level(self._level + count * STEP)

    def toggle_mute(self) -> None:
        """Be silent, or as loud as before."""
        self._is_muted = not self._is_muted
        self.tell()

    def tell(self) -> None:
        """Tell the player, which forgets it with each film, and show it."""
        self._player.set_volume(self._level, is_muted=self._is_muted)
        self._controls.set_sound(self._level, is_muted=self._is_muted)
