"""Signs the paths that players fetch, so that they need no header and no session in memory.

A signature is HMAC-SHA256 over "<kind>/<id>/<expires>" under a key that only this engine has, cut to 128 bits and
written in URL-safe Base64. It holds across restarts; changing the key ends every URL at once. Behind a "~" it tells
who watches, which is signed along with the rest: a session, and behind a "." the token by which it was opened. A path
ends with its token.
"""

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.contract.errors import Denied, Invalid

LIFETIME = timedelta(hours=24)
"""Long enough for a film that was paused over night."""
SIGNATURE_BYTES = 16
VIEWER_MARK = "~"
OPENER_MARK = "."

Stands = Callable[[str], bool]
"""Tells from memory whether a token, given by its id, still counts."""


def viewer_of(signature: str) -> str:
    """Return the session for which a path was made, as it claims; "" for nobody."""
    return session_of(signature.partition(VIEWER_MARK)[2])


def viewer(session_id: str, token_id: str) -> str:
    """Return what a path tells of who watches; either may be ""."""
    return f"{session_id}{OPENER_MARK}{token_id}" if token_id else session_id


def session_of(viewer: str) -> str:
    """Return the session that a viewer is; "" for nobody."""
    return viewer.partition(OPENER_MARK)[0]


def _all_stand(_token_id: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and checks signatures under one key of at least 16 bytes."""

    key: bytes
    stands: Stands = _all_stand

    def is_withdrawn(self, signature: str) -> bool:
        """Tell whether the token that a path names does not count any more."""
        token_id = signature.partition(VIEWER_MARK)[2].partition(OPENER_MARK)[2]
        return bool(token_id) and not self.stands(token_id)

    def sign(self, kind: str, subject: int, now: datetime, viewer: str = "") -> str:
        """Return "<id>/<expires>/<signature>" for a path. `viewer` tells who watches."""
        expires = int((now + LIFETIME).timestamp())
        signature = self._signature(kind, subject, expires, viewer)
        return f"{subject}/{expires}/{signature}{VIEWER_MARK if viewer else ''}{viewer}"

    def check(self, kind: str, subject: int, expires: int, signature: str, now: datetime) -> str:
        """Return for whom a path was made, when its signature is ours and still holds.

        Raises:
            Denied: it does not; the message says which.
        """
        given, _mark, viewer = signature.partition(VIEWER_MARK)
        expected = self._signature(kind, subject, expires, viewer)
        if not hmac.compare_digest(expected.encode(), given.encode(errors="replace")):
            raise Denied("This stream URL was not made by this engine.", code="bad_signature")
        if expires < now.timestamp():
            raise Denied("This stream URL is too old. Start playback again.", code="url_expired")
        if self.is_withdrawn(signature):
            raise Denied("The token that opened this playback was withdrawn.", code="token_withdrawn")
        return viewer

    def _signature(self, kind: str, subject: int, expires: int, viewer: str) -> str:
        message = f"{kind}/{subject}/{expires}" + (f"/{viewer}" if viewer else "")
        digest = hmac.new(self.key, message.encode(errors="replace"), hashlib.sha256).digest()[:SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def number_of(text: str) -> int:
    """Return a number of a signed path. Raises Invalid."""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise Invalid("This is no stream URL of this engine.", code="bad_stream_url")
    return int(text)
