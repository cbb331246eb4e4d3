"""Reads what another server answered: JSON or XML, as plain dicts, within limits."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.contract import codec
from app.contract.errors import Denied, Invalid, Unavailable, Unsupported
from app.engine.ground.net import Reply

MAX_XML_DEPTH = 20
MAX_XML_ELEMENTS = 500_000
REFUSED = frozenset({401, 403})
_ENTRIES = frozenset({"Video", "Track", "Photo", "Metadata"})
"""Names under which Plex's XML lists things; its JSON says "Metadata" to all of them."""

T = TypeVar("T")


def checked(reply: Reply, name: str) -> Reply:
    """Return a reply that says yes.

    Raises:
        Denied: "server_refused"; Unavailable: "server_failed"; Unsupported: "server_unknown" (nothing of this kind).
    """
    if reply.status in REFUSED:
        raise Denied(f"{name} refuses this token.", code="server_refused", details={"status": reply.status})
    if reply.status >= 500 or reply.status == 429:
        raise Unavailable(f"{name} answers with a fault ({reply.status}).", code="server_failed")
    if reply.status != 200:
        raise no_server(name)
    return reply


def known(entry: Mapping[str, Any], texts: Collection[str]) -> dict[str, Any]:
    """Return an entry without its nulls, and with numbers as text where text is meant: servers write ids both ways."""
    return {
        name: str(value) if name in texts and isinstance(value, int) else value
        for name, value in entry.items()
        if value is not None
    }


def no_server(name: str) -> Unsupported:
    """Return the error for an answer that no such server gives."""
    return Unsupported(f"What answers at this address is no {name} server.", code="server_unknown")


def read_json(reply: Reply, kind: type[T], name: str) -> T:
    """Return a JSON body; unknown fields are passed over. Raises Unsupported."""
    try:
        return codec.convert(codec.decode(reply.body, dict[str, Any]), kind, from_text=True)
    except Invalid as error:
        raise no_server(name) from error


def read_plex(reply: Reply) -> dict[str, Any]:
    """Return Plex's MediaContainer from JSON or XML in the one shape that its JSON has. Raises Unsupported."""
    try:
        if reply.body.lstrip()[:1] == b"<":
            return _container(reply.body)
        found = codec.decode(reply.body, dict[str, Any]).get("MediaContainer")
    except Invalid as error:
        raise no_server("Plex") from error
    if not isinstance(found, dict):
        raise no_server("Plex")
    return found


def _container(body: bytes) -> dict[str, Any]:
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:  # LookupError: an unknown encoding
        raise no_server("Plex") from error
    if root.tag != "MediaContainer" or sum(1 for _ in root.iter()) > MAX_XML_ELEMENTS:
        raise no_server("Plex")
    found = _plain(root, 0)
    # Shows, artists and albums come as "Directory", as libraries and menus do; only things have a ratingKey.
    for entry in found.get("Directory", ()):
        if "ratingKey" in entry:
            found.setdefault("Metadata", []).append(entry)
    return found


def _plain(element: Element, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = dict(element.attrib)
    if depth >= MAX_XML_DEPTH:
        return found
    for child in element:
        name = "Metadata" if child.tag in _ENTRIES else child.tag
        children = found.setdefault(name, [])
        if isinstance(children, list):  # else an attribute has that name
            children.append(_plain(child, depth + 1))
    return found
