"""Makes sessions, and the events that tell of them."""

import secrets

from app.contract.playback import Decision, Session, SessionChanged, SessionState
from app.contract.units import DurationMs
from app.engine.ground.clock import now
from app.engine.library import Asset, Entry
from app.engine.playback.quirks import LONGEST_DEVICE


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


def changed(session: Session) -> SessionChanged:
    """Return the event that tells of a session."""
    return SessionChanged(id=session.id, item_id=session.item_id, state=session.state, position_ms=session.position_ms)
