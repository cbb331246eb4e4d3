import os
from pathlib import Path

import pytest

from app.contract.media import MediaFault, Probe, StreamType
from app.worker.checks import Fault
from app.worker.probe import probe
from tests.fakes.films import make_film

PQ = {"x265-params": "log-level=none:pools=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"}
HLG = {"x265-params": "log-level=none:pools=1:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"}


def fault(path: Path) -> MediaFault:
    with pytest.raises(Fault) as caught:
        probe(path)
    return caught.value.kind


def codecs(found: Probe) -> list[str]:
    return [stream.codec for stream in found.streams]


@pytest.mark.parametrize(
    ("name", "video", "audio", "container"),
    [
        ("a.mkv", "libx264", "aac", "matroska"),
        ("b.mp4", "libx264", "ac3", "mov"),
        ("c.webm", "libvpx-vp9", "libopus", "matroska"),
        ("d.ts", "mpeg2video", "ac3", "mpegts"),
        ("e.avi", "mpeg4", "libmp3lame", "avi"),
        ("f.mp3", None, "libmp3lame", "mp3"),
        ("g.flac", None, "flac", "flac"),
        ("h.ogg", None, "libopus", "ogg"),
    ],
)
def test_containers_and_codecs_have_their_usual_names(
    tmp_path: Path, name: str, video: str | None, audio: str, container: str
) -> None:
    found = probe(make_film(tmp_path / name, video=video, audio=audio))

    usual = {"libx264": "h264", "libvpx-vp9": "vp9", "libopus": "opus", "libmp3lame": "mp3"}
    assert found.container == container
    assert codecs(found) == [usual.get(codec, codec) for codec in (video, audio) if codec]
    assert 1_900 <= found.duration_ms <= 2_200
    assert found.size_bytes == (tmp_path / name).stat().st_size
    assert found.bitrate > 0


def test_a_film_tells_all_about_its_streams(tmp_path: Path) -> None:
    film = make_film(
        tmp_path / "film.mkv", audio_tracks=2, languages=("eng", "ger"), subtitles=True, cover=True, size=(640, 360)
    )

    video, english, german, subtitle, cover = probe(film).streams

    assert (video.type, video.width_px, video.height_px, video.frame_rate) == (StreamType.VIDEO, 640, 360, 10.0)
    assert (video.bit_depth, video.pixel_format, video.range_type) == (8, "yuv420p", "SDR")
    assert (video.is_interlaced, video.rotation, video.is_picture) == (False, 0, False)
    assert (english.language, german.language) == ("eng", "ger")
    assert (english.channels, english.channel_layout, english.sample_rate_hz) == (2, "stereo", 48_000)
    assert (subtitle.type, subtitle.codec, subtitle.language) == (StreamType.SUBTITLE, "subrip", "eng")
    assert (cover.codec, cover.is_picture, cover.range_type) == ("mjpeg", True, None)
    assert [stream.index for stream in probe(film).streams] == [0, 1, 2, 3, 4]


def test_a_language_nobody_told_is_empty(tmp_path: Path) -> None:
    assert probe(make_film(tmp_path / "film.mp4")).streams[0].language == ""


@pytest.mark.parametrize(("options", "expected"), [(PQ, "HDR10"), (HLG, "HLG"), ({}, "SDR")])
def test_the_range_of_light_is_read(tmp_path: Path, options: dict[str, str], expected: str) -> None:
    film = make_film(
        tmp_path / "film.mkv", video="libx265", pixel_format="yuv420p10le", video_options=options, seconds=1
    )

    stream = probe(film).streams[0]

    assert (stream.codec, stream.bit_depth, stream.range_type) == ("hevc", 10, expected)


def test_a_turned_film_says_how_to_turn_it_back(tmp_path: Path) -> None:
    import av

    source, turned = make_film(tmp_path / "film.mp4", audio=None), tmp_path / "turned.mp4"
    with av.open(str(source)) as given, av.open(str(turned), "w") as made:
        stream = made.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.set_display_rotation(-90)
        for frame in given.decode(video=0):
            made.mux(stream.encode(frame))
        made.mux(stream.encode(None))

    assert probe(turned).streams[0].rotation == 90


def test_chapters_and_tags_are_read(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv", chapters=("One", "Two"), tags={"title": "A Film", "COMMENT": "x" * 5_000})

    found = probe(film)

    assert [(chapter.title, chapter.start_ms, chapter.end_ms) for chapter in found.chapters] == [
        ("One", 0, 1_000),
        ("Two", 1_000, 2_000),
    ]
    assert found.tags["title"] == "A Film"
    assert len(found.tags["comment"]) == 4_000


@pytest.mark.parametrize(("name", "audio"), [("a.mp3", "libmp3lame"), ("a.flac", "flac"), ("a.m4a", "aac")])
def test_tags_of_music_are_read(tmp_path: Path, name: str, audio: str) -> None:
    tags = {"title": "Song", "artist": "Band", "album": "Record", "track": "3/9", "disc": "1", "album_artist": "All"}

    found = probe(make_film(tmp_path / name, video=None, audio=audio, tags=tags, cover=True))

    assert {key: found.tags.get(key) for key in tags} == tags


def test_tags_of_ogg_lie_on_its_stream(tmp_path: Path) -> None:
    song = make_film(tmp_path / "a.ogg", video=None, audio="libopus", tags={"title": "Song"})

    assert probe(song).tags["title"] == "Song"


def test_a_stream_cut_off_at_the_end_still_tells_what_it_holds(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    film.write_bytes(film.read_bytes()[:20_000])

    assert codecs(probe(film)) == ["h264", "aac"]


def test_a_length_nobody_tells_is_0_or_measured(tmp_path: Path) -> None:
    raw = make_film(tmp_path / "film.h264", audio=None)

    found = probe(raw)

    assert found.container == "h264"
    assert found.duration_ms == 0
    assert found.bitrate == 0


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "film.mkv").touch()

    assert fault(tmp_path / "film.mkv") is MediaFault.EMPTY


@pytest.mark.parametrize("content", [b"\x00garbage" * 1_000, b"just a text\n" * 100, b"RIFF\x00\x00\x00\x00AVI LIST"])
def test_garbage_is_unreadable(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "film.mkv").write_bytes(content)

    assert fault(tmp_path / "film.mkv") is MediaFault.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n",
        "ffconcat version 1.0\nfile film.mp4\n",
    ],
)
def test_a_playlist_in_a_films_clothes_leads_nowhere(tmp_path: Path, content: str) -> None:
    make_film(tmp_path / "film.mp4")
    (tmp_path / "list.mkv").write_text(content)

    assert fault(tmp_path / "list.mkv") in {MediaFault.UNREADABLE, MediaFault.VANISHED}


def test_a_file_that_is_gone_has_vanished(tmp_path: Path) -> None:
    assert fault(tmp_path / "film.mkv") is MediaFault.VANISHED
    (tmp_path / "file").write_text("x")
    assert fault(tmp_path / "file" / "film.mkv") is MediaFault.VANISHED


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert fault(tmp_path) is MediaFault.NOT_A_FILE


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "film.mkv")

    assert fault(tmp_path / "film.mkv") is MediaFault.NOT_A_FILE
