"""Keys of this engine, and an encrypted file of secrets under them.

One master key of 32 random bytes lies in the data folder ("secrets.key"). Keys for a purpose are derived from it; the
secrets ("secrets.bin") are one JSON object, encrypted with AES-256-GCM under such a key.

What that protects from: a backup or a synchronised copy of secrets.bin without secrets.key, and a search through the
contents of files. It does not protect from somebody who can read the whole data folder as this user: the key lies
beside the secrets, because an engine without a screen has nobody to ask for a passphrase. Both files have mode 0600, in
a folder of mode 0700.
"""

import hmac
import secrets
from pathlib import Path

from app.contract import codec
from app.contract.errors import Invalid, Unavailable
from app.engine.ground.files import write_private

KEY_BYTES = 32
NONCE_BYTES = 12
IN_KEYRING = "\0in keyring"
"""Stands for a secret that the keyring of the system keeps, so that nobody wakes it up for other names."""

_BOUND_TO = b"marquee secrets 1"


class SecretsFile:
    """The files; all calls are blocking and short."""

    def __init__(self, folder: Path) -> None:
        self._key_file = folder / "secrets.key"
        self._file = folder / "secrets.bin"

    def key(self, purpose: str) -> bytes:
        """Return the 32 bytes for a purpose.

        Raises:
            Unavailable: the key file is damaged or cannot be read ("secrets_damaged").
        """
        return hmac.digest(self._master_key(), purpose.encode(), "sha256")

    def read(self) -> dict[str, str]:
        """Return all secrets by name.

        Raises:
            Unavailable: the files are damaged or do not belong together ("secrets_damaged").
        """
        if not self._file.exists():
            return {}
        # Loaded only where there are secrets: the start of an engine is quicker without.
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            sealed = self._file.read_bytes()
            text = AESGCM(self.key("secrets")).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _BOUND_TO)
            return codec.decode(text, dict[str, str])
        except (OSError, InvalidTag, ValueError, Invalid) as error:
            raise _damaged(self._file) from error

    def change(self, name: str, value: str | None) -> None:
        """Keep a secret, or with None forget it."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kept = self.read()
        kept.pop(name, None)
        if value is not None:
            kept[name] = value
        nonce = secrets.token_bytes(NONCE_BYTES)
        write_private(self._file, nonce + AESGCM(self.key("secrets")).encrypt(nonce, codec.encode(kept), _BOUND_TO))

    def _master_key(self) -> bytes:
        if not self._key_file.exists():
            if self._file.exists():  # a new key would not open it
                raise _damaged(self._key_file)
            write_private(self._key_file, secrets.token_bytes(KEY_BYTES))
        try:
            key = self._key_file.read_bytes()
        except OSError as error:
            raise _damaged(self._key_file) from error
        if len(key) != KEY_BYTES:
            raise _damaged(self._key_file)
        return key


def _damaged(path: Path) -> Unavailable:
    return Unavailable(
        f"{path} is missing, damaged or not readable. Put it back from a backup, or delete secrets.key and secrets.bin "
        "and type the passwords again.",
        code="secrets_damaged",
        details={"path": str(path)},
    )
