"""Signs the paths that players fetch, so that they need no header and no session in memory.

A signature is HMAC-SHA256 over "<kind>/<id>/<expires>" under a key that only this engine has, cut to 128 bits and
written in URL-safe Base64. It holds across restarts; changing the key ends every URL at once.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.contract.errors import Denied

LIFETIME = timedelta(hours=24)
"""Long enough for a film that was paused over night."""
SIGNATURE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Signer:
    """Makes and checks signatures under one key of at least 16 bytes."""

    key: bytes

    def sign(self, kind: str, subject: int, now: datetime) -> str:
        """Return "<id>/<expires>/<signature>" for a path."""
        expires = int((now + LIFETIME).timestamp())
        return f"{subject}/{expires}/{self._signature(kind, subject, expires)}"

    def check(self, kind: str, subject: int, expires: int, signature: str, now: datetime) -> None:
        """Do nothing when the signature is ours and still holds.

        Raises:
            Denied: it does not; the message says which.
        """
        expected = self._signature(kind, subject, expires)
        if not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
            raise Denied("This stream URL was not made by this engine.", code="bad_signature")
        if expires < now.timestamp():
            raise Denied("This stream URL is too old. Start playback again.", code="url_expired")

    def _signature(self, kind: str, subject: int, expires: int) -> str:
        message = f"{kind}/{subject}/{expires}".encode()
        digest = hmac.new(self.key, message, hashlib.sha256).digest()[:SIGNATURE_BYTES]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
