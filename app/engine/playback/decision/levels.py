"""What the levels of H.264 and HEVC allow, to judge a level that was tagged carelessly."""

from dataclasses import dataclass

# From this level on (6.0), which hardly any device claims, a tag is not believed when it allows this many times the
# pixel rate that the stream has: some encoders write their highest level into everything.
IMPLAUSIBLE_RATE = 4
_TOP = {"h264": 60, "hevc": 180}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a level is about. None is unknown."""

    width: int | None
    height: int | None
    frame_rate: float | None
    bitrate: int | None
    ref_frames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capacity:
    """Of one level; sizes and rates in samples, `stored` the samples of all reference pictures (0: no limit kept)."""

    rate: int
    size: int
    stored: int
    bitrate: int


def _avc(rate: int, size: int, stored: int, kbps: int) -> _Capacity:
    """The standard counts in macro blocks of 256 samples; High profile may have 1.25 times the rate."""
    return _Capacity(rate=rate * 256, size=size * 256, stored=stored * 256, bitrate=kbps * 1250)


def _hevc(rate: int, size: int, kbps: int) -> _Capacity:
    return _Capacity(rate=rate, size=size, stored=0, bitrate=kbps * 1000)


_LEVELS: dict[str, dict[int, _Capacity]] = {
    "h264": {
        10: _avc(1485, 99, 396, 64),
        11: _avc(3000, 396, 900, 192),
        12: _avc(6000, 396, 2376, 384),
        13: _avc(11880, 396, 2376, 768),
        20: _avc(11880, 396, 2376, 2000),
        21: _avc(19800, 792, 4752, 4000),
        22: _avc(20250, 1620, 8100, 4000),
        30: _avc(40500, 1620, 8100, 10000),
        31: _avc(108000, 3600, 18000, 14000),
        32: _avc(216000, 5120, 20480, 20000),
        40: _avc(245760, 8192, 32768, 20000),
        41: _avc(245760, 8192, 32768, 50000),
        42: _avc(522240, 8704, 34816, 50000),
        50: _avc(589824, 22080, 110400, 135000),
        51: _avc(983040, 36864, 184320, 240000),
        52: _avc(2073600, 36864, 184320, 240000),
        60: _avc(4177920, 139264, 696320, 240000),
        61: _avc(8355840, 139264, 696320, 480000),
        62: _avc(16711680, 139264, 696320, 800000),
    },
    "hevc": {
        30: _hevc(552960, 36864, 128),
        60: _hevc(3686400, 122880, 1500),
        63: _hevc(7372800, 245760, 3000),
        90: _hevc(16588800, 552960, 6000),
        93: _hevc(33177600, 983040, 10000),
        120: _hevc(66846720, 2228224, 30000),
        123: _hevc(133693440, 2228224, 50000),
        150: _hevc(267386880, 8912896, 100000),
        153: _hevc(534773760, 8912896, 160000),
        156: _hevc(1069547520, 8912896, 240000),
        180: _hevc(1069547520, 35651584, 240000),
        183: _hevc(2139095040, 35651584, 480000),
        186: _hevc(4278190080, 35651584, 800000),
    },
}


def needed_level(codec: str, picture: Picture) -> int | None:
    """Return the lowest level that such a picture fits, or None when that cannot be told."""
    size = (picture.width or 0) * (picture.height or 0)
    if not size or not picture.frame_rate:
        return None
    rate, stored = size * picture.frame_rate, size * (picture.ref_frames or 1)
    for level, capacity in _LEVELS.get(codec, {}).items():
        is_stored = not capacity.stored or stored <= capacity.stored
        if size <= capacity.size and rate <= capacity.rate and (picture.bitrate or 0) <= capacity.bitrate and is_stored:
            return level
    return None


def believable_level(codec: str, tagged: int, picture: Picture) -> int:
    """Return the tagged level, or the needed one when the tag is no level, or a top one on an ordinary picture."""
    needed = needed_level(codec, picture)
    if needed is None or needed >= tagged:
        return tagged
    capacity = _LEVELS[codec].get(tagged)
    if capacity is None:
        return needed
    rate = (picture.width or 0) * (picture.height or 0) * (picture.frame_rate or 0)
    return needed if tagged >= _TOP[codec] and capacity.rate >= IMPLAUSIBLE_RATE * rate else tagged


def fitting_height(codec: str, level: int | None, picture: Picture) -> int | None:
    """Return the usual height to which a picture must shrink to fit a level; None when it fits or nobody knows."""
    if level is None or not picture.width or not picture.height or not picture.frame_rate:
        return None
    shape = picture.width / picture.height
    for height in (picture.height, 2160, 1440, 1080, 720, 576, 480, 360, 240):
        width = round(height * shape / 2) * 2
        smaller = Picture(width=width, height=height, frame_rate=picture.frame_rate, bitrate=None)
        needed = needed_level(codec, smaller)
        if height <= picture.height and needed is not None and needed <= level:
            return None if height == picture.height else height
    return None
