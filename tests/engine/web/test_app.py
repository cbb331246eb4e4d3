"""Requests from outside: the one error shape, permissions, hosts, bodies, ids."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import structlog

from app.contract.accounts import NewToken, Permission
from app.contract.errors import KINDS, Conflict, Invalid, MarqueeError
from app.contract.paging import Page
from app.engine.ground.bus import Bus
from app.engine.web import app as web_app
from app.engine.web.gate import is_loopback
from app.engine.web.health import STATUS, About
from app.engine.web.route import Call, Route
from app.engine.web.server import Web
from tests.fakes.web import OWNER, READER, a_route, authenticate, serving

BEARER = {"Authorization": f"Bearer {OWNER}"}


def failing(path: str, error: Exception) -> Route:
    async def handler(_call: Call) -> None:
        raise error

    return a_route(handler, path=path)


async def echo(call: Call) -> dict[str, Any]:
    return {"path": dict(call.path), "query": dict(call.query), "user": call.caller.user_id}


async def read_body(call: Call) -> NewToken:
    return call.body(NewToken)


async def nothing(_call: Call) -> None:
    return None


async def test_every_failure_has_the_one_shape() -> None:
    failures = [failing(f"/{kind.__name__}", kind("why", details={"size_bytes": 1})) for kind in KINDS]
    routes = [
        *failures,
        failing("/bug", ZeroDivisionError("secret")),
        a_route(nothing, path="/closed", permission=Permission.ACCOUNTS_MANAGE),
        a_route(read_body, path="/body", method="POST", max_body_bytes=50),
    ]
    reader = {"Authorization": f"Bearer {READER}"}
    asked: list[tuple[int, str, str, dict[str, Any]]] = [
        *((kind.status, "GET", f"/{kind.__name__}", {}) for kind in KINDS),
        (500, "GET", "/bug", {}),
        (404, "GET", "/nowhere", {}),
        (405, "PUT", "/body", {}),
        (400, "POST", "/body", {"content": b"{"}),
        (400, "POST", "/body", {"content": b"{}"}),
        (413, "POST", "/body", {"content": b"x" * 51}),
        (401, "GET", "/closed", {}),
        (401, "GET", "/closed", {"headers": {"Authorization": "Bearer wrong"}}),
        (401, "GET", "/closed", {"headers": {"Authorization": "Basic eDp5"}}),
        (403, "GET", "/closed", {"headers": reader}),
        (403, "GET", "/closed", {"headers": {"Host": "evil.example"}}),
        (404, "GET", "/api/v1/items/../../etc", {}),
    ]
    async with serving(*routes) as url, httpx.AsyncClient(base_url=url) as http:
        for status, method, path, more in asked:
            answer = await http.request(method, path, **more)

            body = answer.json()
            assert (answer.status_code, path) == (status, path)
            assert set(body) == {"success", "data", "error", "meta"}
            assert body["success"] is False
            assert set(body["error"]) == {"code", "message", "details"}
            assert "secret" not in answer.text
            assert answer.headers["X-Request-Id"]


async def test_a_bug_is_logged_with_its_request_and_told_to_nobody() -> None:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        async with serving(failing("/bug", ZeroDivisionError("boom"))) as url, httpx.AsyncClient() as http:
            answer = await http.get(f"{url}/bug", headers={"X-Request-Id": "mine-1"})

    crashed = next(line for line in lines if line["event"] == "request_crashed")
    assert crashed["request_id"] == "mine-1"
    assert crashed["exc_info"] is True
    assert answer.json()["error"]["code"] == "internal"


async def test_an_answer_is_wrapped() -> None:
    route = a_route(echo, path="/thing/{id}")

    async with serving(route) as url, httpx.AsyncClient() as http:
        answer = await http.get(f"{url}/thing/7?a=b")

    assert answer.json() == {
        "success": True,
        "data": {"path": {"id": "7"}, "query": {"a": "b"}, "user": ""},
        "error": None,
        "meta": {},
    }


async def test_a_page_tells_how_to_go_on() -> None:
    async def listed(_call: Call) -> Page[str]:
        return Page(entries=("a", "b"), page_size=2, total=5, page=1, next_cursor="n")

    async with serving(a_route(listed)) as url, httpx.AsyncClient() as http:
        body = (await http.get(f"{url}/thing")).json()

    assert body["data"] == ["a", "b"]
    assert body["meta"] == {"page": 1, "page_size": 2, "total": 5, "next_cursor": "n"}


async def test_nothing_to_tell_is_no_content_and_a_status_can_be_declared() -> None:
    routes = (a_route(nothing, path="/none", method="DELETE"), a_route(echo, path="/made", method="POST", status=201))

    async with serving(*routes) as url, httpx.AsyncClient() as http:
        assert (await http.delete(f"{url}/none")).status_code == 204
        assert (await http.post(f"{url}/made")).status_code == 201


async def test_head_is_answered_like_get_without_its_body() -> None:
    async with serving(a_route(echo)) as url, httpx.AsyncClient() as http:
        answer = await http.head(f"{url}/thing")

    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) > 0
    assert answer.content == b""


async def test_a_strange_request_id_is_replaced() -> None:
    async with serving(a_route(echo)) as url, httpx.AsyncClient() as http:
        given = await http.get(f"{url}/thing", headers={"X-Request-Id": "abc-1"})
        strange = await http.get(f"{url}/thing", headers={"X-Request-Id": "a b"})

    assert given.headers["X-Request-Id"] == "abc-1"
    assert strange.headers["X-Request-Id"] not in ("", "a b")


async def test_a_body_in_chunks_is_limited_too() -> None:
    async def chunks() -> Any:
        for _ in range(10):
            yield b"x" * 10

    async with (
        serving(a_route(read_body, method="POST", max_body_bytes=50)) as url,
        httpx.AsyncClient() as http,
    ):
        answer = await http.post(f"{url}/thing", content=chunks())

    assert answer.status_code == 413


async def test_a_body_that_never_comes_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_app, "BODY_TIMEOUT_S", 0.01)

    async with serving(a_route(read_body, method="POST")) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(url).port)
        writer.write(b"POST /thing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
        status = await reader.readline()
        writer.close()
        await writer.wait_closed()

    assert b" 408 " in status


@pytest.mark.parametrize("host", ["localhost", "localhost:1", "127.0.0.1:8730", "[::1]:8730", "LOCALHOST."])
async def test_on_loopback_only_its_own_names_are_heard(host: str) -> None:
    async with serving(a_route(echo)) as url, httpx.AsyncClient() as http:
        own = await http.get(f"{url}/thing", headers={"Host": host})
        other = await http.get(f"{url}/thing", headers={"Host": "192.168.1.5"})

    assert own.status_code == 200
    assert other.json()["error"]["code"] == "host_not_allowed"


@pytest.mark.parametrize(
    ("host", "status"),
    [("192.168.1.5:8730", 200), ("den.local", 200), ("[fe80::1]", 200), ("evil.example", 403), ("local", 403)],
)
async def test_on_the_lan_addresses_and_local_names_are_heard(host: str, status: int) -> None:
    async with serving(a_route(echo), host="0.0.0.0") as url, httpx.AsyncClient() as http:
        assert url.startswith("http://127.0.0.1:")
        assert (await http.get(f"{url}/thing", headers={"Host": host})).status_code == status


@pytest.mark.parametrize(
    ("host", "expected"), [("localhost", True), ("127.0.0.5", True), ("::1", True), ("0.0.0.0", False), ("x", False)]
)
def test_loopback_is_known(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


async def test_health_is_open_and_status_is_not() -> None:
    async with serving() as url, httpx.AsyncClient(base_url=url) as http:
        health = await http.get("/api/v1/health")
        closed = await http.get("/api/v1/status")
        status = await http.get("/api/v1/status", headers=BEARER)

    assert health.json()["data"]["server_id"] == "server-1"
    assert closed.status_code == 401
    assert closed.headers["WWW-Authenticate"].startswith("Bearer")
    assert status.json()["data"]["name"] == STATUS.name


async def test_metrics_count_requests_by_route() -> None:
    async with serving(a_route(echo, path="/thing/{id}")) as url, httpx.AsyncClient(base_url=url) as http:
        await http.get("/thing/1")
        await http.get("/thing/2")
        await http.get("/scan-of-ports")
        text = (await http.get("/metrics", headers=BEARER)).text

    assert 'marquee_http_requests_total{method="GET",route="/thing/{id}",status="200"} 2.0' in text
    assert 'route="(none)",status="404"' in text
    assert "scan-of-ports" not in text
    assert "marquee_event_listeners 0.0" in text


def a_server() -> Web:
    async def status() -> Any:
        return STATUS

    return Web((a_route(echo),), authenticate=authenticate, bus=Bus(), about=About(server_id="s", status=status))


async def test_a_taken_port_is_told() -> None:
    async with a_server() as first, a_server() as second:
        await first.start("127.0.0.1", 0)

        with pytest.raises(Conflict) as caught:
            await second.start("127.0.0.1", first.port)

    assert caught.value.code == "port_in_use"


async def test_an_address_of_another_machine_is_told() -> None:
    async with a_server() as server:
        with pytest.raises((Invalid, MarqueeError)):
            await server.start("192.0.2.1", 0)
        assert server.port == 0


async def test_a_server_can_move_and_keeps_its_port() -> None:
    async with a_server() as server, httpx.AsyncClient() as http:
        await server.start("127.0.0.1", 0)
        port = server.port

        url = await server.start("0.0.0.0", port)

        assert url == f"http://127.0.0.1:{port}"
        assert (await http.get(f"{url}/thing", headers={"Host": "10.0.0.1"})).status_code == 200
