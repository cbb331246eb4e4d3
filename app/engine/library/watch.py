"""Watches the sources, so that a new film appears by itself. Network drives never tell; the clock has them scanned."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path, PurePath
from typing import Any

import structlog
import watchfiles

from app.contract.library import Source, SourcesChanged
from app.engine.ground.bus import Bus
from app.engine.ground.tasks import Tasks

QUIET_S = 5.0
"""A scan begins when nothing has changed for so long: a file that is being copied changes all the time."""
LONGEST_WAIT_S = 60.0
"""It begins so long after the first change at the latest; what is incomplete then is read again later."""
_STEP_MS = 200
NETWORK_SYSTEMS = frozenset(
    (
        *("9p", "afs", "ceph", "cifs", "davfs", "glusterfs", "nfs", "nfs4", "smb3", "smbfs"),
        *("fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    )
)
_UNFINISHED = (".part", ".partial", ".crdownload", ".tmp", ".!qb", ".!ut", ".aria2", ".download", ".unfinished")
_MOUNTS = Path("/proc/mounts")

log = structlog.get_logger(__name__)

Scan = Callable[[int], Awaitable[object]]


class Calm:
    """Calls back once it has been quiet for a while, or after the longest wait."""

    def __init__(self, act: Callable[[], object], quiet_s: float, longest_s: float) -> None:
        self._act = act
        self._quiet_s = quiet_s
        self._longest_s = longest_s
        self._first_at: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    def disturb(self) -> None:
        """Note that something changed."""
        loop = asyncio.get_running_loop()
        if self._first_at is None:
            self._first_at = loop.time()
        if self._timer is not None:
            self._timer.cancel()
        due_at = min(loop.time() + self._quiet_s, self._first_at + self._longest_s)
        self._timer = loop.call_at(due_at, self._due)

    def forget(self) -> None:
        """Call back no more."""
        if self._timer is not None:
            self._timer.cancel()
        self._first_at = self._timer = None

    def _due(self) -> None:
        self.forget()
        self._act()


class Watch:
    """One watch for each source that is there.

    Args:
        list_sources: Tells which sources there are now.
        scan: Has a source scanned.
    """

    def __init__(
        self,
        bus: Bus,
        list_sources: Callable[[], Awaitable[Iterable[Source]]],
        scan: Scan,
        *,
        quiet_s: float = QUIET_S,
        longest_s: float = LONGEST_WAIT_S,
    ) -> None:
        self._list_sources = list_sources
        self._scan = scan
        self._quiet_s = quiet_s
        self._longest_s = longest_s
        self._changed = asyncio.Event()
        bus.on(SourcesChanged, lambda _event: self._changed.set())

    async def run(self) -> None:
        """Watch until cancelled; sources that come and go are noticed."""
        async with Tasks() as tasks:
            watched: dict[str, asyncio.Task[Any]] = {}
            while True:
                self._changed.clear()
                there = {source.path: source for source in await self._list_sources() if source.online}
                for path in watched.keys() - there.keys():
                    watched.pop(path).cancel()
                for path in there.keys() - watched.keys():
                    watched[path] = tasks.start(self._watch(there[path], tasks), name="library.watch")
                await self._changed.wait()

    async def _watch(self, source: Source, tasks: Tasks) -> None:
        if await asyncio.to_thread(is_on_network, Path(source.path)):
            log.info("watch_not_possible", path=source.path, reason="a network drive does not tell of changes")
            return
        calm = Calm(lambda: tasks.start(self._rescan(source), name="library.rescan"), self._quiet_s, self._longest_s)
        try:
            async for _ in watchfiles.awatch(
                source.path, watch_filter=is_interesting, step=_STEP_MS, ignore_permission_denied=True
            ):
                calm.disturb()
        except OSError as error:  # gone meanwhile, or the system's limit of watches is used up
            log.warning("watch_ended", path=source.path, reason=error.strerror or str(error))
        finally:
            calm.forget()

    async def _rescan(self, source: Source) -> None:
        log.info("watch_noticed_changes", path=source.path)
        await self._scan(int(source.id))


def is_interesting(_change: watchfiles.Change, path: str) -> bool:
    """Tell whether a change is worth a scan: hidden files and unfinished downloads are not."""
    name = PurePath(path).name.lower()
    return not name.endswith(_UNFINISHED) and (
        not name.startswith(".") or name in (".ignore", ".nomedia", ".plexignore")
    )


def is_on_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """Tell whether a folder lies on a network drive (Linux: by the kernel's list of mounts; elsewhere unknown)."""
    try:
        lines = mounts.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    best, system = -1, ""
    for line in lines:
        _, point, kind, *_ = [*line.split(), "", "", ""]
        point = point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if len(point) > best and folder.is_relative_to(point):
            best, system = len(point), kind
    return system in NETWORK_SYSTEMS
