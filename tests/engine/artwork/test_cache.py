"""The cache: by content, whole or not at all."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.artwork.cache import DRAFTS, YOUNG_S, Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "artwork")


def keep(cache: Cache, content: bytes) -> Path:
    with cache.draft() as draft:
        draft.write_bytes(content)
        return cache.path(cache.keep(draft, "jpeg"), "jpeg")


def files(root: Path) -> list[Path]:
    return sorted(path for path in root.rglob("*") if path.is_file())


def age(path: Path) -> Path:
    status = path.stat()
    os.utime(path, (status.st_atime, status.st_mtime - YOUNG_S - 1))
    return path


@settings(max_examples=20)
@given(content=st.binary(max_size=3_000_000) | st.just(b"x" * 3_000_000))
def test_bytes_lie_under_their_hash(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.mktemp("cache")
    path = keep(Cache(root), content)

    digest = hashlib.sha256(content).hexdigest()
    assert path == root / digest[:2] / digest[2:4] / f"{digest}.jpeg"
    assert path.read_bytes() == content


def test_the_same_bytes_lie_there_once(cache: Cache, tmp_path: Path) -> None:
    assert keep(cache, b"one") == keep(cache, b"one")
    assert len(files(tmp_path)) == 1


def test_a_draft_that_is_not_kept_is_gone(cache: Cache, tmp_path: Path) -> None:
    with cache.draft() as draft:
        draft.write_bytes(b"half a pic")
    assert files(tmp_path) == []


def test_when_power_fails_before_the_rename_no_half_picture_shows(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise OSError(f"no power to make {target.name} of {self.name}")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no power"):
        keep(cache, b"whole")

    assert files(tmp_path) == []


def test_the_bytes_are_on_disk_before_they_get_their_name(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda _number: named.append(len(files(tmp_path / "artwork" / "c3"))))

    path = keep(cache, b"whole")

    assert named == [0]
    assert path.exists()


def test_what_is_there_is_there_until_it_is_removed(cache: Cache) -> None:
    sha256 = keep(cache, b"one").stem

    assert cache.has(sha256, "jpeg")
    assert not cache.has(sha256, "png")
    cache.remove(sha256, "jpeg")
    cache.remove(sha256, "jpeg")
    assert not cache.has(sha256, "jpeg")


def test_sweeping_leaves_what_is_wanted_and_what_is_young(cache: Cache, tmp_path: Path) -> None:
    wanted, unwanted = age(keep(cache, b"wanted")), age(keep(cache, b"unwanted"))
    young = keep(cache, b"young")
    crashed = age(_written(tmp_path / "artwork" / DRAFTS / "0123"))
    under_way = _written(tmp_path / "artwork" / DRAFTS / "4567")

    lost = cache.sweep({wanted.stem, "ff" * 32})

    assert files(tmp_path) == sorted([wanted, young, under_way])
    assert lost == {"ff" * 32}
    assert not unwanted.exists()
    assert not crashed.exists()


def test_a_cache_that_was_never_used_can_be_swept(cache: Cache) -> None:
    assert cache.sweep(()) == frozenset()


def _written(path: Path) -> Path:
    path.write_bytes(b"part")
    return path
