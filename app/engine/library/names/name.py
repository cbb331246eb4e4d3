"""Reads one name, of a file or a folder, without looking at what lies above it."""

import re
import unicodedata

from app.engine.library.names import attributes, dates, extras, markers, numbers, release, seasons, tags, titles, years
from app.engine.library.names.markers import Marker
from app.engine.library.names.reading import Draft, Hints
from app.engine.library.names.tokens import Span, Word, classify, split

MAX_NAME = 400
"""Longer names are cut: no file system allows them."""
_WIDE = str.maketrans(
    "（）【】「」『』［］〔〕｛｝０１２３４５６７８９　！？：～＿−–",
    "()[][][][][]{}0123456789 !?:~_--",
)
_PART = re.compile(
    r"(?<![\w])(?:part|pt|cd|dvd|disc|disk)[ ._-]{0,2}(\d{1,2}|i{1,3}|iv|v|vi|one|two|three|four|five|six)(?![\w])",
    re.IGNORECASE,
)
_NUMERALS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
_BRACKETS = re.compile(r"\[([^\[\]]{0,120})\]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_DASH_TITLE = re.compile(r" - |_-_|\.-\.")


class Name:
    """One name while it is read: text, words and technical words."""

    __slots__ = ("draft", "hints", "spans", "text", "words")

    def __init__(self, text: str, hints: Hints) -> None:
        self.draft = Draft()
        self.hints = hints
        self.text = self._prepared(text)
        self.words: list[Word] = split(self.text)
        self.spans: list[Span] = classify(self.words)

    def _prepared(self, text: str) -> str:
        text = text[:MAX_NAME]
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(_WIDE)
        text, found = tags.take(text)
        for field, value in found.items():
            setattr(self.draft, field, value)
        text = titles.without_site(text).strip()
        self.draft.hash = release.checksum(text)
        if self.draft.hash:
            text = release.without_checksum(text)
        group, start = release.leading(text)
        if group:
            self.draft.release_group = group
            text = text[start:]
        return text

    def read(self) -> Draft:
        """Return what the name says."""
        if not self.text:
            return self.draft
        self.draft.country = titles.country(self.text)
        if marker := self._marker():
            self._with_marker(marker)
        elif dated := dates.find(self.text, loose=self.hints.library != "movies"):
            self.draft.air_date = dated.date
            self.draft.because("date", 0.9)
            self._split_at(dated.start, dated.end)
        elif (mark := seasons.find(self.text)) and (self.hints.library != "movies" or mark.start):
            self.draft.seasons = mark.seasons
            self.draft.because("season", 0.8)
            self._season(mark)
        else:
            self._without_season()
        return self.draft

    def _marker(self) -> Marker | None:
        marker = markers.find(self.text, is_film=self.hints.library == "movies")
        if marker is None or self._is_technical(marker):
            return None
        return marker

    def _is_technical(self, marker: Marker) -> bool:
        return any(s.strong and s.start < marker.end and marker.start < s.end for s in self.spans)

    def _with_marker(self, marker: Marker) -> None:
        draft = self.draft
        draft.seasons, draft.episodes, draft.absolute = marker.seasons, marker.episodes, marker.absolute
        draft.version = marker.version
        draft.because(marker.reason, marker.confidence)
        if not draft.seasons and (mark := seasons.find(self.text)) and mark.start < marker.start:
            draft.seasons, draft.episodes, draft.absolute = mark.seasons[:1], marker.absolute, ()
            self._split_at(mark.start, marker.end)
            return
        start = marker.start
        mark = seasons.find(self.text[:start]) if draft.seasons else None
        if mark and mark.start and marker.reason == markers.IN_ONE:
            start = mark.start
        if dated := dates.find(self.text):
            draft.air_date = dated.date
            start = min(start, dated.start)
        self._split_at(start, marker.end)

    def _season(self, mark: seasons.SeasonMark) -> None:
        rest = numbers.find(self.text[mark.end :], [], self.hints, has_group=bool(self.draft.release_group))
        if rest and rest.reason == "dash and number":
            self.draft.episodes, self.draft.version = rest.absolute, rest.version
            self._split_at(mark.start, mark.end + rest.end)
            return
        self._split_at(mark.start, mark.end)
        self.draft.episode_title = ""

    def _without_season(self) -> None:
        marker = numbers.find(self.text, self.spans, self.hints, has_group=bool(self.draft.release_group))
        if marker is None:
            self._work()
            return
        draft = self.draft
        draft.seasons, draft.episodes, draft.absolute = marker.seasons, marker.episodes, marker.absolute
        draft.version = marker.version
        draft.because(marker.reason, marker.confidence)
        self._split_at(marker.start, marker.end)
        if not draft.title:
            # "[Group] 06 Title": what follows the number is the title.
            draft.title, draft.episode_title = draft.episode_title or draft.release_group, ""

    def _split_at(self, start: int, end: int) -> None:
        """Left of a marker stands the title, right of it the episode's title and the technical tail."""
        draft, text = self.draft, self.text
        before = text[:start]
        tail = attributes.tail_start(self.spans, self.words, 0, start)
        year = years.find(before, tail)
        draft.year = year.year if year else None
        stop = min(tail, year.start if year else start)
        after_tail = attributes.tail_start(self.spans, self.words, end, len(text))
        self._name(before[:stop] or before[:start])
        draft.episode_title = self._episode_title(text[end:after_tail])
        self._finish(end if tail >= start else tail, "episode")
        if not draft.year and (late := years.bracketed(text, end)):
            draft.year = late

    def _episode_title(self, piece: str) -> str:
        cut = min((at for at in (piece.find("["), piece.find("(")) if at >= 0), default=len(piece))
        title = titles.clean(piece[:cut])
        return title if any(map(str.isalnum, title)) else ""

    def _work(self) -> None:
        """A name without any number of an episode: a film, or the folder of a show."""
        text, draft = self.text, self.draft
        tail = attributes.tail_start(self.spans, self.words, 0, len(text))
        year = years.find(text, tail)
        draft.year = year.year if year else None
        stop = min(tail, year.start if year and year.start else tail)
        if year is None and (begin := years.range_start(text)) is not None:
            stop = min(stop, begin)
        stop = min(stop, self._edition_before(stop))
        if (found := extras.ANIME.search(text)) and found.group(3) and found.start() and self.hints.library != "movies":
            stop = min(stop, found.start())
        piece = text[:stop]
        if year and not piece.strip(" ._-([{"):
            piece = text[year.end : max(tail, year.end)]
        self._name(piece)
        self._finish(stop, "movie")
        draft.because("year" if year else "no number", 0.8 if year else 0.4)

    def _edition_before(self, stop: int) -> int:
        """An edition in brackets, or one that calls itself so, ends the title too."""
        for s in self.spans:
            if s.start >= stop or not s.first:
                continue
            bracketed = self.text[s.start - 1] in "([{"
            is_last = s.end + 2 >= stop and stop < len(self.text)
            if is_last and s.kind in ("edition", "language", "layout") and self._is_release_word(s):
                return s.start
            if s.kind == "edition" and (
                bracketed or self.words[s.last].low in ("edition", "remastered", "uncut", "unrated", "imax")
            ):
                return self._with_ordinal(s)
            if s.kind == "layout" and s.value != "tab" and s.value != "ou":
                return s.start
        return stop

    def _is_release_word(self, s: Span) -> bool:
        """Right before the year: "EXTENDED", "DC", or a language between dots, as releases write them."""
        text = self.text[s.start : s.end]
        if s.kind == "edition":
            return text.isupper() and len(text) > 1
        after = self.text[s.end :].lower()
        # "The.Good.German.2006.GERMAN": who repeats the language after the year means the first one as title.
        is_repeated = any(
            other.kind == "language" and other.value == s.value for other in self.spans if other.start > s.end
        )
        if is_repeated or text.lower() in after:
            return False
        return s.kind == "language" and len(text) > 3 and self.text[s.start - 1] == "." and " " not in self.text

    def _with_ordinal(self, s: Span) -> int:
        before = self.words[s.first - 1]
        return before.start if before.low[:1].isdigit() and before.low[-2:] in ("th", "st", "nd", "rd") else s.start

    def _name(self, piece: str) -> None:
        if self.text.startswith("[") and "[" in piece:
            piece = self._from_brackets(piece)
        title, others = titles.aliases(titles.clean(titles.without_completeness(piece)))
        title, native = titles.native_apart(title)
        self.draft.title = titles.article_first(title)
        self.draft.alt_titles = (*others, native) if native else others

    def _from_brackets(self, piece: str) -> str:
        """Of "[native][English]" the Latin name is the title."""
        outside = titles.clean(_BRACKETS.sub(" ", piece))
        if _LATIN.search(outside):
            return outside
        inner = [found.group(1) for found in _BRACKETS.finditer(piece)]
        inner = [name for name in inner if name.strip() and not name.isdigit()]
        latin = next((name for name in inner if _LATIN.search(name)), None)
        return latin or (inner[0] if inner else piece)

    def _finish(self, after: int, kind: str) -> None:
        draft = self.draft
        attributes.fill(draft, self.spans, self.words, after)
        trailing = release.trailing(self.text, after)
        draft.release_group = trailing or draft.release_group
        draft.type = draft.type or kind
        if found := _PART.search(self.text, after):
            draft.part = _NUMERALS.get(found.group(1).lower()) or int(found.group(1))
        if found := extras.ANIME.search(self.text):
            draft.special = draft.special or bool(found.group(1) or found.group(3))
        draft.special = draft.special or 0 in draft.seasons


def read_name(text: str, hints: Hints) -> Draft:
    """Return what one name says on its own; never raises."""
    return Name(text, hints).read()
