"""Damaged films: whatever they hold, a worker makes pieces of them or says why not."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.contract.encoding import Burned
from app.worker.checks import Fault
from app.worker.encode import encode
from tests.fakes.burned import make_sup
from tests.fakes.damage import damage_many
from tests.fakes.films import make_film
from tests.fakes.making import SMALL, piece_task, with_sound

B_FRAMES = {"preset": "veryfast", "bf": "3", "g": "20"}
FILMS: list[tuple[str, dict[str, Any]]] = [
    ("film.mkv", {"video_options": B_FRAMES}),
    ("film.mp4", {"video_options": B_FRAMES}),
    ("film.ts", {}),
    ("film.avi", {"video": "mpeg4", "audio": "libmp3lame"}),
]


def holes(data: bytes, chance: random.Random) -> bytes:
    """A few places of it are garbage."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 10, 100))):
        at = chance.randrange(len(changed))
        changed[at : at + 4] = chance.randbytes(4)
    return bytes(changed)


@pytest.mark.parametrize(("name", "how"), FILMS, ids=[name for name, _ in FILMS])
def test_a_damaged_film_is_made_or_refused(tmp_path: Path, name: str, how: dict[str, Any]) -> None:
    good = make_film(tmp_path / name, seconds=4, **how)
    task, chance = piece_task(good, 0), random.Random(7)  # repeatable, not secret
    broken = damage_many(good, tmp_path / "broken", 8)
    for number in range(8):
        broken.append(tmp_path / f"{number}{good.suffix}")
        broken[-1].write_bytes(holes(good.read_bytes(), chance))

    answers = {True: 0, False: 0}
    for path in broken:
        for number in (1, 0):
            asked = replace(with_sound(task) if number else task, path=str(path), session=str(path), number=number)
            try:
                answers[len(encode(asked)[1]) > 0] += 1
            except Fault:
                answers[False] += 1

    assert sum(answers.values()) == 2 * len(broken)
    assert answers[False] >= 8
    assert answers[True] > 0


def test_a_damaged_subtitle_does_no_harm(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=2, audio=None)
    sup, chance = make_sup(tmp_path / "words.sup", [(0, 1), (1, 2)], (900, 900, 60, 62)), random.Random(7)
    good, made = sup.read_bytes(), 0

    for number in range(12):
        path = tmp_path / f"{number}.sup"
        path.write_bytes(holes(good, chance))
        task = piece_task(film, 0, session=str(number), video=replace(SMALL, burned=Burned(path=str(path))))
        try:
            made += len(encode(task)[1]) > 0
        except Fault:
            made += 1

    assert made == 12


def test_times_that_no_film_has_are_left_out(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=2, audio=None)

    with pytest.raises(Fault):
        encode(piece_task(film, 0, zero_us=-(10**17)))
