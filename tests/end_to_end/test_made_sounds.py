"""Real players on a film whose sounds they cannot play as they are, served by the real program."""

import asyncio
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.contract.encoding import SoundForm
from app.contract.segments import Form
from app.engine.streaming.progressive import Whole
from app.engine.streaming.rules import MASTER, Choice
from tests.end_to_end.test_pieces import FFMPEG_9, check_seek, needs, signed
from tests.fakes import players
from tests.fakes.films import make_film
from tests.fakes.players import Shown
from tests.fakes.program import Program, filled

pytestmark = [pytest.mark.end_to_end, needs("ffmpeg")]

LENGTH_S = 20
FRAME_RATE = 10
LATE_S = 0.2
"""Pictures are decoded so much earlier than they are shown, and the clock begins with the first one."""
SEEKS = [round(place, 2) for place in random.Random(5).sample([n / 7 for n in range(10, 7 * (LENGTH_S - 2))], 5)]
AAC = SoundForm(codec="aac", channels=2, bitrate=192_000)
AC3 = SoundForm(codec="ac3", channels=6, bitrate=448_000)
OPUS = SoundForm(codec="opus", channels=2, bitrate=128_000)
WAYS = [(Form.MP4, AAC), (Form.TS, AC3), (Form.MP4, OPUS)]
ways = pytest.mark.parametrize(("form", "sound"), WAYS, ids=lambda one: getattr(one, "codec", one))


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film with DTS, AC-3 and AAC, the first two with six channels."""
    folder = tmp_path_factory.mktemp("media")
    options = {"preset": "veryfast", "bf": "3", "g": "20"}
    plain = make_film(folder / "plain.mkv", seconds=LENGTH_S, languages=("eng",), video_options=options)
    target = folder / "films" / "The Foghorn (2021).mkv"
    target.parent.mkdir()
    sounds = ("-c:a:0", "dca", "-ac:a:0", "6", "-c:a:1", "ac3", "-ac:a:1", "6", "-c:a:2", "copy")
    maps = ("-map", "0:v", "-map", "0:a", "-map", "0:a", "-map", "0:a", "-metadata:s:a:1", "language=deu")
    quiet = ("-nostdin", "-v", "error", "-strict", "-2")
    command = ("ffmpeg", *quiet, "-i", str(plain), *maps, "-c:v", "copy", *sounds, "-strict", "-2", str(target))
    subprocess.run(command, check=True, timeout=60)
    return target


@pytest.fixture(scope="module")
def frames(film: Path) -> tuple[str, ...]:
    return players.frames_of(film)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def engine(film: Path, data: Path) -> Iterator[Program]:
    with filled(data, movies=film.parent) as program:
        yield program


@pytest.fixture(scope="module")
def url(engine: Program, data: Path) -> Callable[[Form, SoundForm], str]:
    """Gives the URL of the film in pieces."""
    place = asyncio.run(signed(engine, data))
    return lambda form, sound: _url(engine, place, form, sound)


@pytest.fixture(scope="module")
def whole_url(engine: Program, data: Path) -> Callable[[Whole], str]:
    """Gives the URL of the film in one stream."""
    place = asyncio.run(signed(engine, data, "progressive"))
    return lambda whole: f"{engine.running.url}/stream/progressive/{place}/{whole}/film.{whole.container}"


def _url(program: Program, place: str, form: Form, sound: SoundForm) -> str:
    choice = Choice(form=form, audio_index=1, sound=sound)
    return f"{program.running.url}/stream/remux/{place}/{choice}/{MASTER}"


@ways
def test_ffmpeg_shows_every_frame_with_sound_and_seeks(
    url: Callable[[Form, SoundForm], str], frames: tuple[str, ...], form: Form, sound: SoundForm
) -> None:
    whole = players.ffmpeg(url(form, sound), agent=FFMPEG_9)
    seeks = [players.ffmpeg(url(form, sound), start_s=place, count=3) for place in SEEKS]

    assert whole == Shown(frames=frames, complaints=())
    for place, shown in zip(SEEKS, seeks, strict=True):
        check_seek(shown, frames, place)


@ways
def test_the_sound_is_as_long_as_the_film_and_all_of_them_are_offered(
    url: Callable[[Form, SoundForm], str], form: Form, sound: SoundForm
) -> None:
    probed = players.ffprobe(url(form, sound), agent=FFMPEG_9)

    sounds = [stream for stream in probed["streams"] if stream["codec_type"] == "audio"]
    assert {stream["codec_name"] for stream in sounds} <= {sound.codec, "aac"}
    assert sounds[0]["codec_name"] == sound.codec
    assert len(sounds) == (3 if form is Form.MP4 else 1)
    assert players.sound_s(url(form, sound), agent=FFMPEG_9) == pytest.approx(LENGTH_S + LATE_S, abs=0.1)


@needs("mpv")
@ways
def test_mpv_shows_every_frame_and_seeks(
    url: Callable[[Form, SoundForm], str], frames: tuple[str, ...], form: Form, sound: SoundForm
) -> None:
    # Pictures and sound one after the other: mpv's own encoder, which counts here, now and then ends early with both.
    whole, heard_s = players.mpv(url(form, sound)), players.mpv_sound_s(url(form, sound))
    seeks = [players.mpv(url(form, sound), start_s=place, count=3) for place in SEEKS]

    assert (len(whole.frames), whole.complaints) == (len(frames), ())
    assert -LATE_S < heard_s - LENGTH_S < players.MPV_BLOCK_S + LATE_S
    for shown in seeks:
        assert shown.complaints == ()
        assert len(shown.frames) == 3


@needs("cvlc")
@ways
def test_vlc_reads_every_frame_and_seeks(
    url: Callable[[Form, SoundForm], str], frames: tuple[str, ...], form: Form, sound: SoundForm
) -> None:
    whole = players.vlc(url(form, sound))
    seeks = [players.vlc(url(form, sound), start_s=place) for place in SEEKS]

    assert (len(frames) - len(whole.frames), whole.complaints) == (2, ())
    for place, shown in zip(SEEKS, seeks, strict=True):
        assert shown.complaints == ()
        rest = (LENGTH_S - place) * FRAME_RATE
        assert rest - 5 <= len(shown.frames) <= rest + 5 * FRAME_RATE


@needs("gst-play-1.0")
@ways
def test_gstreamer_shows_every_frame_and_seeks(
    url: Callable[[Form, SoundForm], str], film: Path, form: Form, sound: SoundForm
) -> None:
    original = players.gstreamer(film.as_uri()).frames
    whole = players.gstreamer(url(form, sound))
    seeks = [players.gstreamer(url(form, sound), start_s=place) for place in SEEKS]

    assert whole == Shown(frames=original, complaints=())
    for shown in seeks:
        assert shown.complaints == ()
        assert shown.frames[-1] == original[-1]


WHOLES = [
    Whole(container="mp4", audio_index=1, sound=AAC),
    Whole(container="ts", audio_index=1, sound=AC3),
    Whole(container="ts", audio_index=3),
    Whole(container="mp4", audio_index=3),
]
wholes = pytest.mark.parametrize("whole", WHOLES, ids=str)


@wholes
def test_ffmpeg_and_mpv_show_every_frame_of_one_stream(
    whole_url: Callable[[Whole], str], frames: tuple[str, ...], whole: Whole
) -> None:
    assert players.ffmpeg(whole_url(whole)) == Shown(frames=frames, complaints=())
    assert players.sound_s(whole_url(whole)) == pytest.approx(LENGTH_S + LATE_S, abs=0.25)
    if shutil.which("mpv") is not None:
        shown = players.mpv(whole_url(whole))
        assert (len(shown.frames), shown.complaints) == (len(frames), ())


@wholes
def test_a_stream_begins_elsewhere(whole_url: Callable[[Whole], str], frames: tuple[str, ...], whole: Whole) -> None:
    for place in SEEKS:
        shown = players.ffmpeg(f"{whole_url(whole)}?start_ms={round(place * 1000)}", count=3)

        assert shown.complaints == ()
        assert 0 <= place - frames.index(shown.frames[0]) / FRAME_RATE <= 4.1
        assert len(shown.frames) == 3


@needs("cvlc")
@needs("gst-play-1.0")
@wholes
def test_vlc_and_gstreamer_show_every_frame_of_one_stream(
    whole_url: Callable[[Whole], str], frames: tuple[str, ...], film: Path, whole: Whole
) -> None:
    shown = players.gstreamer(whole_url(whole))
    read = players.vlc(whole_url(whole))

    assert shown == Shown(frames=players.gstreamer(film.as_uri()).frames, complaints=())
    assert (len(frames) - len(read.frames), read.complaints) == (2, ())


@pytest.mark.parametrize("codec", ["mp3", "aac", "flac"])
def test_ffmpeg_hears_sound_without_a_container(whole_url: Callable[[Whole], str], codec: str) -> None:
    sound = SoundForm(codec=codec, channels=2, bitrate=None if codec == "flac" else 192_000)
    url = whole_url(Whole(container=codec, audio_index=1, sound=sound))

    assert players.sound_s(url) == pytest.approx(LENGTH_S + LATE_S, abs=0.1)
    assert players.complaints(url) == ()
