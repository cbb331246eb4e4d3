"""Facts of streams that players ask for, from real files."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import av
import pytest

from app.contract.media import MediaStream, PictureFacts
from app.worker.depth import read_depth
from app.worker.probe import probe
from tests.fakes.films import make_film

PQ = {"x265-params": "log-level=none:pools=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:sar=14"}
DOLBY = bytes((1, 0, 0x10, 0x35, 0x10)) + bytes(19)
FFMPEG = shutil.which("ffmpeg")


def first(film: Path) -> MediaStream:
    return probe(film).streams[0]


def picture_of(film: Path) -> PictureFacts:
    found = first(film).picture
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "video", "audio", "tags"),
    [
        ("a.mp4", "libx264", "eac3", ["avc1", "ec-3"]),
        ("b.mp4", "libx265", "aac", ["hev1", "mp4a"]),
        ("c.avi", "mpeg4", "libmp3lame", ["FMP4", None]),
        ("d.mkv", "libx264", "aac", [None, None]),
        ("e.ts", "libx264", "ac3", [None, None]),
    ],
)
def test_four_letters_stand_where_a_container_has_them(
    tmp_path: Path, name: str, video: str, audio: str, tags: list[str | None]
) -> None:
    found = probe(make_film(tmp_path / name, seconds=0.5, video=video, audio=audio))

    assert [stream.codec_tag for stream in found.streams] == tags


@pytest.mark.parametrize("suffix", [".mp4", ".mkv"])
def test_h264_tells_references_and_the_shape_of_its_pixels(tmp_path: Path, suffix: str) -> None:
    options = {"x264-params": "ref=4:sar=16/11:colorprim=bt709:transfer=bt709:colormatrix=bt709", "preset": "fast"}
    stream = picture_of(make_film(tmp_path / f"a{suffix}", seconds=1, video_options=options))

    assert (stream.reference_frames, stream.pixel_aspect) == (4, "16:11")
    assert (stream.color_transfer, stream.color_primaries) == ("bt709", "bt709")


def test_what_a_file_does_not_tell_stays_unknown(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=0.5, video="libx265")
    stream = picture_of(film)

    assert (stream.reference_frames, stream.pixel_aspect, stream.color_transfer) == (None, None, None)
    assert (stream.has_hdr10_plus, stream.dolby_profile) == (None, None)
    assert probe(film).streams[1].picture is None


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".ts"])
def test_colours_of_hdr_have_their_names(tmp_path: Path, suffix: str) -> None:
    film = make_film(
        tmp_path / f"a{suffix}", seconds=0.5, video="libx265", pixel_format="yuv420p10le", video_options=PQ
    )
    stream = picture_of(film)

    assert (stream.color_transfer, stream.color_primaries) == ("smpte2084", "bt2020")
    assert (first(film).range_type, stream.has_hdr10_plus, stream.pixel_aspect) == ("HDR10", False, "4:3")


def test_a_record_in_a_real_film_makes_it_dolby_vision_of_its_kind(tmp_path: Path) -> None:
    film = make_film(tmp_path / "a.mp4", seconds=0.5, video="libx265")
    film.write_bytes(with_box(film.read_bytes(), b"dvvC" + DOLBY))
    stream = picture_of(film)

    assert (first(film).range_type, stream.dolby_profile, stream.dolby_level, stream.dolby_base) == ("DOVI", 8, 6, 1)


def test_matroska_as_it_is_written_by_others_tells_the_same(tmp_path: Path) -> None:
    film, copied = make_film(tmp_path / "a.mp4", seconds=0.5, video="libx265", audio=None), tmp_path / "b.mkv"
    film.write_bytes(with_box(film.read_bytes(), b"dvvC" + DOLBY))
    with av.open(str(film)) as given, av.open(str(copied), "w", options={"strict": "unofficial"}) as made:
        stream = made.add_stream_from_template(given.streams.video[0])
        for packet in given.demux(video=0):
            packet.stream = stream
            if packet.dts is not None:
                made.mux(packet)
    facts = picture_of(copied)

    assert (first(copied).range_type, facts.dolby_profile, facts.dolby_level, facts.dolby_base) == ("DOVI", 8, 6, 1)


def with_box(film: bytes, body: bytes) -> bytes:
    """Append a box to the sample entry of the pictures, and let all boxes around it grow; the pictures lie in front."""
    grown, size = bytearray(film), len(body) + 4
    entry = film.index(b"hev1") - 4
    end = entry + int.from_bytes(film[entry : entry + 4], "big")
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd", b"hev1"):
        at = film.index(name) - 4
        grown[at : at + 4] = (int.from_bytes(film[at : at + 4], "big") + size).to_bytes(4, "big")
    return bytes(grown[:end]) + size.to_bytes(4, "big") + body + bytes(grown[end:])


@pytest.mark.parametrize(
    ("name", "codec", "form", "depth"),
    [
        ("a.flac", "flac", "s16", 16),
        ("b.mkv", "flac", "s32", 24),
        ("c.m4a", "alac", "s16p", 16),
        ("d.m4a", "alac", "s32p", 24),
        ("e.wav", "pcm_s24le", "s32", 24),
        ("f.mp3", "libmp3lame", "fltp", None),
    ],
)
def test_sound_without_loss_has_a_depth(tmp_path: Path, name: str, codec: str, form: str, depth: int | None) -> None:
    song = tmp_path / name
    with av.open(str(song), "w", format="matroska" if name.endswith(".mkv") else None) as made:
        stream: Any = made.add_stream(codec, rate=48_000)
        stream.layout, stream.format = "mono", form
        frame = av.AudioFrame(form, "mono", 1152)
        frame.sample_rate, frame.pts = 48_000, 0
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        made.mux(stream.encode(frame))
        made.mux(stream.encode(None))

    assert first(song).bit_depth == depth


@pytest.mark.parametrize(
    ("codec", "profile", "form", "depth"),
    [
        ("truehd", None, "s32", 24),
        ("truehd", "Dolby TrueHD + Dolby Atmos", "s16", 16),
        ("dts", "DTS-HD MA", "s32p", 24),
        ("dts", "DTS", "fltp", None),
        ("flac", None, "s16", None),
        ("alac", None, "s16", None),
        ("pcm_f999", None, "flt", None),
    ],
)
def test_what_a_decoder_gives_tells_the_depth(codec: str, profile: str | None, form: str, depth: int | None) -> None:
    assert read_depth(codec, profile, form, b"") == depth


@pytest.mark.skipif(FFMPEG is None, reason="nothing else here writes DTS")
def test_dts_tells_of_which_kind_it_is(tmp_path: Path) -> None:
    film = tmp_path / "a.mkv"
    sound = ("-f", "lavfi", "-i", "sine=duration=1:sample_rate=48000", "-c:a", "dca", "-strict", "-2")
    subprocess.run([str(FFMPEG), "-loglevel", "error", *sound, str(film)], check=True)

    assert (first(film).codec, first(film).profile) == ("dts", "DTS")
