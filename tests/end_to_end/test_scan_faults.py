"""Scans that are killed again and again, and libraries full of damaged files."""

import asyncio
import itertools
import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest

from app.client import Client
from app.contract.library import ItemKind, NewSource, Problem, ProblemKind, Scan, ScanState, SourceKind
from tests.fakes.census import find_damage, take_census
from tests.fakes.damage import damage_many
from tests.fakes.films import make_film, make_picture
from tests.fakes.program import Program, serving
from tests.fakes.scans import settled

pytestmark = [
    pytest.mark.end_to_end,
    pytest.mark.skipif(sys.platform == "win32", reason="FIFOs and kill -9 are POSIX"),
]

ROUNDS, KILLS_IN_A_ROUND = 6, 5
LONGEST_LIFE_S = 0.6
"""An undisturbed scan of the library below takes about as long."""
BAD = 298


def make_house(root: Path) -> Path:
    """Write films, a show, an album, pictures, extras and a few files that are none."""
    for number in range(60):
        title = f"Film {number:02} ({1980 + number})"
        make_film(root / title / f"{title}.mkv", seconds=1)
        make_picture(root / title / "poster.jpg", (40, 60))
    for number in range(40):
        make_film(
            root
            / "A Show"
            / f"Season {number // 10 + 1:02}"
            / f"A Show S{number // 10 + 1:02}E{number % 10 + 1:02}.mp4"
        )
    for number in range(20):
        tags = {"artist": "Band", "album": "Record", "title": f"Song {number}", "track": str(number + 1)}
        make_film(root / "Band" / "Record" / f"{number + 1:02}.flac", video=None, audio="flac", tags=tags)
    make_film(root / "Film 00 (1980)" / "trailers" / "one.mkv", seconds=1)
    damage_many(root / "Film 00 (1980)" / "Film 00 (1980).mkv", root / "Bad", 8)
    return root


async def scan(program: Program, root: Path) -> Scan:
    """Have a folder scanned, a new one or one that is known, and return its scan at its end."""
    async with Client(program.running.url, program.running.token) as client:
        if not await client.library.list_sources():
            await client.library.add_source(NewSource(path=str(root), kind=SourceKind.MIXED))
        return await settled(client)


@pytest.mark.timeout(400)
def test_a_scan_killed_at_any_moment_ends_like_one_that_never_was(tmp_path: Path) -> None:
    root, chance = make_house(tmp_path / "media"), random.Random()  # another one in each run: that is the point
    with serving(tmp_path / "calm") as program:
        assert asyncio.run(scan(program, root)).state is ScanState.DONE
    wanted = take_census(tmp_path / "calm" / "marquee.db")

    for _ in range(ROUNDS):
        lives = [chance.uniform(0, LONGEST_LIFE_S) for _ in range(KILLS_IN_A_ROUND)]
        data = tmp_path / "killed"
        for life_s in lives:
            live(data, root, life_s)
        with serving(data, is_forked=True) as program:
            assert asyncio.run(scan(program, root)).state is ScanState.DONE

        assert find_damage(data / "marquee.db") == []
        assert take_census(data / "marquee.db") == wanted, f"killed after {lives}"
        shutil.rmtree(data)


def live(data: Path, root: Path, life_s: float) -> None:
    """Let an engine scan for a moment, and kill it."""

    async def begin(program: Program) -> None:
        async with Client(program.running.url, program.running.token) as client:
            if not await client.library.list_sources():
                await client.library.add_source(NewSource(path=str(root), kind=SourceKind.MIXED))

    with serving(data, is_forked=True) as program:
        asyncio.run(begin(program))
        time.sleep(life_s)  # the moment of its death is what this test is about
        program.kill()


async def test_of_300_damaged_files_each_is_in_the_report_and_the_good_ones_are_fine(tmp_path: Path) -> None:
    media = tmp_path / "media"
    good = [
        make_film(media / f"Good {number} (2020){suffix}", seconds=1) for number, suffix in enumerate((".mkv", ".mp4"))
    ]
    bad = [path for one in good for path in damage_many(one, media / "bad" / one.suffix[1:], BAD // 2)]
    os.mkfifo(media / "Pipe (2020).mkv")
    (media / "Endless (2020).mkv").symlink_to("/dev/zero")

    with serving(tmp_path / "data", is_forked=True) as program:
        pid = program.running.pid
        ended = await scan(program, media)
        async with Client(program.running.url, program.running.token) as client:
            (source,) = await client.library.list_sources()
            problems = await whole_report(client, source.id)
            films = (await client.browse.list_items(kind=ItemKind.FILM)).entries
            now = (await client.server.get_status()).pid

    names = {str(path.relative_to(media)) for path in bad} | {"Pipe (2020).mkv", "Endless (2020).mkv"}
    assert len(names) == 300
    assert {problem.path for problem in problems} == names
    assert all(problem.detail or problem.kind is ProblemKind.EMPTY for problem in problems)
    assert sorted(film.title for film in films) == ["Good 0", "Good 1"]
    assert not any(film.is_missing for film in films)
    assert (ended.state, now) == (ScanState.DONE, pid)


async def whole_report(client: Client, source_id: str) -> list[Problem]:
    """Return all pages of a report."""
    problems: list[Problem] = []
    for number in itertools.count(1):
        page = await client.library.list_problems(source_id, page=number)
        problems += page.entries
        if not page.entries:
            break
    return problems


@pytest.mark.parametrize(
    ("suffix", "video", "audio"),
    [(".ts", "mpeg2video", "ac3"), (".avi", "mpeg4", "mp3"), (".mp3", None, "libmp3lame"), (".flac", None, "flac")],
)
async def test_a_damaged_file_is_taken_in_or_reported_and_never_forgotten(
    tmp_path: Path, suffix: str, video: str | None, audio: str
) -> None:
    media = tmp_path / "media"
    good = make_film(media / f"Good (2020){suffix}", seconds=1, video=video, audio=audio)
    bad = damage_many(good, media / "bad", 24)

    with serving(tmp_path / "data", is_forked=True) as program:
        ended = await scan(program, media)
        async with Client(program.running.url, program.running.token) as client:
            (source,) = await client.library.list_sources()
            problems = await whole_report(client, source.id)

    assert ended.state is ScanState.DONE
    assert source.file_count + len(problems) == len(bad) + 1
