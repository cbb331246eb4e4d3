"""Sources, scans and reports through a real server."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from app.engine.library import routes
from tests.fakes.library import House, open_house, put
from tests.fakes.web import OWNER, serving


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
async def http(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with (
        serving(*routes(house.library)) as url,
        httpx.AsyncClient(
            base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {OWNER}"}, verify=False
        ) as client,
    ):
        yield client


async def test_a_source_lives_its_life_over_http(house: House, http: httpx.AsyncClient, tmp_path: Path) -> None:
    put(tmp_path / "media" / "One (2001).mkv")
    put(tmp_path / "media" / "Bad (2002).mkv", "broken")

    async with house.scanned():
        made = await http.post("/sources", json={"path": str(tmp_path / "media"), "kind": "movies"})
    assert made.status_code == 201
    where = f"/sources/{made.json()['data']['id']}"

    listed = (await http.get("/sources")).json()["data"]
    assert [(source["file_count"], source["problem_count"]) for source in listed] == [(1, 1)]
    report = (await http.get(f"{where}/problems")).json()["data"]
    assert [(line["path"], line["kind"]) for line in report] == [("Bad (2002).mkv", "unreadable")]

    for path in (f"{where}/scan", "/scans"):
        async with house.scanned():
            assert (await http.post(path)).status_code == 200
    assert (await http.get("/scans")).json()["data"][0]["state"] == "done"

    assert (await http.delete(where)).status_code == 204
    assert (await http.get("/sources")).json()["data"] == []


@pytest.mark.parametrize("source_id", ["99", "x", "9" * 40])
async def test_a_source_that_is_not_there_is_a_404(http: httpx.AsyncClient, source_id: str) -> None:
    answer = await http.post(f"/sources/{source_id}/scan")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "source_not_found")
