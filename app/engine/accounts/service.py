"""Users and tokens, and who a shown token belongs to."""

import hashlib
import hmac
import secrets

import structlog

from app.contract.accounts import MadeToken, NewToken, Permission, Token, TokensChanged, User
from app.contract.errors import Denied, Invalid, NotFound, Unavailable
from app.contract.paging import Page
from app.engine.accounts import store
from app.engine.accounts.rules import GRANTABLE, permissions_of
from app.engine.accounts.store import Known
from app.engine.ground.bus import Bus
from app.engine.ground.clock import now_ms
from app.engine.ground.db import Db
from app.engine.web.listing import Listing
from app.engine.web.route import Caller

PREFIX = "mq_"
"""Lets people and secret scanners see what a leaked text is."""
TOKEN_BYTES = 32
USE_WRITTEN_EVERY_MS = 60_000
MAX_CACHED = 1_000
MAX_NAME = 100

log = structlog.get_logger(__name__)


class Accounts:
    """Who may use the engine.

    Attributes:
        owner_token: May everything, lives in memory only and ends with this object; the engine's own window uses it.
    """

    def __init__(self, db: Db, bus: Bus) -> None:
        self._db = db
        self._bus = bus
        self.owner_token = _new_token()
        self._owner_hash = _hash(self.owner_token)
        self._owner: Caller | None = None
        self._known: dict[str, Known] = {}
        self._used_at: dict[int, int] = {}
        self._generation = 0
        self._standing: set[str] = set()

    async def load(self) -> None:
        """Learn which tokens there are, so that paths that were signed before this start know whether they hold."""
        self._standing |= await self._db.read(store.list_token_ids)

    def stands(self, token_id: str) -> bool:
        """Tell, without asking the database, whether a token still counts."""
        return token_id in self._standing

    async def authenticate(self, token: str) -> Caller | None:
        """Return who a token belongs to, or None when it does not count."""
        token_hash = _hash(token)
        if hmac.compare_digest(token_hash, self._owner_hash):
            return await self._get_owner()
        known = self._known.get(token_hash) or await self._find(token_hash)
        if known is None:
            return None
        await self._note_use(known)
        permissions = permissions_of(known.role, known.scopes)
        return Caller(
            user_id=str(known.user_id),
            permissions=permissions,
            token_id=str(known.token_id),
            is_narrowed=permissions != permissions_of(known.role),
        )

    async def list_users(self, listing: Listing) -> Page[User]:
        """Return a page of users by name."""
        return Page(
            entries=await self._db.read(store.list_users, listing.page_size, listing.offset),
            page_size=listing.page_size,
            total=await self._db.read(store.count_users),
            page=listing.page,
        )

    async def list_tokens(self, listing: Listing) -> Page[Token]:
        """Return a page of tokens, the newest first."""
        return Page(
            entries=await self._db.read(store.list_tokens, listing.page_size, listing.offset),
            page_size=listing.page_size,
            total=await self._db.read(store.count_tokens),
            page=listing.page,
        )

    async def create_token(self, new: NewToken, maker: Caller) -> MadeToken:
        """Make a token for whoever asks. It may at most what its maker may.

        Raises:
            Invalid: the name is empty or too long, or a scope is none that can be given.
            Denied: it would be able to do more than its maker.
        """
        name = new.name.strip()
        if not 1 <= len(name) <= MAX_NAME:
            raise Invalid(f"A token needs a name of 1 to {MAX_NAME} characters.", code="invalid_name")
        await self._check_scopes(new.scopes, maker)
        token = _new_token()
        token_id = await self._db.write(
            store.save_token,
            name=name,
            user_id=int(maker.user_id),
            scopes=tuple(dict.fromkeys(new.scopes)),
            token_hash=_hash(token),
            now_ms=now_ms(),
        )
        self._standing.add(str(token_id))
        self._bus.publish(TokensChanged(ids=(str(token_id),)))
        return MadeToken(id=str(token_id), name=name, token=token)

    async def delete_token(self, token_id: str) -> None:
        """Withdraw a token at once.

        Raises:
            NotFound: there is no such token.
        """
        is_number = token_id.isascii() and token_id.isdigit() and len(token_id) < 19
        if not is_number or not await self._db.write(store.delete_token, int(token_id)):
            raise NotFound(f"There is no token {token_id}.", code="token_not_found")
        self._generation += 1
        self._known.clear()
        self._standing.discard(token_id)
        self._bus.publish(TokensChanged(ids=(token_id,)))

    async def _get_owner(self) -> Caller:
        if self._owner is None:
            self._owner = Caller(user_id=str(await self._db.read(store.get_owner_id)), permissions=GRANTABLE)
        return self._owner

    async def _find(self, token_hash: str) -> Known | None:
        generation = self._generation
        known = await self._db.read(store.find_token, token_hash)
        if known is None or not hmac.compare_digest(known.hash, token_hash):
            return None
        if generation == self._generation:  # else it may have been withdrawn while we read
            if len(self._known) >= MAX_CACHED:
                self._known.clear()
            self._known[token_hash] = known
            self._standing.add(str(known.token_id))  # the command line may have made it
        return known

    async def _note_use(self, known: Known) -> None:
        """Write the time of use, seldom: nobody needs it to the second, and each write waits for the disk."""
        now = now_ms()
        if now - self._used_at.get(known.token_id, known.last_used_at) < USE_WRITTEN_EVERY_MS:
            return
        self._used_at[known.token_id] = now
        try:
            await self._db.write(store.save_use, known.token_id, now)
        except Unavailable as error:  # a full disk must not lock anybody out
            log.warning("token_use_not_written", reason=error.message)

    async def _check_scopes(self, scopes: tuple[Permission, ...], maker: Caller) -> None:
        if wrong := set(scopes) - GRANTABLE:
            raise Invalid(
                f"{', '.join(sorted(wrong))} cannot be given to a token.",
                code="invalid_scope",
                details={"allowed": sorted(GRANTABLE)},
            )
        role = await self._db.read(store.get_role, int(maker.user_id))
        if missing := (set(scopes) or permissions_of(role)) - maker.permissions:
            raise Denied(
                f"You cannot give what you do not have: {', '.join(sorted(missing))}.",
                code="scope_too_wide",
                details={"missing": sorted(missing)},
            )


async def open_accounts(db: Db, bus: Bus) -> Accounts:
    """Return the room, which knows its tokens."""
    accounts = Accounts(db, bus)
    await accounts.load()
    return accounts


def _new_token() -> str:
    return PREFIX + secrets.token_urlsafe(TOKEN_BYTES)


def _hash(token: str) -> str:
    """A plain hash suffices: 256 random bits cannot be guessed, however fast the guessing."""
    return hashlib.sha256(token.encode(errors="surrogateescape")).hexdigest()
