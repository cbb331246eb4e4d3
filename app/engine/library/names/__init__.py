"""What names of files and folders say. Pure: it never looks at a disk."""

from collections.abc import Mapping, Sequence

from app.engine.library.names.group import group, to_dicts
from app.engine.library.names.parse import draft_of, extra_of, read_path
from app.engine.library.names.reading import Hints, Reading, to_dict
from app.engine.library.names.sidecars import sidecar_of

__all__ = ["Hints", "Reading", "extra_of", "group_paths", "parse_path", "read_path", "sidecar_of"]


def parse_path(path: str, hints: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return what a path says as plain values. Never raises.

    Args:
        path: Of a file or folder, absolute or not, with slashes or backslashes between its parts.
        hints: What is known besides: "library" ("tv", "movies", "anime", "music", "mixed"), "dir" (it is a folder),
            "library_root", "video" (stem of the video a sidecar belongs to).
    """
    return to_dict(draft_of(path, Hints.of(hints)))


def group_paths(paths: Sequence[str], hints: Mapping[str, object] | None = None) -> list[Mapping[str, object]]:
    """Return the works a listing holds: {"files", "alternates", "extra_type"}."""
    return to_dicts(group(paths, Hints.of(hints)))
