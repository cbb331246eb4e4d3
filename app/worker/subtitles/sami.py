"""Reads SAMI: HTML in which a tag tells when what follows is shown."""

import re
from collections.abc import Iterator

from app.contract.subtitles import Cue
from app.worker.subtitles.markup import Words
from app.worker.subtitles.tags import add_html

_SYNC = re.compile(r"<sync\b[^>]{0,100}?start\s*=\s*[\"']?\s*(\d{1,9})[^>]{0,100}>", re.IGNORECASE)
_CLASS = re.compile(r"<p\b[^>]{0,100}?class\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE)
_END = re.compile(r"</body|</sami", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")


def is_sami(text: str) -> bool:
    """Tell whether a text is SAMI."""
    return "<sami" in text[:1000].lower()


def read_sami(text: str) -> Iterator[Cue]:
    """Yield the cues of the first language; each is shown until the next time that is told."""
    found = list(_SYNC.finditer(text))
    ends = [*((each.start(), int(each[1])) for each in found), (_end(text, found), 0)][1:]
    kind: str | None = None
    for place, (each, (until, end_ms)) in enumerate(zip(found, ends, strict=True)):
        body = text[each.end() : until]
        told = _CLASS.search(body)
        kind = told[1].lower() if kind is None and told else kind
        if told and told[1].lower() != kind:
            continue
        # Of the times of other languages the next one of this language counts; a pause is written as a blank.
        end_ms = _next_ms(text, found, place, kind) if told else end_ms
        words = Words()
        add_html(words, _BLANKS.sub(" ", body))
        yield Cue(int(each[1]), end_ms, words.finish().replace("\xa0", " ").strip())


def _next_ms(text: str, found: "list[re.Match[str]]", place: int, kind: str | None) -> int:
    """Return when the next words of the same language come; it is looked for among the next few only."""
    for following in range(place + 1, min(place + 9, len(found))):
        until = found[following + 1].start() if following + 1 < len(found) else len(text)
        told = _CLASS.search(text, found[following].end(), until)
        if told is None or told[1].lower() == kind:
            return int(found[following][1])
    return 0


def _end(text: str, found: "list[re.Match[str]]") -> int:
    if not found:
        return len(text)
    told = _END.search(text, found[-1].end())
    return told.start() if told else len(text)
