"""Who released it: the group behind the last dash, or in the first or last brackets; and checksums."""

import re

from app.engine.library.names.tokens import classify, split

_LEADING = re.compile(r"^\[{1,2}([^\[\]]{1,60})\]{1,2}[ ._-]{0,3}")
_HASH = re.compile(r"[\[(]([0-9A-Fa-f]{8})[\])]")
_JUNK = re.compile(
    r"(?:[-_. ](?:obfuscated|obfuscation|scrambled|nzbgeek|postbot|xpost|rakuv\w{0,8}|whiterev"
    r"|buymore|asrequested|alternativetorequested|gerov|z0ids3n"
    r"|chamele0n|4p|4planet|altezachen|repackpost|sample|pre|1|nzbgeek|rartv|obfu\w{0,8}))+$",
    re.IGNORECASE,
)
_TRAILING_TAG = re.compile(r"[ ._-]?\[([^\[\]]{1,40})\]$")
_DASHED = re.compile(r"-[ ]?([A-Za-z0-9][\w@&+.$!']{0,40})$")
_SPACED = re.compile(r"[\])] ?- ?([A-Za-z0-9]{2,30})$")
_INNER = re.compile(r"[ -]([A-Za-z0-9.@+]{2,30})\)$")
_SITES = frozenset(("rartv", "rarbg.com", "ettv", "eztv", "tgx", "ethd", "eztv.re", "glodls", "publichd"))
_NUMBERED = re.compile(r"\d+(?:x\d+)?$", re.IGNORECASE)
_MAX_GROUP = 60


def leading(text: str) -> tuple[str, int]:
    """Return the group in the first brackets and where the name goes on; ("", 0) for none."""
    found = _LEADING.match(text)
    if (
        found is None
        or (found.group(1)[0].isdigit() and _NUMBERED.match(found.group(1)))
        or len(found.group(1)) > _MAX_GROUP
        or not text[found.end() :].strip()
    ):
        return "", 0
    words = split(found.group(1))
    technical = sum(s.last - s.first + 1 for s in classify(words) if s.strong and s.kind != "noise")
    return ("", 0) if technical and technical >= len(words) / 2 else (found.group(1).strip(), found.end())


def checksum(text: str) -> str:
    """Return the eight hex digits in brackets that anime releases carry, or ""."""
    found = _HASH.search(text)
    return found.group(1).upper() if found and any(map(str.isdigit, found.group(1))) else ""


def without_checksum(text: str) -> str:
    """Return a name without its checksum: "[E63F2984]" holds no episode 63."""
    return _HASH.sub(" ", text).rstrip()


def trailing(text: str, after: int) -> str:
    """Return the group at the end of a name, looking right of `after` only; "" for none."""
    text = _JUNK.sub("", text.rstrip(" '"))
    tag = _TRAILING_TAG.search(text)
    bare = text[: tag.start()] if tag else text
    bare = _JUNK.sub("", bare)
    found = _DASHED.search(bare)
    if found and found.start() >= after and not _is_technical(found.group(1), bare, found.start()):
        return found.group(1).strip(".")
    if (
        tag
        and tag.start() >= after
        and tag.group(1).lower() not in _SITES
        and not _is_technical(tag.group(1), "", 0)
        and not _HASH.match(tag.group().strip())
    ):
        return tag.group(1)
    for pattern in (_SPACED, _INNER):
        if (found := pattern.search(bare)) and found.start() >= after and not _is_technical(found.group(1), "", 0):
            return found.group(1)
    return ""


def _is_technical(group: str, text: str, start: int) -> bool:
    """Such as "WEB-DL", "DTS-HD" and "Blu-Ray" end in a dash and a word that is no group."""
    low = group.lower()
    if low in ("dl", "rip", "hd", "ray", "ma", "hdma", "x", "es", "r", "av1", "264", "265"):
        return (
            text[:start].lower().endswith(("web", "dvd", "dts", "blu", "br", "bd", "hd", "h", "x", "tv", ""))
            and low != "x264"
        )
    words = split(group)
    spans = classify(words)
    return bool(spans) and spans[0].first == 0 and spans[-1].last == len(words) - 1 and all(s.strong for s in spans)
