"""Films whose picture is made anew in one stream over HTTP, by real workers."""

import io
from dataclasses import replace
from pathlib import Path

import av
import pytest

from app.contract.segments import Form
from app.contract.units import DurationMs
from tests.engine.streaming.conftest import Room
from tests.engine.streaming.encodes.test_encodes import WANTED, calm
from tests.fakes.films import make_film
from tests.fakes.sounds import heard

WHOLE = replace(WANTED, is_whole=True, sounds=WANTED.sounds[:1])
PER_S, GRID_S = 10, 2


@pytest.fixture
def film(tmp_path: Path, room: Room) -> Path:
    calm(room)
    path = make_film(tmp_path / "film.avi", seconds=5, video="mpeg4", audio="libmp3lame")
    room.files.append(path)
    return path


@pytest.mark.parametrize("form", list(Form))
async def test_a_film_made_anew_comes_whole_with_its_sound(room: Room, film: Path, form: Form) -> None:
    path, _ordered = await room.streams.order(0, replace(WHOLE, form=form), "anna", DurationMs(0))
    answer = await room.http.get(room.url + path)
    late = await room.http.get(f"{room.url}{path}?start_ms=2500")

    assert path.startswith("/stream/made/")
    assert (answer.status_code, answer.headers["Accept-Ranges"]) == (200, "none")
    assert answer.headers["Content-Type"] == {"mp4": "video/mp4", "ts": "video/mp2t"}[form]
    with av.open(io.BytesIO(answer.content), "r") as container:
        assert (container.streams.video[0].width, container.streams.video[0].codec_context.name) == (160, "h264")
        times = [frame.time for frame in container.decode(video=0)]
    assert len(times) == 5 * PER_S
    assert times == sorted(set(times))
    assert len(heard(answer.content)) / 48_000 == pytest.approx(5, abs=0.1)
    with av.open(io.BytesIO(late.content), "r") as container:
        assert [frame.time for frame in container.decode(video=0)] == [time for time in times if time >= GRID_S]


async def test_what_is_made_whole_is_made_for_who_watches_and_only_as_ordered(room: Room, film: Path) -> None:
    path, _ordered = await room.streams.order(0, WHOLE, "anna", DurationMs(0))
    order = path.split("/")[-2]
    forged = await room.http.get(room.url + path.replace(order, "0" * 64))
    head = await room.http.head(room.url + path)
    facts = room.streams.encodes.runs.facts("anna")
    room.streams.leave("anna")

    assert (forged.status_code, head.status_code, head.content) == (403, 200, b"")
    assert facts is not None
    assert room.streams.encodes.runs.facts("anna") is None
