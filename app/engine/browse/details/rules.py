"""What "Play" starts, and what comes before and after."""

from collections.abc import Mapping, Sequence


def play_id(parts: Sequence[int], standings: Mapping[int, tuple[int, bool]]) -> int | None:
    """Return what to play of a show, season, artist or album.

    The first part that was begun, else the first one after the last watched, else the first that was not watched (the
    last watched may be a special, which comes last), else the first of all.

    Args:
        parts: In the order of play.
        standings: (position in ms, watched) by part; a part never started is not in it.
    """
    begun = next((part for part in parts if standings.get(part, (0, False))[0] > 0), None)
    if begun is not None:
        return begun
    watched = [place for place, part in enumerate(parts) if standings.get(part, (0, False))[1]]
    later = parts[watched[-1] + 1 :] if watched else ()
    unwatched = (part for part in parts if not standings.get(part, (0, False))[1])
    return next(iter((*later, *unwatched, *parts)), None)


def neighbours(item_id: int, parts: Sequence[int]) -> tuple[int | None, int | None]:
    """Return what comes before and after an item in the order of play."""
    if item_id not in parts:
        return None, None
    place = parts.index(item_id)
    before = parts[place - 1] if place > 0 else None
    after = parts[place + 1] if place + 1 < len(parts) else None
    return before, after
