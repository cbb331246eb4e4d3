"""Id and option tags: {tmdb-603}, [imdbid=tt0133093], {edition-Final Cut}, and a bare tt0133093."""

import re

_TAG = re.compile(
    r"\[([a-z]{4,7})[=-]([^\[\](){}]{1,64})\]|\{([a-z]{4,7})[=-]([^\[\](){}]{1,64})\}|\(([a-z]{4,7})[=-]([^\[\](){}]{1,64})\)",
    re.IGNORECASE,
)
_BARE = re.compile(r"tt(?<![a-z0-9=-]tt)\d{7,9}(?![a-z0-9])")
_ANY = re.compile(
    r"[\[{(](?:imdb|tmdb|tvdb|anidb|anilist|tvmaze|edition)(?:id)?\d?[=-][^\[\](){}]{0,64}[\]})]", re.IGNORECASE
)
_KEYS = {f"{name}{tail}": f"{name}_id" for name in ("tmdb", "imdb", "tvdb") for tail in ("", "id")} | {
    "edition": "edition"
}
_VALUE = re.compile(r"^[a-z0-9]+$", re.IGNORECASE)
_NUMBERED = re.compile(r"tt\d{7}")


def take(text: str) -> tuple[str, dict[str, str]]:
    """Return the name without its tags, and what the first well-formed tag of each key says."""
    low = text.lower()
    if "db" not in low and "edition" not in low and ("tt" not in low or not _NUMBERED.search(low)):
        return text, {}
    found: dict[str, str] = {}
    for tag in _TAG.finditer(text):
        key, value = (part for part in tag.groups() if part is not None)
        field = _KEYS.get(key.lower())
        if field and value.strip() and (field == "edition" or _VALUE.match(value)):
            found.setdefault(field, value.strip().lower() if field != "edition" else value.strip())
    if bare := _BARE.search(low):
        found.setdefault("imdb_id", bare.group())
        text = f"{text[: bare.start()]}{text[bare.end() :]}" if "imdb" not in low else text
    return _ANY.sub(" ", text), found
