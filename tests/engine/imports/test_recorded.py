"""Takes over from servers that answer with bodies which real servers gave; skipped where those are not at hand."""

# calls on a temporary folder return at once

import json
from pathlib import Path
from typing import Any

import pytest

from app.contract.imports import Choices, Mapping, Mode, ServerKind
from app.contract.jobs import JobState
from tests.engine.imports.conftest import Room
from tests.fakes.library import put
from tests.fakes.media_servers import FakeJellyfin, FakePlex, answering


def bodies(name: str) -> Path:
    """Return a folder of recorded bodies, or skip."""
    folder = next((top / "shared/fixtures/providers" / name for top in _tops() if _has(top, name)), None)
    if folder is None:
        pytest.skip(f"the recorded bodies ../shared/fixtures/providers/{name} are not here")
    return folder


def _tops() -> list[Path]:
    root = Path(__file__).resolve().parents[3]
    return [root.parent, root.parent.parent]


def _has(top: Path, name: str) -> bool:
    return (top / "shared/fixtures/providers" / name).is_dir()


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def files(things: list[dict[str, Any]]) -> list[str]:
    return [part["file"] for thing in things for one in thing.get("Media", []) for part in one["Part"]]


def a_recorded_plex() -> FakePlex:
    """Sections as their recorded answers name them, whose lists are the recorded ones."""
    folder = bodies("plex")
    plex = FakePlex()
    for section, kind, path, names in (
        ("1", "movie", "/data/Movies", ("movie_library",)),
        ("2", "show", "/data/TV-Shows", ("tv_library", "tv_episodes")),
        ("5", "artist", "/data/Music", ("music_library", "music_albums", "music_tracks")),
    ):
        lists = [read(folder / f"server_media_{name}.json")["MediaContainer"] for name in names]
        plex.things[section] = [thing for one in lists for thing in one["Metadata"]]
        title = lists[0]["librarySectionTitle"]
        plex.sections.append({"key": section, "type": kind, "title": title, "Location": [{"id": 1, "path": path}]})
    return plex


@pytest.mark.parametrize("is_xml", [False, True], ids=["json", "xml"])
async def test_every_recorded_thing_of_plex_is_found_by_its_file(room: Room, tmp_path: Path, is_xml: bool) -> None:
    plex = a_recorded_plex()
    plex.is_xml = is_xml
    plex.things["1"][0] |= {"viewCount": 1, "lastViewedAt": 1_700_000_000, "userRating": 9}
    names = [path for things in plex.things.values() for path in files(things)]
    mine = tmp_path / "mine"
    for path in names:
        put(mine / path.removeprefix("/data/"))
    await room.house.add(mine)
    async with answering(plex.answer) as url:
        server = await room.connect(ServerKind.PLEX, url)
        report = await room.take(server, "1", "2", "5", data=str(mine))
        misses = await room.client.imports.list_misses(server.id)

    assert names
    assert (report.state, report.by_path, report.done) == (JobState.DONE, len(names), len(names))
    assert [miss.title for miss in misses.entries if miss.path] == []
    assert (report.states, report.ratings) == (1, 1)
    told = {tag["tag"] for things in plex.things.values() for thing in things for tag in thing.get("Collection", [])}
    assert set(await room.service.list_collections(int(server.id))) == told


async def test_single_recorded_answers_of_newer_plex_servers_are_understood(room: Room) -> None:
    folder = bodies("plex")
    plex = FakePlex(sections=[{"key": 1, "type": "movie", "title": "Films", "Location": []}])
    names = ("server_media_metadata_108", "transcode_metadata_13194", "transcode_metadata_159637")
    plex.things["1"] = [read(folder / f"{name}.json")["MediaContainer"]["Metadata"][0] for name in names]
    async with answering(plex.answer) as url:
        server = await room.connect(ServerKind.PLEX, url)
        await room.client.imports.choose(server.id, Choices(libraries=("1",)))
        report = await room.make(server.id, Mode.PREVIEW)
        misses = await room.client.imports.list_misses(server.id)

    assert report.missed == len(names)
    assert {miss.reason for miss in misses.entries} == {"path_not_mapped"}
    assert [miss.title for miss in misses.entries] == [thing["title"] for thing in plex.things["1"]]


async def test_recorded_music_of_jellyfin_is_found_by_its_file(room: Room, tmp_path: Path) -> None:
    folder = bodies("jellyfin")
    jellyfin = FakeJellyfin(
        folders=[{"Name": "Music", "ItemId": "m", "CollectionType": "music", "Locations": ["/media/music"]}]
    )
    for path in sorted(folder.glob("[a-z]*.json")):
        jellyfin.items.append({**read(path), "Library": "m"})
    tracks = [item for item in jellyfin.items if item["Type"] == "Audio"]
    mine = tmp_path / "mine"
    paths = [source["Path"] for item in tracks for source in item["MediaSources"]]
    for name in paths:
        put(mine / name.removeprefix("/media/music/"))
    await room.house.add(mine)
    tracks[0]["UserData"] |= {"Played": True, "LastPlayedDate": tracks[0].get("DateCreated")}
    async with answering(jellyfin.answer) as url:
        server = await room.connect(ServerKind.JELLYFIN, url)
        mappings = (Mapping(remote="/media/music", local=str(mine)),)
        await room.client.imports.choose(server.id, Choices(libraries=("m",), remote_user_id="u1", mappings=mappings))
        report = await room.make(server.id, Mode.RUN)

    assert tracks
    assert (report.state, report.by_path, report.missed, report.states) == (JobState.DONE, len(tracks), 0, 1)
