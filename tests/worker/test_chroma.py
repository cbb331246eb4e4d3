"""What sounds are known by, and what two of them have in common."""

from pathlib import Path

import pytest

from app.contract.analysis import Chroma, ChromaTask, Refrain, RefrainTask
from app.contract.units import DurationMs
from app.worker.checks import Fault
from app.worker.chroma import chroma, refrain
from tests.fakes.films import make_film
from tests.fakes.melodies import write_melodies

INTRO, CREDITS, SILENCE = (1, 18.0), (2, 16.0), (0, 20.0)


def known(path: Path, head_s: int = 40, tail_s: int = 24) -> Chroma:
    task = ChromaTask(path=str(path), head_ms=DurationMs(head_s * 1000), tail_ms=DurationMs(tail_s * 1000))
    found = chroma(task)
    assert found is not None
    return found


def common(first: str, second: str, *, longest_s: int = 120) -> Refrain | None:
    limits = {"shortest_ms": DurationMs(15_000), "longest_ms": DurationMs(longest_s * 1000)}
    return refrain(RefrainTask(path="two", first=first, second=second, **limits))


@pytest.fixture(scope="module")
def episodes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Chroma, Chroma]:
    """Two episodes of a minute: the intro comes after 6 s and after 11.3 s, the credits are the last 16 s."""
    root = tmp_path_factory.mktemp("episodes")
    first = write_melodies(root / "1.wav", [(11, 6.0), INTRO, (12, 20.0), CREDITS], loudness=0.1)
    second = write_melodies(root / "2.wav", [(21, 11.3), INTRO, (22, 20.0), CREDITS], loudness=0.3)
    return known(first), known(second)


def test_the_intro_of_two_episodes_is_found_where_it_is(episodes: tuple[Chroma, Chroma]) -> None:
    found = common(episodes[0].head, episodes[1].head)

    assert found is not None
    assert found.first_ms == pytest.approx(6_000, abs=700)
    assert found.second_ms == pytest.approx(11_300, abs=700)
    assert found.length_ms == pytest.approx(18_000, abs=1_200)
    assert found.likeness > 0.6


def test_the_credits_of_two_episodes_are_found_where_they_are(episodes: tuple[Chroma, Chroma]) -> None:
    first, second = episodes

    found = common(first.tail, second.tail)

    assert found is not None
    assert found.first_ms + first.tail_start_ms == pytest.approx(44_000, abs=1_000)
    assert found.second_ms + second.tail_start_ms == pytest.approx(49_300, abs=1_000)


def test_what_is_too_long_is_no_intro(episodes: tuple[Chroma, Chroma]) -> None:
    assert common(episodes[0].head, episodes[1].head, longest_s=16) is None


def test_different_sounds_have_nothing_in_common(tmp_path: Path) -> None:
    first, second = (known(write_melodies(tmp_path / f"{seed}.wav", [(seed, 40.0)])) for seed in (31, 32))

    assert common(first.head, second.head) is None


def test_silence_is_nothing_to_have_in_common(tmp_path: Path) -> None:
    first, second = (known(write_melodies(tmp_path / f"{seed}.wav", [(seed, 5.0), SILENCE])) for seed in (41, 42))

    assert common(first.head, second.head) is None


@pytest.mark.parametrize(("first", "second"), [("", ""), ("0000000f" * 10, "0000000f" * 10), ("", "0000000f" * 300)])
def test_what_is_too_short_has_nothing_in_common(first: str, second: str) -> None:
    assert common(first, second) is None


def test_a_film_without_sound_is_known_by_nothing(tmp_path: Path) -> None:
    film = make_film(tmp_path / "mute.mkv", audio=None)

    assert chroma(ChromaTask(path=str(film), head_ms=DurationMs(1000), tail_ms=DurationMs(1000))) is None


def test_what_is_no_media_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.mka").write_text("nothing")

    with pytest.raises(Fault):
        chroma(ChromaTask(path=str(tmp_path / "notes.mka"), head_ms=DurationMs(1000), tail_ms=DurationMs(1000)))
