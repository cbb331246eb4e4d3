"""How an ordered film is cut, and what its playlists say. Pure."""

from fractions import Fraction

from app.contract.encoding import Span, VideoForm
from app.contract.media import StreamType
from app.contract.segments import CutStream, Form, SegmentTable, Timing
from app.engine.streaming.encodes.order import Order, OrderedSound

PIECE_S = 2
"""Made in half the time that four seconds take, so a film starts and seeks twice as fast; its key frames, twice as
many, cost a few percent."""
SECOND = 1_000_000
MOST_PIECES = 50_000
"""More than a day. A file may claim to be of any length, and each piece is a line of its playlist."""
_SEARCHED = 24
"""How many pictures more or less a piece may have for its length to be whole microseconds."""
_MP4 = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4", "aac", "ac3", "eac3", "mp3", "opus", "flac", "alac"})
_TS = frozenset({"h264", "hevc", "mpeg2video", "aac", "ac3", "eac3", "mp3", "mp2"})
_SOUNDS = {
    "aac": "mp4a.40.2",
    "ac3": "ac-3",
    "eac3": "ec-3",
    "mp3": "mp4a.40.34",
    "mp2": "mp4a.40.33",
    "opus": "opus",
    "flac": "fLaC",
    "alac": "alac",
}
_AVC_PROFILES = {"baseline": "42C0", "constrained baseline": "42C0", "main": "4D40", "high": "6400", "high10": "6E00"}
_USUAL_BITRATE = 4_000_000
"""Of 1280 x 720; larger pictures need less for each of their points."""
_USUAL_PX = 1280 * 720


def grid_us(rate: Fraction) -> int:
    """Return how long a piece is: a whole number of pictures, in whole microseconds where there is such a number."""
    if rate <= 0:
        return PIECE_S * SECOND
    usual = max(round(PIECE_S * rate), 1)
    nearest = sorted(range(max(usual - _SEARCHED, 1), usual + _SEARCHED + 1), key=lambda count: abs(count - usual))
    exact = (count for count in nearest if (count * SECOND / rate).denominator == 1 and usual < 2 * count < 4 * usual)
    return round(next(exact, usual) * SECOND / rate)


def length_us(span: Span, zero_us: int, grid_us: int) -> int:
    """Return how long a film is that begins at `zero_us`; one that claims to have endless pieces is cut off."""
    return min(max(span.end_us - zero_us, 1), MOST_PIECES * grid_us)


def table_of(order: Order) -> SegmentTable:
    """Return where the pieces of an order begin, told as of a film that is copied."""
    ends = max(order.length_us, (order.count - 1) * order.grid_us + 1)
    return SegmentTable(
        timing=Timing(main=order.video_index, clock_num=1, clock_den=SECOND),
        cuts=tuple(number * order.grid_us for number in range(order.count)),
        end=ends,
        streams=(_picture(order), *(_sound(sound) for sound in order.sounds)),
    )


def bitrate(order: Order) -> int:
    """Return about how many bits a second it has."""
    sounds = order.sounds[0].form.bitrate or 0 if order.sounds else 0
    return video_bitrate(order.video) + sounds


def video_bitrate(video: VideoForm) -> int:
    """Return about how many bits a second a picture has."""
    return video.bitrate or round(_USUAL_BITRATE * (video.width_px * video.height_px / _USUAL_PX) ** 0.75)


def sound_text(codec: str) -> str:
    """Return how RFC 6381 names a sound; "" when nobody knows."""
    return _SOUNDS.get(codec, "")


def video_text(video: VideoForm) -> str:
    """Return how RFC 6381 names a picture; "" when the encoder is free to choose."""
    if video.level is None:
        return ""
    if video.codec == "h264":
        profile = _AVC_PROFILES.get(video.profile.casefold())
        return f"avc1.{profile}{video.level:02X}" if profile else ""
    if video.codec == "hevc":
        space, flags = (1, "6") if video.bit_depth == 8 else (2, "4")
        return f"hvc1.{space}.{flags}.L{video.level}.90"
    return ""


def _picture(order: Order) -> CutStream:
    video = order.video
    return CutStream(
        index=order.video_index,
        type=StreamType.VIDEO,
        codec=video.codec,
        codec_text=video_text(video),
        forms=_forms(video.codec),
        width_px=video.width_px,
        height_px=video.height_px,
        frame_rate=order.frame_rate,
    )


def _sound(sound: OrderedSound) -> CutStream:
    codec = sound.copied or sound.form.codec
    return CutStream(
        index=sound.index,
        type=StreamType.AUDIO,
        codec=codec,
        codec_text=sound.codec_text or sound_text(codec),
        forms=_forms(codec),
        language=sound.language,
        title=sound.title,
        is_default=sound.is_default,
        channels=sound.form.channels,
    )


def _forms(codec: str) -> tuple[Form, ...]:
    return tuple(form for form, codecs in ((Form.MP4, _MP4), (Form.TS, _TS)) if codec in codecs)
