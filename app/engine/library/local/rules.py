"""Decides what an NFO speaks of, and joins what several entries tell of one item. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from app.contract.library import ItemKind
from app.engine.library.local.record import Nfo, Record

_WHOLE = {
    "movie": ItemKind.FILM,
    "tvshow": ItemKind.SHOW,
    "season": ItemKind.SEASON,
    "artist": ItemKind.ARTIST,
    "album": ItemKind.ALBUM,
}
WHOLE_NAMES = tuple(_WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What an NFO speaks of by its name.

    Attributes:
        kind: Of the item that its folder stands for; None when it speaks of the file of the same name.
        stem: Its name without suffix, in lower case.
    """

    folder: str
    stem: str
    kind: ItemKind | None


def target_of(path: str) -> Target:
    """Return what an NFO at this path speaks of."""
    pure = PurePosixPath(path)
    stem = pure.stem.lower()
    return Target(folder=path.rpartition("/")[0], stem=stem, kind=_WHOLE.get(stem))


def rank(path: str) -> tuple[bool, str]:
    """Return what NFO files of one item sort by: the first is applied. That of a file beats that of a folder."""
    return target_of(path).kind is not None, path


def record_for(nfo: Nfo, kind: ItemKind, number: int | None, end_number: int | None) -> tuple[Record | None, str]:
    """Return what an NFO tells of an item, and a sentence when it contradicts the name of the file."""
    told = tuple(record for record in nfo.records if record.kind in (None, kind))
    if not told:
        said = nfo.records[0].kind if nfo.records else None
        return None, f"It describes a {said}, but its place is that of a {kind}." if said else ""
    same = tuple(record for record in told if record.episode == number)
    if kind is ItemKind.EPISODE and end_number is None and len(told) > 1 and same:
        return same[0], ""
    record = _joined(told)
    if kind is ItemKind.EPISODE and number is not None and record.episode not in (None, number):
        return record, f"It says episode {record.episode}, the name of the file says {number}."
    return record, ""


def _joined(records: Sequence[Record]) -> Record:
    """One item for several entries: titles side by side, texts below each other, everybody who took part."""
    first, *rest = sorted(records, key=lambda record: record.episode or 0)
    for other in rest:
        known = {ref.provider for ref in first.refs}
        first = replace(
            first,
            title=" / ".join(filter(None, (first.title, other.title))),
            plot="\n\n".join(filter(None, (first.plot, other.plot))),
            people=tuple(dict.fromkeys((*first.people, *other.people))),
            genres=tuple(dict.fromkeys((*first.genres, *other.genres))),
            refs=(*first.refs, *(ref for ref in other.refs if ref.provider not in known)),
            runtime_ms=first.runtime_ms + other.runtime_ms,
        )
    return first
