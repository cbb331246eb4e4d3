"""A scan over real tiny media, read by real workers."""

from pathlib import Path

from app.contract.library import NewSource, SourceKind
from app.engine.ground.media import Media
from tests.fakes.films import make_film
from tests.fakes.library import open_house


async def test_real_files_are_read_and_broken_ones_reported(tmp_path: Path) -> None:
    root = tmp_path / "media"
    make_film(root / "films" / "The Lantern (1999).mkv", seconds=1)
    make_film(
        root / "music" / "x.mp3",
        seconds=1,
        video=None,
        audio="libmp3lame",
        tags={"title": "Leaves", "artist": "Mira", "album": "Tall Trees", "track": "3"},
    )
    (root / "films" / "Broken (2001).mkv").write_bytes(b"no film at all" * 100)

    async with Media() as media, open_house(tmp_path / "data", media) as house:
        async with house.scanned():
            source = await house.library.add_source(NewSource(path=str(root), kind=SourceKind.MIXED))
        report = await house.library.list_problems(int(source.id))

        assert [(line.path, line.kind) for line in report.entries] == [("films/Broken (2001).mkv", "unreadable")]
        assert house.rows("select title, year, height_px from item where kind = 'film'") == [("The Lantern", 1999, 180)]
        assert house.rows("select title, number from item where kind = 'track'") == [("Leaves", 3)]
        assert house.titles("artist") == ["Mira"]
