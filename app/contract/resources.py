"""Finds the files that ship with Marquee: from a checkout, an installed wheel and a frozen bundle alike."""

import sys
import sysconfig
from functools import cache
from pathlib import Path
from typing import Literal

from app.contract.errors import Unavailable

Kind = Literal["resources", "translations"]


@cache
def find(kind: Kind) -> Path:
    """Return the folder of shipped files.

    Raises:
        Unavailable: the installation is incomplete.
    """
    for root in _roots():
        if (root / kind).is_dir():
            return root / kind
    raise Unavailable(
        f"The folder {kind!r} of Marquee is missing. Install Marquee again.", code="installation_incomplete"
    )


def _roots() -> tuple[Path, ...]:
    bundle = getattr(sys, "_MEIPASS", None)
    return (
        *((Path(bundle),) if bundle else ()),
        Path(__file__).parents[2],
        Path(sysconfig.get_path("data")) / "share" / "marquee",
    )
