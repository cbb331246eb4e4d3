"""How much louder or softer a file is played, so that all are alike; no Qt here."""

from enum import StrEnum
from typing import Final

from app.contract.analysis import Analysis
from app.contract.errors import MarqueeError
from app.desktop.playback.parts import ReadsAnalyses

LOUDEST_DB: Final = 12.0
SOFTEST_DB: Final = -24.0
"""What a file says beyond these is not believed."""


class Levelling(StrEnum):
    """What is made alike."""

    OFF = "off"
    TRACK = "track"
    ALBUM = "album"
    """The tracks of an album keep their differences, where its tags tell how loud it is as a whole."""


class Levels:
    """What is known about how loud the files of an item are."""

    def __init__(self, analyses: ReadsAnalyses) -> None:
        self._analyses = analyses
        self._known: tuple[Analysis, ...] = ()

    async def load(self, item_id: str) -> None:
        """Ask about an item. What nobody measured yet plays as it is."""
        self._known = ()
        try:
            self._known = await self._analyses.list_analyses(item_id)
        except MarqueeError:
            return

    def factor(self, asset_id: str, levelling: Levelling) -> float:
        """Return what the samples of a file are multiplied with; 1 leaves them as they are."""
        found = next((one for one in self._known if one.asset_id == asset_id), None)
        gain_db = None if found is None or levelling is Levelling.OFF else _gain_db(found, levelling)
        return 1.0 if gain_db is None else float(10 ** (min(max(gain_db, SOFTEST_DB), LOUDEST_DB) / 20))


def levelling_of(choice: str) -> Levelling:
    """Return what a choice of the window stands for; another word, of a newer window, the usual one."""
    return Levelling(choice) if choice in set(Levelling) else Levelling.TRACK


def _gain_db(found: Analysis, levelling: Levelling) -> float | None:
    is_whole = levelling is Levelling.ALBUM and found.album_gain_db is not None
    return found.album_gain_db if is_whole else found.gain_db
