"""Writes small private files whole or not at all."""

import os
import secrets
from pathlib import Path

PRIVATE_FILE = 0o600


def write_private(path: Path, content: bytes) -> None:
    """Put `content` under `path`, readable by its owner only.

    Whoever reads sees the old file or the new one, never a part, also after a power loss.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
