"""Turns a piece of a name into a title fit to be read."""

import re

_DOTTED = re.compile(r"(?:(?<=^)|(?<=[ ._\-(]))((?:[^\W\d_]\.){2,12}[^\W\d_]?)(?=$|[ ._\-)])")
_EDGES = " \t._-–—~,;:|+/\\=&@"
_ALL_BRACKETS = frozenset("()[]{}")
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")
_BLANKS = re.compile(r"\s+")
_AKA = re.compile(r"\s+(?:a\.?k\.?a\.?)\s+|\s+/\s+|(?<=\w)/(?=\w)|\s\|\s|_-_(?=aka)", re.IGNORECASE)
_ARTICLE_LAST = re.compile(r"^([^,]{1,200}), ?(the|a|an|le|la|les|der|die|das|el)$", re.IGNORECASE)
_COUNTRY_ENDS = tuple(f"{code}{end}" for code in ("US", "UK", "AU", "NZ", "CA", "NL", "IN", "BR") for end in ("", ")"))
_COUNTRY_LAST = frozenset(end[-1] for end in _COUNTRY_ENDS)
_COUNTRY = re.compile(r"[ ._]\(?(US|UK|AU|NZ|CA|NL|IN|BR)\)?$")
_SITE = re.compile(
    (
        r"^[\[({]? ?(?:www?\.[\w.-]{3,40}|[\w-]{3,30}\.(?:com?|org|net)\.[a-z]{2}"
        r"|[\w-]{3,30}\.(?:ca|de|fr|es|it|sbs|fun|eu)(?= ?[\])}]? - )|[\w-]{2,30}\.(?:com|org|net"
        r"|info|tv|to|cc|biz|me|io|vip|ru|pl|nl))(?: ?[\])}])? {0,2}(?:- ?|(?<=[\])}]))_?"
        r"|^(?:www\.)[\w-]{2,40}\.[a-z]{2,6}[ ._-]{1,3}"
    ),
    re.IGNORECASE,
)

_SITE_WORD = re.compile(r"\.(?:com?|org|net|info|tv|to|cc|biz|me|io|vip|ru|pl|nl|ca|de|fr|es|it|sbs|fun|eu)(?![a-z])")
_SITE_HEAD = 64


def without_site(text: str) -> str:
    """Return a name without the address of a web site in front."""
    if "." not in text[:44]:
        return text
    head = text[:_SITE_HEAD].lower()
    if "ww" not in head and not _SITE_WORD.search(head):
        return text
    found = _SITE.match(text)
    return text[found.end() :] if found else text


def clean(piece: str) -> str:
    """Return a title: separators become blanks, "S.W.A.T" stays, brackets and dashes at the edges go."""
    text = piece.strip(_EDGES)
    if "." in text or "_" in text:
        text = _undotted(text)
    if not _ALL_BRACKETS.isdisjoint(text):
        text = _balanced(_EMPTY.sub(" ", text))
    return " ".join(text.split()).strip(_EDGES)


def _undotted(text: str) -> str:
    if " " in text and "." in text and "_" not in text:
        # Blanks part the words, so a dot belongs to one ("Dr. No", "No.6").
        return text
    kept = _DOTTED.sub(lambda found: found.group(1).replace(".", "\0"), text)
    return kept.replace(".", " ").replace("_", " ").replace("\0", ".")


def _balanced(text: str) -> str:
    for opening, closing in ("()", "[]", "{}"):
        if text.count(opening) > text.count(closing):
            at = text.rfind(opening)
            text = (
                text[:at] + text[at + 1 :]
                if not text[at + 1 :].strip()
                else text.replace(opening, " ", 1)
                if at == 0
                else text[:at] + " " + text[at + 1 :]
            )
        elif text.count(closing) > text.count(opening):
            text = text.replace(closing, " ")
    return _BLANKS.sub(" ", text)


def aliases(title: str) -> tuple[str, tuple[str, ...]]:
    """Return the main title and its other names ("Native / English", "One AKA Two")."""
    if "/" not in title and "|" not in title and "ka" not in title.lower():
        return title, ()
    names = [clean(name) for name in _AKA.split(title)]
    names = [name for name in names if name]
    return (names[0], tuple(names[1:])) if names else (title, ())


def article_first(title: str) -> str:
    """Return "The Matrix" for "Matrix, The"."""
    found = _ARTICLE_LAST.match(title) if "," in title else None
    return f"{found.group(2)} {found.group(1)}" if found else title


_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af!?:·,~\d]*")
_LATIN = re.compile(r"[A-Za-z]{3}")
_WHOLE_WORDS = (
    "complete",
    "full",
    "all",
    "entire",
    "series",
    "season",
    "seasons",
    "collection",
    "saga",
    "integral",
    "integrale",
    "intégrale",
)
_WHOLE_SERIES = re.compile(
    r"(?:[ ._:(-]{1,3}(?:the[ ._])?(?:complete|full|all|entire|l'?[ ._]?intégrale|l'?[ "
    r"._]?integrale|intégrale|integrale|integral)"
    r"(?:[ ._]{1,2}(?:series|seasons?|collection|saga))?|[ ._-]{1,3}(?:complete[ ._])?seasons?)[ ._(-]{0,3}$",
    re.IGNORECASE,
)


def without_completeness(piece: str) -> str:
    """Return a title without "The Complete Series" and the like at its end."""
    if not piece.lower().rstrip(" ._(-").endswith(_WHOLE_WORDS):
        return piece
    found = _WHOLE_SERIES.search(piece[-60:])
    return piece[: len(piece) - len(piece[-60:]) + found.start()] if found else piece


def native_apart(title: str) -> tuple[str, str]:
    """Return the Latin part of a title that has both scripts, and the native part; the title and "" otherwise."""
    if title.isascii() or not _LATIN.search(title):
        return title, ""
    native = " ".join(found.group() for found in _CJK.finditer(title))
    if not native:
        return title, ""
    latin = clean(_CJK.sub(" ", title))
    return (latin, clean(native)) if _LATIN.search(latin) else (title, "")


def country(title: str) -> str:
    """Return the country a show title ends with ("Shameless US"), or ""."""
    found = _COUNTRY.search(title[-5:]) if title[-1:] in _COUNTRY_LAST and title.endswith(_COUNTRY_ENDS) else None
    return found.group(1) if found else ""
