"""Subtitles and lyrics beside a video: language, flags and title from the words after its stem."""

import re

from app.engine.library.names.reading import Draft
from app.engine.library.names.words import LANGUAGES

_CODES = {word: code for code, words in LANGUAGES for word in (code, *words.split("|"))} | {
    "zh-hans": "zh",
    "zh-hant": "zh",
    "pt-br": "pt",
    "es-419": "es",
    "en-us": "en",
    "en-gb": "en",
    "zh-cn": "zh",
    "zh-tw": "zh",
    "fr-ca": "fr",
    "nb": "no",
    "nob": "no",
}
_DEFAULT = frozenset(("default",))
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("sdh", "cc"))
_DASHED = re.compile(r"^([a-z]{2,3}(?:-[a-z]{2,4})?|[a-z]{4,12})[ ]?[-_][ ]?(\S.*)$", re.IGNORECASE)
_NUMBERED = re.compile(r"\(\d{1,2}\)$")
_TAIL = re.compile(r"[-._ (\[]([a-z]{2,12}(?:(?<=[._ ]..)-[a-z]{2,4})?)[)\]]?$", re.IGNORECASE)
_MAX_TOKENS = 8
_BLANKS = str.maketrans("._", "  ")


def language(word: str) -> str:
    """Return the ISO 639-1 code of a language word, or ""."""
    return _CODES.get(word.lower().replace("_", "-"), "")


def read(draft: Draft, stem: str, video: str) -> None:
    """Fill in what the words between the video's stem and the extension say."""
    rest = _behind(stem, video)
    separator = "." if "." in rest or not rest else rest[0]
    _fill(draft, [part for part in rest.split(separator) if part])


def _behind(stem: str, video: str) -> str:
    """Return what follows the video's stem, whichever way the two write blanks."""
    if video and _same(stem[: len(video)]) == _same(video):
        return stem[len(video) :]
    return ""


def _same(text: str) -> str:
    return text.lower().translate(_BLANKS)


def split_stem(stem: str) -> tuple[str, list[str]]:
    """Return the part of a stem that names the video, and the sidecar words after it."""
    stem = _NUMBERED.sub("", stem)
    tokens: list[str] = []
    while len(tokens) < _MAX_TOKENS and (found := _TAIL.search(stem)):
        word = found.group(1)
        if not _is_flag(word) and not (language(word) and (found.group()[0] != " ")):
            break
        tokens.insert(0, word)
        stem = stem[: found.start()]
    return stem, tokens


def sidecar_of(path: str, video: str) -> Draft:
    """Return what a subtitle's name says; `video` is the stem of its video, "" when that is not known."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    draft = Draft()
    if _behind(stem, video) or _same(stem) == _same(video):
        read(draft, stem, video)
    else:
        _fill(draft, split_stem(f".{stem}")[1])
    return draft


def read_words(draft: Draft, words: list[str]) -> None:
    """Fill in what sidecar words say."""
    _fill(draft, words)


def _is_flag(word: str) -> bool:
    return word.lower() in _DEFAULT | _FORCED | _IMPAIRED


def _fill(draft: Draft, parts: list[str]) -> None:
    titles: list[str] = []
    found: list[tuple[int, str]] = []
    for part in parts:
        low = part.lower().strip()
        if low in _DEFAULT:
            draft.default = True
        elif low in _FORCED:
            draft.forced = True
        elif low in _IMPAIRED:
            draft.hearing_impaired = True
        else:
            _word(draft, part.strip(), titles, found)
    _choose(draft, titles, found)


def _word(draft: Draft, part: str, titles: list[str], found: list[tuple[int, str]]) -> None:
    if code := language(part):
        if found and part.lower() == "hi":
            draft.hearing_impaired = True
            return
        found.append((len(titles), code))
    elif (dashed := _DASHED.match(part)) and (code := language(dashed.group(1))):
        found.append((len(titles), code))
        rest = dashed.group(2)
        if _is_flag(rest):
            draft.hearing_impaired = draft.hearing_impaired or rest.lower() in _IMPAIRED
            draft.forced = draft.forced or rest.lower() in _FORCED
            return
        titles.append(rest)
        return
    titles.append(part)


def _choose(draft: Draft, titles: list[str], found: list[tuple[int, str]]) -> None:
    """With several languages the last one counts and the others are words of the title."""
    if found:
        position, draft.language = found[-1]
        if position < len(titles) and language(titles[position]):
            titles.pop(position)
        if titles[:1] == ["hi"] and draft.language != "hi":
            titles.pop(0)
            draft.hearing_impaired = True
    draft.sub_title = ".".join(titles)
