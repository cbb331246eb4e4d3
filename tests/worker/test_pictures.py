import errno
import io
import os
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageDraw

from app.contract.media import MediaFault
from app.worker import pictures
from app.worker.blurhash import blurhash
from app.worker.checks import Fault
from app.worker.covers import cover
from app.worker.frames import frame
from app.worker.pictures import thumbnail
from tests.fakes.films import make_film, make_picture


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out" / "picture"


@pytest.fixture(autouse=True)
def _folder(target: Path) -> None:
    target.parent.mkdir()


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        picture.load()
        return picture


def near(color: str, expected: tuple[int, int, int], *, off: int = 8) -> bool:
    seen = bytes.fromhex(color.removeprefix("#"))
    return all(abs(a - b) <= off for a, b in zip(seen, expected, strict=True))


def test_a_smaller_copy_keeps_the_shape(tmp_path: Path, target: Path) -> None:
    made = thumbnail(make_picture(tmp_path / "a.jpg", (600, 900), "#2040c0"), target, 200)

    small = opened(target)
    assert (made.width_px, made.height_px, made.format) == (*small.size, "jpeg") == (200, 300, "jpeg")
    assert small.info.get("progressive")
    assert near(made.color, (0x20, 0x40, 0xC0))
    assert len(made.placeholder) == 28
    assert list(target.parent.iterdir()) == [target]


def test_a_picture_is_never_made_larger(tmp_path: Path, target: Path) -> None:
    made = thumbnail(make_picture(tmp_path / "a.png", (50, 20)), target, 500)

    assert (made.width_px, made.height_px) == (50, 20)


@pytest.mark.parametrize(("suffix", "kind"), [(".jpg", "jpeg"), (".png", "png"), (".webp", "webp")])
def test_a_picture_of_its_own_size_is_written_as_it_is(tmp_path: Path, target: Path, suffix: str, kind: str) -> None:
    given = make_picture(tmp_path / f"a{suffix}", (60, 90))

    made = thumbnail(given, target, 0)

    assert made.format == kind
    assert target.read_bytes() == given.read_bytes()


@pytest.mark.parametrize("suffix", [".bmp", ".gif", ".tif"])
def test_other_formats_become_a_jpeg(tmp_path: Path, target: Path, suffix: str) -> None:
    Image.new("RGB", (60, 90), "#c03020").save(tmp_path / f"a{suffix}")

    assert thumbnail(tmp_path / f"a{suffix}", target, 0).format == "jpeg"
    assert opened(target).format == "JPEG"


@pytest.mark.parametrize("width_px", [0, 45])
def test_a_photo_that_lies_on_its_side_is_turned_upright(tmp_path: Path, target: Path, width_px: int) -> None:
    photo = Image.new("RGB", (120, 90), "white")
    ImageDraw.Draw(photo).rectangle((0, 0, 120, 30), fill="black")  # the upper edge as it lies
    exif = photo.getexif()
    exif[pictures.ORIENTATION_TAG] = 6
    photo.save(tmp_path / "a.jpg", exif=exif)

    made = thumbnail(tmp_path / "a.jpg", target, width_px)

    upright = opened(target).convert("L")
    assert made.width_px < made.height_px
    assert upright.size == (made.width_px, made.height_px)
    right, left = (upright.crop((x, 20, x + 1, 21)).tobytes()[0] for x in (made.width_px - 3, 3))
    assert right < 50 < 200 < left


def test_transparency_is_kept_and_missing_one_is_not_paid_for(tmp_path: Path, target: Path) -> None:
    Image.new("RGBA", (100, 100), (255, 0, 0, 120)).save(tmp_path / "glass.png")
    Image.new("RGBA", (100, 100), (255, 0, 0, 255)).save(tmp_path / "solid.png")

    assert thumbnail(tmp_path / "glass.png", target, 50).format == "png"
    assert opened(target).mode == "RGBA"
    assert thumbnail(tmp_path / "solid.png", target, 50).format == "jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_every_kind_of_pixel_becomes_a_picture(tmp_path: Path, target: Path, mode: str) -> None:
    suffix = ".tif" if mode in {"CMYK", "I;16"} else ".png"
    Image.new(mode, (80, 40)).save(tmp_path / f"a{suffix}")

    assert thumbnail(tmp_path / f"a{suffix}", target, 40).width_px == 40


@pytest.mark.parametrize("profile", [ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), b"broken"])
def test_a_colour_profile_is_applied_and_a_broken_one_ignored(tmp_path: Path, target: Path, profile: bytes) -> None:
    Image.new("RGB", (80, 40), "#2040c0").save(tmp_path / "a.jpg", icc_profile=profile)

    assert near(thumbnail(tmp_path / "a.jpg", target, 40).color, (0x20, 0x40, 0xC0))


@pytest.mark.parametrize("cut", [0.5, 0.02])
def test_a_damaged_picture_is_unreadable_and_leaves_nothing(tmp_path: Path, target: Path, cut: float) -> None:
    whole = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(whole, "JPEG")
    (tmp_path / "a.jpg").write_bytes(whole.getvalue()[: int(len(whole.getvalue()) * cut)])

    with pytest.raises(Fault) as caught:
        thumbnail(tmp_path / "a.jpg", target, 100)
    assert caught.value.kind is MediaFault.UNREADABLE
    assert not target.exists()


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 9_999)

    with pytest.raises(Fault) as caught:
        thumbnail(make_picture(tmp_path / "a.png", (100, 100)), target, 50)
    assert caught.value.kind is MediaFault.UNREADABLE


def test_a_picture_file_that_is_too_long_is_refused(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)

    with pytest.raises(Fault):
        thumbnail(make_picture(tmp_path / "a.png"), target, 50)


def test_a_lively_colour_counts_more_than_grey(tmp_path: Path, target: Path) -> None:
    picture = Image.new("RGB", (100, 100), "#808080")
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 40), fill="#d02010")
    picture.save(tmp_path / "a.png")

    assert near(thumbnail(tmp_path / "a.png", target, 0).color, (0xD0, 0x20, 0x10), off=12)


def test_a_blurhash_is_the_one_that_others_compute() -> None:
    black, white = bytes(16 * 16 * 3), b"\xff" * (16 * 16 * 3)

    assert blurhash(black, 16, 16) == "L00000fQfQfQfQfQfQfQfQfQfQfQ"
    assert blurhash(white, 16, 16).startswith("L")
    assert blurhash(white, 16, 16)[2:6] == "TSUA"


@pytest.mark.parametrize(
    ("name", "video", "audio"),
    [("a.mp3", None, "libmp3lame"), ("a.flac", None, "flac"), ("a.m4a", None, "aac"), ("a.mkv", "libx264", "aac")],
)
def test_an_embedded_cover_is_taken_out_as_it_is(
    tmp_path: Path, target: Path, name: str, video: str | None, audio: str
) -> None:
    made = cover(make_film(tmp_path / name, video=video, audio=audio, cover=True), target)

    assert made is not None
    assert (made.width_px, made.height_px, made.format) == (200, 200, "jpeg")
    assert opened(target).size == (200, 200)


def test_a_file_without_a_cover_gives_none(tmp_path: Path, target: Path) -> None:
    assert cover(make_film(tmp_path / "a.mkv"), target) is None
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "video"), [("a.mkv", "libx264"), ("a.mp4", "libx265"), ("a.webm", "libvpx-vp9"), ("a.ts", "mpeg2video")]
)
def test_a_frame_of_a_film_is_found(tmp_path: Path, target: Path, name: str, video: str) -> None:
    audio = "libopus" if name.endswith("webm") else "aac"
    made = frame(make_film(tmp_path / name, video=video, audio=audio), target, 160)

    assert made is not None
    assert (made.width_px, made.height_px, made.format) == (160, 90, "jpeg")


def test_the_frame_is_not_one_of_the_black_ones(tmp_path: Path, target: Path) -> None:
    film = make_film(tmp_path / "a.mkv", pattern="color=black", seconds=6, audio=None)
    bright = make_film(tmp_path / "b.mkv", seconds=6, audio=None)
    mixed = tmp_path / "mixed.mkv"
    _join(mixed, film, bright)

    made = frame(mixed, target, 0)

    assert made is not None
    assert made.width_px == 320
    assert made.color != "#000000"


def test_a_frame_of_a_stream_without_a_length_is_found(tmp_path: Path, target: Path) -> None:
    raw = make_film(tmp_path / "film.h264", audio=None)

    assert frame(raw, target, 160) is not None


def test_a_film_cut_off_in_its_middle_still_gives_a_frame(tmp_path: Path, target: Path) -> None:
    film = make_film(tmp_path / "film.mkv", seconds=4)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])

    assert frame(film, target, 160) is not None


def test_a_film_of_which_nothing_can_be_decoded_is_unreadable(tmp_path: Path, target: Path) -> None:
    film = make_film(tmp_path / "film.mkv")
    film.write_bytes(film.read_bytes()[:2_000])

    with pytest.raises(Fault):
        frame(film, target, 160)


def test_music_has_no_frame_not_even_its_cover(tmp_path: Path, target: Path) -> None:
    assert frame(make_film(tmp_path / "a.mp3", video=None, audio="libmp3lame", cover=True), target, 160) is None


def _join(target: Path, *films: Path) -> None:
    """Write the pictures of films one after the other."""
    import av

    with av.open(str(target), "w") as made:
        stream = made.add_stream("libx264", rate=10, options={"g": "10", "preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        number = 0
        for film in films:
            with av.open(str(film)) as given:
                for picture in given.decode(video=0):
                    picture.pts, number = number, number + 1
                    picture.time_base = Fraction(1, 10)
                    made.mux(stream.encode(picture))
        made.mux(stream.encode(None))


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, MediaFault.NO_ROOM), (errno.EIO, MediaFault.UNREADABLE)])
def test_a_full_disk_is_told_apart_from_a_broken_picture(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch, number: int, kind: MediaFault
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(number, "the disk does not take it")

    source = make_picture(tmp_path / "a.jpg", (60, 90), "#2040c0")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(Fault) as told:
        thumbnail(source, target, 20)

    assert told.value.kind == kind
    assert list(target.parent.iterdir()) == []
