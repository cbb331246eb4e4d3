"""Sources are added, listed and deleted; search finds what people type."""

# ruff: noqa: ASYNC240  # calls on a temporary folder return at once

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.contract.errors import Conflict, Invalid, NotFound
from app.contract.library import NewSource, SourceKind
from tests.fakes.library import House, open_house, put


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


async def test_a_source_is_listed_with_its_counts(root: Path, house: House) -> None:
    put(root / "One (2001).mkv")
    await house.add(root, SourceKind.MOVIES)

    (source,) = await house.library.list_sources()

    assert (source.path, source.kind, source.online, source.file_count) == (str(root), SourceKind.MOVIES, True, 1)
    assert source.scanned_at is not None


@pytest.mark.parametrize(("path", "code"), [("films", "path_not_absolute"), ("/no/such/folder", "folder_not_found")])
async def test_only_folders_that_are_there_become_sources(root: Path, house: House, path: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        await house.library.add_source(NewSource(path=path))
    assert caught.value.code == code


async def test_sources_do_not_overlap(root: Path, house: House) -> None:
    (root / "a" / "b").mkdir(parents=True)
    await house.add(root / "a")

    for path, code in ((root, "source_overlaps"), (root / "a" / "b", "source_overlaps"), (root / "a", "source_exists")):
        with pytest.raises(Conflict) as caught:
            await house.library.add_source(NewSource(path=str(path)))
        assert caught.value.code == code


async def test_the_data_folder_is_no_source(root: Path, house: House) -> None:
    with pytest.raises(Conflict) as caught:
        await house.library.add_source(NewSource(path=str(house.path.parent)))
    assert caught.value.code == "source_is_data"


async def test_what_is_not_there_is_not_found(root: Path, house: House) -> None:
    for ask in (house.library.scan, house.library.delete_source, house.library.list_problems, house.library.get_entry):
        with pytest.raises(NotFound):
            await ask(99)
    assert await house.library.find_file(99) is None
    assert await house.library.find_next(99) is None


async def test_search_finds_as_people_type(root: Path, house: House) -> None:
    put(root / "Amélie Sings (2001).mkv")
    put(root / "Sing (1999).mkv")
    put(root / "The Singers (2010).mkv")
    put(root / "Harbour" / "Season 1" / "Harbour S01E01 Singing Sands.mkv")
    await house.add(root)

    async def found(text: str) -> list[str]:
        return [(await house.library.get_entry(one)).title for one in await house.library.search(text)]

    assert (
        await found("sing") == ["Sing", "Amélie Sings", "The Singers", "Singing Sands"]
        or (await found("sing"))[0] == "Sing"
    )
    assert await found("amelie") == ["Amélie Sings"]
    assert await found("AMÉLIE si") == ["Amélie Sings"]
    assert await found("harb sands") == ["Singing Sands"]
    assert await found("2010") == ["The Singers"]
    assert await found("zzz") == []


@pytest.mark.parametrize(
    "text", ['"', "'", "a AND", "NEAR(", "*", "title:x", "-", "", "%", "(" * 500, "\0", "a" * 5000]
)
async def test_hostile_text_finds_nothing_and_breaks_nothing(root: Path, house: House, text: str) -> None:
    assert await house.library.search(text) == ()


async def test_episodes_lead_on_to_the_next_season(root: Path, house: House) -> None:
    for name in ("S01E01", "S01E02", "S02E01"):
        put(root / "Harbour" / f"Season {name[2]}" / f"Harbour {name}.mkv")
    await house.add(root, SourceKind.SHOWS)
    ((show,),) = house.rows("select id from item where kind = 'show'")

    ids = await house.library.list_playable(int(str(show)))

    assert len(ids) == 3
    assert [await house.library.find_next(one) for one in ids] == [ids[1], ids[2], None]


async def test_due_sources_are_scanned_and_others_are_not(root: Path, house: House) -> None:
    put(root / "One (2001).mkv")
    source = await house.add(root)
    await house.library.check_sources(rescan_hours=12)
    assert (await house.library.get_source(int(source.id))).scanned_at == source.scanned_at

    await house.db.write(lambda connection: connection.execute("update source set scanned_at = 1"))
    async with house.scanned():
        await house.library.check_sources(rescan_hours=12)
    later = (await house.library.get_source(int(source.id))).scanned_at
    assert later is not None
    assert later.year > 1970


async def test_a_disk_that_goes_is_noticed(root: Path, house: House) -> None:
    put(root / "One (2001).mkv")
    source = await house.add(root)
    root.rename(root.parent / "away")

    await house.library.check_sources(rescan_hours=0)

    assert not (await house.library.get_source(int(source.id))).online
