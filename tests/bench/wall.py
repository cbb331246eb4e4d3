"""Measures how smoothly a wall of 100,000 posters scrolls: `python tests/bench/wall.py` (any Qt platform)."""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import asyncio
import io

import qasync
from PIL import Image, ImageDraw
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.contract.browse import Card, Picture, PictureKind
from app.contract.library import ItemKind
from app.contract.paging import Page
from app.contract.units import DurationMs
from app.desktop.kit import tasks
from app.desktop.kit.pictures import Pictures
from app.desktop.kit.theme import Theme, ThemeChoice
from app.desktop.library.model import Cards
from app.desktop.library.query import Query
from app.desktop.library.state import WallState
from app.desktop.library.wall import Wall

LIMIT_MS = 16.0
FRAME_MS = 16.0
RESIZE_LIMIT_MS = 20.0
BLURHASH = "L6PZfSi_.AyE_3t7t7R**0o#DgR4"


class FakeBrowse:
    """Lists made-up films and paints their posters, in the time that a local engine takes."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._posters = [_poster(number) for number in range(64)]

    async def list_items(self, *, page: int = 1, page_size: int = 100, **_: Any) -> Page[Card]:
        await asyncio.sleep(0.004)
        first = (page - 1) * page_size
        cards = tuple(_card(number) for number in range(first, min(self._total, first + page_size)))
        return Page(entries=cards, page_size=page_size, total=self._total, page=page)

    async def get_picture(self, url: str, width_px: int = 0) -> bytes:
        await asyncio.sleep(0.002)
        return self._posters[int(url.rsplit("/", 1)[1]) % len(self._posters)]


def _poster(number: int) -> bytes:
    image = Image.new("RGB", (480, 720), tuple((number * step) % 256 for step in (37, 91, 151)))
    draw = ImageDraw.Draw(image)
    for ring in range(12):
        draw.ellipse((20 + ring * 15, 60 + ring * 25, 460 - ring * 15, 660 - ring * 20), outline=(250, 240, ring * 20))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=85)
    return target.getvalue()


def _card(number: int) -> Card:
    picture = Picture(
        kind=PictureKind.POSTER, url=f"/p/{number}", width_px=480, height_px=720, placeholder=BLURHASH, color="#335577"
    )
    return Card(
        id=str(number),
        kind=ItemKind.FILM,
        title=f"A film of some length, number {number}",
        year=1950 + number % 76,
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
        duration_ms=DurationMs(6_000_000),
        position_ms=DurationMs(1_500_000 if number % 7 == 0 else 0),
        is_watched=number % 3 == 0,
        height_px=2160 if number % 4 == 0 else 1080,
        pictures=(picture,),
    )


class Frames:
    """Paints frames from a timer of Qt, outside of any task: nested event loops and tasks do not mix."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._began = 0.0

    async def paint(self, act: Callable[[], object]) -> float:
        """Do something, let Qt deliver and paint, and return the milliseconds it took."""
        done: asyncio.Future[float] = asyncio.get_running_loop().create_future()

        def frame() -> None:
            self._began = began = time.perf_counter()
            act()
            self._app.processEvents()
            done.set_result((time.perf_counter() - began) * 1000)

        QTimer.singleShot(max(1, round(FRAME_MS - (time.perf_counter() - self._began) * 1000)), frame)
        return await done


async def measure(app: QApplication, *, count: int, steps: int, step_px: int) -> dict[str, Any]:
    """Scroll a wall, and return what each frame cost."""
    browse = FakeBrowse(count)
    pictures = Pictures(cast("Any", SimpleNamespace(browse=browse)))
    state = WallState(browse, Query(kind=ItemKind.FILM), spawn=tasks.run)
    frames = Frames(app)
    wall = Wall(pictures, wish_px=300)
    wall.setModel(Cards(state, wall))
    wall.resize(1920, 1080)
    await state.open()
    first_ms = await frames.paint(wall.show)
    await asyncio.sleep(0.5)
    scrolled = [await frames.paint(lambda: wall.bar.setValue(wall.bar.value() + step_px)) for _ in range(steps)]
    jumps = []
    for part in (0.1, 0.9, 0.5, 0.3, 0.7):
        jumps.append(await frames.paint(lambda part=part: wall.bar.setValue(round(wall.bar.maximum() * part))))  # type: ignore[misc]
        await asyncio.sleep(0.2)
    resizes = []
    for width in (1280, 1700, 1920):
        resizes.append(await frames.paint(lambda width=width: wall.resize(width, 1000)))  # type: ignore[misc]
        await asyncio.sleep(0.2)
    wall.close()
    return report(scrolled, jumps, resizes, first_ms, pictures.size_bytes)


def report(
    frames: list[float], jumps: list[float], resizes: list[float], first_ms: float, kept_bytes: int
) -> dict[str, Any]:
    """Put the numbers beside their limits."""
    ranked = sorted(frames)

    def at(part: float) -> float:
        return round(ranked[min(len(ranked) - 1, int(len(ranked) * part))], 2)

    return {
        "platform": QApplication.platformName(),
        "frames": len(frames),
        "kept_mb": round(kept_bytes / 2**20),
        "p50_ms": at(0.5),
        "p95_ms": at(0.95),
        "p99_ms": at(0.99),
        "max_ms": round(ranked[-1], 2),
        "limit_ms": LIMIT_MS,
        "ratio": round(at(0.99) / LIMIT_MS, 2),
        "first_ms": round(first_ms, 1),
        "jump_ms": round(max(jumps), 1),
        "resize_ms": round(max(resizes), 1),
        "resize_limit_ms": RESIZE_LIMIT_MS,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--step-px", type=int, default=40, help="per frame of 16 ms; 40 is a brisk turn of the wheel")
    options = parser.parse_args()
    app = QApplication(sys.argv[:1])
    Theme(ThemeChoice.DARK).apply(app)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        result = loop.run_until_complete(
            measure(app, count=options.count, steps=options.steps, step_px=options.step_px)
        )
    print(json.dumps(result))
    return 0 if result["p99_ms"] <= LIMIT_MS and result["resize_ms"] <= RESIZE_LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
