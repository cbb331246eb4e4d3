"""What a closer look at a film found, for players that show it."""

from app.contract.analysis import Analysis, ChapterPicture, Marker, MarkerKind, MarkerSource, Trickplay
from app.contract.media import Chapter
from app.contract.units import DurationMs

PLACE = "/stream/trickplay/1/9999999999/signature"
MINUTE = 60_000


def an_analysis(item_id: str, *, duration_ms: int = 110 * MINUTE, has_pictures: bool = True) -> Analysis:
    """Return the analysis of a film with an intro (2:00 to 3:00), credits to its end, and pictures of 320 x 180."""
    count = -(-duration_ms // 10_000)
    strip = Trickplay(
        width_px=320,
        height_px=180,
        columns=10,
        rows=10,
        count=count,
        step_ms=DurationMs(10_000),
        sheets=tuple(f"{PLACE}/{number}.jpg" for number in range(-(-count // 100))),
        vtt_url=f"{PLACE}/tiles.vtt",
        hls_url=f"{PLACE}/tiles.m3u8",
        bif_url=f"{PLACE}/tiles.bif",
    )
    return Analysis(
        asset_id=f"a{item_id}",
        trickplay=strip if has_pictures else None,
        chapter_pictures=(ChapterPicture(number=0, url=f"{PLACE}/chapter-0.jpg"),),
        markers=(
            a_marker(MarkerKind.RECAP, 0, MINUTE, confidence=0.3),
            a_marker(MarkerKind.INTRO, 2 * MINUTE, 3 * MINUTE),
            a_marker(MarkerKind.CREDITS, duration_ms - 5 * MINUTE, duration_ms),
        ),
    )


def a_marker(kind: MarkerKind, start_ms: int, end_ms: int, *, confidence: float = 0.9) -> Marker:
    """Return a marker that was heard."""
    return Marker(
        kind=kind,
        start_ms=DurationMs(start_ms),
        end_ms=DurationMs(end_ms),
        source=MarkerSource.FINGERPRINT,
        confidence=confidence,
    )


def some_chapters(duration_ms: int = 110 * MINUTE) -> tuple[Chapter, ...]:
    """Return four chapters of which one has no title."""
    quarter = duration_ms // 4
    return tuple(
        Chapter(title=title, start_ms=DurationMs(at * quarter), end_ms=DurationMs((at + 1) * quarter))
        for at, title in enumerate(("The quay", "", "Out at sea", "Home"))
    )
