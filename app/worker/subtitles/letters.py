"""Tells which letters the bytes of a text file are: subtitles are written in whatever their author's system knew."""

import codecs

from charset_normalizer import from_bytes

SAMPLE_BYTES = 32 * 1024
"""Of lines with other letters than English ones; more of them tell nothing new."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EUROPE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "cp874")
_EAST = ("shift_jis", "cp932", "euc_jp", "gb18030", "big5", "cp949", "euc_kr")
_WEST = ("cp1252", "mac_roman", "cp850")
_CYRILLIC = ("cp1251", "koi8_r", "iso8859_5", "cp866", "mac_cyrillic")
_MIDDLE = ("cp1250", "iso8859_2", "cp852")
_BY_LANGUAGE = {
    **dict.fromkeys(("ru", "rus", "uk", "ukr", "bg", "bul", "be", "bel", "mk", "mkd", "sr", "srp"), _CYRILLIC),
    **dict.fromkeys(("pl", "pol", "cs", "cze", "ces", "sk", "slo", "slk", "hu", "hun", "sl", "slv"), _MIDDLE),
    **dict.fromkeys(("ro", "rum", "ron", "hr", "hrv", "bs", "bos"), _MIDDLE),
    **dict.fromkeys(("el", "gre", "ell"), ("cp1253", "iso8859_7", "cp737")),
    **dict.fromkeys(("tr", "tur", "az", "aze"), ("cp1254", "iso8859_9", "cp857")),
    **dict.fromkeys(("he", "heb"), ("cp1255", "iso8859_8", "cp862")),
    **dict.fromkeys(("ar", "ara", "fa", "per", "fas", "ur", "urd"), ("cp1256", "iso8859_6")),
    **dict.fromkeys(("lt", "lit", "lv", "lav", "et", "est"), ("cp1257", "iso8859_13")),
    **dict.fromkeys(("vi", "vie"), ("cp1258",)),
    **dict.fromkeys(("th", "tha"), ("cp874", "tis_620")),
    **dict.fromkeys(("ja", "jpn"), ("cp932", "euc_jp", "iso2022_jp")),
    **dict.fromkeys(("zh", "chi", "zho"), ("gb18030", "big5hkscs", "big5")),
    **dict.fromkeys(("ko", "kor"), ("cp949", "euc_kr")),
    **dict.fromkeys(("en", "eng", "fr", "fre", "fra", "de", "ger", "deu", "es", "spa", "it", "ita"), _WEST),
    **dict.fromkeys(("pt", "por", "nl", "dut", "nld", "sv", "swe", "da", "dan", "no", "nor", "fi", "fin"), _WEST),
}
"""Where the first one fits without a fault, it is taken, for the names of files lie less often than statistics."""


def decode(raw: bytes, language: str = "") -> str:
    """Return bytes as text. What is no letter becomes U+FFFD.

    Args:
        language: ISO 639 code, if somebody told it.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    encoding = _encoding(raw, language.lower().partition("-")[0])
    return raw.decode(encoding, "replace")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; only what ends a line in files does so."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _encoding(raw: bytes, language: str) -> str:
    if wide := _wide(raw):
        return wide
    if _fits(raw, "utf-8") or raw.isascii():
        return "utf-8"
    sample = _sample(raw)
    told = _BY_LANGUAGE.get(language, ())
    if told and _fits(sample, told[0]) and len(told) == 1:
        return told[0]
    for candidates in filter(None, (told, (*_EUROPE, *_EAST))):
        found = from_bytes(sample, cp_isolation=list(candidates), preemptive_behaviour=False).best()
        if found is not None:
            return str(found.encoding)
    return next((name for name in told if _fits(sample, name)), "cp1252")


def _wide(raw: bytes) -> str:
    """Tell UTF-16 without a mark by its many zeros."""
    head = raw[:4096]
    if len(head) < 8 or head.count(0) * 3 < len(head):
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _fits(raw: bytes, encoding: str) -> bool:
    """Tell whether bytes are text in an encoding; the last letter may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(raw)
    except (UnicodeError, LookupError):
        return False
    return True


def _sample(raw: bytes) -> bytes:
    """Return the lines that tell something."""
    telling: list[bytes] = []
    size = 0
    for line in raw.splitlines():
        if not line.isascii():
            telling.append(line)
            size += len(line)
            if size > SAMPLE_BYTES:
                break
    return b"\n".join(telling)[: 2 * SAMPLE_BYTES]
