"""Signs the paths that players fetch, so that they need no header and no session in memory.

A signature is HMAC-SHA256 over "<kind>/<id>/<expires>" under a key that only this engine has, cut to 128 bits and
written in URL-safe Base64. It holds across restarts; changing the key ends every URL at once. Behind a "~" it tells
who watches, which is signed along with the rest.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.contract.errors import Denied, Invalid

LIFETIME = timedelta(hours=24)
"""Long enough for a film that was paused over night."""
SIGNATURE_BYTES = 16
VIEWER_MARK = "~"


def viewer_of(signature: str) -> str:
    """Return for whom a path was made, as it claims; "" for nobody."""
    return signature.partition(VIEWER_MARK)[2]


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and checks signatures under one key of at least 16 bytes."""

    key: bytes

    def sign(self, kind: str, subject: int, now: datetime, viewer: str = "") -> str:
        """Return "<id>/<expires>/<signature>" for a path. `viewer` is the session for which it is made."""
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
