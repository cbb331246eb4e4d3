"""Tags of music have the same names in every container; ReplayGain, gapless and lyrics are read too."""

from pathlib import Path
from typing import Any

import mutagen
import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.id3._frames import COMM, TALB, TCMP, TCON, TIT2, TPE1, TPE2, TPOS, TRCK, TXXX, UFID, USLT
from mutagen.mp4 import MP4, MP4FreeForm
from mutagen.oggopus import OggOpus

from app.contract.media import Gain, Gapless
from app.worker.gapless import read_gapless
from app.worker.probe import probe
from app.worker.tags import read_tags
from tests.fakes.films import make_film

SMPB = " 00000000 00000840 000001C8 0000000000A2F4F8 00000000 00000000"
ALBUM = "0383dadf-2a4e-4d10-a46a-e9e041da8eb3"


def song(path: Path) -> Path:
    codecs = {".mp3": "libmp3lame", ".flac": "flac", ".m4a": "aac", ".ogg": "libopus"}
    return make_film(path, video=None, audio=codecs[path.suffix], seconds=0.5)


def tag_mp3(path: Path) -> None:
    tags = ID3()
    for frame in (
        TIT2(text="Glass"),
        TPE1(text="Ann"),
        TPE2(text="Quiet Rooms"),
        TALB(text="Windows"),
        TRCK(text="3/12"),
        TPOS(text="1/2"),
        TCON(text=["(17)", "Folk"]),
        TCMP(text="1"),
        TXXX(desc="MusicBrainz Album Id", text=ALBUM),
        TXXX(desc="REPLAYGAIN_TRACK_GAIN", text="-7.25 dB"),
        TXXX(desc="replaygain_track_peak", text="0.98"),
        UFID(owner="http://musicbrainz.org", data=b"a-recording"),
        USLT(lang="eng", desc="", text="One line\nAnother"),
        COMM(lang="eng", desc="iTunSMPB", text=SMPB),
    ):
        tags.add(frame)
    tags.save(path)


def tag_words(path: Path) -> None:
    """Vorbis comments."""
    file: Any = FLAC(path) if path.suffix == ".flac" else OggOpus(path)
    file["title"], file["artist"], file["albumartist"], file["album"] = "Glass", "Ann", "Quiet Rooms", "Windows"
    file["tracknumber"], file["discnumber"], file["genre"], file["compilation"] = "3/12", "1/2", ["Rock", "Folk"], "1"
    file["musicbrainz_albumid"], file["lyrics"] = ALBUM, "One line\nAnother"
    file["replaygain_track_gain"], file["replaygain_track_peak"] = "-7.25 dB", "0.98"
    file.save()


def tag_mp4(path: Path) -> None:
    file: Any = MP4(path)
    file["\xa9nam"], file["\xa9ART"], file["aART"], file["\xa9alb"] = "Glass", "Ann", "Quiet Rooms", "Windows"
    file["trkn"], file["disk"], file["\xa9gen"], file["cpil"] = [(3, 12)], [(1, 2)], ["Rock", "Folk"], True
    file["\xa9lyr"] = "One line\nAnother"
    for name, value in (
        ("MusicBrainz Album Id", ALBUM),
        ("replaygain_track_gain", "-7.25 dB"),
        ("replaygain_track_peak", "0.98"),
        ("iTunSMPB", SMPB),
    ):
        file[f"----:com.apple.iTunes:{name}"] = MP4FreeForm(value.encode())
    file.save()


TAGGERS = {".mp3": tag_mp3, ".flac": tag_words, ".ogg": tag_words, ".m4a": tag_mp4}


@pytest.mark.parametrize("suffix", TAGGERS)
def test_every_container_tells_the_same(tmp_path: Path, suffix: str) -> None:
    path = song(tmp_path / f"a{suffix}")
    TAGGERS[suffix](path)

    found = probe(path)

    expected = {
        "title": "Glass",
        "artist": "Ann",
        "albumartist": "Quiet Rooms",
        "album": "Windows",
        "tracknumber": "3/12",
        "discnumber": "1/2",
        "genre": "Rock; Folk",
        "compilation": "1",
        "musicbrainz_albumid": ALBUM,
    }
    assert {name: found.tags.get(name) for name in expected} == expected
    assert found.gain == Gain(track_db=-7.25, track_peak=0.98)
    assert found.lyrics == "One line\nAnother"
    assert "lyrics" not in found.tags


@pytest.mark.parametrize("suffix", [".mp3", ".m4a"])
def test_the_tag_of_itunes_tells_the_silence_around_the_sound(tmp_path: Path, suffix: str) -> None:
    path = song(tmp_path / f"a{suffix}")
    TAGGERS[suffix](path)

    assert probe(path).gapless == Gapless(delay_samples=0x840, padding_samples=0x1C8)


def test_an_mp3_tells_its_silence_in_the_first_frame(tmp_path: Path) -> None:
    path = song(tmp_path / "a.mp3")

    gapless = probe(path).gapless

    assert gapless is not None
    assert gapless.delay_samples == 576
    assert 0 < gapless.padding_samples < 2_304


@pytest.mark.parametrize(
    "content",
    [b"ID3", b"ID3\4\0\0\x7f\x7f\x7f\x7f", b"x" * 100, b"Xing", b"Xing\0\0\0\x0f" + b"\0" * 112 + b"Else" + b"\1" * 40],
)
def test_a_first_frame_that_tells_nothing_is_no_trouble(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)

    assert read_gapless(path, "no such tag", is_mp3=True) is None
    assert read_gapless(path, "", is_mp3=False) is None


def test_opus_counts_its_gain_from_another_loudness(tmp_path: Path) -> None:
    path = song(tmp_path / "a.ogg")
    file: Any = OggOpus(path)
    file["r128_track_gain"], file["replaygain_album_gain"] = "-512", "loud"
    file.save()

    assert probe(path).gain == Gain(track_db=3.0)


def test_what_mutagen_cannot_read_is_left_to_the_other_reader(tmp_path: Path) -> None:
    broken = tmp_path / "a.flac"
    broken.write_bytes(b"fLaC\0\0")
    other = tmp_path / "b.bin"
    other.write_bytes(b"nothing")
    matroska = make_film(tmp_path / "c.mka", video=None, tags={"title": "Glass", "lyrics": "One line"})

    found = probe(matroska)

    assert (read_tags(broken), read_tags(other)) == (None, None)
    assert (found.tags["title"], found.lyrics) == ("Glass", "One line")


def test_a_file_without_tags_tells_none(tmp_path: Path) -> None:
    path = song(tmp_path / "a.flac")
    file: Any = mutagen.File(path)  # type: ignore[attr-defined]
    file.delete()

    found = read_tags(path)

    assert found is not None
    assert (found.tags, found.gain, found.lyrics) == ({}, None, "")
