"""What happens in a folder is noticed, once it has settled."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from watchfiles import Change

from app.contract.library import Source, SourceKind, SourcesChanged
from app.engine.ground.bus import Bus
from app.engine.library.watch import Calm, Watch, is_interesting, is_on_network


def a_source(path: Path, source_id: str = "1", *, online: bool = True) -> Source:
    return Source(
        id=source_id,
        path=str(path),
        kind=SourceKind.MIXED,
        online=online,
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        scanned_at=None,
        file_count=0,
        problem_count=0,
    )


class House:
    """Sources that are watched, and the scans that were asked for."""

    def __init__(self, *sources: Source) -> None:
        self.bus = Bus()
        self.sources = sources
        self.scans: asyncio.Queue[int] = asyncio.Queue()

    async def list_sources(self) -> tuple[Source, ...]:
        return self.sources

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        watching = asyncio.create_task(
            Watch(self.bus, self.list_sources, self.scans.put, quiet_s=0.05, longest_s=1).run()
        )
        yield
        watching.cancel()
        await asyncio.wait({watching})

    async def until_scanned(self, touch: Path) -> int:
        """Change a file until a scan is asked for: a watch needs a moment to begin."""
        async with asyncio.timeout(20):
            while self.scans.empty():
                await asyncio.to_thread(touch.write_bytes, b"film")
                with_scan = asyncio.create_task(self.scans.get())
                done, _ = await asyncio.wait({with_scan}, timeout=0.5)
                if done:
                    return with_scan.result()
                with_scan.cancel()
        return self.scans.get_nowait()


async def test_a_new_file_below_a_source_has_it_scanned(tmp_path: Path) -> None:
    folder = tmp_path / "media" / "Film (2001)"
    folder.mkdir(parents=True)
    house = House(a_source(tmp_path / "media", "7"))

    async with house.watched():
        assert await house.until_scanned(folder / "Film (2001).mkv") == 7


async def test_a_source_that_comes_later_is_watched_too(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    house = House(a_source(one, "1"), a_source(two, "2", online=False))

    async with house.watched():
        assert await house.until_scanned(one / "a.mkv") == 1
        house.sources = (a_source(two, "2"),)
        house.bus.publish(SourcesChanged(ids=("2",)))
        assert await house.until_scanned(two / "b.mkv") == 2


async def test_a_folder_that_is_gone_ends_its_watch_and_nothing_else(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    house = House(a_source(tmp_path / "gone", "1"), a_source(there, "2"))

    async with house.watched():
        assert await house.until_scanned(there / "a.mkv") == 2


async def test_a_network_drive_is_left_to_the_clock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there, far = tmp_path / "there", tmp_path / "far"
    there.mkdir()
    far.mkdir()
    monkeypatch.setattr("app.engine.library.watch.is_on_network", lambda folder: folder == far)
    house = House(a_source(far, "1"), a_source(there, "2"))

    async with house.watched():
        (far / "a.mkv").write_bytes(b"film")
        assert await house.until_scanned(there / "a.mkv") == 2


async def test_changes_that_do_not_end_are_waited_for_only_so_long() -> None:
    loop, called = asyncio.get_running_loop(), asyncio.Event()
    began = loop.time()
    calm = Calm(called.set, quiet_s=60, longest_s=0.05)

    calm.disturb()
    calm.disturb()
    await asyncio.wait_for(called.wait(), 5)

    assert loop.time() - began >= 0.05
    calm.forget()


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/m/Film.mkv", True),
        ("/m/A Folder", True),
        ("/m/Film.mkv.part", False),
        ("/m/Film.mkv.!qB", False),
        ("/m/.hidden", False),
        ("/m/.ignore", True),
    ],
)
def test_hidden_and_unfinished_files_are_of_no_interest(path: str, wanted: bool) -> None:
    assert is_interesting(Change.added, path) is wanted


def test_the_mount_that_is_nearest_tells_whether_a_folder_is_far_away(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/a / ext4 rw 0 0\nodd\n"
        "nas:/films /mnt/my\\040films nfs4 rw 0 0\n/dev/b /mnt/my\\040films/usb ext4 rw 0 0\n"
    )

    assert is_on_network(Path("/mnt/my films/Film"), mounts)
    assert not is_on_network(Path("/mnt/my films/usb/Film"), mounts)
    assert not is_on_network(Path("/home/films"), mounts)
    assert not is_on_network(Path("/home/films"), tmp_path / "none")
