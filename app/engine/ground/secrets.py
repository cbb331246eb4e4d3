"""Keeps what must not be read by others: keys of this engine, and what people entrust to it.

Two kinds, two places:

- `key` gives keys that Marquee makes for itself (signatures of stream addresses); see secrets_file.py.
- `set` keeps what a person typed in (a password, an API key): in the keyring of the system when there is one that
  truly works, else in an encrypted file; secrets_file.py says what that protects from.
"""

import asyncio
import hashlib
import os
import secrets
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol, TypeVar

import structlog

from app.contract.errors import Unavailable
from app.engine.ground.paths import Home
from app.engine.ground.secrets_file import IN_KEYRING, SecretsFile

KEYRING_VARIABLE = "MARQUEE_KEYRING"
"""Set to "off" to use the encrypted file on any machine."""
KEYRING_TIMEOUT_S = 5.0
"""A locked keyring waits for a person at a screen; an engine does not."""
SERVICE = "Marquee"

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Keyring(Protocol):
    """The part of a backend of the `keyring` package that is used."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept, or None."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a value."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a value; fails when there is none."""


class Secrets:
    """The secrets of one data folder.

    Args:
        home: The data folder; it exists.
        find_keyring: Gives the keyring of the system, or None. It is called on a thread, since it may hang.
    """

    def __init__(self, home: Home, find_keyring: Callable[[], Keyring | None] | None = None) -> None:
        self._file = SecretsFile(home.root)
        self._find_keyring = find_keyring or find_system_keyring
        # The data folders of one user share a keyring, but not their secrets.
        self._prefix = hashlib.sha256(os.fsencode(home.root)).hexdigest()[:12]
        self._turn = asyncio.Lock()
        self._keyring: Keyring | None = None
        self._has_looked = False

    async def get(self, name: str) -> str | None:
        """Return a secret, or None when there is none of this name.

        Raises:
            Unavailable: the file is damaged ("secrets_damaged"), or the keyring that holds the secret does not answer
                ("keyring_unavailable").
        """
        async with self._turn:
            kept = (await asyncio.to_thread(self._file.read)).get(name)
            if kept != IN_KEYRING:
                return kept
            keyring = await self._open_keyring()
            if keyring is None:
                raise Unavailable(f"The keyring that keeps {name!r} is not there.", code="keyring_unavailable")
            return await _ask(lambda: keyring.get_password(SERVICE, self._name(name)))

    async def set(self, name: str, value: str) -> None:
        """Keep a secret. A keyring that fails is passed over for the file."""
        async with self._turn:
            is_in_keyring = await self._tell_keyring(lambda keyring: _put(keyring, self._name(name), value))
            await asyncio.to_thread(self._file.change, name, IN_KEYRING if is_in_keyring else value)

    async def delete(self, name: str) -> None:
        """Forget a secret; it is fine when there is none."""
        async with self._turn:
            kept = (await asyncio.to_thread(self._file.read)).get(name)
            if kept == IN_KEYRING:
                await self._tell_keyring(lambda keyring: keyring.delete_password(SERVICE, self._name(name)))
            if kept is not None:
                await asyncio.to_thread(self._file.change, name, None)

    async def key(self, name: str) -> bytes:
        """Return 32 random bytes, the same ones for this data folder and name for ever."""
        async with self._turn:
            return await asyncio.to_thread(self._file.key, name)

    def _name(self, name: str) -> str:
        return f"{self._prefix}.{name}"

    async def _tell_keyring(self, step: Callable[[Keyring], None]) -> bool:
        keyring = await self._open_keyring()
        if keyring is None:
            return False
        try:
            await _ask(lambda: step(keyring))
        except Unavailable as error:
            log.warning("keyring_failed", reason=error.message)
            return False
        return True

    async def _open_keyring(self) -> Keyring | None:
        """Look for a keyring once; one that hangs or fails at a real write and read is none."""
        if not self._has_looked:
            self._has_looked = True
            try:
                self._keyring = await _ask(lambda: _tried(self._find_keyring()))
            except Unavailable as error:
                log.warning("keyring_unusable", reason=error.message)
        return self._keyring


def find_system_keyring() -> Keyring | None:
    """Return the keyring of this session, or None on a machine where nobody is logged in at a screen."""
    if os.environ.get(KEYRING_VARIABLE, "").lower() == "off":
        return None
    if sys.platform.startswith(("linux", "freebsd")) and not _has_session_bus():
        return None  # the package would try to start a bus, or ask on the terminal
    import keyring  # slow, and most engines never need it

    backend = keyring.get_keyring()
    if backend.priority <= 0:  # "fail" and "null"
        return None
    return backend


def _has_session_bus() -> bool:
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return bool(runtime) and Path(str(runtime), "bus").exists()


def _tried(keyring: Keyring | None) -> Keyring | None:
    if keyring is None:
        return None
    name = f"test.{secrets.token_hex(4)}"
    _put(keyring, name, name)
    keyring.delete_password(SERVICE, name)
    return keyring


def _put(keyring: Keyring, name: str, value: str) -> None:
    keyring.set_password(SERVICE, name, value)
    if keyring.get_password(SERVICE, name) != value:
        raise Unavailable("The keyring does not give back what it was given.", code="keyring_unavailable")


async def _ask(step: Callable[[], T]) -> T:
    """Run a step that may hang for ever on a thread that may be left behind.

    Raises:
        Unavailable: it took too long or failed, in whatever way the keyring of this system fails.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(step())
        except BaseException as error:  # noqa: BLE001  # told to the one who asked
            answer.set_exception(error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    waiting = asyncio.wrap_future(answer)
    await asyncio.wait({waiting}, timeout=KEYRING_TIMEOUT_S)
    if not waiting.done():
        raise Unavailable(f"The keyring did not answer within {KEYRING_TIMEOUT_S:g} s.", code="keyring_unavailable")
    if (error := waiting.exception()) is not None:
        raise Unavailable(f"The keyring failed: {error}", code="keyring_unavailable") from error
    return waiting.result()
