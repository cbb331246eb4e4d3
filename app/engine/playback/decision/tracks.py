"""Which audio and subtitle tracks are meant, before a device is asked."""

from dataclasses import dataclass, replace

from app.engine.playback.decision.learned import CONVERT_ALL, REMUX, Learned, find_learned
from app.engine.playback.decision.options import Limit, Options, bitrate_limit
from app.engine.playback.decision.profile import Delivery, Profile
from app.engine.playback.decision.source import Version
from app.engine.playback.decision.streams import Kind, Stream
from app.engine.playback.decision.subtitles import Path

MAX_CANDIDATES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One version for one device, with the tracks that are meant.

    Attributes:
        audio: The track to play if nothing is against it.
        candidates: All tracks that may be played in its place, in the order of the file.
        learned: How files like this one failed on the device before.
    """

    profile: Profile
    options: Options
    version: Version
    limit: Limit
    audio: Stream | None
    candidates: tuple[Stream, ...]
    subtitle: Stream | None
    learned: Learned | None = None

    @property
    def is_music(self) -> bool:
        """Whether there is no picture."""
        return self.version.video is None

    @property
    def kind(self) -> str:
        """Which of a device's rules count."""
        return "audio" if self.is_music else "video"

    def path(self, *, is_direct: bool, containers: tuple[str, ...], protocol: str = "") -> Path:
        """Return the way that subtitles would take."""
        return Path(
            is_direct=is_direct,
            containers=containers,
            protocol=protocol,
            can_extract=self.options.can_extract_subtitles,
            can_lose_styling=self.options.can_lose_styling,
            is_live=self.version.is_infinite,
        )


def ask(profile: Profile, options: Options, version: Version) -> Question:
    """Return the question that a version poses."""
    audio = _audio(options, version)
    learned = find_learned(options.learned, version, audio)
    options = _restricted(options, learned) if learned else options
    return Question(
        profile=profile,
        options=options,
        version=version,
        limit=bitrate_limit(profile, options, version),
        audio=audio,
        candidates=_few(_candidates(options, version, audio), audio),
        subtitle=None if version.video is None else _subtitle(profile, options, version),
        learned=learned,
    )


def _restricted(options: Options, learned: Learned) -> Options:
    """Forbid copies that failed; that direct play failed is said on its own."""
    return replace(
        options,
        can_copy_audio=options.can_copy_audio and learned.step == REMUX,
        can_copy_video=options.can_copy_video and learned.step != CONVERT_ALL,
    )


def _audio(options: Options, version: Version) -> Stream | None:
    """Return the asked track, else the default of the source, else the first flagged, else the first."""
    tracks = version.list_streams(Kind.AUDIO)
    asked = version.find_stream(Kind.AUDIO, options.audio_index)
    default = version.find_stream(Kind.AUDIO, version.default_audio)
    flagged = next((track for track in tracks if track.is_default), None)
    return asked or default or flagged or next(iter(tracks), None)


def _candidates(options: Options, version: Version, audio: Stream | None) -> tuple[Stream, ...]:
    """Return the tracks among which we may choose; a track in another language never stands in."""
    if audio is None:
        return ()
    came_from = options.audio_came_from or version.audio_came_from
    is_asked = options.audio_index is not None and options.audio_index >= 0
    if is_asked or "user" in came_from:
        return (audio,)
    alike = tuple(track for track in version.list_streams(Kind.AUDIO) if _is_same_language(track, audio))
    flagged = tuple(track for track in alike if track.is_default)
    if "language" in came_from:
        return flagged if flagged and "default" in came_from else alike
    if "default" in came_from:
        return flagged or (audio,)
    return flagged if audio.is_default else alike


def _few(candidates: tuple[Stream, ...], audio: Stream | None) -> tuple[Stream, ...]:
    """Return the first candidates, and in any case the track that is meant."""
    first = candidates[:MAX_CANDIDATES]
    return first if audio is None or audio in first or audio not in candidates else (*first, audio)


def _is_same_language(track: Stream, audio: Stream) -> bool:
    unknown = {"", "und"}
    return track.language == audio.language or track.language in unknown or audio.language in unknown


def _subtitle(profile: Profile, options: Options, version: Version) -> Stream | None:
    """Return the asked track, else the cheapest of those that are equally good, else the default of the source."""
    if options.subtitle_index is not None:
        return version.find_stream(Kind.SUBTITLE, options.subtitle_index)
    tracks = version.list_streams(Kind.SUBTITLE)
    best = max((track.score for track in tracks if track.score is not None), default=None)
    tied = [track for track in tracks if best is not None and track.score == best]
    if len(tied) > 1:
        beside = {rule.format for rule in profile.subtitles if rule.delivery is Delivery.EXTERNAL}
        if found := next((track for track in tied if track.codec in beside), None):
            return found
    return version.find_stream(Kind.SUBTITLE, version.default_subtitle)
