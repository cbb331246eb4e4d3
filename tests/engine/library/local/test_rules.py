"""Which entry of an NFO is an item's, and when it contradicts the name."""

import pytest

from app.contract.library import ItemKind
from app.engine.library.local.record import Nfo, Record
from app.engine.library.local.rules import rank, record_for, target_of

TWO = Nfo(records=tuple(Record(kind=ItemKind.EPISODE, title=f"Part {number}", episode=number) for number in (4, 3)))


def test_a_file_for_one_episode_takes_the_entry_of_its_number() -> None:
    record, reason = record_for(TWO, ItemKind.EPISODE, 3, None)

    assert record is not None
    assert (record.title, reason) == ("Part 3", "")


def test_a_file_for_several_episodes_takes_all_in_their_order() -> None:
    record, reason = record_for(TWO, ItemKind.EPISODE, 3, 4)

    assert record is not None
    assert (record.title, reason) == ("Part 3 / Part 4", "")


def test_another_number_than_the_name_has_is_told() -> None:
    one = Nfo(records=TWO.records[:1])

    record, reason = record_for(one, ItemKind.EPISODE, 7, None)

    assert record == one.records[0]
    assert reason == "It says episode 4, the name of the file says 7."


def test_another_kind_is_no_record_and_nothing_no_reason() -> None:
    assert record_for(TWO, ItemKind.FILM, None, None)[0] is None
    assert record_for(Nfo(), ItemKind.FILM, None, None) == (None, "")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/TVShow.nfo", ItemKind.SHOW),
        ("movie.nfo", ItemKind.FILM),
        ("a/b/album.nfo", ItemKind.ALBUM),
        ("a/x.nfo", None),
    ],
)
def test_a_name_tells_what_an_nfo_speaks_of(path: str, kind: ItemKind | None) -> None:
    assert target_of(path).kind == kind


def test_the_nfo_of_a_file_comes_before_that_of_its_folder() -> None:
    assert sorted(["a/movie.nfo", "a/z.nfo"], key=rank) == ["a/z.nfo", "a/movie.nfo"]
