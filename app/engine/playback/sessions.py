"""Makes sessions, and the events that tell of them."""

import secrets
from collections import OrderedDict

from app.contract.accounts import Permission
from app.contract.errors import Denied, NotFound
from app.contract.library import Aspect, ItemKind, ItemsChanged
from app.contract.playback import Decision, Session, SessionChanged, SessionState
from app.contract.units import DurationMs
from app.engine.ground.clock import now
from app.engine.library import Asset, Entry
from app.engine.playback.quirks import LONGEST_DEVICE
from app.engine.playback.store import EVERYBODY, Whose
from app.engine.web.route import Caller

MOST_DISMISSED = 1_000


def new_session(user_id: int, entry: Entry, asset: Asset, decision: Decision, device: str) -> Session:
    """Return a session that begins now."""
    return Session(
        id=secrets.token_urlsafe(16),
        user_id=str(user_id),
        item_id=str(entry.id),
        asset_id=str(asset.id),
        title=entry.title,
        device=device[:LONGEST_DEVICE],
        state=SessionState.PLAYING,
        position_ms=DurationMs(0),
        duration_ms=asset.probe.duration_ms,
        decision=decision,
        started_at=now(),
        updated_at=now(),
    )


def seen_by(caller: Caller) -> Whose:
    """Return whose sessions somebody may see.

    Who manages what others play sees all, others their own. A narrowed token may be in somebody else's hands than its
    user's: it sees what was opened by it.
    """
    if caller.may(Permission.PLAYBACK_MANAGE):
        return EVERYBODY
    return Whose(user_id=int(caller.user_id), token_id=caller.token_id if caller.is_narrowed else None)


def check_owner(session: Session, caller: Caller) -> None:
    """Raise Denied when somebody else plays this, and the caller may not manage what others play."""
    if session.user_id != caller.user_id and not caller.may(Permission.PLAYBACK_MANAGE):
        raise Denied("Somebody else plays this.", code="not_your_session")


def changed(session: Session, *, is_dismissed: bool = False) -> SessionChanged:
    """Return the event that tells of a session."""
    return SessionChanged(
        id=session.id,
        item_id=session.item_id,
        state=session.state,
        position_ms=session.position_ms,
        is_dismissed=is_dismissed,
        user_id=session.user_id,
    )


def state_changed(user_id: int | str, ids: tuple[str, ...], kinds: tuple[ItemKind, ...]) -> ItemsChanged:
    """Return the event that tells somebody that what they did with items changed."""
    return ItemsChanged(ids=ids, kinds=kinds, aspect=Aspect.STATE, user_id=str(user_id))


class Dismissed:
    """The sessions that somebody else ended, so that their players hear why; the last thousand of them."""

    def __init__(self) -> None:
        self._ids: OrderedDict[str, None] = OrderedDict()

    def add(self, session_id: str) -> None:
        """Remember one."""
        self._ids[session_id] = None
        while len(self._ids) > MOST_DISMISSED:
            self._ids.popitem(last=False)

    def why_gone(self, session_id: str) -> NotFound:
        """Return what to tell a player whose session is no more."""
        if session_id in self._ids:
            return NotFound("The owner of this Marquee stopped this playback.", code="session_dismissed")
        return NotFound("This session has ended. Start playback again.", code="session_not_found")
