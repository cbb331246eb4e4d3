"""Names codecs as RFC 6381 does, so that a player knows from the playlist whether it can decode them."""

from app.worker.units import find_unit

_FIXED = {
    "ac3": "ac-3",
    "eac3": "ec-3",
    "mp3": "mp4a.40.34",
    "mp2": "mp4a.40.33",
    "opus": "opus",
    "flac": "fLaC",
    "alac": "alac",
    "dts": "dtsc",
}
_AAC_LC = 2
_LONG_OBJECT_TYPE = 31
_H264_SPS, _HEVC_SPS = 7, 33


def codec_text(codec: str, extradata: bytes, bit_depth: int = 8) -> str:
    """Return the name of a codec ("avc1.640028"), or "" when its stream does not tell enough."""
    if codec == "h264":
        return _avc(extradata)
    if codec == "hevc":
        return _hevc(extradata)
    if codec == "aac":
        return f"mp4a.40.{_aac_object_type(extradata)}"
    if codec == "av1":
        return _av1(extradata)
    if codec == "vp9":
        return f"vp09.{2 if bit_depth > 8 else 0:02}.41.{bit_depth:02}"
    return _FIXED.get(codec, "")


def _avc(extradata: bytes) -> str:
    """Profile, constraints and level: the same three bytes in avcC and in the parameter set itself."""
    if extradata[:1] == b"\x01":
        told = extradata[1:4]
    else:
        told = find_unit(extradata, lambda unit: unit[0] & 0x1F == _H264_SPS)[1:4]
    return f"avc1.{told.hex()}" if len(told) == 3 else ""


def _hevc(extradata: bytes) -> str:
    if extradata[:1] == b"\x01":
        told = extradata[1:13]
    else:
        unit = find_unit(extradata, lambda unit: unit[0] >> 1 & 0x3F == _HEVC_SPS)
        told = unit.replace(b"\0\0\x03", b"\0\0")[3:15]
    if len(told) < 12:
        return ""
    space = ("", "A", "B", "C")[told[0] >> 6]
    compatible = int(f"{int.from_bytes(told[1:5], 'big'):032b}"[::-1], 2)
    tier = "H" if told[0] & 0x20 else "L"
    constraints = "".join(f".{byte:X}" for byte in told[5:11].rstrip(b"\0"))
    return f"hvc1.{space}{told[0] & 0x1F}.{compatible:X}.{tier}{told[11]}{constraints}"


def _av1(extradata: bytes) -> str:
    if len(extradata) < 4:
        return ""
    profile, level, flags = extradata[1] >> 5, extradata[1] & 0x1F, extradata[2]
    depth = (12 if flags & 0x20 else 10) if flags & 0x40 else 8
    return f"av01.{profile}.{level:02}{'H' if flags & 0x80 else 'M'}.{depth:02}"


def _aac_object_type(extradata: bytes) -> int:
    if len(extradata) < 2:
        return _AAC_LC
    kind = extradata[0] >> 3
    if kind == _LONG_OBJECT_TYPE:
        kind = 32 + ((extradata[0] & 7) << 3 | extradata[1] >> 5)
    return kind or _AAC_LC
