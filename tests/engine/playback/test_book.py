"""Sessions while the database has no room for them, and after it."""

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.contract.errors import Unavailable
from app.contract.playback import Session, Wish
from app.contract.units import DurationMs
from app.engine.playback import book as books
from app.engine.playback import store
from app.engine.playback.book import Book
from app.engine.playback.rules import Standing
from tests.engine.playback.conftest import FILM, FIRST, Room

USER = 1


class Disk:
    """The database, on a disk that may be full."""

    def __init__(self, room: Room) -> None:
        self._db = room.db
        self.is_full = True

    async def read(self, *arguments: Any) -> Any:
        return await self._db.read(*arguments)

    async def write(self, function: Callable[..., Any], *arguments: Any) -> Any:
        if self.is_full:
            raise Unavailable("The disk is full.", code="disk_full")
        return await self._db.write(function, *arguments)


def a_book(disk: Any) -> Book:
    return Book(disk)


async def a_session(room: Room, item: int = FILM) -> Session:
    """Return a session that nobody has written down."""
    opened = await room.client.playback.open(str(item), Wish())
    session = await room.service.get_session(opened.session_id)
    await room.db.write(store.end_session, session, 1)
    return replace(session, id=f"session-{item}")


def at(minute: int, *, is_watched: bool = False) -> Standing:
    return Standing(position_ms=DurationMs(minute * 60_000), is_watched=is_watched)


async def test_what_finds_no_room_is_known_and_written_later(room: Room) -> None:
    disk, session = Disk(room), await a_session(room)
    book = a_book(disk)
    await book.open(session)
    assert await book.move(replace(session, position_ms=DurationMs(60_000)), at(1), 0)
    assert await book.move(replace(session, position_ms=DurationMs(120_000)), at(2, is_watched=True), 1)

    found = await book.find(session.id)
    assert found is not None
    assert found.position_ms == 120_000
    assert [one.id for one in await book.list_open()] == [session.id]
    assert await book.find_standing(USER, FILM) == at(2, is_watched=True)
    assert await book.find_standing(USER, FIRST) is None
    with pytest.raises(Unavailable):
        await book.catch_up()

    disk.is_full = False
    await book.catch_up()

    [saved] = await room.db.read(store.list_sessions)
    assert saved == found
    assert await room.db.read(store.find_progress, USER, FILM) == at(2, is_watched=True)
    assert await book.list_open() == (saved,)


async def test_a_session_that_ended_without_room_comes_into_the_history_once(room: Room) -> None:
    disk, session = Disk(room), await a_session(room)
    before = await room.db.read(store.count_history, USER)
    book = a_book(disk)
    await book.open(session)

    assert await book.end(session, 5)
    assert not await book.end(session, 6)
    assert not await book.move(session, at(3), 0)
    assert await book.find(session.id) is None
    assert await book.list_open() == ()

    disk.is_full = False
    await book.catch_up()
    await book.catch_up()

    assert await room.db.read(store.count_history, USER) == before + 1
    assert await room.db.read(store.list_sessions) == ()


async def test_a_saved_session_goes_on_without_room_and_is_not_swept(room: Room) -> None:
    disk, session = Disk(room), await a_session(room)
    book = a_book(disk)
    disk.is_full = False
    await book.open(session)
    disk.is_full = True
    later = replace(session, updated_at=session.updated_at.replace(year=2050))
    await book.move(later, at(4), 0)
    limit = round(session.updated_at.timestamp() * 1000) + 1

    assert await book.list_silent(limit) == ()
    disk.is_full = False
    assert await book.move(replace(later, position_ms=DurationMs(9)), at(5), 0)
    assert await room.db.read(store.find_progress, USER, FILM) == at(5)
    assert await book.list_silent(limit) == ()


async def test_a_silent_session_without_room_is_found(room: Room) -> None:
    session = await a_session(room)
    book = a_book(Disk(room))
    await book.open(session)

    assert await book.list_silent(round(session.updated_at.timestamp() * 1000) + 1) == (session,)


async def test_plays_are_counted_once(room: Room) -> None:
    disk, session = Disk(room), await a_session(room)
    book = a_book(disk)
    await book.open(session)
    await book.move(session, at(90, is_watched=True), 1)
    disk.is_full = False
    await book.move(session, at(91, is_watched=True), 0)
    await book.catch_up()

    assert await room.db.read(play_count) == 1


def play_count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select play_count from progress where item_id = ?", (FILM,)).fetchone()[0])


async def test_changes_that_come_while_others_are_written_build_on_each_other(room: Room) -> None:
    disk, session = Disk(room), await a_session(room)
    before = await room.db.read(store.count_history, USER)
    book = a_book(disk)
    await book.open(session)
    disk.is_full = False

    _, moved, ended, late = await asyncio.gather(
        book.catch_up(), book.move(session, at(1), 0), book.end(session, 5), book.move(session, at(2), 0)
    )

    assert (moved, ended, late) == (True, True, False)
    assert await book.list_open() == ()
    assert await room.db.read(store.find_progress, USER, FILM) == at(1)
    assert await room.db.read(store.count_history, USER) == before + 1


async def test_what_was_removed_meanwhile_holds_nobody_up(room: Room) -> None:
    disk, gone, kept = Disk(room), await a_session(room), await a_session(room, FIRST)
    book = a_book(disk)
    await book.open(replace(gone, item_id="999"))
    await book.open(kept)

    disk.is_full = False
    await book.catch_up()

    assert [one.id for one in await book.list_open()] == [kept.id]


async def test_memory_has_an_end(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "MOST_UNSAVED", 1)
    session = await a_session(room)
    book = a_book(Disk(room))
    await book.open(session)

    with pytest.raises(Unavailable):
        await book.open(replace(session, id="another"))
    assert await book.move(session, at(1), 0)


async def test_whose_a_session_is_and_which_token_opened_it_is_known_without_room_too(room: Room) -> None:
    disk, saved, unsaved = Disk(room), await a_session(room), await a_session(room, FIRST)
    book = a_book(disk)
    disk.is_full = False
    await book.open(saved, "5")
    disk.is_full = True
    await book.open(unsaved, "6")
    await book.move(saved, at(1), 0)

    for token_id, session in (("5", saved), ("6", unsaved)):
        whose = store.Whose(user_id=USER, token_id=token_id)
        assert [one.id for one in await book.list_open(whose)] == [session.id]
        assert [await book.find(one.id, whose) is not None for one in (saved, unsaved)] == [
            one is session for one in (saved, unsaved)
        ]
    assert await book.list_open(store.Whose(user_id=USER + 1)) == ()
    assert dict(await book.list_openers()) == {saved.id: "5", unsaved.id: "6"}
