"""The whole engine, composed: its routes are described, its settings too, and it can be opened twice in a row."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from app.client import Client
from app.contract import codec
from app.contract.library import ItemKind, NewSource
from app.contract.playback import Method, Progress, SessionState, Wish
from app.contract.quirks import Failure
from app.contract.units import DurationMs
from app.engine.compose import Engine, open_engine
from app.engine.ground.paths import Home
from app.engine.options import ServeOptions
from app.engine.serve import opened_web
from app.engine.web.openapi import check_routes, document
from tests.fakes.films import make_film
from tests.fakes.playing import device
from tests.fakes.scans import done, settled
from tests.fakes.subtitles import put_into, srt


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[Engine]:
    home = Home(tmp_path / "data")
    home.make()
    async with open_engine(home) as engine:
        yield engine


async def test_every_route_has_a_description_a_permission_and_an_example(engine: Engine) -> None:
    assert len(engine.routes) > 30
    assert check_routes(engine.routes) == ()


async def test_the_document_of_all_routes_is_valid_openapi_and_leaves_none_out(engine: Engine) -> None:
    described = json.loads(codec.encode(document(engine.routes)))

    OpenAPIV31SpecValidator(described).validate()
    assert set(described["paths"]) == {route.path for route in engine.routes}


async def test_every_setting_is_explained_in_a_sentence(engine: Engine) -> None:
    states = await engine.settings.states()

    assert {"network.lan_access", "library.rescan_hours", "playback.watched_percent", "artwork.cache_mb"} <= {
        state.key for state in states
    }
    assert [state.key for state in states if not state.help.endswith(".")] == []


async def test_what_was_added_is_there_when_the_engine_opens_again(tmp_path: Path) -> None:
    home, media = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    media.mkdir()
    async with open_engine(home) as engine:
        added = await engine.library.add_source(NewSource(path=str(media)))
        first = engine.server_id

    async with open_engine(home) as engine:
        sources = await engine.library.list_sources()

    assert [source.id for source in sources] == [added.id]
    assert engine.server_id == first


async def test_status_tells_which_source_is_away(tmp_path: Path) -> None:
    home, media = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    make_film(media / "The Lantern (2019).mkv", seconds=1)
    options = ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)
    async with opened_web(options) as (engine, url), Client(url, engine.accounts.owner_token) as client:
        await client.library.add_source(NewSource(path=str(media)))
        await settled(client)  # a source that is being scanned is not looked at
        media.rename(tmp_path / "unplugged")
        await engine.library.check_sources(0)

        status = await client.server.get_status()

    components = {component.name: component for component in status.components}
    assert components["sources"].state == "degraded"
    assert str(media) in components["sources"].detail
    assert status.lan_url is None
    assert status.database_bytes > 0


async def test_what_a_scan_found_reaches_the_decision_and_a_failure_changes_it(tmp_path: Path) -> None:
    home, media = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    make_film(media / "The Lantern (2019).mp4", seconds=1, video_options={"x264-params": "sar=16/11:ref=4"})
    limit = {"Property": "RefFrames", "Condition": "LessThanEqual", "Value": "3"}
    weak = device({"Type": "Video", "Codec": "h264", "Conditions": [limit]})
    options = ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)
    async with opened_web(options) as (engine, url), Client(url, engine.accounts.owner_token) as client:
        await client.library.add_source(NewSource(path=str(media)))
        await settled(client)
        film = (await client.browse.list_items(kind=ItemKind.FILM)).entries[0].id
        refused = await client.playback.open(film, Wish(profile=weak))
        first = await client.playback.open(film, Wish(profile=device(), device="den"))
        failed = Progress(position_ms=DurationMs(0), state=SessionState.STOPPED, failure=Failure.OPEN)
        await client.playback.report(first.session_id, failed)
        second = await client.playback.open(film, Wish(profile=device(), device="den"))
        (quirk,) = await client.playback.list_quirks()

    assert refused.decision.reasons == ("RefFramesNotSupported",)
    assert [reason.measured for reason in refused.decision.explanation] == ["4"]
    assert (first.decision.method, second.decision.method) == (Method.DIRECT_PLAY, Method.REMUX)
    assert [reason.source for reason in second.decision.explanation] == ["learned"]
    assert (quirk.container, quirk.video_codec, quirk.audio_codec) == ("mp4", "h264", "aac")


async def test_the_text_inside_a_film_is_taken_out_after_its_scan_and_comes_with_its_playback(tmp_path: Path) -> None:
    home, media = Home(tmp_path / "data"), tmp_path / "media"
    home.make()
    film = make_film(media / "The Lantern (2019).mkv", seconds=1)
    put_into(film, srt((100, 900, "Hello"), language="eng"))
    (media / "The Lantern (2019).de.srt").write_text("1\n00:00:00,100 --> 00:00:00,900\nHallo\n")
    options = ServeOptions(home=home, host="127.0.0.1", port=0, discovery=False)
    async with opened_web(options) as (engine, url), Client(url, engine.accounts.owner_token) as client:
        await client.library.add_source(NewSource(path=str(media)))
        await settled(client)
        item = (await client.browse.list_items(kind=ItemKind.FILM)).entries[0].id
        await done(client, "streaming.texts")
        opened = await client.playback.open(item, Wish())
        texts = [await client._wire.get_bytes(each.vtt_url) for each in opened.subtitles]

    assert [(each.language, each.is_embedded) for each in opened.subtitles] == [("de", False), ("eng", True)]
    assert [text.decode().splitlines()[3] for text in texts] == ["Hallo", "Hello"]
    assert [path for path in (home.cache / "subtitles").rglob("*") if path.is_file()]
