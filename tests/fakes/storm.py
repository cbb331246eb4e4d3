"""Many people who watch different films at once, all of which must be converted; and how much lies on the disk then."""

import asyncio
import contextlib
import io
import os
import random
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import av
import httpx
from av.video.frame import VideoFrame

from app.client import Client
from app.contract.library import NewSource, SourceKind
from app.contract.playback import Method, Playback, Wish
from tests.fakes import small_disk
from tests.fakes.playing import device, target
from tests.fakes.program import Program, serving
from tests.fakes.small_disk import SmallDisk

MEBI = 1024 * 1024
FRAME_RATE = 25
PIECE_S = 2
LOOK_EVERY_S = 0.01
"""Looking all the time would take a core from those who encode."""
DEVICE = device(targets=[target("mp4", "h264", "aac")])


def make_noise(path: Path, *, seconds: int, size: tuple[int, int] = (320, 180)) -> Path:
    """Write a film that is nothing but noise, which no encoder can make small."""
    chance = random.Random(path.name)
    with av.open(str(path), "w") as output:
        stream: Any = output.add_stream("mpeg4", rate=FRAME_RATE, options={"qmin": "2", "qmax": "4"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = *size, "yuv420p", 60_000_000
        pictures = [_noise(chance, size) for _ in range(10)]
        for number in range(seconds * FRAME_RATE):
            picture = pictures[number % len(pictures)]
            picture.pts, picture.time_base = number, Fraction(1, FRAME_RATE)
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return path


def _noise(chance: random.Random, size: tuple[int, int]) -> VideoFrame:
    picture = VideoFrame(*size, "yuv420p")
    for plane in picture.planes:
        plane.update(chance.randbytes(plane.buffer_size))
    return picture


def disk_bytes(root: Path) -> int:
    """Return what is used of the disk that a folder is: of one moment, as no walk through a folder can tell it."""
    status = os.statvfs(root)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


def folder_bytes(folder: Path) -> int:
    """Return the size of all files in a folder that were there before a look and still are after it."""
    files = [Path(parent) / name for parent, _folders, names in os.walk(folder) for name in names]
    total = 0
    for path in files:
        with contextlib.suppress(OSError):
            total += path.stat().st_size
    return total


@dataclass(slots=True)
class Watched:
    """What was seen in a folder while something went on.

    Attributes:
        most_bytes: The highest size of all.
        looks: How often it was measured.
    """

    most_bytes: int = 0
    looks: int = 0


@contextlib.asynccontextmanager
async def watching(measure: Callable[[], int]) -> AsyncIterator[Watched]:
    """Measure again and again, for as long as the block runs."""
    seen = Watched()

    async def look() -> None:
        while True:
            seen.most_bytes = max(seen.most_bytes, await asyncio.to_thread(measure))
            seen.looks += 1
            await asyncio.sleep(LOOK_EVERY_S)

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()


@dataclass(slots=True)
class Got:
    """What somebody got of a film.

    Attributes:
        film: Head and pieces, one after the other.
        pieces: Sizes of all answers, in bytes.
        statuses: Of all answers.
    """

    film: bytes = b""
    pieces: list[int] = field(default_factory=list)
    statuses: set[int] = field(default_factory=set)

    @property
    def frames(self) -> int:
        """Count the pictures."""
        with av.open(io.BytesIO(self.film), "r") as container:
            return len(list(container.decode(video=0)))


async def open_all(client: Client) -> list[Playback]:
    """Open playback of every film, each for somebody else, on a device that takes none of them as it is."""
    cards = (await client.browse.list_items(page_size=100)).entries
    opened = await asyncio.gather(*(client.playback.open(card.id, Wish(profile=DEVICE)) for card in cards))
    assert {playback.decision.method for playback in opened} == {Method.TRANSCODE}
    return list(opened)


async def piece_urls(http: httpx.AsyncClient, master: str) -> list[str]:
    """Return the head and the pieces of the picture."""
    [playlist] = [line for line in (await http.get(master)).text.splitlines() if not line.startswith("#")]
    place = urljoin(master, playlist)
    lines = (await http.get(place)).text.splitlines()
    heads = [line.split('"')[1] for line in lines if line.startswith("#EXT-X-MAP")]
    return [urljoin(place, name) for name in (*heads, *(line for line in lines if not line.startswith("#")))]


async def watch(master: str, timeout_s: float = 60) -> Got:
    """Fetch a whole film, piece by piece, and then its beginning once more, as who seeks back does."""
    got = Got()
    async with httpx.AsyncClient(timeout=timeout_s) as http:
        urls = await piece_urls(http, master)
        for number, url in enumerate([*urls, urls[1]]):
            answer = await http.get(url)
            got.statuses.add(answer.status_code)
            got.pieces.append(len(answer.content))
            got.film += answer.content if number < len(urls) else b""
    return got


async def storm(client: Client, measure: Callable[[], int]) -> tuple[Watched, list[Got]]:
    """Watch every film at the same time, and how much lies on the disk meanwhile."""
    async with watching(measure) as seen:
        opened = await open_all(client)
        got = await asyncio.gather(*(watch(client.absolute(playback.url)) for playback in opened))
    return seen, list(got)


@contextlib.contextmanager
def serving_with_a_disk(data: Path, size_mb: int) -> Iterator[tuple[Program, Callable[[], int]]]:
    """Serve a data folder whose converted films have a disk of their own, where that is allowed.

    Gives the program, and what tells how much of them there is.
    """
    pieces = data / "cache" / "pieces"
    pieces.mkdir(parents=True)
    through = small_disk.through(pieces, size_mb)
    with serving(data, through=through or ()) as program:
        if through is None:
            yield program, partial(folder_bytes, pieces)
        else:
            root = SmallDisk(program.process.pid, pieces).root
            empty_bytes = disk_bytes(root)
            yield program, lambda: disk_bytes(root) - empty_bytes


async def add_films(client: Client, media: Path, count: int) -> None:
    """Add a folder, and return when its films are there."""
    await client.library.add_source(NewSource(path=str(media), kind=SourceKind.MOVIES))
    async with asyncio.timeout(60):
        while len((await client.browse.list_items(page_size=100)).entries) < count:
            await asyncio.sleep(0.05)
