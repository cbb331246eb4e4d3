"""Devices and films in the field's common form, with what a case is about and nothing else."""

from typing import Any

Row = dict[str, Any]


def video(codec: str = "h264", **facts: Any) -> Row:
    """Return a picture: 1080p, 24 frames a second, 8 bit, SDR."""
    usual = {"Width": 1920, "Height": 1080, "AverageFrameRate": 24, "BitDepth": 8, "VideoRangeType": "SDR"}
    return {"Type": "Video", "Index": 0, "Codec": codec, "BitRate": 8_000_000, **usual, **facts}


def audio(codec: str = "aac", index: int = 1, **facts: Any) -> Row:
    """Return a track: stereo, 192 kbit/s, English."""
    usual = {"Channels": 2, "BitRate": 192_000, "Language": "eng"}
    return {"Type": "Audio", "Index": index, "Codec": codec, **usual, **facts}


def subtitle(codec: str = "subrip", index: int = 3, **facts: Any) -> Row:
    """Return a subtitle inside the file."""
    return {"Type": "Subtitle", "Index": index, "Codec": codec, "Language": "eng", **facts}


def film(*streams: Row, container: str = "mkv", **facts: Any) -> Row:
    """Return a source; without streams, H.264 with stereo AAC."""
    return {"Container": container, "MediaStreams": list(streams or (video(), audio())), **facts}


def condition(name: str, comparison: str, value: str, **facts: Any) -> Row:
    """Return a condition."""
    return {"Property": name, "Condition": comparison, "Value": value, **facts}


def codec_rule(*conditions: Row, kind: str = "Video", **facts: Any) -> Row:
    """Return a codec profile."""
    return {"Type": kind, "Conditions": list(conditions), **facts}


def target(container: str = "ts", video_codec: str = "h264", audio_codec: str = "aac", **facts: Any) -> Row:
    """Return a transcoding profile for HLS."""
    usual = {"Type": "Video", "Context": "Streaming", "Protocol": "hls"}
    return {"Container": container, "VideoCodec": video_codec, "AudioCodec": audio_codec, **usual, **facts}


def device(*codec_rules: Row, direct: Row | None = None, targets: list[Row] | None = None, **facts: Any) -> Row:
    """Return a television: H.264 and HEVC with AAC and AC-3 in mkv and mp4, HLS with MPEG-TS, SubRip beside."""
    rule = {"Type": "Video", "Container": "mkv,mp4", "VideoCodec": "h264,hevc", "AudioCodec": "aac,ac3"}
    return {
        "DirectPlayProfiles": [rule if direct is None else {"Type": "Video", **direct}],
        "TranscodingProfiles": [target("ts", "h264,hevc", "aac,ac3")] if targets is None else targets,
        "CodecProfiles": list(codec_rules),
        "SubtitleProfiles": [{"Format": "srt", "Method": "External"}],
        **facts,
    }
