"""Films and music in one stream over HTTP, made by real workers."""

import asyncio
import io
from collections.abc import AsyncGenerator
from pathlib import Path

import av
import httpx
import pytest

from app.contract.encoding import SoundForm
from app.contract.errors import Unsupported
from tests.engine.streaming.conftest import Room
from tests.fakes.films import make_film
from tests.fakes.sounds import heard, lag, make_sound

AAC = SoundForm(codec="aac", channels=2, bitrate=192_000)


@pytest.fixture
def film(tmp_path: Path, room: Room) -> Path:
    path = make_film(tmp_path / "film.mkv", seconds=9, audio="ac3")
    room.files.append(path)
    return path


@pytest.mark.parametrize("container", ["mp4", "ts"])
@pytest.mark.parametrize("sound", [None, AAC])
async def test_a_film_comes_whole_with_its_sound(
    room: Room, film: Path, container: str, sound: SoundForm | None
) -> None:
    answer = await room.http.get(room.whole(container, sound=sound))

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == {"mp4": "video/mp4", "ts": "video/mp2t"}[container]
    assert (answer.headers["Accept-Ranges"], "Content-Length" in answer.headers) == ("none", False)
    with av.open(io.BytesIO(answer.content), "r") as container_file:
        assert len(list(container_file.decode(video=0))) == 90
        assert container_file.streams.audio[0].codec_context.name == ("aac" if sound else "ac3")
    assert len(heard(answer.content)) / 48_000 == pytest.approx(9, abs=0.1)


async def test_a_film_begins_where_it_is_asked_to(room: Room, film: Path) -> None:
    answer = await room.http.get(room.whole("mp4", sound=AAC, start_ms=5_000))

    with av.open(io.BytesIO(answer.content), "r") as container:
        frames = list(container.decode(video=0))
        assert frames[0].time == pytest.approx(4, abs=0.01)
        assert len(frames) == 50
    for strange in ("x", "-1", "9" * 12):
        answer = await room.http.get(room.whole("mp4") + f"?start_ms={strange}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_start")


@pytest.mark.parametrize("codec", ["mp3", "aac", "flac", "ac3"])
async def test_music_comes_without_a_container(room: Room, tmp_path: Path, codec: str) -> None:
    path = make_sound(tmp_path / "song.mka", "pcm_s16le", rate=44_100, seconds=15)
    room.files.append(path)
    sound = SoundForm(codec=codec, channels=2, bitrate=None if codec == "flac" else 192_000)

    answer = await room.http.get(room.whole(codec, sound=sound))

    assert answer.headers["Content-Type"] == {"mp3": "audio/mpeg"}.get(codec, f"audio/{codec}")
    made = heard(answer.content)
    assert len(made) / 44_100 == pytest.approx(15, abs=0.3)
    assert {abs(lag(heard(path), made, at=second * 44_100)) for second in (3, 7, 13)} <= {0, 1}


async def test_what_cannot_be_copied_is_told_before_anything_is_sent(room: Room, tmp_path: Path) -> None:
    room.files.append(make_film(tmp_path / "old.avi", video="mpeg4", audio="libmp3lame"))

    answer = await room.http.get(room.whole("ts"))
    strange = await room.http.get(room.whole("mp4").replace("mp4-auto", "mkv-auto"))

    assert (answer.status_code, answer.json()["error"]["code"]) == (415, "not_copyable")
    assert strange.status_code == 404


async def test_a_head_says_what_will_come(room: Room, film: Path) -> None:
    answer = await room.http.head(room.whole("ts"))

    assert (answer.status_code, answer.headers["Content-Type"], answer.content) == (200, "video/mp2t", b"")


class Endless:
    """Bytes without an end, or until they break; it notes how much was asked for, and when nobody wants more."""

    def __init__(self, breaks: bool = False) -> None:
        self.count = 0
        self.ended = asyncio.Event()
        self._breaks = breaks

    async def read(self, *_: object) -> tuple[str, AsyncGenerator[bytes]]:
        return "video/mp2t", self._chunks()

    async def _chunks(self) -> AsyncGenerator[bytes]:
        try:
            while not (self._breaks and self.count):
                self.count += 1
                yield bytes(4_000_000)
            raise Unsupported("Its end is missing.", code="unreadable")
        finally:
            self.ended.set()


async def test_nothing_is_made_for_a_player_that_went_away(
    room: Room, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Endless()
    monkeypatch.setattr(room.streams, "read", endless.read)

    async with room.http.stream("GET", room.whole("ts")) as answer:
        await anext(answer.aiter_raw(1))
    await asyncio.wait_for(endless.ended.wait(), 20)

    assert endless.count < 10


async def test_nothing_more_is_sent_once_playback_was_stopped(
    room: Room, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Endless()
    monkeypatch.setattr(room.streams, "read", endless.read)
    url = room.whole("ts")

    async def taken() -> None:
        async with room.http.stream("GET", url) as answer:
            async for _ in answer.aiter_raw():
                room.streams.flow.close(url.split("/")[-3])

    with pytest.raises(httpx.RemoteProtocolError):
        await taken()
    assert endless.ended.is_set()


async def test_a_stream_that_breaks_is_not_taken_for_a_whole_one(
    room: Room, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.streams, "read", Endless(breaks=True).read)

    with pytest.raises(httpx.RemoteProtocolError):
        await room.http.get(room.whole("ts"))
