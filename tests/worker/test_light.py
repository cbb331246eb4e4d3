"""From the light of HDR to that of ordinary screens."""

from itertools import pairwise
from pathlib import Path
from struct import pack
from types import SimpleNamespace

import pytest

from app.worker import light
from app.worker.colours import TRANSFER_HLG, TRANSFER_PQ


@pytest.mark.parametrize(("signal", "nits"), [(0.0, 0.0), (0.508078, 100.0), (0.751827, 1000.0), (1.0, 10_000.0)])
def test_pq_is_that_of_the_standard(signal: float, nits: float) -> None:
    assert light.pq_to_nits(signal) == pytest.approx(nits, rel=1e-4)
    assert light.nits_to_pq(nits) == pytest.approx(signal, abs=1e-5)


@pytest.mark.parametrize(("signal", "scene"), [(0.0, 0.0), (0.5, 1 / 12), (1.0, 1.0)])
def test_hlg_is_that_of_the_standard(signal: float, scene: float) -> None:
    assert light.hlg_to_scene(signal) == pytest.approx(scene, abs=1e-6)


@pytest.mark.parametrize("peak", light.PEAKS_NITS)
def test_the_curve_keeps_the_dark_and_bends_the_bright(peak: int) -> None:
    bent = [light.bend(nits, peak) for nits in range(0, peak + 1, 5)]

    assert all(one <= two for one, two in pairwise(bent))
    assert light.bend(1, peak) == pytest.approx(1, rel=0.01)
    assert bent[-1] == pytest.approx(light.WHITE_NITS, rel=0.01)


@pytest.mark.parametrize("transfer", [TRANSFER_PQ, TRANSFER_HLG])
def test_grey_stays_grey_from_black_to_white(transfer: int) -> None:
    rows = [[float(part) for part in row.split()] for row in light.table(transfer, 1000).splitlines()[1:]]

    greys = [rows[step * (1 + light.SIZE + light.SIZE**2)] for step in range(light.SIZE)]
    assert len(rows) == light.SIZE**3
    assert all(max(grey) - min(grey) < 0.002 for grey in greys)
    assert greys[0] == [0, 0, 0]
    assert greys[-1] == pytest.approx([1, 1, 1], abs=0.001)
    assert all(one[0] <= two[0] for one, two in pairwise(greys))


class _Side:
    def __init__(self, kind: str, data: bytes) -> None:
        self.type = SimpleNamespace(name=kind)
        self.buffer_size = len(data)
        self._data = data

    def __bytes__(self) -> bytes:
        return self._data


LIGHT, SCREEN = "CONTENT_LIGHT_LEVEL", "MASTERING_DISPLAY_METADATA"


@pytest.mark.parametrize(
    ("told", "peak"),
    [
        ([], 1000),
        ([(LIGHT, pack("<II", 380, 90))], 400),
        ([(LIGHT, pack("<II", 1200, 90))], 2000),
        ([(LIGHT, pack("<II", 65_535, 90))], 10_000),
        ([(SCREEN, bytes(72) + pack("<ii", 40_000_000, 10_000) + bytes(8))], 4000),
        ([(SCREEN, bytes(88))], 1000),
        ([(LIGHT, b"")], 1000),
    ],
)
def test_the_peak_is_what_the_film_says(told: list[tuple[str, bytes]], peak: int) -> None:
    assert light.peak_of(SimpleNamespace(side_data=[_Side(*one) for one in told])) == peak


def test_a_table_is_lent_as_a_file_and_goes_again() -> None:
    with light.table_file(TRANSFER_PQ, 400) as name:
        assert Path(name).read_bytes().startswith(b"LUT_3D_SIZE 33\n")

    assert not Path(name).exists()
