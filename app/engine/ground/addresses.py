"""Which network addresses an outbound request may reach."""

import ipaddress

from app.contract.errors import Denied

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# IPv6 addresses that stand for an IPv4 one, which is what has to be judged.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Tell whether an address belongs to the open internet, and not to this machine, the house or a group."""
    address = _meant(ipaddress.ip_address(text.partition("%")[0]))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def check_public(host: str, addresses: tuple[str, ...]) -> None:
    """Refuse a host of which any address is not public: one good address among bad ones is a known trick.

    Raises:
        Denied: "address_forbidden".
    """
    bad = [address for address in addresses if not is_public(address)]
    if bad:
        raise Denied(
            f"{host} leads to {bad[0]}, which is not on the internet.",
            code="address_forbidden",
            details={"host": host, "address": bad[0]},
        )


def _meant(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address.sixtofour:
            return address.sixtofour
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
