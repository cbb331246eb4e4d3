"""Walks a source in a thread and tells what lies in it; never leaves it, never loops, never raises for a file.

A folder whose time is the one stored is not listed again: its files are those that are known, and only looked at.
"""

import errno
import os
import stat
import threading
import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from app.contract.library import ProblemKind, SourceKind
from app.engine.library.names.extras import is_ignored_file, is_ignored_folder
from app.engine.library.scan import switches
from app.engine.library.scan.kinds import FileKind, kind_of

MAX_DEPTH = 64
_DISC_FOLDERS = frozenset(("bdmv", "video_ts", "audio_ts", "certificate"))
YOUNG_NS = 2_000_000_000
"""A folder changed so lately may change again within the same tick of the clock: it is listed next time, too."""
ALWAYS_LIST = 0
TELL_S = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as the walk saw it."""

    path: str
    kind: FileKind
    size_bytes: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something the walk could not take."""

    path: str
    kind: ProblemKind
    detail: str = ""


KnownFile = tuple[str, str, str, int, int]
"""Folder, path, kind, size in bytes and time in ns of a stored file; a size of -1 has it read again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is stored of a source.

    Attributes:
        folders: Their times.
        files: In each folder; plain tuples, for there are a hundred thousand of them.
    """

    folders: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, Sequence[KnownFile]] = field(default_factory=dict)

    def others(self, same: Set[str]) -> list[str]:
        """Return the paths of media files that are not among these."""
        return [row[1] for rows in self.files.values() for row in rows if row[1] not in same and row[2] == "media"]

    def children(self) -> dict[str, list[str]]:
        """Return the folders in each folder."""
        below: dict[str, list[str]] = {}
        for path in self.folders:
            if path:
                below.setdefault(path.rpartition("/")[0], []).append(path)
        return below


@dataclass(slots=True)
class Walked:
    """What a walk found.

    Attributes:
        files: All but those that are as they are stored.
        same: Paths of files that are as they are stored, in folders that are, too.
        folders: Times to store; ALWAYS_LIST where the next walk has to list again.
        unread: Folders that could not be read: nothing is known about what they hold.
        listed: How many folders were listed rather than taken as stored.
        media: How many media files there are, those not counted that are as they are stored.
        same_media: How many of those there are.
    """

    files: dict[str, Seen] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    folders: dict[str, int] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    listed: int = 0
    media: int = 0
    same_media: int = 0


class Stopped(Exception):
    """The walk was told to stop."""


@dataclass(frozen=True, slots=True)
class _Folder:
    path: str
    patterns: tuple[str, ...]
    depth: int


class Walk:
    """One walk over a source.

    Args:
        on_found: Called with the number of media files now and then, from the walking thread.
    """

    def __init__(
        self, root: Path, kind: SourceKind, known: Known, now_ns: int, on_found: Callable[[int], None]
    ) -> None:
        self._root = os.fspath(root)
        self._real = os.path.realpath(root)
        self._kind = kind
        self._known = known
        self._children = known.children()
        self._now_ns = now_ns
        self._on_found = on_found
        self._visited: set[tuple[int, int]] = set()
        self._found = Walked()
        self.stop = threading.Event()

    def run(self) -> Walked:
        """Walk, and return what was found. Raises Stopped."""
        stack = [_Folder("", (), 0)]
        told_at = time.monotonic()
        while stack:
            if self.stop.is_set():
                raise Stopped
            stack.extend(self._visit(stack.pop()))
            if time.monotonic() - told_at > TELL_S:
                told_at = time.monotonic()
                self._on_found(self._found.media + self._found.same_media)
        self._on_found(self._found.media + self._found.same_media)
        return self._found

    def _absolute(self, path: str) -> str:
        return f"{self._root}/{path}" if path else self._root

    def _flaw(self, path: str, kind: ProblemKind, detail: str = "") -> None:
        self._found.flaws.append(Flaw(path, kind, detail))
        parent = path.rpartition("/")[0]
        if parent in self._found.folders:
            self._found.folders[parent] = ALWAYS_LIST

    def _visit(self, folder: _Folder) -> list[_Folder]:
        found = self._enter(folder)
        if found is None:
            return []
        is_young = found.st_mtime_ns > self._now_ns - YOUNG_NS
        self._found.folders[folder.path] = ALWAYS_LIST if is_young else found.st_mtime_ns
        if not is_young and self._known.folders.get(folder.path) == found.st_mtime_ns:
            return self._as_stored(folder)
        return self._list(folder)

    def _enter(self, folder: _Folder) -> os.stat_result | None:
        """Look at a folder once; None when it is away, outside, or was seen before."""
        absolute = self._absolute(folder.path)
        try:
            found = os.lstat(absolute)
            if stat.S_ISLNK(found.st_mode) and folder.path:
                if not self._is_inside(absolute):
                    self._flaw(folder.path, ProblemKind.LOOP, "the link leads out of the source")
                    return None
                found = os.stat(absolute)  # noqa: PTH116  # a Path for every folder would cost more than the look
        except OSError as error:
            self._failed(folder.path, error)
            return None
        key = (found.st_dev, found.st_ino)
        if key in self._visited or folder.depth > MAX_DEPTH:
            self._flaw(
                folder.path,
                ProblemKind.LOOP,
                "this folder was visited already" if key in self._visited else "nested too deep",
            )
            return None
        self._visited.add(key)
        return found

    def _is_inside(self, absolute: str) -> bool:
        real = os.path.realpath(absolute)
        return real.startswith(f"{self._real}{os.sep}")

    def _failed(self, path: str, error: OSError) -> None:
        if error.errno == errno.ELOOP:
            self._flaw(path, ProblemKind.LOOP, error.strerror or "")
            return
        is_denied = isinstance(error, PermissionError)
        if not isinstance(error, FileNotFoundError):
            self._found.unread.append(path)
        self._flaw(path, ProblemKind.NO_PERMISSION if is_denied else ProblemKind.VANISHED, error.strerror or "")

    def _as_stored(self, folder: _Folder) -> list[_Folder]:
        root, same = f"{self._root}/", self._found.same
        for _, path, kind, size_bytes, mtime_ns in self._known.files.get(folder.path, ()):
            if folder.patterns and switches.is_left_alone(path, path.rpartition("/")[2], folder.patterns):
                continue
            try:
                found = os.stat(root + path)  # noqa: PTH116  # as above
            except OSError:
                continue
            if found.st_mtime_ns == mtime_ns and found.st_size == size_bytes:
                same.add(path)
                self._found.same_media += kind == FileKind.MEDIA
            else:
                self._take(path, FileKind(kind), found)
        below = [_Folder(path, folder.patterns, folder.depth + 1) for path in self._children.get(folder.path, ())]
        return [one for one in below if not switches.is_left_alone(one.path, one.path.rpartition("/")[2], one.patterns)]

    def _take(self, path: str, kind: FileKind, found: os.stat_result) -> None:
        self._found.files[path] = Seen(path, kind, found.st_size, found.st_mtime_ns)
        self._found.media += kind is FileKind.MEDIA

    def _list(self, folder: _Folder) -> list[_Folder]:
        self._found.listed += 1
        try:
            with os.scandir(self._absolute(folder.path)) as listing:
                entries = list(listing)
        except OSError as error:
            self._found.folders.pop(folder.path, None)
            self._failed(folder.path, error)
            return []
        present = frozenset(entry.name for entry in entries if entry.name in switches.NAMES)
        if present:
            self._found.folders[folder.path] = ALWAYS_LIST
        own = switches.read(Path(self._absolute(folder.path)), present)
        if own is None:
            return []
        patterns = folder.patterns + own
        below = [self._entry(folder, entry, patterns) for entry in entries]
        return [one for one in below if one is not None]

    def _entry(self, folder: _Folder, entry: os.DirEntry[str], patterns: tuple[str, ...]) -> _Folder | None:
        name = entry.name
        path = f"{folder.path}/{name}" if folder.path else name
        if not _is_text(name):
            self._flaw(name_shown(path), ProblemKind.BAD_NAME, "the name is no valid UTF-8")
            return None
        if patterns and switches.is_left_alone(path, name, patterns):
            return None
        try:
            if entry.is_dir():
                is_skipped = is_ignored_folder(name) or name.lower() in _DISC_FOLDERS
                return None if is_skipped else _Folder(path, patterns, folder.depth + 1)
            self._file(entry, path)
        except OSError as error:
            self._failed(path, error)
        return None

    def _file(self, entry: os.DirEntry[str], path: str) -> None:
        kind = kind_of(entry.name, self._kind)
        if kind is None or is_ignored_file(entry.name):
            return
        if entry.is_symlink():
            try:
                target = os.path.realpath(entry.path, strict=True)
            except (FileNotFoundError, RuntimeError):
                self._flaw(path, ProblemKind.VANISHED, "the link leads nowhere")
                return
            except OSError as error:  # a link to itself
                self._flaw(path, ProblemKind.LOOP, error.strerror or "")
                return
            if not target.startswith(f"{self._real}{os.sep}"):
                self._flaw(path, ProblemKind.LOOP, "the link leads out of the source")
                return
        found = entry.stat()
        if not stat.S_ISREG(found.st_mode):
            self._flaw(path, ProblemKind.NOT_A_FILE, _special(found.st_mode))
        elif kind is FileKind.MEDIA and found.st_size == 0:
            self._flaw(path, ProblemKind.EMPTY)
        else:
            self._take(path, kind, found)


def _special(mode: int) -> str:
    kinds = (
        (stat.S_ISFIFO, "a FIFO"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "no regular file")


def _is_text(name: str) -> bool:
    """Undecodable bytes come as lone surrogates, which no database and no JSON takes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def name_shown(path: str) -> str:
    """Return a path fit to be shown: undecodable bytes as U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
