"""Where each tile of a wall stands, worked out and never stored: a hundred thousand tiles cost as much as ten."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The form of one tile.

    Attributes:
        ratio: Height of the picture for a width of 1: 1.5 for posters, 1.0 for covers, 0.5625 for frames.
        caption_px: Height of the words below the picture.
        gutter_px: Free space between two tiles, and left and right of them at the least.
    """

    ratio: float = 1.5
    caption_px: int = 52
    gutter_px: int = 24


POSTER = Shape()
COVER = Shape(ratio=1.0)
FRAME = Shape(ratio=0.5625)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A wall of equal tiles in content coordinates: (0, 0) is the top left corner of all that can be scrolled.

    Attributes:
        wish_px: The width wanted for a tile; the real one makes the columns fill the wall evenly.
        is_mirrored: The first tile stands at the right, as right-to-left readers expect.
    """

    count: int
    width_px: int
    wish_px: int
    shape: Shape = POSTER
    margin_px: int = 32
    top_px: int = 8
    bottom_px: int = 48
    is_mirrored: bool = False

    @property
    def columns(self) -> int:
        """How many tiles stand side by side; at least one."""
        room = self.width_px - 2 * self.margin_px + self.shape.gutter_px
        return max(1, round(room / (self.wish_px + self.shape.gutter_px)))

    @property
    def tile_px(self) -> int:
        """Width of a tile."""
        room = self.width_px - 2 * self.margin_px - (self.columns - 1) * self.shape.gutter_px
        return max(1, room // self.columns)

    @property
    def picture_px(self) -> int:
        """Height of a tile's picture."""
        return max(1, round(self.tile_px * self.shape.ratio))

    @property
    def pitch_px(self) -> int:
        """From the top of one row of tiles to the top of the next."""
        return self.picture_px + self.shape.caption_px + self.shape.gutter_px

    @property
    def rows(self) -> int:
        """How many rows of tiles there are."""
        return -(-self.count // self.columns)

    @property
    def height_px(self) -> int:
        """Height of the whole wall."""
        return self.top_px + self.rows * self.pitch_px + self.bottom_px if self.count else 0

    def rect(self, index: int) -> QRect:
        """Return where a tile stands: its picture and the words below."""
        row, column = divmod(index, self.columns)
        left = self.margin_px + column * (self.tile_px + self.shape.gutter_px)
        if self.is_mirrored:
            left = self.width_px - left - self.tile_px
        return QRect(left, self.top_px + row * self.pitch_px, self.tile_px, self.picture_px + self.shape.caption_px)

    def index_at(self, point: QPoint) -> int | None:
        """Return the tile under a point, or None for the space between tiles."""
        x = self.width_px - 1 - point.x() if self.is_mirrored else point.x()
        column, inside_x = divmod(x - self.margin_px, self.tile_px + self.shape.gutter_px)
        row, inside_y = divmod(point.y() - self.top_px, self.pitch_px)
        is_inside = inside_x < self.tile_px and inside_y < self.pitch_px - self.shape.gutter_px
        index = row * self.columns + column
        return index if is_inside and 0 <= column < self.columns and row >= 0 and index < self.count else None

    def between(self, top: int, bottom: int) -> range:
        """Return the tiles of all rows that reach into top ≤ y < bottom."""
        first = max(0, (top - self.top_px) // self.pitch_px)
        last = max(first, -(-(bottom - self.top_px) // self.pitch_px))
        return range(min(self.count, first * self.columns), min(self.count, last * self.columns))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of equal tiles that is scrolled sideways; the same questions as a Grid answers."""

    count: int
    width_px: int
    wish_px: int
    shape: Shape = POSTER
    margin_px: int = 32
    top_px: int = 8
    bottom_px: int = 8
    is_mirrored: bool = False

    @property
    def columns(self) -> int:
        """All tiles stand side by side."""
        return max(1, self.count)

    @property
    def tile_px(self) -> int:
        """Width of a tile."""
        return self.wish_px

    @property
    def picture_px(self) -> int:
        """Height of a tile's picture."""
        return max(1, round(self.tile_px * self.shape.ratio))

    @property
    def pitch_px(self) -> int:
        """From the side of one tile to the same side of the next."""
        return self.tile_px + self.shape.gutter_px

    @property
    def length_px(self) -> int:
        """Width of the whole row."""
        return 2 * self.margin_px + self.count * self.pitch_px - self.shape.gutter_px if self.count else 0

    @property
    def height_px(self) -> int:
        """Height of the row."""
        return self.top_px + self.picture_px + self.shape.caption_px + self.bottom_px

    def rect(self, index: int) -> QRect:
        """Return where a tile stands: its picture and the words below."""
        left = self.margin_px + index * self.pitch_px
        if self.is_mirrored:
            left = max(self.length_px, self.width_px) - left - self.tile_px
        return QRect(left, self.top_px, self.tile_px, self.picture_px + self.shape.caption_px)

    def index_at(self, point: QPoint) -> int | None:
        """Return the tile under a point, or None for the space between tiles."""
        x = max(self.length_px, self.width_px) - 1 - point.x() if self.is_mirrored else point.x()
        index, inside = divmod(x - self.margin_px, self.pitch_px)
        is_inside = inside < self.tile_px and 0 <= point.y() - self.top_px < self.picture_px + self.shape.caption_px
        return index if is_inside and 0 <= index < self.count else None

    def between(self, start: int, end: int) -> range:
        """Return the tiles that reach into start ≤ x < end."""
        if self.is_mirrored:
            length = max(self.length_px, self.width_px)
            start, end = length - end, length - start
        first = max(0, (start - self.margin_px) // self.pitch_px)
        last = max(first, -(-(end - self.margin_px) // self.pitch_px))
        return range(min(self.count, first), min(self.count, last))
