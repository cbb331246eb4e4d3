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


async def test_tags_gain_and_nfo_files_of_real_music_are_in_the_catalogue(tmp_path: Path) -> None:
    root = tmp_path / "media"
    uuid = "0383dadf-2a4e-4d10-a46a-e9e041da8eb3"
    tags = {"title": "Leaves", "artist": "Mira", "album_artist": "Various Artists", "album": "Tall Trees"}
    more = {"track": "3/9", "disc": "2/2", "genre": "Folk", "replaygain_track_gain": "-6.5 dB", "lyrics": "Green"}
    make_film(
        root / "Trees" / "a.flac",
        seconds=1,
        video=None,
        audio="flac",
        tags={**tags, **more, "musicbrainz_albumid": uuid},
    )
    (root / "Trees" / "album.nfo").write_text("<album><title>Tall Trees</title><review>Many & green.</review></album>")

    async with Media() as media, open_house(tmp_path / "data", media) as house:
        async with house.scanned():
            await house.library.add_source(NewSource(path=str(root), kind=SourceKind.MUSIC))

        (track,) = house.rows("select id, number, disc_number from item where kind = 'track'")
        assert (track[1:], house.titles("artist")) == ((3, 2), ["Various Artists"])
        assert house.rows("select title, overview, genres from item where kind = 'album'") == [
            ("Tall Trees", "Many & green.", '["Folk"]')
        ]
        assert house.rows("select provider, value, source from provider_ref") == [("musicbrainz_release", uuid, "tag")]
        (asset,) = await house.library.list_assets(int(str(track[0])))
        assert asset.probe.gain is not None
        assert asset.probe.gain.track_db == -6.5
        assert (await house.library.get_lyrics(int(str(track[0])))).lines[0].text == "Green"
