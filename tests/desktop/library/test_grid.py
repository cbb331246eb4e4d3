"""Where tiles stand."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint

from app.desktop.library.grid import COVER, FRAME, POSTER, Grid, Line

shapes = st.sampled_from([POSTER, COVER, FRAME])
grids = st.builds(
    Grid,
    count=st.integers(1, 100_000),
    width_px=st.integers(200, 4000),
    wish_px=st.integers(80, 400),
    shape=shapes,
    is_mirrored=st.booleans(),
)
lines = st.builds(
    Line,
    count=st.integers(1, 500),
    width_px=st.integers(200, 4000),
    wish_px=st.integers(80, 400),
    shape=shapes,
    is_mirrored=st.booleans(),
)


@given(plan=st.one_of(grids, lines), data=st.data())
def test_the_tile_under_the_corners_of_a_tile_is_that_tile(plan: Grid | Line, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, plan.count - 1))
    rect = plan.rect(index)

    for point in (rect.topLeft(), rect.bottomRight(), rect.center()):
        assert plan.index_at(point) == index


@given(plan=grids, data=st.data())
def test_nothing_stands_between_two_tiles(plan: Grid, data: st.DataObject) -> None:
    rect = plan.rect(data.draw(st.integers(0, plan.count - 1)))

    assert plan.index_at(QPoint(rect.left(), rect.bottom() + 1)) is None
    assert plan.index_at(QPoint(rect.left() - 1, rect.top())) is None


@given(plan=grids, top=st.integers(0, 500_000), height=st.integers(1, 3000))
def test_what_is_between_two_heights_is_what_reaches_into_them(plan: Grid, top: int, height: int) -> None:
    seen = plan.between(top, top + height)

    for index in (seen.start - 1, seen.start, seen.stop - 1, seen.stop):
        if 0 <= index < plan.count:
            row_top = plan.rect(index).top()
            is_inside = row_top < top + height and row_top + plan.pitch_px > top
            assert (index in seen) == is_inside


@given(plan=grids)
def test_all_tiles_stand_inside_the_wall(plan: Grid) -> None:
    first, last = plan.rect(0), plan.rect(plan.count - 1)

    assert last.bottom() < plan.height_px
    assert plan.columns == 1 or (first.left() >= 0 and first.right() < plan.width_px)


def test_an_empty_wall_has_no_height() -> None:
    assert Grid(count=0, width_px=1000, wish_px=180).height_px == 0
    assert Line(count=0, width_px=1000, wish_px=180).length_px == 0
