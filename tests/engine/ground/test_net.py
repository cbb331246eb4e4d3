"""The outbound client against a real server on loopback, which it may reach only when told."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from app.contract.errors import Denied, Invalid, Unavailable, Unsupported
from app.engine.ground import clock, net
from app.engine.ground.addresses import is_public
from app.engine.ground.net import Net

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    servers: list[TestServer] = []

    async def start(handler: Handler) -> str:
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", handler)
        server = TestServer(app)
        servers.append(server)
        await server.start_server()
        return f"http://127.0.0.1:{server.port}"

    yield start
    for server in servers:
        await server.close()


@pytest.fixture
async def inside() -> AsyncIterator[Net]:
    """A client that may reach this machine."""
    async with Net(allowed=("127.0.0.1", "localhost")) as client:
        yield client


async def test_an_answer_is_given_as_it_is(serve: Serve, inside: Net) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"sent": await request.json(), "agent": request.headers["User-Agent"]}, status=418)

    reply = await inside.fetch(await serve(answer) + "/x", method="POST", json={"a": 1})

    assert reply.status == 418
    assert reply.headers["content-type"].startswith("application/json")
    value = reply.value(dict[str, object])
    assert value["sent"] == {"a": 1}
    assert str(value["agent"]).startswith("Marquee/")


async def test_an_answer_that_is_no_json_is_told(serve: Serve, inside: Net) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    reply = await inside.fetch(await serve(answer))
    with pytest.raises(Invalid):
        reply.value(dict[str, object])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "0.0.0.0", "[::ffff:127.0.0.1]"])
async def test_this_machine_is_not_reached_unless_it_is_allowed(host: str) -> None:
    async with Net() as client:
        with pytest.raises(Denied) as caught:
            await client.fetch(f"http://{host}:1/")
    assert caught.value.code == "address_forbidden"


async def test_one_port_of_a_host_can_be_allowed(serve: Serve) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(text="hello")

    url = await serve(answer)
    async with Net(allowed=(url.removeprefix("http://"),)) as client:
        assert (await client.fetch(url)).body == b"hello"
        with pytest.raises(Denied):
            await client.fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("255.255.255.255", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:a00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


async def test_a_redirect_is_followed(serve: Serve, inside: Net) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/old":
            return web.Response(status=302, headers={"Location": "/new"})
        return web.Response(text=f"{request.method} {request.path}")

    reply = await inside.fetch(await serve(answer) + "/old", method="POST", json={})

    assert reply.body == b"GET /new"
    assert reply.url.endswith("/new")


async def test_a_redirect_that_keeps_the_method_keeps_the_body(serve: Serve, inside: Net) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/old":
            return web.Response(status=307, headers={"Location": "/new"})
        return web.Response(text=f"{request.method} {await request.text()}")

    assert (await inside.fetch(await serve(answer) + "/old", method="POST", json=[1])).body == b"POST [1]"


async def test_a_redirect_into_the_house_is_refused(serve: Serve) -> None:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": "http://10.0.0.1/admin"})

    url = await serve(answer)
    async with Net(allowed=("127.0.0.1",)) as client:
        with pytest.raises(Denied) as caught:
            await client.fetch(url)
    assert caught.value.details["address"] == "10.0.0.1"


async def test_a_redirect_to_another_server_does_not_carry_the_password_along(serve: Serve, inside: Net) -> None:
    async def other(request: web.Request) -> web.Response:
        return web.Response(text=request.headers.get("Authorization", "none"))

    other_url = await serve(other)

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": other_url})

    reply = await inside.fetch(await serve(answer), headers={"Authorization": "Bearer x"})

    assert reply.body == b"none"


async def test_redirects_without_end_are_given_up(serve: Serve, inside: Net) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=302, headers={"Location": f"{request.path}x"})

    with pytest.raises(Unsupported) as caught:
        await inside.fetch(await serve(answer) + "/")
    assert caught.value.code == "redirects_endless"


@pytest.mark.parametrize("is_packed", [False, True])
async def test_an_answer_that_is_too_long_is_cut_off(serve: Serve, inside: Net, is_packed: bool) -> None:
    async def answer(_request: web.Request) -> web.Response:
        body = bytes(100_000)
        if is_packed:
            return web.Response(body=gzip.compress(body), headers={"Content-Encoding": "gzip"})
        return web.Response(body=body)

    with pytest.raises(Unsupported) as caught:
        await inside.fetch(await serve(answer), max_bytes=50_000)
    assert caught.value.code == "answer_too_large"


async def test_a_server_that_is_too_slow_is_given_up(serve: Serve, inside: Net) -> None:
    gate = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        await gate.wait()
        return web.Response()

    url = await serve(answer)
    with pytest.raises(Unavailable) as caught:
        await inside.fetch(url, timeout_s=0.1)
    gate.set()
    assert caught.value.code == "host_timeout"


async def test_a_server_that_is_not_there_is_told(inside: Net, unused_tcp_port: int) -> None:
    with pytest.raises(Unavailable) as caught:
        await inside.fetch(f"http://127.0.0.1:{unused_tcp_port}/")
    assert caught.value.code == "host_unreachable"


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "http://", "nothing", "http://x:99999999/", "file:///etc/passwd"]
)
async def test_what_is_no_web_address_is_told(inside: Net, url: str) -> None:
    with pytest.raises(Invalid) as caught:
        await inside.fetch(url)
    assert caught.value.code == "url_invalid"


@pytest.mark.parametrize(("after", "calls"), [("0", 2), ("3600", 1)])
async def test_a_busy_server_is_asked_again_when_it_says_soon(
    serve: Serve, inside: Net, after: str, calls: int
) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=503 if len(asked) == 1 else 200, headers={"Retry-After": after})

    reply = await inside.fetch(await serve(answer))

    assert len(asked) == calls
    assert reply.status == (200 if calls == 2 else 503)


async def test_a_server_that_stays_busy_is_asked_three_times(serve: Serve, inside: Net) -> None:
    asked = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        past = format_datetime(clock.now() - timedelta(days=1), usegmt=True)
        return web.Response(status=429, headers={"Retry-After": past})

    reply = await inside.fetch(await serve(answer))

    assert (reply.status, len(asked)) == (429, net.MOST_TRIES)


async def test_a_host_is_asked_a_few_things_at_a_time(serve: Serve, inside: Net) -> None:
    counts = [0, 0]
    full = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        counts[0] += 1
        counts[1] = max(counts)
        if counts[0] == net.REQUESTS_PER_HOST:
            full.set()
        await full.wait()
        counts[0] -= 1
        return web.Response()

    url = await serve(answer)
    await asyncio.gather(*(inside.fetch(url) for _ in range(12)))

    assert counts[1] == net.REQUESTS_PER_HOST


def test_a_pause_nobody_named_grows() -> None:
    silent = net.Reply(status=503, url="", headers={}, body=b"")

    assert [net._pause_s(silent, tries) for tries in (1, 2, 3)] == [1.0, 2.0, 4.0]
