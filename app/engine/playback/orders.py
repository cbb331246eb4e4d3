"""Says what is to be made of a file when its picture cannot go out as it is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from app.contract.encoding import Burned
from app.contract.media import MediaStream, StreamType
from app.contract.playback import Decision
from app.contract.segments import Form
from app.engine.library import Asset
from app.engine.playback import rules
from app.engine.streaming import OrderedSound, Wanted

BURN_IN = "Encode"
_STYLED = frozenset({"ass", "ssa"})
_BITMAPS = frozenset({"hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub", "sup", "idx", "sub"})
"""Codecs, and the suffixes of files beside a film."""
_INDEXED = frozenset({"matroska", "mov", "avi"})
"""Containers that tell where they can be cut."""


def wanted_of(asset: Asset, decision: Decision, form: Form, burned: Burned | None) -> Wanted:
    """Return what is to be made for a decision that makes the picture anew."""
    streams = asset.probe.streams
    video = next(one for one in streams if one.type is StreamType.VIDEO and not one.is_picture)
    assert isinstance(decision.video, dict)
    sounds = _in_order(streams, decision.audio_index)
    is_whole = decision.protocol == "http"
    must, wishes = abilities(streams, burned)
    return Wanted(
        form=form,
        video_index=video.index,
        video=rules.video_form(decision.video, video, burned),
        sounds=tuple(_sound(one, decision, sounds[0]) for one in (sounds[:1] if is_whole else sounds)),
        source_px=(video.width_px or 0) * (video.height_px or 0),
        frame_rate=video.frame_rate or 0.0,
        is_indexed=asset.probe.container in _INDEXED,
        is_whole=is_whole,
        must=must,
        wishes=wishes,
    )


def abilities(streams: Sequence[MediaStream], burned: Burned | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what whoever makes the picture must be able to draw into it, and what it should be able to.

    Styled subtitles are readable without their style, but meant to be seen with it.
    """
    if burned is None:
        return (), ()
    kind = next((one.codec for one in streams if one.index == burned.index), "")
    if burned.path:
        kind = PurePath(burned.path).suffix.lower().removeprefix(".")
    if kind in _BITMAPS:
        return ("bitmap_text",), ()
    return ("plain_text",), ("styled_text",) if kind in _STYLED else ()


def told_by(decision: Decision, provider: str, wanted: Wanted) -> Decision:
    """Return a decision that tells who makes the picture, when that is not Marquee itself."""
    if provider != "ffmpeg":
        return decision
    why = ", which draws its subtitles in the style that they were given" if wanted.wishes else ""
    return replace(decision, words=f"{decision.words} The ffmpeg program on this computer makes the picture{why}.")


def _in_order(streams: tuple[MediaStream, ...], first: int | None) -> list[MediaStream]:
    sounds = [one for one in streams if one.type is StreamType.AUDIO and one.codec]
    return sorted(sounds, key=lambda one: (one.index != first, one.index))


def _sound(stream: MediaStream, decision: Decision, first: MediaStream) -> OrderedSound:
    """The device takes the first sound as it is or not; nobody asked about the others: they become like it."""
    is_copied = decision.audio == "copy" and stream.index == decision.audio_index
    return OrderedSound(
        index=stream.index,
        form=rules.sound_form(decision.audio, _like(first, stream) if decision.audio == "copy" else stream),
        copied=stream.codec if is_copied else "",
        language=stream.language,
        title=stream.title,
        is_default=stream.index == decision.audio_index,
    )


def _like(first: MediaStream, stream: MediaStream) -> MediaStream:
    channels = min((one.channels for one in (first, stream) if one.channels), default=None)
    return replace(stream, codec=first.codec, channels=channels)
