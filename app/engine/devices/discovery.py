"""Speaks zeroconf (mDNS): says where we are, and hears where others are."""

import asyncio
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass

import ifaddr
import structlog
from zeroconf import DNSQuestionType, InterfaceChoice, IPVersion, ServiceStateChange, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from app.engine.ground.tasks import Tasks

MARQUEE = "_marquee._tcp.local."
HTTP = "_http._tcp.local."
LOOPBACK = "127.0.0.1"
TO_ALL = DNSQuestionType.QM
"""Answers must be multicast: programs of one machine share the port, and a unicast answer reaches any one of them."""
RESOLVE_TIMEOUT_MS = 3_000
LISTEN_S = 1.5
"""How long we listen before we take a name: others may hold an answer back for a second (RFC 6762, section 6)."""
MAX_SERVERS = 200
"""Anybody on the network may advertise anything; this many real ones no house has."""
MAX_LABEL_BYTES = 63
MAX_TEXT = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advert:
    """What we tell the network.

    Attributes:
        addresses: IPv4 addresses where we can be reached; we speak and listen on these interfaces only.
    """

    id: str
    name: str
    version: str
    port: int
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A Marquee that somebody advertises, checked."""

    id: str
    name: str
    url: str
    version: str


class Discovery:
    """One presence on the network.

    Args:
        on_change: Called when something was found or lost.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._seen: dict[str, Sighting] = {}
        self._tasks = Tasks()
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None

    @property
    def seen(self) -> tuple[Sighting, ...]:
        """What is there at the moment."""
        return tuple(self._seen.values())

    async def start(self, advert: Advert) -> None:
        """Advertise, and look for others.

        A name that is taken gets a number.

        Raises:
            OSError: the network does not let us.
        """
        self._zeroconf = AsyncZeroconf(interfaces=_interfaces(advert.addresses), ip_version=IPVersion.V4Only)
        self._browser = AsyncServiceBrowser(
            self._zeroconf.zeroconf, [MARQUEE, HTTP], handlers=[self._on_service], question_type=TO_ALL
        )
        await asyncio.sleep(LISTEN_S)
        text = {"version": advert.version, "id": advert.id, "path": "/", "https": "0"}
        infos = [_info(kind, advert, text) for kind in (MARQUEE, HTTP)]
        await asyncio.gather(*(_register(self._zeroconf, info) for info in infos))
        log.info("advertised", name=advert.name, addresses=advert.addresses, port=advert.port)

    async def stop(self) -> None:
        """Say goodbye, so that others forget us at once."""
        zeroconf, self._zeroconf = self._zeroconf, None
        browser, self._browser = self._browser, None
        await self._tasks.stop()
        if browser is not None:
            await browser.async_cancel()
        if zeroconf is not None:
            await zeroconf.async_unregister_all_services()
            await zeroconf.async_close()
        if self._seen:
            self._seen.clear()
            self._on_change()

    def _on_service(self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange) -> None:
        if service_type != MARQUEE:
            return
        if state_change is not ServiceStateChange.Removed:
            self._tasks.start(self._resolve(zeroconf, service_type, name), name="devices.resolve")
        elif self._seen.pop(name, None) is not None:
            self._on_change()

    async def _resolve(self, zeroconf: Zeroconf, service_type: str, name: str) -> None:
        info = AsyncServiceInfo(service_type, name)
        if not await info.async_request(zeroconf, RESOLVE_TIMEOUT_MS, question_type=TO_ALL):
            return
        sighting = _sighting(info)
        is_room = name in self._seen or len(self._seen) < MAX_SERVERS
        if sighting is not None and is_room and self._seen.get(name) != sighting:
            self._seen[name] = sighting
            self._on_change()


def lan_addresses() -> tuple[str, ...]:
    """Return the IPv4 addresses by which other machines may reach this one."""
    found = (address.ip for adapter in ifaddr.get_adapters() for address in adapter.ips if address.is_IPv4)
    addresses = sorted({ipaddress.IPv4Address(ip) for ip in found if isinstance(ip, str)})
    return tuple(str(address) for address in addresses if not address.is_loopback)


def _interfaces(addresses: tuple[str, ...]) -> InterfaceChoice | list[str]:
    """On the network we speak on loopback too, for the other programs of this machine."""
    return list(addresses) if addresses == (LOOPBACK,) else [LOOPBACK, *addresses]


async def _register(zeroconf: AsyncZeroconf, info: AsyncServiceInfo) -> None:
    announced = await zeroconf.async_register_service(info, allow_name_change=True)
    await announced


def _info(kind: str, advert: Advert, text: dict[str, str]) -> AsyncServiceInfo:
    return AsyncServiceInfo(
        kind,
        f"{_label(advert.name)}.{kind}",
        port=advert.port,
        properties=text,
        # A host name of our own: the machine's may be looked after by the system's own responder.
        server=f"marquee-{advert.id}.local.",
        parsed_addresses=list(advert.addresses),
    )


def _label(name: str) -> str:
    """Return a name as one label: printable, and short enough in UTF-8 to leave room for a number."""
    printable = "".join(letter for letter in name if letter.isprintable()).replace(".", " ").strip()
    return printable.encode()[: MAX_LABEL_BYTES - 5].decode(errors="ignore").strip() or "Marquee"


def _sighting(info: AsyncServiceInfo) -> Sighting | None:
    """Return what somebody advertises, or None when it is not what a Marquee would say."""
    text = {key: (value or "")[:MAX_TEXT] for key, value in info.decoded_properties.items()}
    addresses = info.parsed_addresses(IPVersion.V4Only)
    if not text.get("id") or not addresses or not info.port:
        return None
    scheme = "https" if text.get("https") == "1" else "http"
    path = text.get("path", "").strip("/")
    return Sighting(
        id=text["id"],
        name=info.get_name()[:MAX_TEXT],
        url=f"{scheme}://{addresses[0]}:{info.port}" + (f"/{path}" if path else ""),
        version=text.get("version", ""),
    )
