"""The job that looks what another server has, finds it here, and takes over what was done with it."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

import structlog

from app.contract.errors import Conflict, NotFound
from app.contract.imports import Mapping, Miss, Mode
from app.contract.library import PLAYABLE_KINDS, ItemKind, NewSource, ScanState, SourceKind
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.ground.jobs import Work
from app.engine.ground.secrets import Secrets
from app.engine.imports import rules, store
from app.engine.imports.connect import connected
from app.engine.imports.remote import Batch, MediaServer, Part, Thing
from app.engine.imports.store import Kept, Ledger, Outcome
from app.engine.library import Answer, How, Library, Lookup, Wanted
from app.engine.playback import Deed, Taken, Takeover

SCAN_LOOK_S = 0.5
_PARTS = {
    SourceKind.MOVIES: (ItemKind.FILM,),
    SourceKind.SHOWS: (ItemKind.SHOW, ItemKind.EPISODE),
    SourceKind.MUSIC: (ItemKind.ARTIST, ItemKind.ALBUM, ItemKind.TRACK),
    SourceKind.MIXED: (ItemKind.FILM, ItemKind.SHOW, ItemKind.EPISODE),
}
_OVER = (ScanState.DONE, ScanState.FAILED, ScanState.CANCELLED)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Where an import finds items and writes what was done with them."""

    db: Db
    secrets: Secrets
    library: Library
    lookup: Lookup
    takeover: Takeover


@dataclass(slots=True, kw_only=True)
class _Trip:
    """One preview or run under way."""

    kept: Kept
    run: int
    mode: Mode
    ledger: Ledger
    ids: dict[str, int]


class ImportJob:
    """Previews and runs imports. Safe to repeat: it goes on where it was, and what is taken over already stays."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def run(self, work: Work) -> None:
        """Do the job of one import. Raises NotFound when it was forgotten or begun anew meanwhile."""
        trip = await self._trip(int(work.payload["import_id"]), int(work.payload["run"]))
        kept = trip.kept
        token = await self._rooms.secrets.get(secret_name(kept.id))
        if token is None:
            raise NotFound("The token of this server is gone. Connect it again.", code="import_token_gone")
        if trip.mode is Mode.RUN:
            await self._add_sources(kept)
            await self._wait_for_scans(work, kept)
        trip.ids = dict(await self._rooms.lookup.list_ids())
        async with connected(kept.kind, kept.url, token) as server:
            await self._count(trip, server)
            for part in _parts(kept):
                async for batch in self._fresh(trip, server, part):
                    await self._take(trip, part, batch)
                    work.progress(trip.ledger.done / max(trip.ledger.total, 1), f"Reading {kept.name}")
            if trip.mode is Mode.RUN:
                await self._take_collections(trip, server)
        await self._rooms.db.write(store.finish, kept.id, trip.run, trip.mode, now_ms())

    async def _trip(self, import_id: int, run: int) -> _Trip:
        kept = await self._rooms.db.read(store.find, import_id)
        report = await self._rooms.db.read(store.find_report, import_id)
        if kept is None or report is None or report.run != run:
            raise NotFound("This import was forgotten or begun anew.", code="import_not_found")
        return _Trip(kept=kept, run=run, mode=report.mode, ledger=report.ledger, ids={})

    async def _add_sources(self, kept: Kept) -> None:
        if not kept.choices.adds_sources:
            return
        known = [source.path for source in await self._rooms.library.list_sources()]
        for mapping, kind in _wanted_sources(kept):
            if any(_holds(path, mapping.local) for path in known):
                continue
            try:
                source = await self._rooms.library.add_source(NewSource(path=mapping.local, kind=kind))
            except Conflict as error:  # it holds a source: what lies in that one is found all the same
                log.info("import_source_not_added", code=error.code)
            else:
                known.append(source.path)

    async def _wait_for_scans(self, work: Work, kept: Kept) -> None:
        """What a scan under way will find in the mapped folders is to be found by us, too."""
        while True:
            sources = await self._rooms.library.list_sources()
            ours = {
                source.id
                for source in sources
                for mapping in kept.choices.mappings
                if mapping.local and (_holds(source.path, mapping.local) or _holds(mapping.local, source.path))
            }
            scans = await self._rooms.library.list_scans()
            if all(scan.state in _OVER for scan in scans if scan.source_id in ours):
                return
            work.progress(0.0, "Waiting for the scan of the folders")
            await asyncio.sleep(SCAN_LOOK_S)

    async def _count(self, trip: _Trip, server: MediaServer) -> None:
        if not trip.ledger.cursors:
            user = trip.kept.choices.remote_user_id
            parts = [part for part in _parts(trip.kept) if part.kind in PLAYABLE_KINDS]
            trip.ledger = replace(trip.ledger, total=sum([await server.count(part, user) for part in parts]))

    async def _fresh(self, trip: _Trip, server: MediaServer, part: Part) -> AsyncIterator[Batch]:
        """Give the batches that were not taken yet. What tells of others is read again from its start."""
        cursor = trip.ledger.cursors.get(_key(part), 0)
        start = cursor if part.kind in PLAYABLE_KINDS else 0
        async for batch in server.walk(part, trip.kept.choices.remote_user_id, start):
            if batch.start >= cursor:
                yield batch

    async def _take(self, trip: _Trip, part: Part, batch: Batch) -> None:
        mappings = trip.kept.choices.mappings
        wanted = [_local_wanted(thing.wanted, thing.paths, mappings) for thing in batch.things]
        answers = await self._rooms.lookup.find_all(wanted, trip.ids)
        pairs = list(zip(batch.things, answers, strict=True))
        lost = [(thing, answer) for thing, answer in pairs if answer.how is None and _counts(thing)]
        misses = (*batch.unread, *await asyncio.to_thread(_misses, lost, mappings))
        found = [(thing, answer) for thing, answer in pairs if answer.how is not None]
        outcome, taken, dates = Outcome(misses=misses), Taken(), 0
        if trip.mode is Mode.RUN:
            taken = await self._rooms.takeover.take(trip.kept.user_id, _deeds(found), f"import {trip.kept.id}")
            dates = await self._rooms.lookup.set_added(_dates(found))
            links = {thing.id: answer.item_ids for thing, answer in found}
            outcome = replace(outcome, links=links, members=_members(found))
        trip.ledger = _booked(trip.ledger, part, batch, found, len(misses), taken, dates)
        await self._rooms.db.write(store.save_outcome, trip.kept.id, trip.run, trip.ledger, outcome)

    async def _take_collections(self, trip: _Trip, server: MediaServer) -> None:
        async for title, remote_ids in server.collections(trip.kept.choices.remote_user_id):
            members = await self._rooms.db.read(store.list_linked, trip.kept.id, remote_ids)
            if members:
                outcome = Outcome(members={title: members})
                await self._rooms.db.write(store.save_outcome, trip.kept.id, trip.run, trip.ledger, outcome)


def secret_name(import_id: int) -> str:
    """Return under which name the token of a server is kept."""
    return f"imports.{import_id}.token"


def _parts(kept: Kept) -> tuple[Part, ...]:
    return tuple(
        Part(library_id=library.id, kind=kind)
        for library in kept.told.libraries
        if library.id in kept.choices.libraries and library.kind is not None
        for kind in _PARTS[library.kind]
    )


def _key(part: Part) -> str:
    return f"{part.library_id}/{part.kind}"


def _wanted_sources(kept: Kept) -> list[tuple[Mapping, SourceKind]]:
    """Return the mapped folders of the chosen libraries, and what lies in them."""
    local = {mapping.remote: mapping for mapping in kept.choices.mappings if mapping.local}
    return [
        (local[folder], library.kind)
        for library in kept.told.libraries
        if library.id in kept.choices.libraries and library.kind is not None
        for folder in library.folders
        if folder in local
    ]


def _holds(outer: str, inner: str) -> bool:
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)


def _local(paths: Sequence[str], mappings: Sequence[Mapping]) -> tuple[str, ...]:
    return tuple(path for one in paths if (path := rules.here(one, mappings)) is not None)


def _local_wanted(wanted: Wanted, paths: Sequence[str], mappings: Sequence[Mapping]) -> Wanted:
    """Return what is looked for with the paths here, all the way up."""
    above = wanted.above
    return replace(
        wanted,
        paths=_local(paths, mappings),
        above=_local_wanted(above, above.paths, mappings) if above is not None else None,
    )


def _counts(thing: Thing) -> bool:
    """A show or album that brings nothing of its own is no loss; what is in it counts for itself."""
    return thing.wanted.kind in PLAYABLE_KINDS or thing.rating is not None or bool(thing.collections)


def _misses(lost: Sequence[tuple[Thing, Answer]], mappings: Sequence[Mapping]) -> tuple[Miss, ...]:
    return tuple(_miss(thing, answer, _local(thing.paths, mappings)) for thing, answer in lost)


def _miss(thing: Thing, answer: Answer, local: tuple[str, ...]) -> Miss:
    path = next(iter(thing.paths), "")
    reason = rules.miss_reason(
        path,
        next(iter(local), None),
        is_there=thing.wanted.kind in PLAYABLE_KINDS and any(os.path.isfile(one) for one in local),  # noqa: PTH113  # a string may be no Path
        is_ambiguous=answer.is_ambiguous,
    )
    title = " · ".join(_titles(thing))
    return Miss(remote_id=thing.id, kind=thing.wanted.kind, title=title, path=path[:4096], reason=reason)


def _titles(thing: Thing) -> list[str]:
    """Return the title and those above it, the highest first."""
    titles, one = list[str](), thing.wanted
    while True:
        titles.insert(0, next(iter(one.titles), ""))
        if one.above is None:
            return [title for title in titles if title]
        one = one.above


def _deeds(found: Sequence[tuple[Thing, Answer]]) -> list[Deed]:
    return [_deed(thing, item_id) for thing, answer in found for item_id in answer.item_ids]


def _deed(thing: Thing, item_id: int) -> Deed:
    if thing.wanted.kind not in PLAYABLE_KINDS:  # a show seen in part counts as played on some servers
        return Deed(item_id=item_id, rating=thing.rating)
    return Deed(
        item_id=item_id,
        is_watched=thing.is_watched,
        position_ms=thing.position_ms,
        duration_ms=thing.duration_ms,
        play_count=thing.play_count,
        at_ms=thing.last_played_ms or 0,
        rating=thing.rating,
    )


def _dates(found: Sequence[tuple[Thing, Answer]]) -> dict[int, int]:
    return {
        item_id: thing.added_ms for thing, answer in found for item_id in answer.item_ids if thing.added_ms is not None
    }


def _members(found: Sequence[tuple[Thing, Answer]]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = {}
    for thing, answer in found:
        for title in thing.collections:
            members.setdefault(title, []).extend(answer.item_ids)
    return members


def _booked(
    ledger: Ledger,
    part: Part,
    batch: Batch,
    found: Sequence[tuple[Thing, Answer]],
    missed: int,
    taken: Taken,
    dates: int,
) -> Ledger:
    """Return the ledger after a batch. Only what can be played is counted; misses are counted as they are listed."""
    is_played = part.kind in PLAYABLE_KINDS
    hows = [answer.how for _, answer in found] if is_played else []
    done = ledger.done + (batch.count if is_played else 0)
    return replace(
        ledger,
        total=max(ledger.total, done),
        done=done,
        by_path=ledger.by_path + hows.count(How.PATH),
        by_id=ledger.by_id + hows.count(How.ID),
        by_name=ledger.by_name + hows.count(How.NAME),
        missed=ledger.missed + missed,
        states=ledger.states + taken.states,
        ratings=ledger.ratings + taken.ratings,
        dates=ledger.dates + dates,
        cursors={**ledger.cursors, _key(part): batch.start + batch.count},
    )
