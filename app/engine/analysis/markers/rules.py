"""Where intro, recap and credits are: by titles of chapters, and by what the episodes of a season have in common."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median_low

from app.contract.analysis import Marker, MarkerKind, MarkerSource
from app.contract.media import Chapter
from app.contract.units import DurationMs

HEAD_SHARE, LONGEST_HEAD_MS = 0.25, 600_000
"""Intros are looked for in so much of the beginning."""
TAIL_SHARE, LONGEST_TAIL_MS = 0.20, 480_000
"""Credits likewise in the end."""
SHORTEST_MS = 15_000
LONGEST_MS = {MarkerKind.INTRO: 120_000, MarkerKind.CREDITS: 300_000}
NEIGHBOURS = 3
"""Each episode is compared with so many that follow; at the end of a season with those at its beginning."""
LONGEST_CHAPTER_MS = {MarkerKind.INTRO: 180_000, MarkerKind.RECAP: 300_000, MarkerKind.CREDITS: 1_200_000}
SURE = 0.5
BY_TITLE = 0.95
END_MS = 15_000
"""Credits that stop this close to the end go on to it."""
START_MS = 2_000
"""An intro that begins this close to the start begins with it."""

_TITLES = {
    MarkerKind.INTRO: r"intro|introduction|opening|opening (credits|titles?|theme|song)|main titles?|title sequence"
    r"|titles|op|vorspann|générique( de début)?|apertura|sigla",
    MarkerKind.RECAP: r"recap|previously( on.*)?|last time( on.*)?|was bisher geschah|rückblick|résumé|resumen",
    MarkerKind.CREDITS: r"(end |closing |ending )?credits|end titles?|ending( theme| song)?|outro|ed|closing|abspann"
    r"|générique de fin|créditos|titoli di coda",
}
_NUMBERED = re.compile(r"^\s*(?:(?:chapter|kapitel|chapitre)?\s*\d+\s*[.:)\-–]\s*)?(.*?)[\s.:!\-–]*$", re.IGNORECASE)
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _TITLES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of an episode that another episode has as well.

    Attributes:
        likeness: 0 to 1.
    """

    start_ms: int
    end_ms: int
    likeness: float


def kind_of(title: str) -> MarkerKind | None:
    """Return what a chapter is by its title, in the languages that are common for them; None for the film itself."""
    bare = _NUMBERED.sub(r"\1", title)
    return next((kind for kind, pattern in _KINDS.items() if pattern.fullmatch(bare)), None)


def list_told(chapters: Sequence[Chapter], duration: DurationMs) -> tuple[Marker, ...]:
    """Return the markers that chapters tell: the first intro and recap, the last credits.

    A title alone is not enough: an "Opening" of half an hour, or "Credits" in the middle, is part of the film.
    """
    found: dict[MarkerKind, Marker] = {}
    for chapter in chapters:
        kind = kind_of(chapter.title)
        if kind is None or not _fits(kind, chapter, duration):
            continue
        if kind not in found or kind is MarkerKind.CREDITS:
            found[kind] = Marker(
                kind=kind,
                start_ms=chapter.start_ms,
                end_ms=chapter.end_ms,
                source=MarkerSource.CHAPTERS,
                confidence=BY_TITLE,
            )
    return tuple(found.values())


def _fits(kind: MarkerKind, chapter: Chapter, duration: DurationMs) -> bool:
    length = chapter.end_ms - chapter.start_ms
    is_long = length > LONGEST_CHAPTER_MS[kind]
    is_late = duration > 0 and chapter.start_ms > duration / 2
    return length > 0 and not is_long and is_late is (kind is MarkerKind.CREDITS)


def head_of(duration: DurationMs) -> DurationMs:
    """Return how much of the beginning of an episode is listened to."""
    return DurationMs(min(round(duration * HEAD_SHARE), LONGEST_HEAD_MS))


def tail_of(duration: DurationMs) -> DurationMs:
    """Return how much of its end."""
    return DurationMs(min(round(duration * TAIL_SHARE), LONGEST_TAIL_MS))


def list_pairs(episodes: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return which episodes of a season are compared: each with the next few, round to the beginning."""
    count = len(episodes)
    pairs = {
        frozenset((at, (at + step) % count)): (episodes[at], episodes[(at + step) % count])
        for at in range(count)
        for step in range(1, min(NEIGHBOURS, count - 1) + 1)
    }
    return tuple(pairs.values())


def agree(kind: MarkerKind, spans: Sequence[Span], compared: int, duration: DurationMs) -> Marker | None:
    """Return where a part is, by what an episode has in common with others; None when they do not agree.

    Args:
        spans: What was found, one for each other episode at most.
        compared: With how many others it was compared.
    """
    groups = [[other for other in spans if _overlap(span, other) >= 0.5] for span in spans]
    if not groups:
        return None
    group = max(groups, key=lambda each: (len(each), sum(span.likeness for span in each)))
    start = median_low(span.start_ms for span in group)
    end = median_low(span.end_ms for span in group)
    if end - start < SHORTEST_MS:
        return None
    start, end = _snapped(kind, start, end, duration)
    likeness = sum(span.likeness for span in group) / len(group)
    return Marker(
        kind=kind,
        start_ms=DurationMs(start),
        end_ms=DurationMs(end),
        source=MarkerSource.FINGERPRINT,
        confidence=round(_certainty(len(group), compared) * min(1.0, 0.3 + likeness), 2),
    )


def _snapped(kind: MarkerKind, start: int, end: int, duration: DurationMs) -> tuple[int, int]:
    if kind is MarkerKind.INTRO and start < START_MS:
        return 0, end
    if kind is MarkerKind.CREDITS and duration - END_MS < end:
        return start, max(duration, start + 1)
    return start, end


def _certainty(found: int, compared: int) -> float:
    """One other episode may share a scene by chance; two hardly do."""
    share = found / max(compared, found)
    return (0.6 if found == 1 else 0.9 if found == 2 else 1.0) * (0.5 + share / 2)


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)
    whole = max(one.end_ms, other.end_ms) - min(one.start_ms, other.start_ms)
    return shared / whole if whole > 0 else 1.0


def find_credits(markers: Iterable[Marker]) -> DurationMs | None:
    """Return where the credits start; None when nobody is sure."""
    return next((one.start_ms for one in markers if one.kind is MarkerKind.CREDITS and one.confidence >= SURE), None)
