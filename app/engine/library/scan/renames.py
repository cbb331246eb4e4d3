"""Tells folders that got another name or place from files that went elsewhere by themselves. Pure."""

from collections.abc import Container


class Renames:
    """Collects what moved files say of the folders they lay in.

    Args:
        known: Folders that were there before: a file that came into one of these moved by itself.
    """

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self.folders: dict[str, str] = {}

    def note(self, old: str, new: str) -> bool:
        """Look at a file's path before and now; tell whether it went along with its folder."""
        found = {before: now for before, now in _folders(old, new).items() if now not in self._known}
        self.folders.update(found)
        return bool(found)


def _folders(old: str, new: str) -> dict[str, str]:
    """Return the folders of a file whose paths differ, by the path before, up to the one that was named anew."""
    found: dict[str, str] = {}
    (before, _, name), (now, _, name_now) = old.rpartition("/"), new.rpartition("/")
    while name == name_now and before and now and before != now:
        found[before] = now
        (before, _, name), (now, _, name_now) = before.rpartition("/"), now.rpartition("/")
    return found
