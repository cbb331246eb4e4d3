import asyncio
import sys
import threading
from pathlib import Path

import pytest

from app.contract.errors import Unavailable
from app.engine.ground import secrets as module
from app.engine.ground.paths import Home
from app.engine.ground.secrets import KEYRING_VARIABLE, SERVICE, Keyring, Secrets, find_system_keyring


class FakeKeyring:
    """Keeps passwords in memory, as a backend of the keyring package does."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class ForgetfulKeyring(FakeKeyring):
    def set_password(self, service: str, username: str, password: str) -> None:
        """Pretends."""


class BreakingKeyring(FakeKeyring):
    """Works at the first look, and fails afterwards."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if "test." not in username:
            raise RuntimeError("the bus is gone")
        super().set_password(service, username, password)


def in_file(home: Home) -> Secrets:
    return Secrets(home, lambda: None)


async def test_a_secret_outlives_the_engine(home: Home) -> None:
    await in_file(home).set("a", "sesame")

    assert await in_file(home).get("a") == "sesame"
    assert await in_file(home).get("b") is None


async def test_a_secret_can_be_forgotten_twice(home: Home) -> None:
    secrets = in_file(home)
    await secrets.set("a", "sesame")
    await secrets.delete("a")
    await secrets.delete("a")

    assert await secrets.get("a") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
async def test_the_files_are_closed_to_others_and_hold_no_plain_text(home: Home) -> None:
    await in_file(home).set("a", "sesame")

    files = [home.root / "secrets.bin", home.root / "secrets.key"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert b"sesame" not in b"".join(file.read_bytes() for file in files)


async def test_keys_differ_by_name_and_stay_the_same(home: Home) -> None:
    first = await in_file(home).key("stream")

    assert len(first) == 32
    assert await in_file(home).key("stream") == first
    assert await in_file(home).key("other") != first


@pytest.mark.parametrize("damage", [b"", b"short", bytes(100)])
async def test_a_damaged_file_is_told_and_not_overwritten(home: Home, damage: bytes) -> None:
    await in_file(home).set("a", "sesame")
    (home.root / "secrets.bin").write_bytes(damage)

    with pytest.raises(Unavailable) as caught:
        await in_file(home).set("b", "other")
    assert caught.value.code == "secrets_damaged"
    assert (home.root / "secrets.bin").read_bytes() == damage


async def test_secrets_without_their_key_are_told(home: Home) -> None:
    await in_file(home).set("a", "sesame")
    (home.root / "secrets.key").unlink()

    with pytest.raises(Unavailable):
        await in_file(home).get("a")


async def test_a_key_file_cut_short_is_told(home: Home) -> None:
    (home.root / "secrets.key").write_bytes(b"short")

    with pytest.raises(Unavailable):
        await in_file(home).key("stream")


async def test_a_key_file_that_cannot_be_read_is_told(home: Home) -> None:
    (home.root / "secrets.key").mkdir()

    with pytest.raises(Unavailable):
        await in_file(home).key("stream")


async def test_a_keyring_that_works_keeps_the_secret(home: Home) -> None:
    keyring = FakeKeyring()
    secrets = Secrets(home, lambda: keyring)
    await secrets.set("a", "sesame")

    assert await secrets.get("a") == "sesame"
    assert [(service, value) for (service, _), value in keyring.kept.items()] == [(SERVICE, "sesame")]

    await secrets.delete("a")
    assert not keyring.kept
    assert await secrets.get("a") is None


async def test_two_data_folders_share_no_secret_in_one_keyring(home: Home, tmp_path: Path) -> None:
    keyring = FakeKeyring()
    other = Home(tmp_path / "other")
    other.make()
    await Secrets(home, lambda: keyring).set("a", "one")
    await Secrets(other, lambda: keyring).set("a", "two")

    assert await Secrets(home, lambda: keyring).get("a") == "one"


@pytest.mark.parametrize("keyring", [ForgetfulKeyring(), BreakingKeyring()])
async def test_a_keyring_that_does_not_truly_work_is_passed_over(home: Home, keyring: Keyring) -> None:
    await Secrets(home, lambda: keyring).set("a", "sesame")

    assert await in_file(home).get("a") == "sesame"


async def test_a_keyring_that_waits_for_a_person_does_not_hold_the_engine(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEYRING_TIMEOUT_S", 0.05)
    gate = threading.Event()

    def hang() -> None:
        gate.wait()

    secrets = Secrets(home, hang)
    await asyncio.wait_for(secrets.set("a", "sesame"), 5)
    gate.set()

    assert await secrets.get("a") == "sesame"


async def test_a_secret_in_a_keyring_that_is_gone_is_told(home: Home) -> None:
    keyring = FakeKeyring()
    await Secrets(home, lambda: keyring).set("a", "sesame")

    with pytest.raises(Unavailable) as caught:
        await in_file(home).get("a")
    assert caught.value.code == "keyring_unavailable"


def test_the_keyring_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEYRING_VARIABLE, "off")

    assert find_system_keyring() is None


@pytest.mark.skipif(sys.platform != "linux", reason="about the session bus of Linux")
def test_a_machine_without_a_session_has_no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(KEYRING_VARIABLE, raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))

    assert find_system_keyring() is None


@pytest.mark.skipif(sys.platform != "linux", reason="about the session bus of Linux")
@pytest.mark.parametrize("backend", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring"])
def test_a_backend_that_keeps_nothing_is_no_keyring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, backend: str
) -> None:
    monkeypatch.delenv(KEYRING_VARIABLE, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    import keyring
    from keyring.core import load_keyring

    before = keyring.get_keyring()
    keyring.set_keyring(load_keyring(backend))
    try:
        assert find_system_keyring() is None
    finally:
        keyring.set_keyring(before)
