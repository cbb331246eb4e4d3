"""Brings small pictures of HDR films into the range of common screens, so that they look neither grey nor green."""

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageFilter

from app.worker.colours import TRANSFER_HLG, TRANSFER_PQ

CUBE = 33
PEAK_NITS = 1000.0
"""What films are mostly made for; brighter spots become white."""
EXPOSURE_NITS = 130.0
"""Chosen so that the paper white of HDR (203 nits, ITU-R BT.2408) becomes bright, and what is above keeps its shape."""
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_HLG_A, _HLG_B, _HLG_C = 0.17883277, 0.28466892, 0.55991073
_TO_709 = ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187))
_LUMA = (0.2627, 0.6780, 0.0593)

Curve = Callable[[float], float]
Colour = tuple[float, float, float]


def toned(picture: Image.Image, transfer: int) -> Image.Image:
    """Return a picture in SDR. `transfer` is FFmpeg's number of its curve; others than those of HDR change nothing."""
    return picture.filter(_cube(transfer)) if transfer in _CURVES else picture


def pq_nits(signal: float) -> float:
    """Return the light of a PQ signal (SMPTE ST 2084), in nits."""
    powered = signal ** (1 / _M2)
    light: float = (max(powered - _C1, 0.0) / (_C2 - _C3 * powered)) ** (1 / _M1)
    return 10_000.0 * light


def hlg_nits(signal: float) -> float:
    """Return the light of an HLG signal on a screen of 1000 nits, its system gamma left out."""
    scene = signal * signal / 3 if signal <= 0.5 else (2.718281828 ** ((signal - _HLG_C) / _HLG_A) + _HLG_B) / 12
    light: float = scene**1.2
    return PEAK_NITS * light


_CURVES: dict[int, Curve] = {TRANSFER_PQ: pq_nits, TRANSFER_HLG: hlg_nits}


@cache
def _cube(transfer: int) -> ImageFilter.Color3DLUT:
    light = [_CURVES[transfer](step / (CUBE - 1)) for step in range(CUBE)]

    def turned(red: float, green: float, blue: float) -> Colour:
        wide = tuple(light[round(part * (CUBE - 1))] / EXPOSURE_NITS for part in (red, green, blue))
        luma = sum(part * weight for part, weight in zip(wide, _LUMA, strict=True))
        scale = pressed(luma) / luma if luma > 0 else 0.0
        narrow = (sum(factor * part * scale for factor, part in zip(row, wide, strict=True)) for row in _TO_709)
        first, second, third = (_gamma(part) for part in narrow)
        return first, second, third

    made: ImageFilter.Color3DLUT = ImageFilter.Color3DLUT.generate(CUBE, turned)
    return made


def pressed(luma: float) -> float:
    """Return light between 0 and 1, for light of which 1 is a well lit face (Reinhard's curve with a white point)."""
    white = PEAK_NITS / EXPOSURE_NITS
    return min(luma * (1 + luma / (white * white)) / (1 + luma), 1.0)


def _gamma(light: float) -> float:
    signal: float = min(max(light, 0.0), 1.0) ** (1 / 2.2)
    return signal
