"""Lists the subtitles of a film that a player can fetch, each in the form that its device takes. Pure."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from app.contract.media import MediaStream, StreamType
from app.contract.playback import Decision, SideSubtitle
from app.contract.subtitles import PICTURE_CODECS, PICTURE_SUFFIXES, STYLED, TEXT_CODECS, TEXT_SUFFIXES
from app.engine.library import Asset, SideFile

_FORMS = {"ass": "ass", "ssa": "ass", "srt": "srt", "subrip": "srt", "vtt": "vtt", "webvtt": "vtt"}
"""What a device calls a form of text, and the ending of ours."""
_SAME = {"subrip": "srt", "webvtt": "vtt", "ssa": "ass"}


def list_subtitles(
    asset: Asset,
    sides: Iterable[tuple[int, SideFile]],
    decision: Decision,
    *,
    place: str,
    side_path: Callable[[int, str], str],
) -> tuple[SideSubtitle, ...]:
    """Return the subtitles beside a film, then those inside it.

    Args:
        sides: Files beside it with their numbers in the decision.
        place: Where all subtitles of the film are.
        side_path: Gives the path of a file beside it, by its id and name.
    """
    return (
        *(_beside(side, index, decision, place, side_path) for index, side in sides),
        *_inside(asset.probe.streams, decision, place),
    )


def track_name(decision: Decision, sides: Iterable[tuple[int, SideFile]]) -> str:
    """Return the name of the subtitle that goes along in the pieces of a film; "" when none does."""
    if decision.subtitle_index is None or decision.subtitle_method != "Hls":
        return ""
    beside = {index: side.id for index, side in sides}
    own = beside.get(decision.subtitle_index)
    return f"s{decision.subtitle_index}" if own is None else f"x{own}"


def _beside(
    side: SideFile, index: int, decision: Decision, place: str, side_path: Callable[[int, str], str]
) -> SideSubtitle:
    path = PurePosixPath(side.path)
    codec = path.suffix.lstrip(".").lower()
    is_text, form = codec in TEXT_SUFFIXES, _form(decision, index)
    is_converted = is_text and form and form != _SAME.get(codec, codec)
    return SideSubtitle(
        url=f"{place}x{side.id}.{form}" if is_converted else side_path(side.id, path.name),
        language=side.language,
        title=side.title,
        codec=codec,
        is_default=side.is_default,
        is_forced=side.is_forced,
        is_hearing_impaired=side.is_hearing_impaired,
        index=index,
        vtt_url=f"{place}x{side.id}.vtt" if is_text else "",
        ass_url=f"{place}x{side.id}.ass" if codec in STYLED else "",
        pictures_url=f"{place}pictures/x{side.id}/list.json" if codec in PICTURE_SUFFIXES else "",
    )


def _inside(streams: Iterable[MediaStream], decision: Decision, place: str) -> Iterator[SideSubtitle]:
    for stream in streams:
        is_text = stream.codec in TEXT_CODECS
        if stream.type is not StreamType.SUBTITLE or not (is_text or stream.codec in PICTURE_CODECS):
            continue
        is_styled = stream.codec in STYLED
        form = _form(decision, stream.index) or "vtt"
        text = f"{place}s{stream.index}.{form if form != 'ass' or is_styled else 'vtt'}"
        drawn = f"{place}pictures/s{stream.index}/list.json"
        yield SideSubtitle(
            url=text if is_text else drawn,
            language=stream.language,
            title=stream.title,
            codec=stream.codec,
            is_default=stream.is_default,
            is_forced=stream.is_forced,
            is_hearing_impaired=stream.is_hearing_impaired,
            index=stream.index,
            is_embedded=True,
            vtt_url=f"{place}s{stream.index}.vtt" if is_text else "",
            ass_url=f"{place}s{stream.index}.ass" if is_styled else "",
            fonts_url=f"{place}fonts/list.json" if is_styled else "",
            pictures_url="" if is_text else drawn,
        )


def _form(decision: Decision, index: int) -> str:
    """Return in which form the decision wants a subtitle beside the film; "" when it says nothing of it."""
    if decision.subtitle_index != index or decision.subtitle_method != "External":
        return ""
    return _FORMS.get((decision.subtitle_format or "").lower(), "")
