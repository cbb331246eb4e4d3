"""Taking over from a Jellyfin or Emby server."""

from typing import Any

import pytest
from aiohttp import web

from app.contract.errors import Denied, Unsupported
from app.contract.imports import Choices, Import, ImportReport, Mapping, MissReason, Mode, ServerKind
from app.contract.jobs import JobState
from app.contract.library import SourceKind
from tests.engine.imports.conftest import Room
from tests.fakes.media_servers import FakeJellyfin, answering

SEEN = "2023-11-14T22:13:20.1234567Z"
SEEN_MS = 1_700_000_000_123
KINDS = (ServerKind.JELLYFIN, ServerKind.EMBY)


def a_jellyfin(**changes: Any) -> FakeJellyfin:
    """The library of the tests as the server would have it, on a Windows share."""
    server = FakeJellyfin(
        folders=[
            {"Name": "Films", "ItemId": "films", "CollectionType": "movies", "Locations": ["D:\\Data\\Films"]},
            {"Name": "Shows", "ItemId": "shows", "CollectionType": "tvshows", "Locations": ["D:\\Data\\Shows"]},
            {"Name": "Music", "ItemId": "music", "CollectionType": "music", "Locations": ["D:\\Data\\Music"]},
            {"Name": "Books", "ItemId": "books", "CollectionType": "books", "Locations": ["D:\\Data\\Books"]},
            {"Name": "Sets", "ItemId": "sets", "CollectionType": "boxsets", "Locations": []},
        ],
        **changes,
    )
    lantern = server.add(
        "films", "Movie", "The Lantern", ProductionYear=2019, DateCreated="2017-07-14T02:40:00.0000000Z",
        Path="d:\\data\\films\\The Lantern (2019)\\The Lantern (2019).mkv", OriginalTitle=None,
        UserData={"Played": True, "PlayCount": 3, "LastPlayedDate": SEEN, "PlaybackPositionTicks": 0, "Rating": 7.5},
    )  # fmt: skip
    server.add(
        "films", "Movie", "Die Salzstraße", ProductionYear=2004, ProviderIds={"Tmdb": "4321", "Imdb": None},
        Path="E:\\salt.mkv", UserData={"Played": False, "PlaybackPositionTicks": 610_000_000, "LastPlayedDate": SEEN},
    )  # fmt: skip
    show = server.add(
        "shows", "Series", "Der Signalberg", Path="D:\\Data\\Shows\\Signal Hill (2015)",
        UserData={"Played": True, "Rating": 9},
    )  # fmt: skip
    server.add(
        "shows", "Episode", "Pilot", SeriesId=show["Id"], SeriesName="Der Signalberg", ParentIndexNumber=1,
        IndexNumber=1, UserData={"Played": True, "PlayCount": 1},
    )  # fmt: skip
    server.add("music", "MusicArtist", "Night Ferry")
    album = server.add("music", "MusicAlbum", "Harbour Songs", AlbumArtist="Night Ferry")
    server.add(
        "music", "Audio", "Low Tide", AlbumId=album["Id"], Album="Harbour Songs", Artists=["Night Ferry"],
        IndexNumber=0, ParentIndexNumber=0, UserData={"Played": True, "LastPlayedDate": SEEN},
    )  # fmt: skip
    box = server.add("sets", "BoxSet", "Lights")
    server.members[box["Id"]] = [lantern["Id"], "gone"]
    return server


async def run(room: Room, server: Import) -> ImportReport:
    mappings = tuple(
        Mapping(remote=f"D:\\Data\\{name}", local=str(room.media / name.lower()))
        for name in ("Films", "Shows", "Music")
    )
    choices = Choices(libraries=("films", "shows", "music"), remote_user_id="u1", mappings=mappings)
    await room.client.imports.choose(server.id, choices)
    return await room.make(server.id, Mode.RUN)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_server_tells_what_it_has(filled: Room, kind: ServerKind) -> None:
    async with answering(a_jellyfin(is_emby=kind is ServerKind.EMBY).answer) as url:
        server = await filled.connect(kind, url)
        told = await filled.client.imports.get_server(server.id)

    assert (told.name, told.version, [user.name for user in told.users]) == ("Attic", "10.11.8", ["Robin"])
    assert [(one.id, one.kind) for one in told.libraries] == [
        ("films", SourceKind.MOVIES),
        ("shows", SourceKind.SHOWS),
        ("music", SourceKind.MUSIC),
        ("books", None),
        ("sets", None),
    ]
    assert told.proposals[0] == Mapping(remote="D:\\Data\\Films", local=str(filled.media / "films"))


@pytest.mark.parametrize("kind", KINDS)
async def test_states_ratings_collections_and_dates_are_taken_over(filled: Room, kind: ServerKind) -> None:
    async with answering(a_jellyfin(is_emby=kind is ServerKind.EMBY).answer) as url:
        server = await filled.connect(kind, url)
        report = await run(filled, server)

    assert (report.state, report.error) == (JobState.DONE, "")
    assert (report.by_path, report.by_id, report.by_name, report.missed) == (1, 1, 2, 0)
    assert (report.states, report.ratings, report.collections, report.dates) == (4, 2, 1, 1)
    assert filled.standing("The Lantern") == (0, 1, 3, SEEN_MS)
    assert filled.standing("Salt Road") == (61_000, 0, 0, SEEN_MS)
    assert filled.standing("Low Tide") == (0, 1, 1, SEEN_MS)
    assert filled.house.rows("select title from progress join item on item.id = item_id where kind = 'episode'")
    lantern = filled.id_of("The Lantern")
    assert await filled.service.list_collections(int(server.id)) == {"Lights": (lantern,)}
    assert filled.house.rows("select added_at from item where id = ?", lantern) == [(1_500_000_000_000,)]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_token_that_is_no_administrators_sees_its_own_user_only(filled: Room, kind: ServerKind) -> None:
    jellyfin = a_jellyfin(is_emby=kind is ServerKind.EMBY, is_administrator=False)
    async with answering(jellyfin.answer) as url:
        server = await filled.connect(kind, url)
        told = await filled.client.imports.get_server(server.id)
        report = await run(filled, server)

    assert [user.id for user in told.users] == ["u1"]
    assert told.libraries[0].folders == ()
    assert told.proposals == ()
    assert (report.by_path, report.missed) == (1, 0)


async def test_a_server_without_any_user_that_hides_its_libraries_refuses(room: Room) -> None:
    jellyfin = a_jellyfin(users=[])

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(status=403) if request.path == "/Library/VirtualFolders" else await jellyfin.answer(request)

    async with answering(answer) as url:
        with pytest.raises(Denied):
            await room.connect(ServerKind.JELLYFIN, url)


async def test_what_makes_no_sense_is_listed_and_the_rest_goes_on(filled: Room) -> None:
    jellyfin = a_jellyfin()
    jellyfin.add("films", "Movie", "Broken", UserData="yes")
    jellyfin.add("films", "Movie", "Huge", ProductionYear=10**30, UserData={"PlaybackPositionTicks": 10**30})
    async with answering(jellyfin.answer) as url:
        server = await filled.connect(ServerKind.JELLYFIN, url)
        report = await run(filled, server)
        misses = await filled.client.imports.list_misses(server.id)

    assert report.state is JobState.DONE
    assert [(miss.title, miss.reason) for miss in misses.entries] == [
        ("Broken", MissReason.NOT_UNDERSTOOD),
        ("Huge", MissReason.NO_PATH),
    ]


async def test_a_run_goes_on_where_it_was_and_asks_for_series_again(
    filled: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.engine.imports.jellyfin.PAGE_SIZE", 2)
    monkeypatch.setattr("app.engine.ground.jobs.rules.FIRST_DELAY_S", 0.0)
    jellyfin = a_jellyfin(fails_after=2)
    async with answering(jellyfin.answer) as url:
        server = await filled.connect(ServerKind.JELLYFIN, url)
        report = await run(filled, server)

    assert (report.state, report.done, report.states, report.missed) == (JobState.DONE, 4, 4, 0)
    walks = [path for path in jellyfin.asked if "Limit=2" in path]
    assert sum("IncludeItemTypes=Series" in path for path in walks) == 2
    assert sum("Movie" in path and "StartIndex=0" in path for path in walks) == 1


async def test_a_server_that_repeats_its_pages_is_given_up(filled: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.engine.imports.jellyfin.PAGE_SIZE", 2)
    monkeypatch.setattr("app.engine.ground.jobs.rules.FIRST_DELAY_S", 0.0)
    jellyfin = a_jellyfin()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path != "/Items":
            return await jellyfin.answer(request)
        items = [{"Id": "1", "Name": "Again"}, {"Id": "2", "Name": "And again"}]
        return web.json_response({"Items": items, "TotalRecordCount": 1_000_000})

    async with answering(answer) as url:
        server = await filled.connect(ServerKind.JELLYFIN, url)
        report = await run(filled, server)

    assert report.state is JobState.DEAD
    assert "again and again" in report.error


@pytest.mark.parametrize(("path", "body"), [("/System/Info", b"[]"), ("/Users", b"{}"), ("/Users", b"[5]")])
async def test_what_is_no_jellyfin_server_is_told(room: Room, path: str, body: bytes) -> None:
    jellyfin = a_jellyfin()

    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=body) if request.path == path else await jellyfin.answer(request)

    async with answering(answer) as url:
        with pytest.raises(Unsupported):
            await room.connect(ServerKind.JELLYFIN, url)


async def test_a_token_of_another_server_is_refused(room: Room) -> None:
    async with answering(a_jellyfin().answer) as url:
        with pytest.raises(Denied):
            await room.connect(ServerKind.EMBY, url)
