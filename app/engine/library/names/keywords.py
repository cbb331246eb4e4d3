"""Words that announce seasons, episodes, dates and the like; a name that has none of a class is spared its patterns."""

import re

SEASON_WORDS = (
    "season|seasons|series|staffel|staffeln|saison|temporada|temporadas|temp|stagione|stagioni|sezon|sezona|sezóna|sezonul|sezonu"
    "|sezoni|sæson|saeson|säsong|sasong|seizoen|seizoenen|seasong|sesong|kausi|évad|evad|sezonas|hooaeg|tempada|musim|mùa"
    "|сезон|сезона|сезоны|série|serie|σεζόν|シーズン|시즌|seasson|seaon|sæsong|phần|الموسم|मौसम|tempor|עונה"
)
EPISODE_WORDS = (
    "episode|episodes|episodio|episodios|épisode|épisodes|episod|episoden|folge|folgen|eps|ep|capitulo|capítulo|cap|aflevering|afl"
    "|bölüm|bolum|серия|серии|серії|серія|эпизод|seriya|avsnitt|odcinek|odc|jakso|epizode|epizoda|epizod|tập|الحلقة|פרק"
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
DIGIT = 1
"""Any digit."""
SXX = 2
"""An "s" or "t" before a digit, or digits around an "e": "s01", "01e02"."""
CROSS = 4
"""An "x" beside digits or alone: "1x02", "1 x 02"."""
SEASON = 8
EPISODE = 16
MONTH = 32
SONG = 64
PART = 128
OF = 256
SPECIAL = 512
CENTURY = 1024
"""Four digits in a row that may be a year from 1800 to 2049, alone or inside more of them."""
PAIR = 2048
"""Two digits alone, such as a day."""
SIX = 4096
"""Six digits alone, such as a date without a century."""
LONG = 8192
"""Three digits in a row or more."""
JUNK = 16384
"""What posters put behind the name of the group."""
STRONG = 32768
"""A technical word beyond doubt."""
ALL = 32767
"""What a text may hold that nobody looked at: anything."""

_CLASSES = (
    (SEASON, f"{SEASON_WORDS}|se|sez|saisons|xall"),
    (EPISODE, f"{EPISODE_WORDS}|epi|e|blm|ser|seria|ep|rész|resz|epizód|diel|díl|sarja|osa|bolüm"),
    (MONTH, "|".join(MONTHS)),
    (SONG, "op|ed|opening|ending|pv|cm|menu|trailer|preview|ncop|nced|ncpv|nccm"),
    (PART, "part|pt|cd|dvd|disc|disk|partie|parte|teil"),
    (OF, "of|de|iz|из"),
    (SPECIAL, "sp|special|specials|ova|oad|ona"),
    (CROSS, "x|х"),
    (
        JUNK,
        (
            "obfuscated|obfuscation|scrambled|nzbgeek|postbot|xpost|whiterev|buymore|asrequested|alternativetorequested"
            "|gerov|z0ids3n|chamele0n|4p|4planet|altezachen|repackpost|sample|pre|rp|1|rartv"
        ),
    ),
)
_JUNK_HEADS = ("rakuv", "obfu")
_LENGTHS = {2: PAIR, 6: SIX}
_LONG = re.compile(r"\d{3}")
_LETTERS = re.compile(r"[a-z]+")
_FOREIGN_LETTERS = re.compile(r"[^\W\d_]+")
_NO_WORD = re.compile(r"[\W_]+")
_SXX = re.compile(r"[st]\d|\d\de\d\d")
_CENTURY = re.compile(r"1[89]\d\d|20[0-4]\d")


def _table() -> dict[str, int]:
    made: dict[str, int] = {}
    for flag, words in _CLASSES:
        for word in words.split("|"):
            # The marks of some scripts are no letters: they part a word in two.
            for piece in _NO_WORD.split(word):
                made[piece] = made.get(piece, 0) | flag
    return made


WORDS = _table()


def of(word: str) -> int:
    """Return the classes of a word in lower case: "season", "03", "ep12", "s01e02", "op1", "コナンova"."""
    flags = WORDS.get(word, 0)
    if word.startswith(_JUNK_HEADS):
        flags |= JUNK
    if not word.isalpha():
        flags |= _of_digits(word)
    if not word.isascii():
        flags |= _of_letters(word, _LETTERS) | _of_letters(word, _FOREIGN_LETTERS)
    return flags


def _of_digits(word: str) -> int:
    flags = DIGIT | _LENGTHS.get(len(word), 0)
    for classes, pattern in ((LONG, _LONG), (CENTURY, _CENTURY), (SXX, _SXX)):
        if pattern.search(word):
            flags |= classes
    if "x" in word or "х" in word:
        flags |= CROSS
    return flags | _of_letters(word, _LETTERS)


def _of_letters(word: str, letters: re.Pattern[str]) -> int:
    """Return the classes of the words that are glued to digits or to another script."""
    flags = 0
    for piece in letters.findall(word):
        flags |= WORDS.get(piece, 0)
    return flags
