"""Decides where in the catalogue a file belongs, from what its name and its tags say. Pure."""

from pathlib import PurePosixPath

from app.contract.library import ItemKind, SourceKind
from app.contract.media import Probe, StreamType
from app.engine.library.catalogue.music import place_track
from app.engine.library.catalogue.rules import Fact, Node, Placement, merging_key, sort_title
from app.engine.library.local.links import make_ref
from app.engine.library.local.record import Ref
from app.engine.library.names import Hints, Reading, read_path
from app.engine.library.review.answers.rules import is_episode

_UNTITLED = "Untitled"


def place(path: str, kind: SourceKind, probe: Probe, reading: Reading) -> Placement:
    """Return where the file belongs. `path` is relative to its source, `reading` is what it says."""
    if not has_moving_pictures(probe):
        return place_track(path, read_path(path, Hints(library="music")), probe.tags)
    return _episode(path, reading) if is_episode(reading, kind) else _film(path, reading)


def has_moving_pictures(probe: Probe) -> bool:
    """Whether a file is a film rather than music with a cover."""
    return any(stream.type is StreamType.VIDEO and not stream.is_picture for stream in probe.streams)


def _film(path: str, reading: Reading) -> Placement:
    title = reading.title or PurePosixPath(path).stem or _UNTITLED
    key = f"film|{merging_key(title)}|{reading.year or ''}|"
    identifier = _identifier(reading)
    # An id tells two films of the same title and year apart; a name without one joins whichever is there.
    alternatives = (key,) if identifier else (f"{key}*",)
    node = Node(
        kind=ItemKind.FILM,
        identity=f"{key}{identifier}",
        alternatives=alternatives,
        title=title,
        sort_title=sort_title(title),
        year=reading.year,
        facts=_facts(path, reading, "title", "year"),
        refs=_refs(reading),
    )
    return Placement(nodes=(node,))


def _refs(reading: Reading) -> tuple[Ref, ...]:
    told = (("tmdb", reading.tmdb_id), ("imdb", reading.imdb_id), ("tvdb", reading.tvdb_id))
    return tuple(ref for provider, value in told if value and (ref := make_ref(provider, value)))


def _identifier(reading: Reading) -> str:
    ids = (("tmdb", reading.tmdb_id), ("imdb", reading.imdb_id), ("tvdb", reading.tvdb_id))
    return next((f"{name}:{value}" for name, value in ids if value), "")


def _episode(path: str, reading: Reading) -> Placement:
    show = _show(path, reading)
    season = _season(path, reading)
    return Placement(nodes=(show, season, _leaf(season, path, reading)))


def _show(path: str, reading: Reading) -> Node:
    title = reading.title or _first_folder(path) or _UNTITLED
    key = f"show|{merging_key(title)}|"
    return Node(
        kind=ItemKind.SHOW,
        identity=f"{key}{reading.year or ''}",
        # A name without a year means the show that is there; one with a year also the show whose year nobody told.
        alternatives=(key,) if reading.year else (f"{key}*",),
        title=title,
        sort_title=sort_title(title),
        year=reading.year,
        facts=_facts(path, reading, "title", "year"),
        refs=_refs(reading),
    )


def _first_folder(path: str) -> str:
    parts = PurePosixPath(path).parts
    return parts[0] if len(parts) > 1 else ""


def _season(path: str, reading: Reading) -> Node:
    number = _season_number(reading)
    title = "Specials" if number == 0 else "Episodes" if number is None else f"Season {number}"
    return Node(
        kind=ItemKind.SEASON,
        identity=f"season|{'' if number is None else number}",
        title=title,
        sort_title=f"{number or 0:010d}",
        number=number,
        season_number=number,
        facts=(_fact("number", path, reading),) if number is not None else (),
    )


def _season_number(reading: Reading) -> int | None:
    if reading.season is not None:
        return reading.season
    if reading.air_date is not None:
        return reading.air_date.year
    return 0 if reading.special else None


def _leaf(season: Node, path: str, reading: Reading) -> Node:
    numbers = [int(number) for number in (reading.episodes or reading.absolute)]
    number = numbers[0] if numbers else None
    end_number = numbers[-1] if len(numbers) > 1 else None
    key = _episode_key(path, reading)
    title = reading.episode_title or _episode_name(path, reading, number, end_number)
    return Node(
        kind=ItemKind.EPISODE,
        identity=f"episode|{season.number if season.number is not None else ''}|{key}",
        title=title,
        sort_title=reading.air_date.isoformat() if reading.air_date and number is None else sort_title(title),
        number=number,
        end_number=end_number,
        season_number=season.number,
        facts=(_fact("title", path, reading), _fact("number", path, reading)),
    )


def _episode_key(path: str, reading: Reading) -> str:
    numbers = reading.episodes or reading.absolute
    if numbers:
        kind = "e" if reading.episodes else "a"
        return f"{kind}{numbers[0]:g}" + (f"-{numbers[-1]:g}" if len(numbers) > 1 else "")
    if reading.air_date:
        return f"d{reading.air_date.isoformat()}"
    return f"t{merging_key(PurePosixPath(path).stem)}"


def _episode_name(path: str, reading: Reading, number: int | None, end_number: int | None) -> str:
    if number is not None:
        return f"Episode {number}" if end_number is None else f"Episodes {number}–{end_number}"
    if reading.air_date:
        return reading.air_date.isoformat()
    return PurePosixPath(path).stem or _UNTITLED


def _facts(path: str, reading: Reading, *fields: str) -> tuple[Fact, ...]:
    values = {"title": reading.title, "year": reading.year}
    return tuple(_fact(field, path, reading) for field in fields if values[field])


def _fact(field: str, path: str, reading: Reading) -> Fact:
    """The source is the folder when a rule said so; the detail is the raw name."""
    folder, _, name = path.rpartition("/")
    is_from_folder = folder and field in ("title", "year") and any("folder" in reason for reason in reading.reasons)
    return Fact(
        field=field, source="folder" if is_from_folder else "file name", detail=folder if is_from_folder else name
    )
