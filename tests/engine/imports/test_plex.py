"""Taking over from a Plex server, in both languages that it speaks."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from app.contract.errors import Denied, Unavailable, Unsupported
from app.contract.imports import Choices, Mapping, MissReason, Mode, ServerKind
from app.contract.jobs import JobState
from app.contract.library import ItemKind, SourceKind
from app.engine.ground.net import Reply
from app.engine.imports.bodies import read_plex
from app.engine.imports.plex_words import Entry, thing_of
from tests.engine.imports.conftest import Room
from tests.fakes.media_servers import FakePlex, answering

SEEN = 1_700_000_000


def a_plex(**changes: Any) -> FakePlex:
    """The library of the tests as a Plex server would have it, in its own folders."""
    plex = FakePlex(
        sections=[
            {"key": "1", "type": "movie", "title": "Films", "Location": [{"id": 1, "path": "/data/films"}]},
            {"key": "2", "type": "show", "title": "Shows", "Location": [{"id": 2, "path": "/data/shows"}]},
            {"key": "3", "type": "artist", "title": "Music", "Location": [{"id": 3, "path": "/data/music"}]},
            {"key": "4", "type": "photo", "title": "Photos", "Location": [{"id": 4, "path": "/data/photos"}]},
        ],
        **changes,
    )
    plex.add(
        "1", "movie", "Die Laterne", "/data/films/The Lantern (2019)/The Lantern (2019).mkv", year=2019, viewCount=2,
        lastViewedAt=SEEN, userRating=8.0, addedAt=1_500_000_000, Collection=[{"tag": "Lights"}],
    )  # fmt: skip
    plex.add(
        "1", "movie", "Salt Road", "/old/salt.mkv", year=2004, viewOffset=61_000, lastViewedAt=SEEN,
        Guid=[{"id": "imdb://tt0000001"}, {"id": "tmdb://4321"}],
    )  # fmt: skip
    show = plex.add("2", "show", "Signal Hill", year=2015, viewCount=1, userRating=9.0)
    above = {"grandparentRatingKey": show["ratingKey"], "grandparentTitle": "Signal Hill", "parentIndex": 1}
    season = "/data/shows/Signal Hill (2015)/Season 01"
    plex.add("2", "episode", "Pilot", f"{season}/Signal Hill S01E01.mkv", index=1, viewCount=1, **above)
    plex.add("2", "episode", "Third", "/elsewhere/e3.mkv", index=3, viewOffset=5_000, lastViewedAt=SEEN, **above)
    plex.add("3", "artist", "Night Ferry")
    album = plex.add("3", "album", "Harbour Songs", parentTitle="Night Ferry")
    plex.add(
        "3", "track", "Low Tide", "/elsewhere/1.mp3", index=1, parentIndex=1, parentRatingKey=album["ratingKey"],
        parentTitle="Harbour Songs", grandparentTitle="Night Ferry", viewCount=1, lastViewedAt=SEEN,
    )  # fmt: skip
    return plex


async def test_a_server_tells_its_libraries_and_folders_here_are_proposed(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        told = await filled.client.imports.get_server(server.id)

    assert (server.name, server.version) == ("Cellar", "1.41.0")
    assert [(one.title, one.kind) for one in told.libraries] == [
        ("Films", SourceKind.MOVIES),
        ("Shows", SourceKind.SHOWS),
        ("Music", SourceKind.MUSIC),
        ("Photos", None),
    ]
    assert [user.name for user in told.users] == ["robin"]
    assert told.proposals[0] == Mapping(remote="/data/films", local=str(filled.media / "films"))


@pytest.mark.parametrize("is_xml", [False, True], ids=["json", "xml"])
async def test_states_ratings_collections_and_dates_are_taken_over(filled: Room, is_xml: bool) -> None:
    async with answering(a_plex(is_xml=is_xml).answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", "2", "3", data=str(filled.media))

    assert (report.state, report.error) == (JobState.DONE, "")
    assert (report.total, report.done, report.by_path, report.by_id, report.by_name) == (5, 5, 2, 1, 2)
    assert (report.missed, report.states, report.ratings, report.dates) == (0, 5, 2, 1)
    assert filled.standing("The Lantern") == (0, 1, 2, SEEN * 1000)
    assert filled.standing("Salt Road") == (61_000, 0, 0, SEEN * 1000)
    assert filled.standing("Low Tide") == (0, 1, 1, SEEN * 1000)
    assert filled.house.rows("select title, value from user_rating join item on item.id = item_id order by title") == [
        ("Signal Hill", 9.0),
        ("The Lantern", 8.0),
    ]
    lantern = filled.id_of("The Lantern")
    assert filled.house.rows("select added_at from item where id = ?", lantern) == [(1_500_000_000_000,)]
    assert await filled.service.list_collections(int(server.id)) == {"Lights": (lantern,)}


async def test_an_episode_of_a_double_one_is_found_by_its_number(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.take(server, "2", data=str(filled.media))

    rows = filled.house.rows(
        "select number, position_ms, is_watched from progress join item on item.id = item_id order by number"
    )
    assert rows == [(1, 0, 1), (2, 5_000, 0)]


async def test_what_cannot_be_matched_is_listed_with_its_reason(filled: Room) -> None:
    plex = a_plex()
    plex.add("1", "movie", "Nowhere", "/data/films/Nowhere.mkv", year=1999)
    plex.add("1", "movie", "Unmapped", "/old/unmapped.mkv", year=1999)
    plex.add("1", "movie", "Pathless", year=1999)
    plex.add("1", "movie", "Salt Road", "/old/which.mkv")
    plex.add("1", "movie", "Climber", "/data/films/../../etc/passwd")
    plex.things["1"].append({"type": "movie", "title": "No key at all"})
    (filled.media / "films" / "Fresh.mkv").write_text("film")
    plex.add("1", "movie", "Fresh", "/data/films/Fresh.mkv")
    async with answering(plex.answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", data=str(filled.media))
        misses = await filled.client.imports.list_misses(server.id)

    assert report.missed == misses.total == 7
    assert {(miss.title, miss.reason) for miss in misses.entries} == {
        ("Nowhere", MissReason.FILE_NOT_HERE),
        ("Unmapped", MissReason.PATH_NOT_MAPPED),
        ("Pathless", MissReason.NO_PATH),
        ("Salt Road", MissReason.AMBIGUOUS),
        ("Climber", MissReason.PATH_NOT_MAPPED),
        ("No key at all", MissReason.NOT_UNDERSTOOD),
        ("Fresh", MissReason.NOT_SCANNED),
    }


async def test_a_preview_counts_and_changes_nothing(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.client.imports.choose(
            server.id,
            Choices(libraries=("1", "2", "3"), mappings=(Mapping(remote="/data", local=str(filled.media)),)),
        )
        report = await filled.make(server.id, Mode.PREVIEW)

    assert (report.by_path, report.by_id, report.by_name, report.missed) == (2, 1, 2, 0)
    assert (report.states, report.ratings, report.collections, report.dates) == (0, 0, 0, 0)
    assert filled.house.rows("select 1 from progress union all select 1 from user_rating") == []


async def test_what_is_watched_here_and_what_is_newer_here_stays(filled: Room) -> None:
    filled_ids = {title: filled.id_of(title) for title in ("The Lantern", "Salt Road")}
    salt = filled.id_of("Salt Road", 2004)
    now = (SEEN + 60) * 1000

    def write(connection: Any) -> None:
        query = "insert into progress (user_id, item_id, position_ms, is_watched, updated_at) values (1, ?, ?, ?, ?)"
        connection.execute(query, (filled_ids["The Lantern"], 1_000, 0, now))
        connection.execute(query, (salt, 99_000, 1, now))
        connection.execute("insert into user_rating values (1, ?, 3.0, '', 0)", (filled_ids["The Lantern"],))

    await filled.house.db.write(write)
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", data=str(filled.media))

    assert (report.states, report.ratings) == (1, 0)
    assert filled.standing("The Lantern") == (1_000, 1, 2, now)
    assert filled.house.rows("select position_ms, is_watched from progress where item_id = ?", salt) == [(99_000, 1)]


async def test_what_was_unmarked_here_after_it_was_taken_over_stays_unmarked(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.take(server, "1", data=str(filled.media))
        lantern = filled.id_of("The Lantern")
        await filled.house.db.write(
            lambda connection: connection.execute(
                "update progress set is_watched = 0, updated_at = updated_at + 1 where item_id = ?", (lantern,)
            )
        )
        report = await filled.make(server.id, Mode.RUN)

    assert report.states == 0
    standing = filled.standing("The Lantern")
    assert standing is not None
    assert standing[1] == 0


async def test_a_second_run_changes_nothing_and_follows_collections(filled: Room) -> None:
    plex = a_plex()
    async with answering(plex.answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.take(server, "1", "2", "3", data=str(filled.media))
        plex.things["1"][0]["Collection"] = [{"tag": "Lamps"}]
        again = await filled.make(server.id, Mode.RUN)

    assert (again.done, again.states, again.ratings, again.dates) == (5, 0, 0, 0)
    assert list(await filled.service.list_collections(int(server.id))) == ["Lamps"]


async def test_mapped_folders_become_sources_and_their_scan_is_waited_for(room: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await room.connect(ServerKind.PLEX, url)
        mappings = tuple(
            Mapping(remote=f"/data/{name}", local=str(room.media / name)) for name in ("films", "shows", "music")
        )
        await room.client.imports.choose(server.id, Choices(libraries=("1", "2"), mappings=mappings))
        report = await room.make(server.id, Mode.RUN)

    sources = await room.house.library.list_sources()
    assert [(Path(one.path).name, one.kind) for one in sources] == [
        ("films", SourceKind.MOVIES),
        ("shows", SourceKind.SHOWS),
    ]
    assert (report.by_path, report.missed) == (2, 0)


async def test_a_run_goes_on_where_it_was_when_the_server_fails_in_between(
    filled: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.engine.imports.plex.PAGE_SIZE", 1)
    monkeypatch.setattr("app.engine.ground.jobs.rules.FIRST_DELAY_S", 0.0)
    plex = a_plex(fails_after=1)
    async with answering(plex.answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.client.imports.choose(
            server.id, Choices(libraries=("1",), mappings=(Mapping(remote="/data", local=str(filled.media)),))
        )
        report = await filled.make(server.id, Mode.RUN)

    assert (report.state, report.done, report.states, report.missed) == (JobState.DONE, 2, 2, 0)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (200, b"<html><body>Welcome</body></html>", Unsupported),
        (200, b"not even html", Unsupported),
        (200, b"[]", Unsupported),
        (200, b'{"MediaContainer": 5}', Unsupported),
        (200, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><MediaContainer title="&b;"/>', Unsupported),
        (200, b'<?xml version="1.0" encoding="none"?><MediaContainer/>', Unsupported),
        (404, b"", Unsupported),
        (500, b"", Unavailable),
        (401, b"", Denied),
    ],
)
async def test_what_is_no_plex_server_is_told(room: Room, status: int, body: bytes, error: type[Exception]) -> None:
    async def answer(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body)

    async with answering(answer) as url:
        with pytest.raises(error):
            await room.connect(ServerKind.PLEX, url)

    assert await room.client.imports.list_imports() == ()


async def test_the_token_lies_among_the_secrets_only(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)

    token = await filled.secrets.get(f"imports.{server.id}.token")
    assert token == "plain-old-token"
    files = [path for path in filled.data.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]
    assert files == []

    await filled.client.imports.delete(server.id)
    assert await filled.secrets.get(f"imports.{server.id}.token") is None


async def test_a_server_without_paging_is_read_once(filled: Room) -> None:
    plex = a_plex(ignores_paging=True)
    async with answering(plex.answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", data=str(filled.media))

    assert (report.done, report.missed) == (2, 0)


def test_deep_xml_and_odd_names_are_read_in_bounds() -> None:
    deep = b"<MediaContainer>" + b"<Video>" * 200 + b"</Video>" * 200 + b"</MediaContainer>"
    odd = b'<MediaContainer Video="x"><Track ratingKey="1"/><Directory ratingKey="2"/></MediaContainer>'

    assert "Metadata" in read_plex(Reply(status=200, url="", headers={}, body=deep))
    found = read_plex(Reply(status=200, url="", headers={}, body=odd))
    assert [one["ratingKey"] for one in found["Metadata"]] == ["1", "2"]


async def test_a_server_that_repeats_its_pages_is_given_up(filled: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.engine.ground.jobs.rules.FIRST_DELAY_S", 0.0)
    plex = a_plex()

    async def answer(request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/all"):
            return await plex.answer(request)
        return web.json_response({"MediaContainer": {"totalSize": 10_000, "Metadata": plex.things["1"]}})

    async with answering(answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", data=str(filled.media))

    assert (report.state, "again and again" in report.error) == (JobState.DEAD, True)


async def test_a_list_that_ends_early_or_hides_its_size_ends_the_walk(filled: Room) -> None:
    plex = a_plex()

    async def answer(request: web.Request) -> web.StreamResponse:
        if not request.path.endswith("/all"):
            return await plex.answer(request)
        is_first = request.headers["X-Plex-Container-Start"] == "0"
        things = plex.things["1"] if is_first else []
        return web.json_response({"MediaContainer": {"totalSize": 10_000 if is_first else "many", "Metadata": things}})

    async with answering(answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "1", data=str(filled.media))

    assert (report.state, report.done, report.missed) == (JobState.DONE, 2, 0)


async def test_a_library_whose_key_is_no_number_is_not_asked_for(filled: Room) -> None:
    plex = a_plex()
    plex.sections[0]["key"] = "../../admin"
    async with answering(plex.answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        report = await filled.take(server, "../../admin", data=str(filled.media))

    assert report.state is JobState.DEAD
    assert not any("admin" in path for path in plex.asked)


def test_an_episode_or_track_alone_tells_what_it_belongs_to() -> None:
    guid = "com.plexapp.agents.thetvdb://77/1/2?lang=en"
    episode = Entry(ratingKey="1", grandparentTitle="Signal Hill", guid=guid, parentIndex=1, index=2)
    track = Entry(ratingKey="2", grandparentTitle="Night Ferry", parentTitle="Harbour Songs", parentYear=1999)

    show = thing_of(episode, ItemKind.EPISODE, {}).wanted.above
    album = thing_of(track, ItemKind.TRACK, {}).wanted.above

    assert show is not None
    assert album is not None
    assert (show.ids, show.titles) == (("tvdb:77",), ("Signal Hill",))
    assert (album.titles, album.year, album.above and album.above.titles) == (
        ("Harbour Songs",),
        1999,
        ("Night Ferry",),
    )
