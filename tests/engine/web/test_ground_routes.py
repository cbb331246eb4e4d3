"""Routes of settings and jobs, called as the server calls them."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web

from app.contract import codec
from app.contract.accounts import Permission
from app.contract.errors import Conflict, Invalid
from app.contract.jobs import Job, JobState
from app.contract.paging import Page
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.jobs.schema import migrations as jobs_migrations
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Setting, Settings
from app.engine.ground.settings.schema import migrations as settings_migrations
from app.engine.web import jobs_routes, settings_routes
from app.engine.web.route import NOBODY, Call, Route

PORT = Setting(key="network.port", type=int, default=8730, help="Where it serves.")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with Db(tmp_path / "marquee.db", [settings_migrations, jobs_migrations]) as db:
        yield db


@pytest.fixture
def jobs(db: Db) -> Jobs:
    return Jobs(db, Bus())


@pytest.fixture
async def settings(db: Db, tmp_path: Path) -> Settings:
    settings = Settings(db, Bus(), Secrets(Home(tmp_path), lambda: None), (PORT,))
    await settings.load()
    return settings


async def call(
    routes: tuple[Route, ...],
    method: str,
    end: str,
    *,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    body: bytes = b"",
) -> Any:
    [route] = [route for route in routes if route.method == method and route.path.endswith(end)]
    raw = cast("web.Request", None)
    return await route.handler(Call(caller=NOBODY, path=path or {}, query=query or {}, raw=raw, _body=body))


async def test_settings_are_listed_and_changed(settings: Settings) -> None:
    routes = settings_routes.routes(settings)

    [changed] = await call(routes, "PATCH", "/settings", body=b'{"values": {"network.port": 9000}}')

    assert changed.value == 9000
    assert await call(routes, "GET", "/settings") == (changed,)
    with pytest.raises(Invalid):
        await call(routes, "PATCH", "/settings", body=b"{}")


async def test_jobs_are_listed_shown_cancelled_and_retried(jobs: Jobs) -> None:
    routes = jobs_routes.routes(jobs)
    id_ = await jobs.add("room.verb", {})

    cancelled: Job = await call(routes, "POST", "/cancel", path={"id": id_})
    page: Page[Job] = await call(routes, "GET", "/jobs", query={"state": "cancelled,dead", "page_size": "5"})
    retried: Job = await call(routes, "POST", "/retry", path={"id": id_})

    assert cancelled.state is JobState.CANCELLED
    assert page.entries == (cancelled,)
    assert (page.page, page.page_size, page.total) == (1, 5, 1)
    assert retried.state is JobState.QUEUED
    assert await call(routes, "GET", "/jobs/{id}", path={"id": id_}) == retried
    with pytest.raises(Conflict):
        await call(routes, "POST", "/retry", path={"id": id_})


@pytest.mark.parametrize(
    "query", [{"state": "odd"}, {"page": "0"}, {"page": "x"}, {"page_size": "501"}, {"page": "9" * 30}]
)
async def test_a_query_that_makes_no_sense_is_invalid(jobs: Jobs, query: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        await call(jobs_routes.routes(jobs), "GET", "/jobs", query=query)


async def test_who_may_look_may_not_change(jobs: Jobs, settings: Settings) -> None:
    routes = (*jobs_routes.routes(jobs), *settings_routes.routes(settings))

    changing = {route.permission for route in routes if route.method != "GET"}
    assert changing == {Permission.JOBS_MANAGE, Permission.SETTINGS_MANAGE}
    assert changing.isdisjoint(route.permission for route in routes if route.method == "GET")


async def test_every_example_is_what_the_route_says(jobs: Jobs, settings: Settings) -> None:
    for route in (*jobs_routes.routes(jobs), *settings_routes.routes(settings)):
        kind = tuple[Job, ...] if route.answer == Page[Job] else route.answer
        assert codec.convert(codec.plain(route.example), kind) == route.example
        assert route.body is None or codec.convert(codec.plain(route.body_example), route.body) == route.body_example
