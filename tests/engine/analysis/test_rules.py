"""How pictures along films are laid out, how many are kept, how loud things are played."""

import pytest

from app.contract.analysis import Loudness
from app.contract.media import Gain
from app.contract.units import DurationMs, SizeBytes
from app.engine.analysis.rules import (
    MOST_PICTURES,
    Sheet,
    Strip,
    album_gain,
    count_pictures,
    gain,
    has_room,
    image_playlist,
    list_sheets,
    list_spans,
    vtt,
)

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("duration_ms", "count"),
    [(0, 0), (-5, 0), (1, 1), (10_000, 1), (10_001, 2), (2 * HOUR, 720), (27 * HOUR, 9720), (10**12, 0)],
)
def test_a_film_gets_a_picture_for_each_ten_seconds(duration_ms: int, count: int) -> None:
    assert count_pictures(DurationMs(duration_ms)) == count <= MOST_PICTURES


@pytest.mark.parametrize(
    ("count", "sheets"),
    [(0, []), (1, [(0, 0, 1)]), (100, [(0, 0, 100)]), (250, [(0, 0, 100), (1, 100, 100), (2, 200, 50)])],
)
def test_a_sheet_has_a_hundred_pictures(count: int, sheets: list[tuple[int, int, int]]) -> None:
    assert list_sheets(count) == tuple(Sheet(number=a, first=b, count=c) for a, b, c in sheets)


def test_webvtt_names_the_rectangle_of_each_span_up_to_the_end_of_the_film() -> None:
    text = vtt(Strip(width_px=320, height_px=134, count=112), DurationMs(1_115_250))

    blocks = text.split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert blocks[1] == "00:00:00.000 --> 00:00:10.000\n0.jpg#xywh=0,0,320,134"
    assert blocks[12] == "00:01:50.000 --> 00:02:00.000\n0.jpg#xywh=320,134,320,134"
    assert blocks[101] == "00:16:40.000 --> 00:16:50.000\n1.jpg#xywh=0,0,320,134"
    assert blocks[112] == "00:18:30.000 --> 00:18:35.250\n1.jpg#xywh=320,134,320,134\n"


def test_a_span_of_webvtt_never_ends_before_it_starts() -> None:
    assert "00:00:10.000 --> 00:00:10.001" in vtt(Strip(width_px=2, height_px=2, count=2), DurationMs(10_000))


def test_the_playlist_of_images_tells_the_layout_of_each_sheet() -> None:
    text = image_playlist(Strip(width_px=320, height_px=180, count=112), DurationMs(1_115_250))

    assert text.splitlines() == [
        "#EXTM3U",
        "#EXT-X-VERSION:7",
        "#EXT-X-TARGETDURATION:1000",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
        "#EXT-X-IMAGES-ONLY",
        "#EXTINF:1000.000,",
        "#EXT-X-TILES:RESOLUTION=320x180,LAYOUT=10x10,DURATION=10",
        "0.jpg",
        "#EXTINF:115.250,",
        "#EXT-X-TILES:RESOLUTION=320x180,LAYOUT=10x10,DURATION=10",
        "1.jpg",
        "#EXT-X-ENDLIST",
    ]


@pytest.mark.parametrize(
    ("used", "expected", "added_at", "oldest_use", "has"),
    [
        (0, 5, 9, None, True),
        (95, 5, 1, 1, True),
        (96, 5, 9, 1, True),  # newer than what nobody has used since
        (96, 5, 1, 9, False),
        (96, 5, 9, 9, False),
        (0, 101, 9, 1, False),  # more than there could ever be
        (101, 0, 9, None, False),
    ],
)
def test_a_full_shelf_takes_only_what_is_newer(
    used: int, expected: int, added_at: int, oldest_use: int | None, has: bool
) -> None:
    assert (
        has_room(SizeBytes(used), SizeBytes(expected), SizeBytes(100), added_at=added_at, oldest_use=oldest_use) is has
    )


@pytest.mark.parametrize(
    ("lufs", "peak_db", "told", "is_music", "expected"),
    [
        (-27.3, -3.1, None, False, 2.1),  # no more than its peaks allow
        (-27.3, -12.0, None, False, 3.3),
        (-14.0, -0.5, None, False, -10.0),
        (-14.0, 0.4, None, True, -4.0),
        (-20.0, 0.0, None, True, 0.0),
        (-60.0, None, None, False, 20.0),
        (-70.0, None, None, False, None),
        (-27.3, -3.1, Gain(track_db=-7.5), True, -7.5),  # tags come first
        (-27.3, -3.1, Gain(album_db=-7.5), False, 2.1),
        (-27.3, -3.1, Gain(track_db=6.0, track_peak=0.8), True, 1.94),  # no more than their peaks allow
        (-27.3, -3.1, Gain(track_db=6.0, track_peak=1.2), True, 0.0),
        (-27.3, -3.1, Gain(track_db=-3.0, track_peak=1.2), True, -3.0),
        (-27.3, -3.1, Gain(track_db=45.0), True, 20.0),
    ],
)
def test_everything_is_played_alike(
    lufs: float, peak_db: float | None, told: Gain | None, is_music: bool, expected: float | None
) -> None:
    loudness = Loudness(integrated_lufs=lufs, true_peak_db=peak_db)

    found = gain(loudness, told, is_music=is_music)

    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("told", "expected"),
    [(None, None), (Gain(track_db=-7.5), None), (Gain(album_db=-6.5), -6.5), (Gain(album_db=6, album_peak=0.5), 6.0)],
)
def test_the_tracks_of_an_album_share_its_gain(told: Gain | None, expected: float | None) -> None:
    assert album_gain(told) == expected


def test_without_any_knowledge_there_is_no_gain() -> None:
    assert gain(None, None, is_music=False) is None


@pytest.mark.parametrize(
    ("starts", "duration", "most", "spans"),
    [
        ([0, 60, 90], 100, 9, ((0, 60), (60, 90), (90, 100))),
        ([0, 60, 90], 100, 2, ((0, 60), (60, 90))),
        ([0, 60, 40], 50, 9, ((0, 60), (60, 60), (40, 50))),
        ([], 100, 9, None),
    ],
)
def test_a_chapter_ends_where_the_next_one_starts(
    starts: list[int], duration: int, most: int, spans: tuple[tuple[int, int], ...] | None
) -> None:
    assert list_spans(starts, DurationMs(duration), most) == (spans or ())
