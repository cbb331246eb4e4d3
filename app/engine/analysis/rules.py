"""How pictures along a film are laid out and told to players, how many are kept, and how loud things are played."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from app.contract.analysis import COLUMNS, ROWS, STEP_MS, Loudness
from app.contract.media import Gain
from app.contract.units import DurationMs, SizeBytes

ON_SHEET = COLUMNS * ROWS
EXPECTED_BYTES = 10_000
"""Of one picture, before it is made."""
MOST_PICTURES = 10_000
"""Of one film: 27 hours. What is longer, or says so, gets none."""
FILM_LUFS, MUSIC_LUFS = -24.0, -18.0
"""What everything is brought to: as broadcasts do for films, as ReplayGain does for music."""
PEAK_DB = -1.0
LOUDEST_GAIN_DB = 20.0
SILENCE_LUFS = -70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its place in the row of sheets, its first picture and how many it has."""

    number: int
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The pictures along one film, as made.

    Attributes:
        width_px: Of one picture; likewise `height_px`.
        count: On all sheets together.
    """

    width_px: int
    height_px: int
    count: int


def count_pictures(duration: DurationMs) -> int:
    """Return how many pictures a film gets; 0 when its length is unknown or beyond all reason."""
    count = -(-duration // STEP_MS)
    return count if 0 < count <= MOST_PICTURES else 0


def list_sheets(count: int) -> tuple[Sheet, ...]:
    """Return the sheets that so many pictures need."""
    return tuple(
        Sheet(number=first // ON_SHEET, first=first, count=min(ON_SHEET, count - first))
        for first in range(0, count, ON_SHEET)
    )


def has_room(used: SizeBytes, expected: SizeBytes, limit: SizeBytes, *, added_at: int, oldest_use: int | None) -> bool:
    """Tell whether the pictures of one more film may be made.

    When the shelf is full, a film takes the place of pictures that nobody has used since it was added; so the shelf
    fills with what is new and what is watched, and nothing is made to be deleted at once.
    """
    if used + expected <= limit:
        return True
    return expected <= limit and oldest_use is not None and oldest_use < added_at


def vtt(strip: Strip, duration: DurationMs) -> str:
    """Return the strip as WebVTT: for each span of time a sheet and the rectangle on it, in pixels."""
    lines = ["WEBVTT", ""]
    for number in range(strip.count):
        place = number % ON_SHEET
        row, column = divmod(place, COLUMNS)
        box = f"{column * strip.width_px},{row * strip.height_px},{strip.width_px},{strip.height_px}"
        start, end = number * STEP_MS, min((number + 1) * STEP_MS, max(duration, number * STEP_MS + 1))
        lines += [f"{_clock(start)} --> {_clock(end)}", f"{number // ON_SHEET}.jpg#xywh={box}", ""]
    return "\n".join(lines)


def image_playlist(strip: Strip, duration: DurationMs) -> str:
    """Return the strip as a playlist of images (HLS), as Apple's and Roku's players understand it."""
    seconds = STEP_MS // 1000
    lines = [
        *("#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{ON_SHEET * seconds}", "#EXT-X-MEDIA-SEQUENCE:0"),
        *("#EXT-X-PLAYLIST-TYPE:VOD", "#EXT-X-IMAGES-ONLY"),
    ]
    for sheet in list_sheets(strip.count):
        end = min((sheet.first + sheet.count) * STEP_MS, max(duration, sheet.first * STEP_MS + 1))
        tiles = f"RESOLUTION={strip.width_px}x{strip.height_px},LAYOUT={COLUMNS}x{ROWS},DURATION={seconds}"
        length = (end - sheet.first * STEP_MS) / 1000
        lines += [f"#EXTINF:{length:.3f},", f"#EXT-X-TILES:{tiles}", f"{sheet.number}.jpg"]
    return "\n".join([*lines, "#EXT-X-ENDLIST", ""])


def gain(loudness: Loudness | None, told: Gain | None, *, is_music: bool) -> float | None:
    """Return the one gain that a file is played with, in dB; None when nothing is known.

    Tags come first: a record company or the owner chose them. Nothing is lifted so far that its peaks would be cut
    off.
    """
    if told is not None and told.track_db is not None:
        return held(told.track_db, told.track_peak)
    if loudness is None or loudness.integrated_lufs <= SILENCE_LUFS:
        return None
    wanted = (MUSIC_LUFS if is_music else FILM_LUFS) - loudness.integrated_lufs
    peak = loudness.true_peak_db
    room = LOUDEST_GAIN_DB if peak is None else PEAK_DB - peak
    return round(min(wanted, max(room, 0.0), LOUDEST_GAIN_DB), 2)


def album_gain(told: Gain | None) -> float | None:
    """Return the gain that the tracks of an album share, in dB; None when its tags do not tell it."""
    return None if told is None or told.album_db is None else held(told.album_db, told.album_peak)


def held(gain_db: float, peak: float | None) -> float:
    """Return a gain that does not lift the highest sample beyond full scale, which is 1.0.

    Samples that are beyond it by themselves are no reason to play all softer. Without a peak only the usual limit
    holds.
    """
    room = LOUDEST_GAIN_DB if not peak else max(-20 * log10(peak), 0.0)
    return round(min(gain_db, room), 2)


def list_spans(starts_ms: Sequence[int], duration: DurationMs, most: int) -> tuple[tuple[int, int], ...]:
    """Return start and end of each chapter by their starts; no more than `most`."""
    ends = [*starts_ms[1:], duration][: len(starts_ms)]
    return tuple((start, max(start, end)) for start, end in zip(starts_ms, ends, strict=True))[:most]


def _clock(at_ms: int) -> str:
    seconds, rest = divmod(at_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
