"""What can be done with a picture for a target: copy it, mend its metadata, or encode it."""

from collections.abc import Iterator
from dataclasses import replace

from app.engine.playback.decision import names, ranges
from app.engine.playback.decision.facts import check_copied_video, video_facts
from app.engine.playback.decision.levels import Picture, fitting_height
from app.engine.playback.decision.plan import ENCODE_OTHER, ENCODE_VIDEO, FIX, LOST_RANGE, Action, Fix, Part
from app.engine.playback.decision.profile import Target
from app.engine.playback.decision.reasons import Cause, causes
from app.engine.playback.decision.streams import Stream
from app.engine.playback.decision.target import Bounds, bounds, is_taken, refusal, video_codecs
from app.engine.playback.decision.tracks import Question

LEAST_BITRATE = 64_000
RETAG = "retag"
# Bits that a codec needs for the same picture, against H.264.
_NEED = {"hevc": 0.6, "vp9": 0.65, "av1": 0.5, "mpeg2video": 2.0, "mpeg4": 1.4, "vp8": 1.1}
_TAGS = {"hevc": "hvc1", "h264": "avc1", "av1": "av01"}
_CAN_CARRY_RANGES = frozenset({"hevc", "av1", "vp9"})


def copy(question: Question, target: Target, video: Stream) -> Part:
    """Return the copy with its fixes; it has findings when the device would not take it."""
    codecs = video_codecs(target, video.codec)
    if not is_taken(codecs, video.codec):
        found = refusal("video", "VideoCodec", video.codec, ",".join(codecs) or "none", Cause.VIDEO_CODEC)
        return Part(action=Action.COPY, stream=video, findings=(found,))
    mended = tuple(_mended(question, target, video))
    return next((part for part in mended if not part.findings), mended[0])


def _mended(question: Question, target: Target, video: Stream) -> Iterator[Part]:
    """Yield the copy as it is, then with less metadata."""
    yield _check(question, target, video, ())
    for less in ranges.stripped(video.range, video.transfer):
        fix = Fix(stream="video", action=less.action, before=video.range or "", after=less.range)
        yield _check(question, target, replace(video, range=less.range), (fix,))


def _check(question: Question, target: Target, video: Stream, fixes: tuple[Fix, ...]) -> Part:
    found = check_copied_video(question.profile, video, target.container, is_hls=target.is_hls)
    if Cause.VIDEO_TAG in causes(found.findings):
        after = "dvh1" if video.range == ranges.DOVI else _TAGS.get(video.codec, "")
        fixes = (*fixes, Fix(stream="video", action=RETAG, before=video.tag, after=after))
    lasting = tuple(finding for finding in found.findings if finding.reason is not Cause.VIDEO_TAG)
    return Part(
        action=Action.COPY,
        stream=video,
        bitrate=video.bitrate,
        fixes=fixes,
        findings=lasting,
        unknown=found.unknown,
        cost=FIX * sum(fix.action != RETAG for fix in fixes),  # the muxer writes a tag anyway
    )


def encode(question: Question, target: Target, video: Stream) -> Part | None:
    """Return the cheapest way to make the picture anew, or None when we have no encoder that the target takes."""
    listed = video_codecs(target, "h264")
    ours = [codec for codec in listed if names.has_codec(question.options.video_encoders, codec)]
    parts = [_encode(question, target, video, codec) for codec in ours]
    return min(parts, key=lambda part: part.cost, default=None)


def _encode(question: Question, target: Target, video: Stream, codec: str) -> Part:
    facts = video_facts(replace(video, codec=codec, profile="", tag="", level=None))
    limits = bounds(question.profile, target, "video", codec, facts)
    kept = _kept_range(question, limits, codec, video)
    own = ranges.base_of(video.range)
    output: dict[str, object | None] = {
        "codec": codec,
        **_size(limits, codec, video),
        "max_level": limits.whole("videolevel"),
        "max_ref_frames": limits.whole("refframes"),
        "profiles": list(limits.words.get("videoprofile", ())) or None,
        "bit_depth": 10 if kept != ranges.SDR else 8,
        "range": kept,
        "tone_map": (own != kept) or None,
        "deinterlace": (video.is_interlaced is True) or None,
        "square_pixels": (video.is_anamorphic is True and "isanamorphic" in limits.cleared) or None,
        "rotate": video.rotation if "videorotation" in limits.most else None,
    }
    rate = _bitrate(limits, codec, video)
    return Part(
        action=Action.ENCODE,
        stream=video,
        output={name: value for name, value in output.items() if value is not None},
        bitrate=rate,
        cost=ENCODE_VIDEO.get(codec, ENCODE_OTHER) + (LOST_RANGE if own != kept else 0),
    )


def _size(limits: Bounds, codec: str, video: Stream) -> dict[str, object | None]:
    """Keep size and frame rate within the device's limits; a lower level needs a smaller picture too."""
    width, height = limits.whole("width", video.width), limits.whole("height", video.height)
    rate = min((rate for rate in (limits.most.get("videoframerate"), video.frame_rate) if rate), default=None)
    shrunk = Picture(width=width, height=height, frame_rate=rate, bitrate=None)
    lower = fitting_height(codec, limits.whole("videolevel"), shrunk)
    return {"max_width": width, "max_height": lower or height, "max_frame_rate": rate}


def _kept_range(question: Question, limits: Bounds, codec: str, video: Stream) -> str:
    """Return the range of the new picture: HDR stays where device and screen say that they take it, else SDR."""
    own = ranges.base_of(video.range)
    is_listed = own.casefold() in limits.words.get("videorangetype", ())
    depth = limits.most.get("videobitdepth")
    is_deep = depth is None or depth >= 10
    screen = question.options.display_ranges
    is_shown = not screen or own.casefold() in screen
    is_kept = codec in _CAN_CARRY_RANGES and own in {ranges.HDR10, ranges.HLG} and is_listed and is_deep and is_shown
    return own if is_kept else ranges.SDR


def _bitrate(limits: Bounds, codec: str, video: Stream) -> int | None:
    """Return as many bits as the new codec needs to look the same, within the device's limit on video."""
    same = None if video.bitrate is None else int(video.bitrate * _NEED.get(codec, 1) / _NEED.get(video.codec, 1))
    return limits.whole("videobitrate", same)
