"""Makes text out of the bytes of an NFO, and finds the XML in it. Linear in the length of the text. Pure."""

import codecs
import re
from dataclasses import dataclass
from html.entities import html5

ROOTS = ("movie", "tvshow", "episodedetails", "season", "artist", "album", "musicvideo")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE)
_LATIN = frozenset(("iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"))
# By name, because some codecs of Python are no encodings of text.
_ENCODINGS = re.compile(
    r"iso-8859-\d{1,2}|windows-125\d|cp125\d|koi8-[ru]|shift_jis|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)|utf-16"
)
_DECLARATION = re.compile(r"<\?xml[^>]{0,500}>", re.IGNORECASE)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ROOT = re.compile(rf"<({'|'.join(ROOTS)})(?=[\s>/])", re.IGNORECASE)
_AMPERSAND = re.compile(r"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_OF_XML = frozenset(("amp", "lt", "gt", "quot", "apos"))
_LAST_CODE = 0x10FFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """XML and what surrounds it.

    Attributes:
        root: Name of the root element in lower case; "" when there is none of a known name.
        blocks: Text of each root element.
        rest: Text before and after.
    """

    root: str = ""
    blocks: tuple[str, ...] = ()
    rest: str = ""


def decode(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text and what had to be assumed: byte order mark, then UTF-8, then what is declared, then CP1252."""
    text, reasons = _decoded(raw)
    clean = _FORBIDDEN.sub("", text)
    if len(clean) != len(text):
        reasons = (*reasons, "Characters that XML forbids were left out.")
    return clean, reasons


def _decoded(raw: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(name, "replace"), ()
    zeros = raw[:64].count(0)
    if zeros * 4 >= len(raw[:64]) > 0:  # every other byte of western text in UTF-16
        name = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
        return raw.decode(name, "replace"), ("It is UTF-16 without a mark.",)
    declared = _declared(raw)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if declared:
        try:
            return raw.decode(declared), ()
        except (UnicodeError, LookupError):  # another encoding than it says, or a number that no encoding has
            pass
    return raw.decode("cp1252", "replace"), ("It is not in the encoding that it says; read as Windows-1252.",)


def _declared(raw: bytes) -> str:
    found = _DECLARED.match(raw[:400])
    name = found.group(1).decode("ascii").lower() if found else ""
    # Programs that say Latin-1 write what Windows calls so.
    return "cp1252" if name in _LATIN else name if _ENCODINGS.fullmatch(name) else ""


def split(text: str) -> Split:
    """Return the known roots of a text; several only of `episodedetails`."""
    bare = _DECLARATION.sub("", without_comments(text))
    first = _ROOT.search(bare)
    if first is None:
        return Split(rest=bare)
    root = first.group(1).lower()
    starts = [found.start() for found in _ROOT.finditer(bare) if found.group(1).lower() == root]
    if root != "episodedetails":
        starts = starts[:1]
    blocks, rest = [], [bare[: starts[0]]]
    closing = re.compile(rf"</{root}\s*>", re.IGNORECASE)
    for start, end in zip(starts, [*starts[1:], len(bare)], strict=True):
        # An album lists its artist and an artist its albums, so the end is the last one.
        ends = [found.end() for found in closing.finditer(bare, start, end)]
        cut = ends[-1] if ends else _end_of_empty(bare, start, end)
        blocks.append(bare[start:cut])
        rest.append(bare[cut:end])
    return Split(root=root, blocks=tuple(blocks), rest="\n".join(rest))


def _end_of_empty(text: str, start: int, end: int) -> int:
    """`<movie/>` ends with its own tag; a root that nobody closes, with the text."""
    close = text.find(">", start, end)
    return close + 1 if close > start and text[close - 1] == "/" else end


def without_comments(text: str) -> str:
    """Return text without its comments; one that never ends is kept."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    parts.append(text[at:])
    return "".join(parts)


def repair(block: str) -> str:
    """Return XML whose ampersands are escaped and whose HTML entities are characters."""
    return _AMPERSAND.sub(_entity, block)


def _entity(found: "re.Match[str]") -> str:
    decimal, hexadecimal, name = found.groups()
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        char = chr(code) if code <= _LAST_CODE else ""
        return found.group() if char and not _FORBIDDEN.match(char) else ""
    if name is None:
        return "&amp;"
    if name in _OF_XML:
        return found.group()
    return html5.get(f"{name};", f"&amp;{name};")
