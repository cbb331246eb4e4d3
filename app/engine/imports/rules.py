"""Addresses, folders of another machine, provider ids and dates. Pure."""

import ipaddress
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from app.contract.errors import Invalid
from app.contract.imports import Mapping, MissReason
from app.contract.library import SourceKind

MAX_URL = 2_000
MAX_RATING = 10.0
MOST_NUMBER = 1_000_000
MOST_AMOUNT = 10**12
_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = ("169.254.0.0/16", "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32")
"""Where no media server lives, but clouds keep their keys and datagrams go to everybody."""
_PLEX_AGENTS = {
    "imdb": "imdb",
    "themoviedb": "tmdb",
    "thetvdb": "tvdb",
    "tmdb": "tmdb",
    "tvdb": "tvdb",
}
_PLEX_LEGACY = re.compile(r"com\.plexapp\.agents\.(?P<agent>[a-z]{1,20})://(?P<value>[^/?]{1,40})(?P<inner>/[^?]*)?")
_PLEX_GUID = re.compile(r"(?P<agent>imdb|tmdb|tvdb)://(?P<value>[^/?]{1,40})")
_JELLYFIN_IDS = {"imdb": "imdb", "tmdb": "tmdb", "tvdb": "tvdb"}
_DRIVE = re.compile(r"[A-Za-z]:/")
_MOMENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)?(?:Z|\+00:00)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = {
    SourceKind.MOVIES: ("movie", "homevideo", "musicvideo"),
    SourceKind.SHOWS: ("show", "tv", "series"),
    SourceKind.MUSIC: ("music", "artist"),
    SourceKind.MIXED: ("mixed",),
}


def checked_url(text: str) -> str:
    """Return the root of a server without a slash at its end; "http://" is added where none is written.

    Raises:
        Invalid: it is no http address, holds a user or a query, or leads where no server lives ("url_invalid").
    """
    whole = text.strip() if "://" in text else f"http://{text.strip()}"
    try:
        parts = urlsplit(whole)
        port = parts.port
    except ValueError as error:
        raise _no_url(text) from error
    if parts.scheme not in _PORTS or not parts.hostname or len(whole) > MAX_URL or port == 0:
        raise _no_url(text)
    if parts.username is not None or parts.query or parts.fragment or re.search(r"[\s\\\x00-\x1f]", whole):
        raise _no_url(text)
    if _is_forbidden(parts.hostname):
        raise _no_url(text)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def checked_token(text: str) -> str:
    """Return a token that may stand in a header. Raises Invalid ("token_invalid"), without repeating it."""
    token = text.strip()
    if not re.fullmatch(r"[!-~]{1,500}", token):
        raise Invalid("This is no token or API key of a media server.", code="token_invalid")
    return token


def host_and_port(url: str) -> str:
    """Return "host:port" of a checked address, as the guard of outbound requests wants it."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or _PORTS[parts.scheme]}"


def folder_key(path: str) -> str:
    """Return a path of another machine with "/" between its parts and none at its end."""
    return path.replace("\\", "/").rstrip("/") or path[:1]


def here(path: str, mappings: Iterable[Mapping]) -> str | None:
    """Return where a file of the other server lies here, or None when its folder is not mapped.

    The longest folder that fits counts. Windows' drives and shares are compared without case. A path that climbs out
    of its folder is none.
    """
    key = folder_key(path)
    best: tuple[int, str] | None = None
    for mapping in mappings:
        root = folder_key(mapping.remote)
        inner = _inner(key, root)
        if inner is None or not mapping.local or ".." in inner.split("/") or "\0" in inner:
            continue
        if best is None or len(root) > best[0]:
            best = (len(root), str(PurePosixPath(mapping.local) / inner))
    return best[1] if best else None


def propose(remotes: Sequence[str], sources: Collection[str], folders: Collection[str]) -> tuple[Mapping, ...]:
    """Propose a folder here for each folder there: the same path, else the longest common tail.

    Sources come before other folders with a tail of the same length. Where several are as good, none is proposed.
    """
    return tuple(Mapping(remote=remote, local=_proposal(remote, sources, folders)) for remote in remotes)


def plex_ids(guid: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return "provider:value" of what Plex says of a film or show; of an episode see `plex_show_ids`."""
    found = [
        f"{_PLEX_AGENTS[match['agent']]}:{match['value']}"
        for text in (guid, *others)
        if (match := _PLEX_LEGACY.match(text) or _PLEX_GUID.match(text))
        and match["agent"] in _PLEX_AGENTS
        and not (match.groupdict().get("inner") or "").strip("/")
    ]
    return tuple(dict.fromkeys(found))


def plex_show_ids(guid: str) -> tuple[str, ...]:
    """Return the show's "provider:value" from the guid that older agents give to an episode."""
    match = _PLEX_LEGACY.match(guid)
    if match is None or match["agent"] not in _PLEX_AGENTS:
        return ()
    return (f"{_PLEX_AGENTS[match['agent']]}:{match['value']}",)


def jellyfin_ids(ids: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return "provider:value" of the providers that Marquee knows."""
    return tuple(
        f"{_JELLYFIN_IDS[name.lower()]}:{value}"
        for name, value in ids
        if name.lower() in _JELLYFIN_IDS and 0 < len(value) <= 40
    )


def moment_ms(text: str | None) -> int | None:
    """Return an ISO moment in UTC as ms since 1970; None for none, one without sense, or one before 1970.

    Jellyfin writes seven digits of a second, more than Python reads.
    """
    match = _MOMENT.fullmatch(text or "")
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, second, int((match[7] or "0").ljust(6, "0")), UTC)
    except ValueError:
        return None
    return max((moment - _EPOCH) // timedelta(milliseconds=1), 0) or None


def rating_of(value: float | None) -> float | None:
    """Return a rating of 0 to 10, or None for none or one out of range."""
    return round(value, 1) if value is not None and 0 < value <= MAX_RATING else None


def number_of(value: int | None) -> int | None:
    """Return a year, season, disc or number, or None for none and one that nobody can mean."""
    return value if value is not None and 0 <= value < MOST_NUMBER else None


def amount_of(value: int | None) -> int:
    """Return a count or length within what the database can hold; 0 for none and a negative one."""
    return min(max(value or 0, 0), MOST_AMOUNT)


def source_kind(word: str | None) -> SourceKind | None:
    """Return what a library holds, from the other server's word; None for photos, books and the like.

    A library without a word holds films and shows side by side.
    """
    if not word:
        return SourceKind.MIXED
    return next((kind for kind, words in _WORDS.items() if word.lower().startswith(words)), None)


def miss_reason(path: str, local: str | None, *, is_there: bool, is_ambiguous: bool) -> MissReason:
    """Say why something was not matched. `local` is its mapped path, `is_there` whether that is a file."""
    if is_there:
        return MissReason.NOT_SCANNED
    if is_ambiguous:
        return MissReason.AMBIGUOUS
    if local is not None:
        return MissReason.FILE_NOT_HERE
    return MissReason.PATH_NOT_MAPPED if path else MissReason.NO_PATH


def _no_url(text: str) -> Invalid:
    return Invalid(
        f"{unquote(text)[:100]!r} is no address of a media server. Write it like http://192.168.1.5:32400.",
        code="url_invalid",
    )


def _is_forbidden(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return address.is_multicast or address.is_unspecified or (mapped is not None and _is_forbidden(str(mapped)))
    return any(address in ipaddress.ip_network(net) for net in _FORBIDDEN)


def _inner(key: str, root: str) -> str | None:
    folds = _DRIVE.match(f"{root}/") is not None or root.startswith("//")
    one, other = (key.lower(), root.lower()) if folds else (key, root)
    start = other if other.endswith("/") else f"{other}/"
    # A second slash would make an absolute path of the rest, which leads anywhere.
    return key[len(start) :].lstrip("/") if one.startswith(start) else None


def _proposal(remote: str, sources: Collection[str], folders: Collection[str]) -> str:
    key = folder_key(remote)
    if key in sources or key in folders:
        return key
    tails = {folder: _common_tail(key, folder) for folder in {*sources, *folders}}
    longest = max(tails.values(), default=0)
    best = [folder for folder, tail in tails.items() if tail == longest]
    known = [folder for folder in best if folder in sources]
    chosen = known or best
    return chosen[0] if longest and len(chosen) == 1 else ""


def _common_tail(one: str, other: str) -> int:
    """Return how many names at the end of two paths are the same, without case."""
    mine, theirs = (PurePosixPath(folder_key(path).lower()).parts for path in (one, other))
    count = 0
    for left, right in zip(reversed(mine), reversed(theirs), strict=False):
        if left != right or left in ("/", "\\"):
            break
        count += 1
    return count
