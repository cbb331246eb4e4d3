"""What the technical words say: resolution, source, edition, languages, 3D."""

from app.engine.library.names.reading import Draft
from app.engine.library.names.tokens import Span
from app.engine.library.names.words import NORDIC

_LAYOUTS = ("hsbs", "fsbs", "htab", "ftab", "sbs", "tab", "hou", "ou", "mvc")
_LONE_WORDS = frozenset(("special", "edition", "version", "cut", "final", "real", "new", "clean", "kids", "extras"))
"""Everyday words that stay with the title before a technical word, unless they are written in capitals."""
_OTHERS = ("edition", "language", "layout")
LATE_SOURCES = {"m2ts": "Blu-ray", "bdmv": "Blu-ray", "vob": "DVD", "wtv": "HDTV", "dvr-ms": "HDTV"}
"""The sources that the extensions of files give away where the names say none."""


def tail_start(spans: list[Span], text: str, begin: int, end: int) -> int:
    """Return where the technical tail begins between two positions, or `end` when there is none.

    It is the first strong word, or the weak ones that lead to it without a gap; never the first word.
    """
    for index, s in enumerate(spans):
        if s.start >= end:
            break
        if not s.strong or s.start < begin or (begin == 0 and s.first == 0):
            continue
        first = index
        while first and _leads(spans, first, text, begin):
            first -= 1
        return spans[first].start
    return end


def _leads(spans: list[Span], index: int, text: str, begin: int) -> bool:
    """Tell whether the word before a technical one belongs to the tail too."""
    s = spans[index - 1]
    if s.last != spans[index].first - 1 or s.start < begin or (begin == 0 and s.first == 0):
        return False
    if s.first != s.last:
        return True
    word = text[s.start : s.end]
    if s.kind == "service":
        return word.isupper() or not word.isalpha()
    # "Complete Version" is technical, "Extra Edition" is not.
    is_behind_other = index > 1 and spans[index - 2].last == s.first - 1 and s.first > 1
    return word.isupper() or is_behind_other or word.lower() not in _LONE_WORDS


def fill(draft: Draft, spans: list[Span], text: str, after: int) -> None:
    """Take over what the technical words right of `after` say."""
    resolution = source = None
    others: list[Span] = []
    for s in spans:
        if s.start < after or not s.value:
            continue
        kind = s.kind
        # The first strong word counts; a weak one ("4K", "TS", "TV") only where there is no strong one.
        if kind == "resolution":
            if resolution is None or (s.strong and not resolution.strong):
                resolution = s
        elif kind == "source":
            if source is None or (s.strong and not source.strong):
                source = s
        elif kind in _OTHERS:
            others.append(s)
    if resolution or source:
        _picture(draft, resolution, source, text)
    if others:
        _fill_others(draft, others, text)


def _fill_others(draft: Draft, spans: list[Span], text: str) -> None:
    editions = [s.value for s in spans if s.kind == "edition"]
    if editions and not draft.edition:
        draft.edition = " ".join(dict.fromkeys(editions))
    if languages := [s.value for s in spans if s.kind == "language" and not _is_subtitle(s, text)]:
        draft.languages = tuple(
            dict.fromkeys(code for name in languages for code in (NORDIC if name == "nordic" else (name,)))
        )
    if layouts := [s.value for s in spans if s.kind == "layout"]:
        draft.format_3d = next((layout for layout in _LAYOUTS if layout in layouts), "3d" if "3d" in layouts else "")


def _picture(draft: Draft, resolution: Span | None, source: Span | None, text: str) -> None:
    if resolution:
        draft.resolution = resolution.value
        if resolution.glued:
            draft.source = resolution.glued
    if source and not draft.source:
        draft.source = source.value
    if source and not draft.resolution and text[source.start : source.start + 3].lower() == "uhd":
        draft.resolution = "2160p"


def _is_subtitle(s: Span, text: str) -> bool:
    """Such as "PL-SUB" and "SUB-PL" speak of subtitles only."""
    return text[s.end : s.end + 4].lower() in ("-sub", ".sub", " sub") or text[
        max(s.start - 4, 0) : s.start
    ].lower() in (
        "sub-",
        "sub.",
    )
