"""Which subtitles belong to a media file, and which files hold text."""

from pathlib import Path

from app.contract.library import NewSource
from app.engine.ground.media import Media
from app.engine.library import Captions
from tests.fakes.films import make_film
from tests.fakes.library import open_house
from tests.fakes.subtitles import put_into, srt


async def test_subtitles_inside_and_beside_a_film_are_known(tmp_path: Path) -> None:
    root = tmp_path / "media"
    put_into(make_film(root / "The Lantern (1999).mkv", seconds=1), srt((0, 500, "Hello"), language="eng"))
    make_film(root / "Silent (1920).mkv", seconds=1)
    (root / "The Lantern (1999).de.forced.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHallo\n")
    (root / "The Lantern (1999).idx").write_text("# VobSub")
    (root / "The Lantern (1999).sub").write_bytes(b"\0\0\x01\xba")

    async with Media() as media, open_house(tmp_path / "data", media) as house:
        async with house.scanned():
            await house.library.add_source(NewSource(path=str(root)))
        captions = Captions(house.db)
        ((asset_id, state),) = await captions.list_with_text(None, 0, 10)
        found = await captions.find_captioned(asset_id)
        [item_id] = [int(str(row[0])) for row in house.rows("select id from item where title = 'The Lantern'")]

        assert found is not None
        assert [(stream.codec, stream.language) for stream in found.streams] == [("subrip", "eng")]
        assert [(side.path.rpartition(".")[2], side.language) for side in found.sides] == [("srt", "de"), ("idx", "")]
        assert found.frame_rate == 10.0
        assert await captions.list_with_text([item_id], 0, 10) == [(asset_id, state)]
        assert await captions.list_with_text([item_id + 1], 0, 10) == []
        assert await captions.list_gone([asset_id, asset_id + 1]) == [asset_id + 1]
        assert await captions.list_with_text(None, asset_id, 10) == []
        assert await captions.find_captioned(999) is None
        path = await captions.find_file(asset_id)
        assert path is not None
        assert state == f"{path.stat().st_size:x}-{path.stat().st_mtime_ns:x}"
        side = await captions.find_side_file(found.sides[0].id)
        assert side is not None
        assert side.suffix == ".srt"
