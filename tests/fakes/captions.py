"""A library of files on a disk, as the streaming room asks it for subtitles."""

# calls on a temporary folder return at once

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.contract.errors import Unsupported
from app.contract.media import MediaStream, StreamType
from app.engine.library import SideFile
from app.engine.library.captions import Captioned
from app.worker.checks import Fault
from app.worker.probe import probe


@dataclass
class FakeCaptions:
    """Films by their place in `files`; a file of the same name with another ending lies beside its film."""

    files: list[Path] = field(default_factory=list)
    sides: list[Path] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)

    async def find_captioned(self, asset_id: int) -> Captioned | None:
        """Return what a scan would have found."""
        if asset_id >= len(self.files):
            return None
        return Captioned(
            streams=_streams(self.files[asset_id]),
            sides=tuple(
                SideFile(id=number, path=side.name, kind="subtitle", language=side.stem.rpartition(".")[2][:2])
                for number, side in enumerate(self.sides)
                if side.name.startswith(self.files[asset_id].stem)
            ),
            frame_rate=25.0,
            duration_ms=60_000,
        )

    async def find_file(self, asset_id: int) -> Path | None:
        """Return a film."""
        return self.files[asset_id] if asset_id < len(self.files) and self.files[asset_id].exists() else None

    async def find_side_file(self, side_id: int) -> Path | None:
        """Return a file beside a film."""
        return self.sides[side_id] if side_id < len(self.sides) and self.sides[side_id].exists() else None

    async def list_with_text(self, item_ids: Sequence[int] | None, after: int, limit: int) -> list[tuple[int, str]]:
        """Return the films, from number 1 on: an id is never 0."""
        wanted = range(1, len(self.files)) if item_ids is None else sorted(item_ids)
        return [(number, _state(self.files[number])) for number in wanted if number > after][:limit]

    async def list_gone(self, asset_ids: Sequence[int]) -> list[int]:
        """Return which of these films were removed."""
        return [asset_id for asset_id in asset_ids if asset_id in self.gone]


def _streams(path: Path) -> tuple[MediaStream, ...]:
    try:
        return tuple(stream for stream in probe(path).streams if stream.type is StreamType.SUBTITLE)
    except (Fault, Unsupported):
        return ()


def _state(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size:x}-{found.st_mtime_ns:x}"
