"""Makes what is written of a file from what a worker read of it: which file it is, and where it belongs."""

from collections.abc import Container, Mapping, Sequence

from app.contract.errors import Unsupported
from app.contract.library import ProblemKind
from app.contract.media import FileRead, Probe
from app.engine.library.review.desk import Desk
from app.engine.library.scan import store
from app.engine.library.scan.diff import Stored
from app.engine.library.scan.renames import Renames
from app.engine.library.scan.store import Taken
from app.engine.library.scan.walk import Flaw, Seen


class Taker:
    """Takes the files of one scan.

    Args:
        folders: Those that were there before the scan.
        movable: Missing files by size: a new file of such a size may be one of them.
    """

    def __init__(
        self, desk: Desk, folders: Container[str], movable: Mapping[int, Sequence[tuple[str, Stored]]]
    ) -> None:
        self._desk = desk
        self._version = desk.version
        self._movable = movable
        self.moved: set[int] = set()
        self.renames = Renames(folders)

    def take(self, seen: Seen, before: Stored | None, answer: FileRead | Unsupported) -> Taken:
        """Return what is to be written of a file, from what a worker answered."""
        if isinstance(answer, Unsupported):
            return self._failed(seen, before, store.problem_kind(answer.code), answer.message)
        if not any(stream.type in ("video", "audio") for stream in answer.probe.streams):
            return self._failed(seen, before, ProblemKind.UNREADABLE, "neither pictures nor sound in it")
        moved = self._find_moved(seen, answer.fingerprint) if before is None else None
        if moved is not None:
            return self._placed(seen, moved[1], answer.fingerprint, answer.probe, moved_from=moved[0])
        return self._placed(seen, before.id if before else None, answer.fingerprint, answer.probe)

    def follow_answers(self, batch: list[Taken]) -> list[Taken]:
        """Return files as they are to be written now: placed again when somebody answered since they were placed."""
        if self._desk.version == self._version:
            return batch
        self._version = self._desk.version
        return [self._placed_again(taken) for taken in batch]

    def _placed(self, seen: Seen, asset_id: int | None, mark: str, probe: Probe, *, moved_from: str = "") -> Taken:
        is_with_folder = bool(moved_from) and self.renames.note(moved_from, seen.path)
        placed = self._desk.place(seen.path, probe, moved_from, is_with_folder=is_with_folder)
        return Taken(
            seen=seen,
            asset_id=asset_id,
            fingerprint=mark,
            probe=probe,
            placement=placed.placement,
            flaw=Flaw(seen.path, ProblemKind.IGNORED) if placed.is_ignored else None,
            doubts=placed.doubts,
            moved_from=moved_from,
        )

    def _placed_again(self, taken: Taken) -> Taken:
        if taken.probe is None:
            return taken
        moved_from = taken.moved_from
        return self._placed(taken.seen, taken.asset_id, taken.fingerprint, taken.probe, moved_from=moved_from)

    def _failed(self, seen: Seen, before: Stored | None, kind: ProblemKind, detail: str) -> Taken:
        return Taken(
            seen=seen,
            asset_id=before.id if before else None,
            fingerprint="",
            probe=None,
            placement=None,
            flaw=Flaw(seen.path, kind, detail),
            doubts=self._desk.doubt_flaw(seen.path, kind, detail),
        )

    def _find_moved(self, seen: Seen, mark: str) -> tuple[str, int] | None:
        for path, stored in self._movable.get(seen.size_bytes, ()):
            if stored.fingerprint == mark and stored.id not in self.moved:
                self.moved.add(stored.id)
                return path, stored.id
        return None
