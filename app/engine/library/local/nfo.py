"""Reads NFO files as people have them: well-formed, sloppy, broken, or only an address. Never raises; pure."""

from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from app.contract.library import ItemKind
from app.engine.library.local.fields import read_record
from app.engine.library.local.links import find_links
from app.engine.library.local.record import Nfo, Record, Ref
from app.engine.library.local.text import Split, decode, repair, split

MAX_BYTES = 4 * 1024 * 1024
"""A longer file is no NFO; those that players write have a few thousand bytes."""
MAX_RECORDS = 100


def read_nfo(raw: bytes, limit: int = MAX_BYTES) -> Nfo:
    """Return what an NFO tells, and the reasons for what it does not.

    Args:
        limit: Nothing of a file of more bytes is read.
    """
    if len(raw) > limit:
        return Nfo(reasons=(f"It is longer than {limit} bytes.",))
    if not raw.strip():
        return Nfo(reasons=("It is empty.",))
    text, reasons = decode(raw)
    found = split(text)
    refs, told = find_links(found.rest)
    if not found.blocks:
        return _only_links(refs, told, reasons)
    if len(found.blocks) > MAX_RECORDS:
        reasons = (*reasons, f"Only its first {MAX_RECORDS} entries were read.")
    records, noted = _records(found)
    if refs and len(records) == 1:  # an address below belongs to the one above it
        records = (_with_refs(records[0], refs),)
    return Nfo(records=records, reasons=tuple(dict.fromkeys((*reasons, *noted))))


def _only_links(refs: tuple[Ref, ...], told: ItemKind | None, reasons: tuple[str, ...]) -> Nfo:
    if not refs:
        return Nfo(reasons=(*reasons, "It holds neither an entry for a player nor the address of one."))
    return Nfo(records=(Record(kind=told, refs=refs),), reasons=(*reasons, "It holds only an address."))


def _records(found: Split) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    records: list[Record] = []
    noted: list[str] = []
    for block in found.blocks[:MAX_RECORDS]:
        root, reasons = _parse(block)
        noted += reasons
        if root is not None:
            records.append(read_record(root, found.root))
    return tuple(records), tuple(noted)


def _with_refs(record: Record, refs: tuple[Ref, ...]) -> Record:
    known = {ref.provider for ref in record.refs}
    return replace(record, refs=(*record.refs, *(ref for ref in refs if ref.provider not in known)))


class _Tree(TreeBuilder):
    """Keeps the root in reach, so that what came before an error is not lost."""

    def __init__(self) -> None:
        super().__init__()
        self.root: Element | None = None

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element = super().start(tag, attrs)
        if self.root is None:
            self.root = element
        return element


def _parse(block: str) -> tuple[Element | None, tuple[str, ...]]:
    root, trouble = _grown(block)
    if not trouble:
        return root, ()
    repaired = repair(block)
    if repaired != block:
        root, again = _grown(repaired)
        if not again:
            return root, ("Its characters were not escaped as XML wants.",)
        trouble = again
    return root, (f"It is no well-formed XML ({trouble}); what comes before was read.",)


def _grown(block: str) -> tuple[Element | None, str]:
    """Return the root of a block and "", or what grew until the trouble that is told."""
    tree = _Tree()
    parser = DefusedXMLParser(target=tree)
    try:
        parser.feed(block)
        parser.close()
    except ParseError as error:
        return tree.root, str(error)
    except DefusedXmlException:
        return None, "it declares entities"
    return tree.root, ""
