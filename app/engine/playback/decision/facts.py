"""What the conditions of a device may ask about a file and its streams."""

from app.engine.playback.decision.conditions import Check, Facts, applies, check_rules
from app.engine.playback.decision.levels import believable_level
from app.engine.playback.decision.profile import Profile
from app.engine.playback.decision.source import Version
from app.engine.playback.decision.streams import Kind, Stream

CODEC_RULE = "codec_profile"
CONTAINER_RULE = "container_profile"


def container_facts(version: Version) -> Facts:
    """Return what is known of a file as a whole. Side files count as streams, as all devices' authors assume."""
    return {
        "numstreams": len(version.streams),
        "numvideostreams": len(version.list_streams(Kind.VIDEO)),
        "numaudiostreams": len(version.list_streams(Kind.AUDIO)),
        "videotimestamp": version.timestamp or None,
        "has64bitoffsets": version.has_64_bit_offsets,
        "packetlength": version.video.packet_length if version.video else None,
    }


def video_facts(video: Stream) -> Facts:
    """Return what is known of a picture."""
    return {
        "width": video.width,
        "height": video.height,
        "videobitdepth": video.bit_depth,
        "videobitrate": video.bitrate,
        "videoframerate": video.frame_rate,
        "videolevel": _level(video),
        "videoprofile": video.profile or None,
        "videorangetype": video.range,
        "videocodectag": video.tag or None,
        "videorotation": video.rotation,
        "refframes": video.ref_frames,
        "isanamorphic": video.is_anamorphic,
        "isinterlaced": video.is_interlaced,
        "isavc": video.is_avc,
    }


def audio_facts(audio: Stream, *, is_secondary: bool) -> Facts:
    """Return what is known of a track."""
    return {
        "audiochannels": audio.channels,
        "audiobitrate": audio.bitrate,
        "audioprofile": audio.profile or None,
        "audiosamplerate": audio.sample_rate,
        "audiobitdepth": audio.bit_depth,
        "issecondaryaudio": is_secondary,
    }


def _level(video: Stream) -> int | None:
    """Return the level to judge by; a negative one (VP9 is probed as -99) is unknown."""
    if video.level is None or video.level < 0:
        return None
    return believable_level(video.codec, video.level, video.picture)


def check_container(profile: Profile, version: Version) -> Check:
    """Apply the device's rules for files of this container."""
    kind = "audio" if version.video is None else "video"
    rules = [rule for rule in profile.containers if applies(rule, kind, "", version.containers)]
    return check_rules(rules, container_facts(version), CONTAINER_RULE)


def check_video(profile: Profile, video: Stream, containers: tuple[str, ...], *, whole: Facts) -> Check:
    """Apply the device's rules for a picture that is played as it is, inside a file with its own facts."""
    rules = [rule for rule in profile.codecs if applies(rule, "video", video.codec, containers)]
    found = check_rules(rules, {**whole, **video_facts(video)}, CODEC_RULE)
    return found + _doubt(video, found)


def check_copied_video(profile: Profile, video: Stream, container: str, *, is_hls: bool) -> Check:
    """Apply the device's rules for a picture that is copied into another container.

    What belongs to the old container does not count, and MPEG-TS has no codec tags.
    """
    rules = [rule for rule in profile.codecs if applies(rule, "video", video.codec, (container,), is_hls=is_hls)]
    facts = dict(video_facts(video))
    del facts["isavc"]
    if container in {"ts", "mpegts"}:
        del facts["videocodectag"]
    found = check_rules(rules, facts, CODEC_RULE)
    return found + _doubt(video, found)


def _doubt(video: Stream, found: Check) -> Check:
    """A level that was not believed may still frighten a decoder."""
    has_doubt = video.level is not None and video.level >= 0 and _level(video) != video.level
    is_refused = any(finding.property.casefold() == "videolevel" for finding in found.findings)
    return Check(unknown=("VideoLevel",)) if has_doubt and not is_refused else Check()


def check_audio(profile: Profile, version: Version, audio: Stream, containers: tuple[str, ...]) -> Check:
    """Apply the device's rules for a track that is played as it is."""
    facts = audio_facts(audio, is_secondary=version.is_secondary(audio))
    kind = "audio" if version.video is None else "videoaudio"
    rules = [rule for rule in profile.codecs if applies(rule, kind, audio.codec, containers)]
    return check_rules(rules, facts, CODEC_RULE)


def check_copied_audio(profile: Profile, version: Version, audio: Stream, container: str, *, is_hls: bool) -> Check:
    """Apply the device's rules for a track that is copied; it is then the only one, so never a secondary one."""
    kind = "audio" if version.video is None else "videoaudio"
    rules = [rule for rule in profile.codecs if applies(rule, kind, audio.codec, (container,), is_hls=is_hls)]
    return check_rules(rules, audio_facts(audio, is_secondary=False), CODEC_RULE)
