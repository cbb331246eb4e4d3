"""Real players on a film in pieces, served by the real program."""

import asyncio
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.client import Client
from app.contract.playback import Wish
from app.contract.segments import Form
from app.engine.ground.clock import now
from app.engine.ground.paths import Home
from app.engine.ground.secrets import Secrets
from app.engine.streaming.rules import MASTER, Choice
from app.engine.streaming.signing import Signer
from tests.fakes import players
from tests.fakes.films import make_film
from tests.fakes.players import Shown
from tests.fakes.program import Program, filled, serving

pytestmark = pytest.mark.end_to_end

LENGTH_S = 20
FRAME_RATE = 10
GROUP_S = 2
TITLE = "The Lantern"
SEEKS = [round(place, 2) for place in random.Random(4).sample([n / 7 for n in range(10, 7 * (LENGTH_S - 2))], 5)]
FFMPEG_9 = "Lavf/63.0.0"
"""To fetch MP4 with an FFmpeg that would get TS since it seeks wrongly in MP4: from the beginning to the end it can."""


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed here")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_film(
        tmp_path_factory.mktemp("media") / f"{TITLE} (2019).mkv",
        seconds=LENGTH_S,
        audio_tracks=2,
        languages=("eng", "deu"),
        chapters=("Dusk", "Dawn"),
        subtitles=True,
        video_options={"preset": "veryfast", "bf": "3", "g": "20"},
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def frames(film: Path) -> tuple[str, ...]:
    return players.frames_of(film)


@pytest.fixture(scope="module")
def engine(film: Path, data: Path) -> Iterator[Program]:
    with filled(data, movies=film.parent) as program:
        yield program


async def signed(program: Program, data: Path, kind: str = "remux") -> str:
    """Return what the engine would sign for its only film."""
    key = await Secrets(Home(data)).key("streaming")
    async with Client(program.running.url, program.running.token) as client:
        [card] = (await client.browse.list_items()).entries
        asset_id = (await client.playback.open(card.id, Wish())).asset_id
    return Signer(key).sign(kind, int(asset_id), now())


@pytest.fixture(scope="module")
def url(engine: Program, data: Path) -> Callable[[Form], str]:
    """Gives the URL of the film in pieces."""
    place = asyncio.run(signed(engine, data))
    return lambda form: f"{engine.running.url}/stream/remux/{place}/{Choice(form=form)}/{MASTER}"


def check_seek(shown: Shown, frames: tuple[str, ...], start_s: float) -> None:
    """Check that what is shown is a part of the film, and begins at most a group of pictures from where it should."""
    assert shown.complaints == ()
    assert shown.frames
    first = frames.index(shown.frames[0])
    assert shown.frames == frames[first : first + len(shown.frames)]
    assert abs(first / FRAME_RATE - start_s) <= GROUP_S + 0.1


def after_start(shown: Shown, frames: tuple[str, ...]) -> Shown:
    """Leave out what a player showed of the very beginning before it began to seek."""
    count = 0
    while shown.frames[count] == frames[count]:
        count += 1
    return replace(shown, frames=shown.frames[count:])


@pytest.mark.parametrize("form", list(Form))
def test_ffmpeg_shows_every_frame_and_seeks(url: Callable[[Form], str], frames: tuple[str, ...], form: Form) -> None:
    whole = players.ffmpeg(url(form), agent=FFMPEG_9)
    seeks = [players.ffmpeg(url(form), start_s=place, count=3) for place in SEEKS]

    assert whole == Shown(frames=frames, complaints=())
    for place, shown in zip(SEEKS, seeks, strict=True):
        check_seek(shown, frames, place)


@needs("mpv")
@pytest.mark.parametrize("form", list(Form))
def test_mpv_shows_every_frame_and_seeks(url: Callable[[Form], str], frames: tuple[str, ...], form: Form) -> None:
    whole = players.mpv(url(form))
    seeks = [players.mpv(url(form), start_s=place, count=3) for place in SEEKS]

    assert (len(whole.frames), whole.complaints) == (len(frames), ())
    for shown in seeks:
        assert shown.complaints == ()
        assert len(shown.frames) == 3


@needs("cvlc")
@pytest.mark.parametrize("form", list(Form))
def test_vlc_reads_every_frame_and_seeks(url: Callable[[Form], str], frames: tuple[str, ...], form: Form) -> None:
    whole = players.vlc(url(form))
    seeks = [players.vlc(url(form), start_s=place) for place in SEEKS]

    # When VLC writes what it reads it keeps the last frames to itself, of a file on the disk too.
    assert (len(frames) - len(whole.frames), whole.complaints) == (2, ())
    for place, shown in zip(SEEKS, seeks, strict=True):
        assert shown.complaints == ()
        rest = (LENGTH_S - place) * FRAME_RATE
        assert rest - 5 <= len(shown.frames) <= rest + 5 * FRAME_RATE  # from the piece that holds the place


@needs("gst-play-1.0")
@pytest.mark.parametrize("form", list(Form))
def test_gstreamer_shows_every_frame_and_seeks(url: Callable[[Form], str], film: Path, form: Form) -> None:
    original = players.gstreamer(film.as_uri()).frames
    whole = players.gstreamer(url(form))
    seeks = [players.gstreamer(url(form), start_s=place) for place in SEEKS]

    assert len(whole.frames) == len(original) == LENGTH_S * FRAME_RATE
    assert whole.frames[FRAME_RATE:] == original[FRAME_RATE:]  # before, the film's own subtitle is drawn into it
    assert whole.complaints == ()
    for place, shown in zip(SEEKS, seeks, strict=True):
        check_seek(after_start(shown, whole.frames), whole.frames, place)


async def test_a_player_goes_on_where_it_was_after_the_engine_was_killed(film: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with filled(data, movies=film.parent) as program:
        place = await signed(program, data)
        url = f"{program.running.url}/stream/remux/{place}/{Choice(form=Form.TS)}/{MASTER}"
        before = await asyncio.to_thread(players.ffmpeg, url, count=3)
        program.kill()
    with serving(data, port=int(program.running.url.rpartition(":")[2])):
        after = await asyncio.to_thread(players.ffmpeg, url, start_s=SEEKS[0], count=3)

    assert (len(before.frames), before.complaints) == (3, ())
    assert (len(after.frames), after.complaints) == (3, ())
