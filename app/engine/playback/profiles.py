"""The device profiles that ship with Marquee."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from app.contract import resources
from app.contract.errors import NotFound

_NAME = re.compile(r"[a-z0-9-]{1,64}")


@cache
def get_profile(name: str) -> dict[str, Any]:
    """Return a shipped profile in the field's common JSON form.

    Raises:
        NotFound: there is none of that name; `details` lists those there are.
    """
    file = _folder() / f"{name}.json"
    if not _NAME.fullmatch(name) or not file.is_file():
        known = list_names()
        raise NotFound(
            f"There is no device profile {name!r}. Shipped ones: {', '.join(known)}.",
            code="profile_not_found",
            details={"known": known},
        )
    profile: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return profile


def list_names() -> list[str]:
    """Return the names of all shipped profiles, sorted."""
    return sorted(path.stem for path in _folder().glob("*.json"))


def _folder() -> Path:
    return resources.find("resources") / "profiles"
