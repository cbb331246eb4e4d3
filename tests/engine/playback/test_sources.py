"""What the library knows of a file, as a decision reads it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.contract import codec
from app.contract.media import MediaStream, PictureFacts, Probe, StreamType
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.library import Asset, SideFile
from app.engine.playback import decide, get_profile
from app.engine.playback.sources import source_of
from tests.fakes.playing import device

PICTURE = MediaStream(
    index=0, type=StreamType.VIDEO, codec="hevc", width_px=3840, height_px=2160, bit_depth=10, range_type="HDR10+"
)
SOUND = MediaStream(index=1, type=StreamType.AUDIO, codec="dts", channels=6, bitrate=Kbps(1536))
COVER = MediaStream(index=2, type=StreamType.VIDEO, codec="mjpeg", is_picture=True)
FONT = MediaStream(index=3, type=StreamType.ATTACHMENT, codec="ttf")


def an_asset(*streams: MediaStream, container: str = "matroska", name: str = "a.mkv", bitrate: int = 20_000) -> Asset:
    probe = Probe(
        container=container,
        duration_ms=DurationMs(60_000),
        size_bytes=SizeBytes(1),
        bitrate=Kbps(bitrate),
        streams=streams,
        tags={},
    )
    return Asset(id=7, path=f"Films/{name}", size_bytes=SizeBytes(150_000_000), probe=probe, is_missing=False)


@pytest.mark.parametrize(
    ("container", "name", "expected"),
    [
        ("matroska", "a.mkv", "mkv"),
        ("matroska", "a.WEBM", "webm"),
        ("mov", "a.mp4", "mp4"),
        ("mov", "a.film", "mp4,mov,m4v,m4a,m4b,3gp,3g2"),
        ("mpegts", "a.m2ts", "m2ts"),
        ("asf", "a.wma", "wma"),
        ("flac", "a.mkv", "flac"),
    ],
)
def test_a_container_goes_by_the_name_of_its_ending_where_that_can_be(container: str, name: str, expected: str) -> None:
    assert source_of(an_asset(PICTURE, container=container, name=name), ())["Container"] == expected


def test_all_that_was_probed_is_there_and_what_is_beside_comes_after() -> None:
    side = SideFile(id=3, path="Films/a.de.srt", kind="subtitle", language="de", is_forced=True)

    source = source_of(an_asset(PICTURE, SOUND, COVER, FONT), (side,))

    picture, sound, cover, font, beside = source["MediaStreams"]
    assert (picture["VideoRangeType"], picture["Width"], picture["BitDepth"]) == ("HDR10Plus", 3840, 10)
    assert (sound["Channels"], sound["BitRate"]) == (6, 1_536_000)
    assert (cover["Type"], font["Type"]) == ("EmbeddedImage", "Data")
    assert (beside["Index"], beside["Codec"], beside["IsExternal"], beside["IsForced"]) == (4, "srt", True, True)
    assert (source["Bitrate"], source["RunTimeTicks"]) == (20_000_000, 600_000_000)


@pytest.mark.parametrize(
    ("profile", "base", "has_plus", "expected"),
    [
        (5, 0, None, "DOVI"),
        (7, 6, False, "DOVIWithEL"),
        (7, 6, True, "DOVIWithELHDR10Plus"),
        (8, 1, None, "DOVIWithHDR10"),
        (8, 1, True, "DOVIWithHDR10Plus"),
        (8, 2, None, "DOVIWithSDR"),
        (8, 4, None, "DOVIWithHLG"),
        (8, 0, None, "DOVIInvalid"),
        (10, 0, None, "DOVI"),
        (10, 4, None, "DOVIWithHLG"),
        (9, 2, None, "DOVI"),
        (None, None, None, "DOVI"),
    ],
)
def test_dolby_vision_is_named_by_what_lies_under_it(
    profile: int | None, base: int | None, has_plus: bool | None, expected: str
) -> None:
    facts = PictureFacts(dolby_profile=profile, dolby_level=6, dolby_base=base, has_hdr10_plus=has_plus)
    told = replace(PICTURE, range_type="DOVI", picture=facts)

    stream = source_of(an_asset(told), ())["MediaStreams"][0]

    assert (stream["VideoRangeType"], stream["DvProfile"], stream["DvBlSignalCompatibilityId"]) == (
        expected,
        profile,
        base,
    )


def test_a_base_that_a_device_knows_spares_it_the_encoding() -> None:
    told = replace(PICTURE, range_type="DOVI", picture=PictureFacts(dolby_profile=8, dolby_base=1))
    condition = {"Condition": "EqualsAny", "Property": "VideoRangeType", "Value": "SDR|HDR10"}
    profile = {
        **device(),
        "CodecProfiles": [{"Type": "Video", "Codec": "hevc", "Conditions": [condition]}],
    }

    answer = decide(profile, source_of(an_asset(told, SOUND), ()))

    assert (answer["video"], [fix["action"] for fix in answer["fixes"]]) == ("copy", ["strip_dolby_vision"])


@pytest.mark.parametrize(
    ("shape", "is_anamorphic", "aspect"),
    [("16:11", True, "1024:396"), ("31679:31680", False, None), ("1:1", False, None)],
)
def test_the_shape_of_pixels_is_told_with_tolerance(shape: str, is_anamorphic: bool, aspect: str | None) -> None:
    stream = source_of(an_asset(replace(PICTURE, picture=PictureFacts(pixel_aspect=shape))), ())["MediaStreams"][0]

    assert (stream["SampleAspectRatio"], stream["IsAnamorphic"]) == (shape, is_anamorphic)
    assert aspect is None or Fraction(stream["AspectRatio"].replace(":", "/")) == Fraction(16 * 16, 9 * 11)


def test_files_that_were_probed_before_lack_the_new_facts_and_play_as_ever() -> None:
    stored = codec.decode(b'{"index": 0, "type": "video", "codec": "hevc", "range_type": "DOVI"}', MediaStream)

    stream = source_of(an_asset(stored, SOUND), ())["MediaStreams"][0]

    assert "IsAnamorphic" not in stream
    assert (stream["CodecTag"], stream["RefFrames"], stream["ColorTransfer"]) == (None, None, None)
    assert stream["VideoRangeType"] == "DOVI"
    odd = replace(stored, picture=PictureFacts(pixel_aspect="0:1"))
    assert "IsAnamorphic" not in source_of(an_asset(odd), ())["MediaStreams"][0]


def test_what_nobody_knows_is_no_number() -> None:
    source = source_of(an_asset(MediaStream(index=0, type=StreamType.AUDIO, codec="mp3"), bitrate=0), ())

    assert (source["Bitrate"], source["MediaStreams"][0]["BitRate"]) == (None, None)


def test_a_song_with_a_cover_is_music_not_a_film() -> None:
    asset = an_asset(MediaStream(index=0, type=StreamType.AUDIO, codec="flac"), COVER, container="flac", name="a.flac")

    answer = decide({"DirectPlayProfiles": [{"Type": "Audio", "Container": "flac, mp3"}]}, source_of(asset, ()))

    assert (answer["method"], answer["video"]) == ("DirectPlay", None)


def test_the_library_and_a_television_come_together_in_a_sentence() -> None:
    source = source_of(an_asset(PICTURE, SOUND), ())

    assert decide(get_profile("lg-webos"), source)["explanation"]["words"] == (
        "Your TV can't play DTS, so the sound is converted to AC-3 5.1; the picture is untouched."
    )
    assert decide(device(), source)["video"] == "copy"
