"""Tokens, from making to withdrawing, over the real routes."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.client import Client
from app.contract.accounts import Me, NewToken, Permission, Role, TokensChanged
from app.contract.errors import Denied, Invalid, NotFound, Unauthenticated, Unavailable
from app.contract.events import Event
from app.engine.accounts import Accounts, routes, service, store
from app.engine.accounts.schema import migrations
from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.web.openapi import check_routes
from tests.fakes.web import serving

SCOPES = (Permission.LIBRARY_READ, Permission.PLAYBACK)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Db]:
    with Db(tmp_path / "marquee.db", [migrations]) as opened:
        yield opened


@pytest.fixture
def accounts(db: Db) -> Accounts:
    return Accounts(db, Bus())


@asynccontextmanager
async def clients(accounts: Accounts, *tokens: str) -> AsyncIterator[list[Client]]:
    async with serving(*routes(accounts), authenticate=accounts.authenticate) as url:
        opened = [Client(url, token) for token in tokens]
        yield opened
        for client in opened:
            await client.aclose()


def columns(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute("select hash, last_used_at from token")]


async def test_a_token_tells_what_it_may_do(accounts: Accounts) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        made = await owner.accounts.create_token(NewToken(name="Kodi", scopes=SCOPES))
        everything = (await owner.accounts.get_me()).permissions
    async with clients(accounts, made.token) as (kodi,):
        me = await kodi.accounts.get_me()

    assert me == Me(user_id="1", permissions=SCOPES)
    assert set(SCOPES) < set(everything)
    assert Permission.OPEN not in everything


async def test_a_token_is_made_used_listed_and_withdrawn(accounts: Accounts) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        made = await owner.accounts.create_token(NewToken(name=" Kodi ", scopes=SCOPES))
        caller = await accounts.authenticate(made.token)
        (listed,) = await owner.accounts.list_tokens()
        await owner.accounts.delete_token(made.id)

        assert caller is not None
        assert caller.permissions == set(SCOPES)
        assert (listed.id, listed.name, listed.scopes) == (made.id, "Kodi", SCOPES)
        assert listed.last_used_at is not None
        assert await accounts.authenticate(made.token) is None
        assert await owner.accounts.list_tokens() == ()


async def test_the_secret_is_not_in_the_database(accounts: Accounts, db: Db) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        made = await owner.accounts.create_token(NewToken(name="Kodi"))

    ((hashed, _used),) = await db.read(columns)

    assert made.token.startswith("mq_")
    assert len(made.token) >= 45
    assert made.token not in str(hashed)


async def test_there_is_an_owner_from_the_start(accounts: Accounts) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        (user,) = await owner.accounts.list_users()

    assert user.role is Role.OWNER


@pytest.mark.parametrize("token", ["", "mq_", "mq_wrong", "ü\udcff"])
async def test_a_wrong_token_is_nobody(accounts: Accounts, token: str) -> None:
    assert await accounts.authenticate(token) is None


async def test_the_owner_token_ends_with_its_engine(accounts: Accounts, db: Db) -> None:
    assert await Accounts(db, Bus()).authenticate(accounts.owner_token) is None


async def test_a_token_cannot_make_a_stronger_one(accounts: Accounts) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        weak = await owner.accounts.create_token(NewToken(name="weak", scopes=(Permission.ACCOUNTS_MANAGE,)))
    async with clients(accounts, weak.token) as (client,):
        for scopes in ((), SCOPES):
            with pytest.raises(Denied) as caught:
                await client.accounts.create_token(NewToken(name="strong", scopes=scopes))
            assert caught.value.code == "scope_too_wide"
        await client.accounts.create_token(NewToken(name="same", scopes=(Permission.ACCOUNTS_MANAGE,)))


async def test_a_token_without_the_permission_is_denied(accounts: Accounts) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        made = await owner.accounts.create_token(NewToken(name="Kodi", scopes=SCOPES))
    async with clients(accounts, made.token, "mq_nobody") as (kodi, nobody):
        with pytest.raises(Denied):
            await kodi.accounts.list_tokens()
        with pytest.raises(Unauthenticated):
            await nobody.accounts.list_tokens()


@pytest.mark.parametrize(
    "wish",
    [NewToken(name="  "), NewToken(name="x" * 101), NewToken(name="x", scopes=(Permission.SIGNED,))],
)
async def test_a_wish_that_makes_no_sense_is_refused(accounts: Accounts, wish: NewToken) -> None:
    async with clients(accounts, accounts.owner_token) as (owner,):
        with pytest.raises(Invalid):
            await owner.accounts.create_token(wish)


@pytest.mark.parametrize("token_id", ["99", "x", "-1", "²", "9" * 30])
async def test_a_token_that_is_not_there_cannot_be_withdrawn(accounts: Accounts, token_id: str) -> None:
    with pytest.raises(NotFound):
        await accounts.delete_token(token_id)


async def test_changes_are_told(db: Db) -> None:
    bus = Bus()
    told: list[Event] = []
    bus.on_any(told.append)
    accounts = Accounts(db, bus)
    async with clients(accounts, accounts.owner_token) as (owner,):
        made = await owner.accounts.create_token(NewToken(name="Kodi"))
        await owner.accounts.delete_token(made.id)

    assert told == [TokensChanged(ids=(made.id,)), TokensChanged(ids=(made.id,))]


async def a_token(accounts: Accounts) -> str:
    async with clients(accounts, accounts.owner_token) as (owner,):
        return (await owner.accounts.create_token(NewToken(name="Kodi"))).token


async def test_the_time_of_use_is_written_once_a_minute(
    accounts: Accounts, db: Db, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = await a_token(accounts)
    clock = {"now": 1_000_000_000}
    monkeypatch.setattr(service, "now_ms", lambda: clock["now"])
    used = []

    for passed in (0, 59_999, 60_000):
        clock["now"] = 1_000_000_000 + passed
        await accounts.authenticate(token)
        used.append((await db.read(columns))[0][1])

    assert used == [1_000_000_000, 1_000_000_000, 1_000_060_000]


async def test_a_full_disk_locks_nobody_out(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    token = await a_token(accounts)

    def full(*_: object) -> None:
        raise Unavailable("disk full")

    monkeypatch.setattr(store, "save_use", full)

    assert await accounts.authenticate(token) is not None


async def test_the_memory_of_tokens_is_bounded(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MAX_CACHED", 1)
    tokens = [await a_token(accounts) for _ in range(3)]

    assert all([await accounts.authenticate(token) for token in tokens])


def test_the_routes_are_told_in_full(accounts: Accounts) -> None:
    assert check_routes(routes(accounts)) == ()
