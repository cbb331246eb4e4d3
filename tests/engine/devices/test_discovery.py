"""Two Marquees on the loopback interface see each other."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from app.client import Client
from app.contract.devices import DevicesChanged
from app.contract.settings import SettingChange
from app.engine.devices import Devices, routes, service
from app.engine.devices import discovery as discovery_module
from app.engine.devices.discovery import HTTP, LOOPBACK, MARQUEE, Advert, Discovery, lan_addresses
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.ground.settings import Setting, Settings
from app.engine.ground.settings.schema import migrations
from app.engine.web.openapi import check_routes
from tests.fakes.web import OWNER, serving

# Other Marquees may be heard on this machine while the tests run; these names and ids are nobody else's.
RUN = secrets.token_hex(3)
DEN_ID, ATTIC_ID = f"den-{RUN}", f"attic-{RUN}"
DEN = Advert(id=DEN_ID, name=f"Marquee on den {RUN}", version="1.2", port=8731, addresses=(LOOPBACK,))
ATTIC = replace(DEN, id=ATTIC_ID, name=f"Marquee on attic {RUN}", port=8732)
NAME = Setting(key="network.name", type=str, default="", help="Name.")


class Watch:
    """Waits until something is as wished, looking each time it may have changed."""

    def __init__(self) -> None:
        self._changed = asyncio.Event()

    def look(self) -> None:
        self._changed.set()

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not is_so():
                self._changed.clear()
                await self._changed.wait()


@dataclass
class Local:
    """A server that only this machine reaches."""

    port: int = 8733
    is_on_lan: bool = False


async def test_another_marquee_is_found_and_lost() -> None:
    watch = Watch()
    den, attic = Discovery(watch.look), Discovery(lambda: None)
    await asyncio.gather(den.start(DEN), attic.start(ATTIC))

    await watch.until(lambda: {seen.id for seen in den.seen} >= {DEN_ID, ATTIC_ID})
    found = {seen.id: seen for seen in den.seen}[ATTIC_ID]
    await attic.stop()
    await watch.until(lambda: ATTIC_ID not in {seen.id for seen in den.seen})
    await den.stop()

    assert (found.name, found.url, found.version) == (ATTIC.name, "http://127.0.0.1:8732", "1.2")
    assert den.seen == ()


async def test_players_read_the_text_record_of_both_services() -> None:
    den = Discovery(lambda: None)
    await den.start(DEN)
    player = AsyncZeroconf(interfaces=[LOOPBACK])
    records = []
    for kind in (MARQUEE, HTTP):
        info = AsyncServiceInfo(kind, f"{DEN.name}.{kind}")
        assert await info.async_request(player.zeroconf, 5_000)
        records.append(info)
    await player.async_close()
    await den.stop()

    for info in records:
        assert info.decoded_properties == {"version": "1.2", "id": DEN_ID, "path": "/", "https": "0"}
        assert (info.port, info.parsed_addresses()) == (8731, [LOOPBACK])


async def test_a_taken_name_gets_a_number() -> None:
    watch = Watch()
    first, second = Discovery(watch.look), Discovery(lambda: None)
    await first.start(DEN)
    await second.start(replace(ATTIC, name=DEN.name))

    await watch.until(lambda: {DEN_ID, ATTIC_ID} <= {seen.id for seen in first.seen})
    names = {seen.id: seen.name for seen in first.seen if seen.id in (DEN_ID, ATTIC_ID)}
    await asyncio.gather(first.stop(), second.stop())

    assert names == {DEN_ID: DEN.name, ATTIC_ID: f"{DEN.name}-2"}


@pytest.mark.parametrize(
    ("properties", "url"),
    [
        ({"id": "x", "https": "1", "path": "/media/"}, "https://127.0.0.1:1/media"),
        ({"id": "x", "path": None}, "http://127.0.0.1:1"),
        ({"version": "1"}, None),
    ],
)
def test_what_others_advertise_is_checked(properties: dict[str, str | None], url: str | None) -> None:
    info = AsyncServiceInfo(MARQUEE, f"a.{MARQUEE}", port=1, properties=properties, parsed_addresses=[LOOPBACK])

    sighting = discovery_module._sighting(info)

    assert (sighting.url if sighting else None) == url


@pytest.mark.parametrize(
    ("name", "label"),
    [("den.home", "den home"), ("\n", "Marquee"), ("ü" * 60, "ü" * 29), ("a" * 80, "a" * 58)],
)
def test_any_name_becomes_a_label(name: str, label: str) -> None:
    assert discovery_module._label(name) == label


def test_the_addresses_of_the_house_are_not_loopback() -> None:
    assert LOOPBACK not in lan_addresses()
    assert discovery_module._interfaces((LOOPBACK,)) == [LOOPBACK]
    assert discovery_module._interfaces(("10.0.0.2",)) == [LOOPBACK, "10.0.0.2"]


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with Db(tmp_path / "marquee.db", [migrations]) as opened:
        yield opened


async def a_house(db: Db, tmp_path: Path) -> tuple[Bus, Settings]:
    bus = Bus()
    settings = Settings(db, bus, Secrets(Home(tmp_path)), [NAME])
    await settings.load()
    return bus, settings


async def test_this_marquee_is_listed_and_follows_its_name(
    db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: f"box-{RUN}.home")
    bus, settings = await a_house(db, tmp_path)
    watch = Watch()
    bus.on(DevicesChanged, lambda _event: watch.look())
    async with (
        Devices(bus, settings, DEN_ID) as devices,
        serving(*routes(devices), bus=bus) as url,
        Client(url, OWNER) as client,
    ):
        assert not [server for server in await client.devices.list_servers() if server.is_self]
        await devices.start(Local())
        await watch.until(lambda: DEN_ID in {seen.id for seen in devices._discovery.seen})
        (before,) = [server for server in await client.devices.list_servers() if server.is_self]
        await settings.save(SettingChange(values={"network.name": f"The den {RUN}"}))
        await watch.until(lambda: any(seen.name == f"The den {RUN}" for seen in devices._discovery.seen))
        (after,) = [server for server in await client.devices.list_servers() if server.is_self]

    assert before.name == f"Marquee on box-{RUN}"
    assert (before.url, before.is_self) == ("http://127.0.0.1:8733", True)
    assert after.name == f"The den {RUN}"
    assert check_routes(routes(devices)) == ()


async def test_a_missing_network_is_tried_again(db: Db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bus, settings = await a_house(db, tmp_path)
    tries = asyncio.Queue[Advert]()

    async def start(_discovery: Discovery, advert: Advert) -> None:
        tries.put_nowait(advert)
        raise OSError("no network")

    monkeypatch.setattr(Discovery, "start", start)
    monkeypatch.setattr(service, "LOOK_EVERY_S", 0.001)
    monkeypatch.setattr(service, "lan_addresses", lambda: ("10.0.0.2",))
    async with Devices(bus, settings, DEN_ID) as devices, asyncio.timeout(5):
        await devices.start(Local(is_on_lan=True))
        adverts = [await tries.get(), await tries.get()]

    assert [advert.addresses for advert in adverts] == [("10.0.0.2",), ("10.0.0.2",)]
