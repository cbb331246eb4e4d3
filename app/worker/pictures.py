"""Checks, turns, scales and measures pictures."""

import errno
import io
import os
import secrets
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from app.contract.media import MediaFault, PictureMade
from app.worker.blurhash import blurhash
from app.worker.checks import Fault, reading

MOST_PIXELS = 100_000_000
MOST_BYTES = 100 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""EPS and the like start other programs; nobody's poster is one."""
KEPT_FORMATS = {"JPEG": "jpeg", "MPO": "jpeg", "PNG": "png", "WEBP": "webp"}
JPEG_QUALITY = 85
TINY_PX = 24
NO_ROOM = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
ORIENTATION_TAG = 0x0112
UPRIGHT = 1
OPAQUE = 255

Image.MAX_IMAGE_PIXELS = None  # `made` refuses large ones itself, with a reason, before it unpacks them


def thumbnail(path: Path, target: Path, width_px: int) -> PictureMade:
    """Write a copy of a picture, `width_px` wide or with 0 as large as it is. Raises Fault.

    The bytes of a JPEG, PNG or WebP that keeps its size and stands upright are written as they are.
    """
    with reading(path):
        if path.stat().st_size > MOST_BYTES:
            raise Fault(MediaFault.UNREADABLE, "The picture is larger than 100 MB.")
        return made(path.read_bytes(), target, width_px)


def made(content: bytes, target: Path, width_px: int = 0) -> PictureMade:
    """Write the picture that these bytes are; see `thumbnail`."""
    with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Fault(MediaFault.UNREADABLE, "The picture has more than 100 million pixels.")
        kind = KEPT_FORMATS.get(picture.format or "")
        turns = picture.getexif().get(ORIENTATION_TAG, UPRIGHT) != UPRIGHT
        if width_px:
            # A JPEG can be decoded at a half, a quarter or an eighth of its size, much quicker. The longer side is
            # asked for, since the picture may have to be turned.
            picture.draft("RGB", (width_px * 2, width_px * 2))
        picture.load()
        upright = _plain(ImageOps.exif_transpose(picture))
    if not width_px and kind and not turns:
        write_whole(target, content)
        return _measured(upright, kind)
    return save(_scaled(upright, width_px), target)


def save(picture: Image.Image, target: Path) -> PictureMade:
    """Write an RGB picture as a JPEG, an RGBA one as a PNG."""
    out = io.BytesIO()
    if picture.mode == "RGBA":
        picture.save(out, "PNG", compress_level=6)
    else:
        picture.save(out, "JPEG", quality=JPEG_QUALITY, progressive=True)
    write_whole(target, out.getvalue())
    return _measured(picture, "png" if picture.mode == "RGBA" else "jpeg")


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it. Raises Fault when the disk is full."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except OSError as error:
        if error.errno in NO_ROOM:  # else the film would be blamed for it, and never be looked at again
            raise Fault(MediaFault.NO_ROOM, "There is no room on the disk.") from error
        raise
    finally:
        draft.unlink(missing_ok=True)


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture as RGB in sRGB, or as RGBA when some of it is really transparent."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.point(lambda value: value / 256).convert("L")  # 16 bits a pixel
    picture = _in_srgb(picture)
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        lowest: Any = picture.getchannel("A").getextrema()[0]
        if lowest < OPAQUE:
            return picture
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image) -> Image.Image:
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "CMYK"}:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture  # a broken profile is no reason to have no picture
    return turned or picture


def _scaled(picture: Image.Image, width_px: int) -> Image.Image:
    if not 0 < width_px < picture.width:
        return picture
    height_px = max(round(picture.height * width_px / picture.width), 1)
    return picture.resize((width_px, height_px), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _measured(picture: Image.Image, kind: str) -> PictureMade:
    tiny = picture.convert("RGB").resize((TINY_PX, TINY_PX), Image.Resampling.BOX)
    return PictureMade(
        width_px=picture.width,
        height_px=picture.height,
        format=kind,
        placeholder=blurhash(tiny.tobytes(), TINY_PX, TINY_PX),
        color=_dominant(tiny),
    )


def _dominant(tiny: Image.Image) -> str:
    """Return the colour that most of a picture has; a lively one counts more than grey."""
    few = tiny.quantize(6, method=Image.Quantize.MEDIANCUT)
    palette = few.getpalette() or [0, 0, 0]
    best = (0, 0, 0)
    best_weight = -1.0
    for count, index in few.getcolors() or []:
        assert isinstance(index, int)
        red, green, blue = palette[index * 3 : index * 3 + 3]
        weight = count * (0.3 + (max(red, green, blue) - min(red, green, blue)) / 255)
        if weight > best_weight:
            best, best_weight = (red, green, blue), weight
    return "#{:02x}{:02x}{:02x}".format(*best)
