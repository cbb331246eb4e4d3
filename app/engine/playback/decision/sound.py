"""What can be done with the sound for a target: copy a track, take out its core, or encode it."""

from collections.abc import Iterator
from dataclasses import replace

from app.engine.playback.decision import names
from app.engine.playback.decision.facts import audio_facts, check_copied_audio
from app.engine.playback.decision.plan import (
    ENCODE_AUDIO,
    EXTRACT_CORE,
    LOST_CHANNEL,
    OTHER_TRACK,
    PASSED_OVER,
    Action,
    Fix,
    Part,
)
from app.engine.playback.decision.profile import Target
from app.engine.playback.decision.reasons import Cause, Finding
from app.engine.playback.decision.streams import Stream
from app.engine.playback.decision.target import audio_codecs, bounds, is_taken, refusal
from app.engine.playback.decision.tracks import Question

MUSIC_BITRATE = 128_000
CORE_CHANNELS = 6
MAX_ENCODERS = 6
_LOSSLESS = frozenset({"flac", "alac", "truehd"})
_LOSSY = frozenset({"aac", "mp3", "ac3", "eac3", "opus", "vorbis", "mp2"})
_STREAMS = frozenset({"ts", "m2ts", "mts"})
# The most for sound, by the limit for everything.
_LADDER = (
    (640_000, 128_000),
    (2_000_000, 384_000),
    (3_000_000, 448_000),
    (4_000_000, 640_000),
    (5_000_000, 768_000),
    (10_000_000, 1_536_000),
    (15_000_000, 2_304_000),
    (20_000_000, 3_584_000),
)
_LADDER_TOP = 7_168_000
# What a codec can hold at most; the rest holds 8.
_CHANNELS = {"mp3": 2, "mp2": 2, "ac3": 6, "eac3": 6, "truehd": 6, "alac": 8}


def ways(question: Question, target: Target) -> Iterator[Part]:
    """Yield all ways for all tracks that may be played.

    The first track whose codec the target takes is the one that is meant; the others cost something, so that they
    are played only where there is no other way.
    """
    meant = _meant(question, target)
    for track in question.candidates:
        extra = 0 if track == meant else PASSED_OVER + OTHER_TRACK
        for part in _ways_of(question, target, track):
            yield replace(part, cost=part.cost + extra)


def _meant(question: Question, target: Target) -> Stream | None:
    taken = (track for track in question.candidates if is_taken(audio_codecs(target, track.codec), track.codec))
    return next(taken, question.audio)


def _ways_of(question: Question, target: Target, track: Stream) -> Iterator[Part]:
    """Yield the copy only when nothing is against it; the other ways say what is."""
    codecs = audio_codecs(target, track.codec)
    found, unknown = _refusals(question, target, track, codecs)
    if (not found or question.options.is_copy_forced) and question.options.can_copy_audio:
        yield Part(action=Action.COPY, stream=track, bitrate=track.bitrate, unknown=unknown)
    if (core := _core(question, target, track, codecs)) is not None and found:
        yield core_part(track, core, found)
    encoded = [_encode(question, target, track, codec) for codec in _encoders(question, codecs)]
    if encoded:
        yield replace(min(encoded, key=lambda part: part.cost), findings=found)


def _refusals(
    question: Question, target: Target, track: Stream, codecs: tuple[str, ...]
) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return what is against a copy, and what is unknown."""
    if not is_taken(codecs, track.codec):
        return (refusal("audio", "AudioCodec", track.codec, ",".join(codecs) or "none", Cause.AUDIO_CODEC),), ()
    check = check_copied_audio(question.profile, question.version, track, target.container, is_hls=target.is_hls)
    most = target.max_channels  # the viewer's own limit is for what is converted, and forbids no copy
    if most is not None and (track.channels or 0) > most:
        many = refusal("audio", "MaxAudioChannels", str(track.channels), f"≤ {most}", Cause.AUDIO_CHANNELS)
        return (*check.findings, many), check.unknown
    return check.findings, check.unknown


def _most_channels(question: Question, target: Target) -> int | None:
    known = [most for most in (target.max_channels, question.options.max_channels) if most is not None]
    return min(known, default=None)


def _core(question: Question, target: Target, track: Stream, codecs: tuple[str, ...]) -> str | None:
    """Return the codec of a smaller track inside this one, if the target takes it.

    TrueHD has AC-3 inside only in the streams of Blu-ray discs; other containers keep them apart. DTS-HD has its
    core everywhere.
    """
    most = _most_channels(question, target)
    if most is not None and most < CORE_CHANNELS:
        return None
    in_stream = {names.container(name) for name in question.version.containers} & _STREAMS
    if track.codec == "truehd" and in_stream and "ac3" in codecs:
        return "ac3"
    return "dts" if track.codec == "dts" and "dts" in codecs and "hd" in track.profile.casefold() else None


def core_part(track: Stream, core: str, found: tuple[Finding, ...]) -> Part:
    """Return the extraction of a core."""
    lost = max(0, (track.channels or CORE_CHANNELS) - CORE_CHANNELS)
    return Part(
        action=Action.CORE,
        stream=track,
        output={"codec": core, "channels": min(track.channels or CORE_CHANNELS, CORE_CHANNELS)},
        fixes=(Fix(stream="audio", action="extract_core", before=track.profile or track.codec, after=core),),
        findings=found,
        cost=EXTRACT_CORE + LOST_CHANNEL * lost,
    )


def _encoders(question: Question, codecs: tuple[str, ...]) -> tuple[str, ...]:
    ours = tuple(codec for codec in codecs if names.has_codec(question.options.audio_encoders, codec))
    return ours[:MAX_ENCODERS]


def _encode(question: Question, target: Target, track: Stream, codec: str) -> Part:
    """Return the track as another codec; of codecs that keep as many channels, the device's first wins."""
    kind = "audio" if question.is_music else "videoaudio"
    limits = bounds(question.profile, target, kind, codec, audio_facts(track, is_secondary=False))
    own = track.channels or 2
    channels = max(
        1, limits.whole("audiochannels", _most_channels(question, target), _CHANNELS.get(codec, 8), own) or own
    )
    rate = limits.whole("audiobitrate", _bitrate(question, track, codec, channels))
    output: dict[str, object] = {"codec": codec, "channels": channels, "bitrate": rate}
    if (most := limits.whole("audiosamplerate")) is not None and (track.sample_rate or 0) > most:
        output["sample_rate"] = most
    return Part(
        action=Action.ENCODE,
        stream=track,
        output=output,
        bitrate=rate,
        cost=ENCODE_AUDIO + LOST_CHANNEL * (own - channels),
    )


def _bitrate(question: Question, track: Stream, codec: str, channels: int) -> int:
    """Return the source's rate if the form stays the same, else a default; never more than its share of the limit."""
    is_same = track.codec == codec and channels == track.channels
    rate = track.bitrate if is_same and track.bitrate else _default(codec, channels)
    limit = question.limit.bitrate
    if question.is_music and codec not in _LOSSLESS:
        rate = min(rate, question.profile.music_target or MUSIC_BITRATE)
    return rate if limit is None else min(rate, share(limit))


def _default(codec: str, channels: int) -> int:
    step = 0 if channels < 2 else 1 if channels < CORE_CHANNELS else 2
    if codec in _LOSSY:
        return (128_000, 384_000, 640_000)[step]
    return (768_000, 1_536_000, 3_584_000)[step] if codec in _LOSSLESS else 192_000


def share(limit: int) -> int:
    """Return how much of a limit on everything sound may have."""
    return next((most for total, most in _LADDER if limit <= total), _LADDER_TOP)
