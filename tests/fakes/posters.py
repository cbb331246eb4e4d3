"""Real-looking posters, covers and stills, drawn for a title."""

import math
import random
from functools import lru_cache

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPainterPath, QRadialGradient

from app.desktop.kit.blurhash import ALPHABET

SHAPES = {"poster": (400, 600), "cover": (500, 500), "thumb": (640, 360), "fanart": (1280, 720)}


@lru_cache(maxsize=512)
def picture_bytes(kind: str, title: str, width: int = 0) -> bytes:
    """Return a JPEG, scaled to a width unless that is 0."""
    image = draw(kind, title)
    if width and width < image.width():
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 88)  # type: ignore[call-overload] # the stub wants bytes, the call wants text
    return bytes(data.data())


@lru_cache(maxsize=512)
def placeholder_of(kind: str, title: str) -> str:
    """Return the BlurHash, 4 x 3, of that picture."""
    return _blurhash(draw(kind, title).scaled(16, 16, mode=Qt.TransformationMode.SmoothTransformation))


def color_of(title: str) -> str:
    """Return the dominant colour of the pictures of a title."""
    return QColor.fromHsl(_hue(title), 120, 90).name()


@lru_cache(maxsize=64)
def draw(kind: str, title: str) -> QImage:
    """Return the picture of a title."""
    width, height = SHAPES[kind]
    chance = random.Random(title)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _sky(painter, width, height, _hue(title), chance)
    _hills(painter, width, height, _hue(title), chance)
    if kind != "fanart":
        _title(painter, width, height, title)
    painter.end()
    return image


def _hue(title: str) -> int:
    return random.Random(title + "hue").randrange(360)


def _sky(painter: QPainter, width: int, height: int, hue: int, chance: random.Random) -> None:
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor.fromHsl(hue, 130, 42))
    sky.setColorAt(0.6, QColor.fromHsl((hue + 30) % 360, 150, 110))
    sky.setColorAt(1, QColor.fromHsl((hue + 60) % 360, 160, 150))
    painter.fillRect(0, 0, width, height, sky)
    centre = QPointF(width * chance.uniform(0.25, 0.75), height * chance.uniform(0.25, 0.5))
    size = min(width, height) * chance.uniform(0.18, 0.34)
    glow = QRadialGradient(centre, size * 2.2)
    glow.setColorAt(0, QColor.fromHsl((hue + 45) % 360, 220, 200, 170))
    glow.setColorAt(1, QColor.fromHsl((hue + 45) % 360, 220, 200, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(centre, size * 2.2, size * 2.2)
    painter.setBrush(QColor.fromHsl((hue + 45) % 360, 230, 215))
    painter.drawEllipse(centre, size * 0.7, size * 0.7)


def _hills(painter: QPainter, width: int, height: int, hue: int, chance: random.Random) -> None:
    for layer in range(4):
        base = height * (0.56 + 0.11 * layer)
        swing, phase, waves = height * 0.07, chance.uniform(0, 6), chance.uniform(1.2, 3.5)
        path = QPainterPath(QPointF(0, height))
        for x in range(0, width + 8, 8):
            y = base + swing * math.sin(phase + waves * x / width * math.pi) + chance.uniform(-2, 2) * layer
            path.lineTo(x, y)
        path.lineTo(width, height)
        painter.setBrush(QColor.fromHsl(hue, 110, 74 - 17 * layer))
        painter.drawPath(path)


def _title(painter: QPainter, width: int, height: int, title: str) -> None:
    font = QFont("Inter")
    font.setPixelSize(round(min(width, height) * 0.1))
    font.setWeight(QFont.Weight.Black)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 96)
    painter.setFont(font)
    painter.setPen(QColor(255, 255, 255, 235))
    box = QRectF(width * 0.08, height * 0.5, width * 0.84, height * 0.44)
    painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, title.upper())


def _blurhash(image: QImage, columns: int = 4, rows: int = 3) -> str:
    width, height = image.width(), image.height()
    pixels = [[_linear(image.pixelColor(x, y)) for x in range(width)] for y in range(height)]
    waves = []
    for j in range(rows):
        for i in range(columns):
            total = [0.0, 0.0, 0.0]
            for y in range(height):
                for x in range(width):
                    basis = math.cos(math.pi * i * x / width) * math.cos(math.pi * j * y / height)
                    for part in range(3):
                        total[part] += basis * pixels[y][x][part]
            scale = (1 if i == j == 0 else 2) / (width * height)
            waves.append([value * scale for value in total])
    largest = max(max(abs(value) for value in wave) for wave in waves[1:])
    step = max(0, min(82, math.floor(largest * 166 - 0.5)))
    limit = (step + 1) / 166
    text = _letters(columns - 1 + (rows - 1) * 9, 1) + _letters(step, 1)
    mean = [_srgb(value) for value in waves[0]]
    text += _letters((mean[0] << 16) + (mean[1] << 8) + mean[2], 4)
    for wave in waves[1:]:
        steps = [max(0, min(18, math.floor(math.copysign(abs(v / limit) ** 0.5, v) * 9 + 9.5))) for v in wave]
        text += _letters(steps[0] * 361 + steps[1] * 19 + steps[2], 2)
    return text


def _linear(color: QColor) -> tuple[float, float, float]:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return red, green, blue


def _srgb(value: float) -> int:
    part = min(max(value, 0.0), 1.0)
    return int((part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055) * 255 + 0.5)


def _letters(value: int, length: int) -> str:
    return "".join(ALPHABET[value // 83**place % 83] for place in reversed(range(length)))
