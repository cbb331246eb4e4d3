"""What the room refuses, keeps and forgets; over HTTP."""

# calls on a temporary folder return at once

import asyncio
from pathlib import Path

import pytest
from aiohttp import web

from app.contract.errors import Conflict, Denied, Invalid, MarqueeError, NotFound, Unavailable
from app.contract.imports import Choices, Import, Mapping, Mode, NewImport, ServerKind
from app.contract.jobs import JobState
from app.engine.ground.net import Net
from app.engine.imports.folders import list_folders
from tests.engine.imports.conftest import Room
from tests.engine.imports.test_plex import a_plex
from tests.fakes.library import put
from tests.fakes.media_servers import TOKEN, answering


async def connect(room: Room) -> tuple[str, Import]:
    async with answering(a_plex().answer) as url:
        return url, await room.connect(ServerKind.PLEX, url)


@pytest.mark.parametrize(
    ("url", "token", "code"),
    [("http://", TOKEN, "url_invalid"), ("http://127.0.0.1:9", "a b", "token_invalid")],
)
async def test_an_address_or_token_without_sense_is_refused(room: Room, url: str, token: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        await room.client.imports.create(NewImport(kind=ServerKind.PLEX, url=url, token=token))
    assert caught.value.code == code


async def test_a_server_that_is_away_is_told_and_not_kept(room: Room) -> None:
    url, _ = await connect(room)
    await room.client.imports.delete("1")

    with pytest.raises(Unavailable):
        await room.connect(ServerKind.PLEX, url)
    assert await room.client.imports.list_imports() == ()


@pytest.mark.parametrize("user_id", ["99", "nobody"])
async def test_states_for_nobody_are_refused(room: Room, user_id: str) -> None:
    async with answering(a_plex().answer) as url:
        new = NewImport(kind=ServerKind.PLEX, url=url, token=TOKEN, user_id=user_id)
        with pytest.raises(Invalid) as caught:
            await room.client.imports.create(new)
    assert caught.value.code == "user_unknown"


async def test_a_redirect_takes_the_token_nowhere_else(room: Room) -> None:
    seen: list[str | None] = []

    async def other(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers.get("X-Plex-Token"))
        return web.json_response({})

    async with answering(other) as elsewhere:

        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=302, headers={"Location": elsewhere})

        async with answering(answer) as url:
            with pytest.raises(Denied) as caught:  # another port of this machine is not the server that was named
                await room.connect(ServerKind.PLEX, url)
            hosts = (elsewhere.removeprefix("http://"), url.removeprefix("http://"))
            async with Net(allowed=hosts) as net:
                await net.fetch(url, headers={"X-Plex-Token": TOKEN, "X-Emby-Token": TOKEN})

    assert caught.value.code == "address_forbidden"
    assert seen == [None]


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        (Choices(libraries=("9",)), "library_unknown"),
        (Choices(libraries=("4",)), "library_unknown"),
        (Choices(remote_user_id="x"), "user_unknown"),
        (Choices(mappings=(Mapping(remote="/data", local="relative"),)), "folder_not_found"),
        (Choices(mappings=(Mapping(remote="/data", local="/no/such/folder"),)), "folder_not_found"),
        (Choices(mappings=(Mapping(remote="/data"),) * 1_001), "too_many_mappings"),
    ],
)
async def test_choices_that_the_server_or_this_machine_does_not_have_are_refused(
    room: Room, choices: Choices, code: str
) -> None:
    _, server = await connect(room)

    with pytest.raises(Invalid) as caught:
        await room.client.imports.choose(server.id, choices)
    assert caught.value.code == code


async def test_a_mapping_is_kept_to_the_real_folder(room: Room, tmp_path: Path) -> None:
    _, server = await connect(room)
    (tmp_path / "link").symlink_to(room.media)

    chosen = await room.client.imports.choose(
        server.id,
        Choices(mappings=(Mapping(remote="/data", local=str(tmp_path / "link")), Mapping(remote="/left"))),
    )

    assert [one.local for one in chosen.choices.mappings] == [str(room.media), ""]


async def test_nothing_starts_without_a_library(room: Room) -> None:
    _, server = await connect(room)

    for start in (room.client.imports.preview, room.client.imports.run):
        with pytest.raises(Invalid):
            await start(server.id)


async def test_one_at_a_time_and_forgetting_ends_it(filled: Room) -> None:
    gate, reached, plex = asyncio.Event(), asyncio.Event(), a_plex()

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/all"):
            reached.set()
            await gate.wait()
        return await plex.answer(request)

    async with answering(answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.client.imports.choose(server.id, Choices(libraries=("1",)))
        begun = await filled.client.imports.preview(server.id)
        await reached.wait()
        with pytest.raises(Conflict):
            await filled.client.imports.run(server.id)
        await filled.client.imports.delete(server.id)
        gate.set()

    assert begun.report is not None
    assert begun.report.mode is Mode.PREVIEW
    assert (await filled.house.jobs.get_job(begun.report.job_id)).state is JobState.CANCELLED
    assert filled.house.rows("select 1 from import_report") == []


@pytest.mark.parametrize("import_id", ["99", "x", "9" * 30])
async def test_what_is_not_there_is_not_found(room: Room, import_id: str) -> None:
    for ask in (
        room.client.imports.get,
        room.client.imports.delete,
        room.client.imports.get_server,
        room.client.imports.run,
        room.client.imports.list_misses,
    ):
        with pytest.raises(NotFound):
            await ask(import_id)


async def test_a_server_whose_token_is_gone_is_to_be_connected_again(filled: Room) -> None:
    _, server = await connect(filled)
    await filled.client.imports.choose(server.id, Choices(libraries=("1",)))
    await filled.secrets.delete(f"imports.{server.id}.token")

    with pytest.raises(MarqueeError) as caught:
        await filled.client.imports.get_server(server.id)
    report = await filled.make(server.id, Mode.RUN)

    assert caught.value.code == "import_token_gone"
    assert (report.state, "token" in report.error) == (JobState.DEAD, True)


async def test_a_job_of_a_report_that_was_begun_anew_does_nothing(filled: Room) -> None:
    _, server = await connect(filled)
    job_id = await filled.house.jobs.add("imports.run", {"import_id": int(server.id), "run": 7})
    await filled.house.settled()

    assert (await filled.house.jobs.get_job(job_id)).state is JobState.DEAD


async def test_a_report_whose_job_is_unknown_counts_as_ended(filled: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        await filled.client.imports.choose(server.id, Choices(libraries=("1",)))
        await filled.make(server.id, Mode.PREVIEW)
    await filled.house.db.write(
        lambda connection: connection.execute("update import_report set finished_at = null, job_id = 999").rowcount
    )

    report = (await filled.client.imports.get(server.id)).report
    assert report is not None
    assert report.state is JobState.CANCELLED


async def test_a_folder_around_a_source_is_left_as_it_is(filled: Room) -> None:
    await filled.house.library.delete_source(1)
    await filled.house.add(filled.media / "films")
    async with answering(a_plex().answer) as url:
        server = await filled.connect(ServerKind.PLEX, url)
        mappings = (Mapping(remote="/data/films", local=str(filled.media)),)
        await filled.client.imports.choose(server.id, Choices(libraries=("1",), mappings=mappings))
        report = await filled.make(server.id, Mode.RUN)

    assert report.state is JobState.DONE
    assert len(await filled.house.library.list_sources()) == 1


async def test_no_source_is_added_when_none_is_wanted(room: Room) -> None:
    async with answering(a_plex().answer) as url:
        server = await room.connect(ServerKind.PLEX, url)
        mappings = (Mapping(remote="/data/films", local=str(room.media / "films")),)
        await room.client.imports.choose(server.id, Choices(libraries=("1",), mappings=mappings, adds_sources=False))
        report = await room.make(server.id, Mode.RUN)

    assert await room.house.library.list_sources() == ()
    assert report.missed == 2


def test_folders_near_sources_and_the_very_path_are_listed(tmp_path: Path) -> None:
    put(tmp_path / "disk" / "films" / "Old" / "a.mkv")
    put(tmp_path / "disk" / "shows" / ".hidden" / "a.mkv")
    (tmp_path / "disk" / "loop").symlink_to(tmp_path)

    found = list_folders([str(tmp_path / "disk" / "films")], [str(tmp_path), "/no/such", "D:\\Films"])

    ours = {path for path in found if path.startswith(str(tmp_path))}
    disk = tmp_path / "disk"
    assert ours >= {str(tmp_path), str(disk / "films"), str(disk / "films" / "Old"), str(disk / "shows")}
    assert not ours & {str(disk / "loop"), str(disk / "shows" / ".hidden"), "/no/such"}
