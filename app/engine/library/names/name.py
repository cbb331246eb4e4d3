"""Reads one name, of a file or a folder, without looking at what lies above it."""

import re
import unicodedata

from app.engine.library.names import (
    attributes,
    behind,
    dates,
    editions,
    extras,
    markers,
    numbers,
    parts,
    pieces,
    release,
    seasons,
    tags,
    titles,
    years,
)
from app.engine.library.names.keywords import CENTURY, DIGIT, LONG, OF, PART, SEASON, SONG, SPECIAL, STRONG, SXX
from app.engine.library.names.markers import Marker
from app.engine.library.names.reading import Draft, Hints
from app.engine.library.names.tokens import Span, classify

MAX_NAME = 400
"""Longer names are cut: no file system allows them."""
_WIDE = str.maketrans(
    "（）【】「」『』［］〔〕｛｝０１２３４５６７８９　！？：～＿−–＆",
    "()[][][][][]{}0123456789 !?:~_--&",
)
_OVA = re.compile(r"(?<![a-z0-9])(?:ova|oad|ona)(?![a-z0-9])")
_TOTAL = re.compile(r"[ ._]{0,2}(?:из|of|iz)[ ._]{1,2}\d{1,4}(?![^\W_])")
_MAX_MASKED = 4
_BANNER = re.compile(r"★[^★]{0,40}★")
_CONVERTED = ("repack", "proper", "rerip", "real")
_SPECIAL_TITLE = re.compile(r"(?<![a-z])specials?(?![a-z])(?! ?edition)")
_INNER_DOT = re.compile(r"(?<=[^\W\d]{2})\.(?=[^\W\d]{2})")
_DAY_FIRST = re.compile(r"^\d{6} (?=\S)")


class Name:
    """One name while it is read: text, the same in lower case, and its technical words."""

    __slots__ = ("draft", "flags", "hints", "low", "spans", "text")

    def __init__(self, text: str, hints: Hints) -> None:
        self.draft = Draft()
        self.hints = hints
        self.text = text = self._prepared(text)
        low = text.lower()
        # A few letters are longer in lower case; positions must fit both.
        self.low = low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        self.spans, self.flags = classify(text, self.low)

    def _prepared(self, text: str) -> str:
        text = text[:MAX_NAME]
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(_WIDE)
            if "★" in text:
                text = _BANNER.sub(" ", text)
        if "_" in text and " " not in text and text.count("_") >= text.count("."):
            text = titles.without_site(text.replace("_", " "))
            if "." in text:
                text = _INNER_DOT.sub(" ", text)
        text, found = tags.take(text)
        for field, value in found.items():
            setattr(self.draft, field, value)
        text = titles.without_site(text).strip()
        if "[" in text or "(" in text:
            checksum, text = release.checksum(text)
            if checksum:
                self.draft.hash = checksum
            group, start = release.leading(text)
            if group:
                self.draft.release_group = group
                text = text[start:]
        return text

    def read(self) -> Draft:
        """Return what the name says."""
        if not self.text:
            return self.draft
        if country := titles.country(self.text):
            self.draft.country = country
        is_film = self.hints.library == "movies"
        if marker := self._marker(is_film):
            self._with_marker(marker)
        elif self.flags & DIGIT and (dated := dates.find(self.text, self.flags, loose=not is_film)):
            self.draft.air_date = dated.date
            self.draft.because("date", 0.9)
            self._split_at(dated.start, dated.end)
        elif (mark := seasons.find(self.low, self.flags, has_group=self._has_group)) and (not is_film or mark.start):
            self.draft.seasons = mark.seasons
            self.draft.because("season", 0.8)
            self._season(mark)
        else:
            self._without_season()
        return self.draft

    @property
    def _has_group(self) -> bool:
        return bool(self.draft.release_group)

    def _marker(self, is_film: bool) -> Marker | None:
        low = self.low
        for _ in range(_MAX_MASKED):
            marker = markers.find(low, self.flags, is_film=is_film)
            if marker is None or not self.flags & STRONG:
                return marker
            start, end = marker.start, marker.end
            taken = [s for s in self.spans if s.start < end and start < s.end and s.strong]
            if not taken:
                return marker
            # Technical words hold no marker, but one may stand behind them.
            for s in taken:
                low = f"{low[: s.start]}{' ' * (s.end - s.start)}{low[s.end :]}"
        return None

    def _take(self, marker: Marker) -> None:
        draft = self.draft
        draft.seasons, draft.episodes, draft.absolute = marker.seasons, marker.episodes, marker.absolute
        if marker.version is not None:
            draft.version = marker.version
        draft.because(marker.reason, marker.confidence)

    def _with_marker(self, marker: Marker) -> None:
        draft = self.draft
        self._take(marker)
        start = marker.start
        if (
            not draft.seasons
            and (mark := seasons.find(self.low, self.flags, has_group=self._has_group))
            and mark.start < start
        ):
            draft.seasons, draft.episodes, draft.absolute = mark.seasons, marker.absolute, ()
            if mark.seasons[1:]:
                draft.episodes = ()
            self._split_at(mark.start, marker.end)
            between = self._episode_title(self.text[mark.end : start])
            draft.episode_title = draft.episode_title or between
            return
        if draft.seasons and marker.reason == markers.IN_ONE:
            mark = seasons.find(self.low[:start], self.flags, has_group=self._has_group)
            start = mark.start if mark and mark.start else start
        if draft.seasons and self.flags & (SEASON | SXX) and " - " in self.text[:start]:
            mark = seasons.find(self.low[:start], self.flags, has_group=True)
            if mark and mark.start and mark.seasons == draft.seasons and not self.low[mark.end : start].strip(" ._-)]"):
                start = mark.start
        if self.flags & CENTURY and (dated := dates.find(self.text, self.flags)):
            draft.air_date = dated.date
            start = min(start, dated.start)
        if draft.seasons and not draft.absolute and self._is_anime:
            start = self._counted_over_all(start, marker)
        self._split_at(start, marker.end)
        self._alias_behind(marker)

    @property
    def _is_anime(self) -> bool:
        return self.hints.library == "anime" or self._has_group

    def _counted_over_all(self, start: int, marker: Marker) -> int:
        """Before or behind the marker the number over all seasons may stand: " - 05.5 - S00E01", "S16E03 - 313"."""
        if found := pieces.number_last(self.text[:start]):
            return found.start()
        self.draft.absolute = behind.absolute(self.low, marker)
        return start

    def _alias_behind(self, marker: Marker) -> None:
        """Such as "Native (S2E1) / English (S2E1)" names the show twice."""
        slash = self.low.find("/", marker.end)
        if slash < 0 or self.draft.alt_titles:
            return
        again = self.low.find(self.low[marker.start : marker.end], slash)
        if again > 0 and (title := titles.clean(self.text[slash + 1 : again])):
            self.draft.alt_titles = (title,)
            self.draft.episode_title = ""

    def _season(self, mark: seasons.SeasonMark) -> None:
        rest = behind.season(self.text, mark.end, self.hints, has_group=self._has_group)
        if rest and not mark.seasons[1:]:
            self.draft.episodes, self.draft.version = rest.absolute, rest.version
            self._split_at(mark.start, rest.end)
            return
        self._split_at(mark.start, mark.end)
        self.draft.episode_title = ""
        if not self.draft.year and (year := years.find(f"-{self.text[mark.end :]}", self.flags, MAX_NAME)):
            self.draft.year = year.year

    def _without_season(self) -> None:
        marker = numbers.find(self.text, self.spans, self.flags, self.hints, has_group=self._has_group)
        if marker is None:
            self._work()
            return
        draft = self.draft
        self._take(marker)
        self._split_at(marker.start, marker.end)
        if not draft.title:
            # "[Group] 06 Title": what follows the number is the title; "[Title][06]" has it in front.
            inner = self._bracketed_title()
            is_inner = marker.reason == numbers.IN_BRACKETS and inner
            draft.title, draft.episode_title = inner if is_inner else draft.episode_title or inner, ""

    def _bracketed_title(self) -> str:
        """The title where it stands in the first brackets, without technical words at its end."""
        group = self.draft.release_group
        for s in reversed(classify(group, group.lower())[0]):
            if s.end != len(group) or not s.first:
                break
            group = group[: s.start].rstrip(" ._-")
        return titles.clean(group)

    def _split_at(self, start: int, end: int) -> None:
        """Left of a marker stands the title, right of it the episode's title and the technical tail."""
        draft, text = self.draft, self.text
        if self.flags & OF and (total := _TOTAL.match(self.low, end)):
            end = total.end()
        before = text[:start]
        tail = self._tail_start(0, start)
        year = years.find(before, self.flags, tail)
        if year:
            draft.year = year.year
        stop = min(tail, year.start if year else start)
        self._name(before[:stop] or before[:start])
        behind = text[end : self._tail_start(end, len(text))]
        alone = years.alone(behind) if self.flags & LONG else None
        late = years.bracketed(text, start) if self.flags & CENTURY else None
        if late or alone:
            draft.year = draft.year or late or alone
        if not alone and (title := self._episode_title(behind)):
            draft.episode_title = title
        self._finish(min(start, tail), "episode", end)

    def _tail_start(self, begin: int, end: int) -> int:
        """Return where the technical words between two positions begin, or `end` when there are none."""
        if not self.flags & STRONG:
            return end
        return attributes.tail_start(self.spans, self.text, self._behind_repack(begin) if begin else 0, end)

    def _behind_repack(self, end: int) -> int:
        """A "REPACK" right behind the marker does not end the title of the episode that follows."""
        for s in self.spans:
            if s.start >= end:
                return s.end if s.start - end < 3 and self.low.startswith(_CONVERTED, s.start) else end
        return end

    def _episode_title(self, piece: str) -> str:
        title = titles.clean(piece.partition("[")[0].partition("(")[0])
        if not title:
            return ""
        if title.lower().startswith(_CONVERTED):
            title = titles.clean(title.partition(" ")[2])
        if " - " in title:
            show = f"{self.draft.title} - "
            if title.lower().startswith(show.lower()):
                title = title[len(show) :]
        return title if any(map(str.isalnum, title)) else ""

    def _work(self) -> None:
        """A name without any number of an episode: a film, or the folder of a show."""
        text, draft = self.text, self.draft
        begin = self._behind_technical()
        tail = attributes.tail_start(self.spans, text, begin, len(text)) if self.flags & STRONG else len(text)
        year = years.find(text, self.flags, tail)
        if year:
            draft.year = year.year
        stop = min(tail, year.start if year and year.start else tail)
        if year is None and (range_start := years.range_start(text, self.flags)) is not None:
            stop = min(stop, range_start)
        stop = editions.start(text, self.low, self.spans, stop)
        if self.hints.library != "movies" and self.flags & SONG and (found := extras.song(text)) and found.start():
            stop = min(stop, found.start())
        if draft.year is None and (late := years.alone(text)) and text.startswith("("):
            draft.year = late
        if disc := parts.at_edge(self.low[:stop].rstrip()):
            draft.part = disc.number
            begin, stop = (disc.end, stop) if disc.start == 0 else (begin, disc.start)
        stop = self._part_of_series(stop)
        piece = text[begin:stop]
        if year and not piece.strip(" ._-([{"):
            piece = text[year.end : max(tail, year.end)]
        self._name(piece)
        if draft.release_group and not any(map(str.isalpha, draft.title)) and draft.year:
            # "[Brackets] (2007)": what looked like a group is the title.
            draft.title, draft.release_group = draft.release_group, ""
        self._special_of_year(year.end if year else 0, tail)
        self._finish(stop, "movie", stop)
        draft.because("year" if year else "no number", 0.8 if year else 0.4)

    def _behind_technical(self) -> int:
        """Such as "x264 - HEVC Title" begins with technical words."""
        position = 0
        for index, s in enumerate(self.spans):
            if s.first != index or s.last != index or not s.strong or s.kind not in ("codec", "resolution"):
                break
            position = s.end
        return position if self.spans and self.spans[-1].end > position < len(self.text) else 0

    def _part_of_series(self, stop: int) -> int:
        """Such as "Made Up North Part Two" among shows is an episode of a series in parts."""
        part = parts.find(self.low) if self.flags & PART else None
        if part is None:
            return stop
        is_whole = part.start == 0 and part.end == len(self.low)
        if is_whole or (self.hints.library == "tv" and part.start and part.end <= stop <= part.end + 2):
            self.draft.part = part.number
            if not is_whole and not self.hints.is_folder:
                self.draft.absolute, self.draft.type = (part.number,), "episode"
                return part.start
        return stop

    def _special_of_year(self, begin: int, tail: int) -> None:
        """Such as "Show 2013 Christmas Special" names a special by its year."""
        if begin and self.flags & SPECIAL and self.hints.library != "movies" and _SPECIAL_TITLE.search(self.low, begin):
            spans = [s for s in self.spans if s.start >= begin]
            end = next((s.start for s in spans if s.strong or s.value == "HDR" or s.end == len(self.text)), tail)
            title = titles.clean(self.text[begin : max(tail, end) if spans and spans[-1].strong else end])
            if _SPECIAL_TITLE.search(title.lower()):
                self.draft.episode_title, self.draft.special = title, True

    def _name(self, piece: str) -> None:
        draft = self.draft
        if piece[:6].isdecimal() and (self._is_anime or self.hints.library == "tv"):
            piece = _DAY_FIRST.sub("", piece)
        draft.title, others = pieces.title_of(piece, self.text[:1] == "[")
        if others:
            draft.alt_titles = others

    def _finish(self, after: int, kind: str, behind: int) -> None:
        draft = self.draft
        if not after or (self.spans and kind == "movie" and _covers(self.spans, self.text)):
            after = 0
        if self.spans:
            attributes.fill(draft, self.spans, self.text, after)
        if group := release.trailing(self.text, behind, self.spans, self.flags):
            draft.release_group = group
        draft.type = draft.type or kind
        if self.flags & (PART | SONG | SPECIAL):
            self._part_or_special(behind)
        if 0 in draft.seasons:
            draft.special = True

    def _part_or_special(self, behind: int) -> None:
        draft = self.draft
        if (
            self.flags & PART
            and not draft.part
            and (part := parts.find(self.low, behind if any(map(str.isalpha, draft.title)) else 0))
        ):
            draft.part = part.number
        if self.flags & SONG and (found := extras.song(self.text)):
            draft.special = draft.special or bool(found.group(1) or found.group(3))
        if self.flags & SPECIAL and not draft.has_number and self._is_anime and _OVA.search(self.low):
            draft.special = True


def _covers(spans: list[Span], text: str) -> bool:
    """Tell whether the first technical words are the whole name, such as "Collector Edition"."""
    return (
        spans[0].start == 0
        and spans[-1].end == len(text)
        and spans[-1].last + 1 == sum(s.last - s.first + 1 for s in spans)
    )


def read_name(text: str, hints: Hints) -> Draft:
    """Return what one name says on its own; never raises."""
    return Name(text, hints).read()
