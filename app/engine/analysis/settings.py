"""What the user decides about the closer look at files."""

from app.contract.units import SizeBytes
from app.engine.ground.settings import Setting, Settings

PREFIX = "analysis."
_MEGABYTE = 1024 * 1024

SETTINGS = (
    Setting(
        key="analysis.trickplay",
        type=bool,
        default=True,
        help="Small pictures along each film are made in the background, for the seek bars of players.",
    ),
    Setting(
        key="analysis.trickplay_mb",
        type=int,
        default=20_480,
        unit="MB",
        minimum=64,
        maximum=10_000_000,
        help="They may take so much of the disk, about 7 MB for a film; those not used for longest go first.",
    ),
    Setting(
        key="analysis.chapter_pictures",
        type=bool,
        default=True,
        help="Each chapter of a film gets a picture.",
    ),
    Setting(
        key="analysis.loudness",
        type=bool,
        default=True,
        help="The loudness of each file is measured once, so that players can play all of them alike.",
    ),
    Setting(
        key="analysis.markers",
        type=bool,
        default=True,
        help="Intros and credits are found by what the episodes of a season have in common.",
    ),
)


class Limits:
    """The user's decisions, as they are now."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def trickplay_bytes(self) -> SizeBytes:
        """Return what the pictures along films may take; 0 when none are to be made."""
        is_on = self._settings.get_bool("analysis.trickplay")
        return SizeBytes(self._settings.get_int("analysis.trickplay_mb") * _MEGABYTE if is_on else 0)

    def wants_scenes(self) -> bool:
        """Tell whether chapters get pictures."""
        return self._settings.get_bool("analysis.chapter_pictures")

    def wants_loudness(self) -> bool:
        """Tell whether loudness is measured."""
        return self._settings.get_bool("analysis.loudness")

    def wants_markers(self) -> bool:
        """Tell whether intros and credits are looked for."""
        return self._settings.get_bool("analysis.markers")
