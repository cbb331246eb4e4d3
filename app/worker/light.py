"""Makes tables that turn the light of HDR films into that of ordinary screens.

Sources: SMPTE ST 2084 (PQ), ITU-R BT.2100 (HLG and its OOTF), BT.2390-10 section 5.4.1 (the curve that bends what is
too bright), BT.2087 (from the primaries of BT.2020 to those of BT.709) and BT.1886 (how screens turn signals to light).
"""

import bisect
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from struct import unpack
from typing import Any

from app.worker.colours import TRANSFER_HLG

SIZE = 33
"""Of a table, in each direction."""
WHITE_NITS = 203.0
"""What HDR films take for white (BT.2408): it becomes the white of the screen."""
PEAKS_NITS = (400, 1000, 2000, 4000, 10_000)
USUAL_PEAK_NITS = 1000
HLG_PEAK_NITS = 1000
"""For which BT.2100 gives HLG the gamma that is used here."""
_HLG_GAMMA = 1.2
_SCREEN_GAMMA = 2.4
_TO_709 = (
    (1.660491, -0.587641, -0.072850),
    (-0.124550, 1.132900, -0.008349),
    (-0.018151, -0.100579, 1.118730),
)
_HLG_WEIGHTS = (0.2627, 0.6780, 0.0593)
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_MASTERING, _LIGHT = "MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL"
_MASTERING_BYTES = 88


def pq_to_nits(signal: float) -> float:
    """Return the light of a PQ signal from 0 to 1 (ST 2084, equation 4.1)."""
    power = signal ** (1 / _M2)
    return 10_000 * float((max(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1))


def nits_to_pq(nits: float) -> float:
    """Return the PQ signal of light (ST 2084, equation 5.2)."""
    power = (max(nits, 0) / 10_000) ** _M1
    return float(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def hlg_to_scene(signal: float) -> float:
    """Return the light before the camera of an HLG signal, both from 0 to 1 (BT.2100, table 5)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return signal**2 / 3 if signal <= 0.5 else float((2.718281828459045 ** ((signal - c) / a) + b) / 12)


def bend(nits: float, peak: float) -> float:
    """Return light that a screen of WHITE_NITS can show; what is dark stays as it is (BT.2390, 5.4.1)."""
    top = nits_to_pq(peak)
    signal, most = min(nits_to_pq(nits) / top, 1.0), nits_to_pq(WHITE_NITS) / top
    knee = 1.5 * most - 0.5
    if most >= 1 or signal < knee:
        return min(nits, WHITE_NITS)
    t = (signal - knee) / (1 - knee)
    curve = (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (-2 * t**3 + 3 * t**2) * most
    return min(pq_to_nits(curve * top), WHITE_NITS)


def peak_of(frame: Any) -> int:
    """Return how bright a film gets, as one of PEAKS_NITS: what its brightest picture or its studio's screen says."""
    told = 0.0
    for data in frame.side_data:
        if data.type.name == _LIGHT and data.buffer_size >= 8:
            told = unpack("<I", bytes(data)[:4])[0] or told
        elif data.type.name == _MASTERING and data.buffer_size >= _MASTERING_BYTES and not told:
            number, divisor = unpack("<ii", bytes(data)[72:80])
            told = number / divisor if divisor else 0
    if not told:
        return USUAL_PEAK_NITS
    return PEAKS_NITS[min(bisect.bisect_left(PEAKS_NITS, told), len(PEAKS_NITS) - 1)]


@lru_cache(maxsize=len(PEAKS_NITS) + 1)
def table(transfer: int, peak: int) -> bytes:
    """Return a table as a ".cube" file: from signals of BT.2020 to those of BT.709, red the quickest to change."""
    steps = [step / (SIZE - 1) for step in range(SIZE)]
    lights = _hlg(steps) if transfer == TRANSFER_HLG else _pq(steps, peak)
    rows = ("{:.5f} {:.5f} {:.5f}".format(*_shown(*light)) for light in lights)
    return "\n".join((f"LUT_3D_SIZE {SIZE}", *rows, "")).encode()


@contextmanager
def table_file(transfer: int, peak: int, folder: Path | None = None) -> Iterator[str]:
    """Lend a table as a file, for the filter reads nothing else; without a folder it is among temporary files."""
    handle, name = tempfile.mkstemp(prefix="marquee-", suffix=".cube", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(table(transfer, peak))
        yield name
    finally:
        Path(name).unlink(missing_ok=True)


def _pq(steps: list[float], peak: int) -> Iterator[tuple[float, float, float]]:
    nits = [pq_to_nits(step) for step in steps]
    ratios = [bend(min(light, peak), peak) / light / WHITE_NITS if light else 0.0 for light in nits]
    for (b, blue), (g, green), (r, red) in itertools.product(enumerate(nits), repeat=3):
        ratio = ratios[max(r, g, b)]  # all three alike, so that colours stay
        yield red * ratio, green * ratio, blue * ratio


def _hlg(steps: list[float]) -> Iterator[tuple[float, float, float]]:
    scene = [hlg_to_scene(step) for step in steps]
    red_weight, green_weight, blue_weight = _HLG_WEIGHTS
    for blue, green, red in itertools.product(scene, repeat=3):
        light = red_weight * red + green_weight * green + blue_weight * blue
        shown = HLG_PEAK_NITS * light ** (_HLG_GAMMA - 1) if light else 0.0
        most = max(red, green, blue) * shown
        ratio = bend(most, HLG_PEAK_NITS) / most / WHITE_NITS * shown if most else 0.0
        yield red * ratio, green * ratio, blue * ratio


def _shown(red: float, green: float, blue: float) -> tuple[float, ...]:
    """Return the signals for an ordinary screen; colours that it does not have become the nearest."""
    return tuple(min(max(a * red + b * green + c * blue, 0.0), 1.0) ** (1 / _SCREEN_GAMMA) for a, b, c in _TO_709)
