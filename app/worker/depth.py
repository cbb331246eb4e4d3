"""Reads how many bits a sample of sound has, where the sound is stored without loss; elsewhere there is no such number.

FLAC: RFC 9639, section 8.2. Apple Lossless: the `ALACSpecificConfig` of its "magic cookie".
"""

import re

_PCM = re.compile(r"pcm_[a-z]+(\d+)")
_FLAC_INFO_BYTES = 34
_ALAC_CONFIG_BYTES = 24
_ALAC_DEPTH_FROM_END = 19
_DECODED = {"s16": 16, "s16p": 16, "s32": 24, "s32p": 24}
"""Of sound that knows 16 and 24 bits only: what does not fit 16 is decoded into 32."""
_MOST_BITS = 64


def read_depth(codec: str, profile: str | None, sample_format: str, extradata: bytes) -> int | None:
    """Return the bits of a sample; None where sound is stored with loss, or nothing tells.

    Args:
        codec: FFmpeg's canonical name.
        sample_format: FFmpeg's name of what the decoder gives ("s16", "fltp").
    """
    if found := _PCM.match(codec):
        return int(found[1]) if int(found[1]) <= _MOST_BITS else None
    if codec == "flac" and len(extradata) >= _FLAC_INFO_BYTES:
        return ((extradata[12] & 1) << 4 | extradata[13] >> 4) + 1
    if codec == "alac" and len(extradata) >= _ALAC_CONFIG_BYTES:
        return extradata[-_ALAC_DEPTH_FROM_END] if 0 < extradata[-_ALAC_DEPTH_FROM_END] <= _MOST_BITS else None
    is_lossless = codec in {"truehd", "mlp"} or (codec == "dts" and "MA" in (profile or ""))
    return _DECODED.get(sample_format) if is_lossless else None
