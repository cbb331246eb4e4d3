"""What tests of the ground stand on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.engine.ground.bus import Bus
from app.engine.ground.db import Db
from app.engine.ground.jobs.schema import migrations as jobs_migrations
from app.engine.ground.paths import Home
from app.engine.ground.settings.schema import migrations as settings_migrations


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def db(home: Home) -> Iterator[Db]:
    with Db(home.database, [settings_migrations, jobs_migrations]) as db:
        yield db


@pytest.fixture
def bus() -> Bus:
    return Bus()
