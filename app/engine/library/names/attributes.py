"""What the technical words say: resolution, source, edition, languages, 3D."""

from app.engine.library.names.reading import Draft
from app.engine.library.names.tokens import Span, Word, glued_source
from app.engine.library.names.words import NORDIC

_LAYOUTS = ("hsbs", "fsbs", "htab", "ftab", "sbs", "tab", "hou", "ou", "mvc")


def tail_start(spans: list[Span], words: list[Word], begin: int, end: int) -> int:
    """Return where the technical tail begins between two positions, or `end` when there is none.

    It is the first strong word, or the weak ones that lead to it without a gap; never the first word.
    """
    for index, s in enumerate(spans):
        if not s.strong or s.start < begin or s.start >= end or (begin == 0 and s.first == 0):
            continue
        first = index
        while (
            first
            and spans[first - 1].last == spans[first].first - 1
            and spans[first - 1].start >= begin
            and spans[first - 1].first > (0 if begin == 0 else -1)
        ):
            if not _may_lead(spans[first - 1], words):
                break
            first -= 1
        return spans[first].start
    return end


def _may_lead(s: Span, words: list[Word]) -> bool:
    """A single lower-case or short everyday word stays with the title ("It", "Red", "The")."""
    text = words[s.first].text
    return s.kind != "service" or (s.first != s.last) or text.isupper() or any(map(str.isdigit, text))


def fill(draft: Draft, spans: list[Span], words: list[Word], after: int) -> None:
    """Take over what the technical words right of `after` say."""
    editions: list[str] = []
    languages: list[str] = []
    layouts: list[str] = []
    for s in spans:
        if s.start < after:
            continue
        if s.kind == "resolution":
            _resolution(draft, s, words)
        elif s.kind == "source":
            _source(draft, s)
        elif s.kind == "edition":
            editions.append(s.value)
        elif s.kind == "layout":
            layouts.append(s.value)
        elif s.kind == "language":
            languages.append(s.value)
    draft.edition = draft.edition or " ".join(dict.fromkeys(editions))
    draft.languages = tuple(
        dict.fromkeys(code for name in languages for code in (NORDIC if name == "nordic" else (name,)))
    )
    draft.format_3d = next((layout for layout in _LAYOUTS if layout in layouts), "3d" if "3d" in layouts else "")


def _resolution(draft: Draft, s: Span, words: list[Word]) -> None:
    if not draft.resolution or (s.strong and draft.resolution in ("4k", "")):
        draft.resolution = s.value
    if not draft.source:
        draft.source = glued_source(words[s.first].low)


def _source(draft: Draft, s: Span) -> None:
    """A weak word ("TS", "TV") gives way to a strong one."""
    if not draft.source or (s.strong and draft.source in ("Telesync", "HDTV") and s.value in ("Blu-ray", "Web", "DVD")):
        draft.source = s.value
