"""What every room stands on, handed over as one."""

from dataclasses import dataclass

from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs import Jobs
from app.engine.ground.media import Media
from app.engine.ground.settings import Settings
from app.engine.ground.tasks import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The services that hold no capability of their own, for rooms that open with several of them."""

    db: Db
    bus: Bus
    settings: Settings
    tasks: Tasks
    media: Media
    jobs: Jobs
