"""What a client asks for, and what a user may have."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.engine.playback.decision.learned import Learned, read_learned
from app.engine.playback.decision.profile import Profile
from app.engine.playback.decision.reading import Fields
from app.engine.playback.decision.source import Version

VIDEO_ENCODERS = ("h264", "hevc", "vp9", "av1", "vp8", "mpeg4", "mpeg2video")
AUDIO_ENCODERS = (
    *("aac", "mp3", "ac3", "eac3", "opus", "vorbis", "flac", "alac", "mp2", "truehd", "wav"),
    *("pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_s8", "pcm_alaw", "pcm_mulaw"),
)

_POLICIES = ("user_policy", "policy", "rights", "user_rights", "user")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the user may let the server do."""

    transcode_video: bool
    transcode_audio: bool
    remux: bool
    remote_direct_play: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One request.

    Attributes:
        subtitle_index: -1 is "none"; None leaves it to us. Likewise `audio_index`.
        max_bitrate: Wish of the client in bit/s, instead of the profile's limit.
        remote_bitrate: Limit of the user away from home; counts only there.
        learned: What the device failed to play before.
        display_ranges: What the screen shows, in lower case; empty is unknown.
    """

    version_id: str
    audio_index: int | None
    subtitle_index: int | None
    can_direct_play: bool
    is_direct_forced: bool
    is_copy_forced: bool
    can_copy_video: bool
    can_copy_audio: bool
    always_burn_in: bool
    can_extract_subtitles: bool
    can_lose_styling: bool
    is_at_home: bool
    max_channels: int | None
    max_bitrate: int | None
    remote_bitrate: int | None
    context: str
    audio_came_from: str
    display_ranges: tuple[str, ...]
    video_encoders: tuple[str, ...]
    audio_encoders: tuple[str, ...]
    learned: tuple[Learned, ...]
    rights: Rights


def read_options(row: Fields) -> Options:
    """Return the request; everything has a default."""
    return Options(
        version_id=row.text("media_source_id"),
        audio_index=row.whole("audio_stream_index", "audio_index"),
        subtitle_index=row.whole("subtitle_stream_index", "subtitle_index"),
        can_direct_play=row.flag("enable_direct_play") is not False,
        is_direct_forced=row.flag("force_direct_play") is True,
        is_copy_forced=row.flag("force_direct_stream") is True,
        can_copy_video=row.flag("allow_video_stream_copy") is not False,
        can_copy_audio=row.flag("allow_audio_stream_copy") is not False,
        always_burn_in=row.flag("always_burn_in_subtitle_when_transcoding") is True,
        can_extract_subtitles=row.flag("can_extract_subtitles") is True,
        can_lose_styling=row.flag("allow_lossy_subtitles") is True,
        is_at_home=row.flag("is_in_local_network", "is_local") is not False,
        max_channels=_positive(row, "max_audio_channels"),
        max_bitrate=_positive(row, "max_bitrate_effective", "max_bitrate", "max_streaming_bitrate"),
        remote_bitrate=_positive(row, "remote_bitrate_limit", "remote_client_bitrate_limit"),
        context=row.text("context").casefold() or "streaming",
        audio_came_from=row.text("default_audio_index_source").casefold(),
        display_ranges=row.words("display_ranges"),
        video_encoders=row.words("video_encoders") or VIDEO_ENCODERS,
        audio_encoders=row.words("audio_encoders") or AUDIO_ENCODERS,
        learned=read_learned(row),
        rights=_read_rights(row),
    )


def _read_rights(row: Fields) -> Rights:
    """Rights stand among the wishes, or in an object of their own under the name of the policy."""
    own = next((Fields(value) for name in _POLICIES if isinstance(value := row.value(name), Mapping)), row)
    can_convert = own.flag("enable_transcoding", "enable_media_conversion") is not False
    video = own.flag("enable_video_playback_transcoding", "enable_video_transcoding", "allow_video_transcoding")
    audio = own.flag("enable_audio_playback_transcoding", "enable_audio_transcoding", "allow_audio_transcoding")
    return Rights(
        transcode_video=can_convert and video is not False,
        transcode_audio=can_convert and audio is not False,
        remux=own.flag("enable_playback_remuxing", "enable_remuxing", "allow_remuxing") is not False,
        remote_direct_play=own.flag("force_remote_source_transcoding") is not True,
    )


def _positive(row: Fields, *names: str) -> int | None:
    return next((value for name in names if (value := row.whole(name)) is not None and value > 0), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most bits a second, and who says so; None is no limit."""

    bitrate: int | None
    source: str


def bitrate_limit(profile: Profile, options: Options, version: Version) -> Limit:
    """Return the limit on a whole version. A stream that we only pass on has none: its bits come from elsewhere."""
    if version.is_remote:
        return Limit(bitrate=None, source="device")
    wish = options.max_bitrate or _profile_limit(profile, options, version)
    remote = None if options.is_at_home else options.remote_bitrate
    if remote is not None and (wish is None or remote < wish):
        return Limit(bitrate=remote, source="network")
    return Limit(bitrate=wish, source="user" if options.max_bitrate else "device")


def _profile_limit(profile: Profile, options: Options, version: Version) -> int | None:
    if options.context != "static":
        return profile.max_streaming
    return profile.max_static_music if version.video is None else profile.max_static
