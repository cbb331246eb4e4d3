"""Cutting real films and putting the pieces together again."""

import hashlib
import io
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest

from app.contract.media import MediaFault, StreamType
from app.contract.segments import CutStream, Form, SegmentTable, SegmentTask
from app.worker import kept, remux
from app.worker.checks import Fault
from app.worker.cutting import segment_table
from app.worker.remux import segment
from tests.fakes.films import make_film

B_FRAMES = {"preset": "veryfast", "bf": "3", "g": "20"}
OPEN_GOPS = {"preset": "veryfast", "x264-params": "open-gop=1:keyint=20:bframes=4:b-pyramid=normal"}


def task(path: Path, table: SegmentTable, streams: tuple[CutStream, ...], form: Form, number: int) -> SegmentTask:
    return SegmentTask(
        path=str(path),
        etag="one",
        form=form,
        timing=table.timing,
        streams=streams,
        number=number,
        start=table.cuts[number],
        end=table.cuts[number + 1] if number + 1 < len(table.cuts) else None,
    )


def whole(path: Path, table: SegmentTable, streams: tuple[CutStream, ...], form: Form) -> bytes:
    """Make all pieces, the last one first, and put them together as a player does."""
    made = {}
    for number in reversed(range(len(table.cuts))):
        head_bytes, content = segment(task(path, table, streams, form, number))
        made[number] = (content[:head_bytes], content[head_bytes:])
    return made[0][0] + b"".join(made[number][1] for number in range(len(made)))


def decoded(source: Any, kind: str, number: int = 0) -> list[tuple[Fraction, str]]:
    """Return when each frame is shown, and what it is."""
    with av.open(source) as container:
        stream = getattr(container.streams, kind)[number]
        frames: Any = container.decode(stream)
        return [(frame.pts * frame.time_base, _digest(frame)) for frame in frames]


def _digest(frame: Any) -> str:
    planes = b"".join(bytes(plane) for plane in frame.planes)
    return hashlib.sha256(planes).hexdigest()


def of_type(table: SegmentTable, kind: StreamType) -> list[CutStream]:
    return [stream for stream in table.streams if stream.type is kind]


FILMS = [
    ("film.mkv", {"video_options": B_FRAMES}),
    ("film.mp4", {"video_options": B_FRAMES}),
    ("film.ts", {"video_options": B_FRAMES}),
    ("open.mkv", {"video_options": OPEN_GOPS}),
    ("hevc.mkv", {"video": "libx265", "video_options": {"x265-params": "log-level=none:pools=1:keyint=20:bframes=3"}}),
    ("old.avi", {"video": "mpeg4", "audio": "libmp3lame", "video_options": {"g": "20"}}),
    ("web.webm", {"video": "libvpx-vp9", "audio": "libopus", "video_options": {"g": "20"}}),
]


@pytest.mark.parametrize(("name", "how"), FILMS, ids=[name for name, _ in FILMS])
@pytest.mark.parametrize("form", list(Form))
def test_pieces_together_are_the_film(tmp_path: Path, name: str, how: dict[str, Any], form: Form) -> None:
    path = make_film(tmp_path / name, seconds=11, **how)
    table = segment_table(path)
    film, sound = of_type(table, StreamType.VIDEO)[0], of_type(table, StreamType.AUDIO)[0]
    if form not in film.forms:
        pytest.skip(f"{film.codec} is not for {form}")

    content = whole(path, table, (film, sound) if form is Form.TS else (film,), form)

    before, after = decoded(str(path), "video"), decoded(io.BytesIO(content), "video")
    assert len(table.cuts) >= 2
    assert [digest for _, digest in after] == [digest for _, digest in before]
    gap = after[0][0] - before[0][0]
    assert max(abs(new - old - gap) for (new, _), (old, _) in zip(after, before, strict=True)) < Fraction(1, 1000)


@pytest.mark.parametrize("name", ["film.mkv", "film.ts"])
def test_the_packets_of_a_broadcast_are_counted_over_the_borders_of_pieces(tmp_path: Path, name: str) -> None:
    path = make_film(tmp_path / name, seconds=9, video_options=B_FRAMES)
    table = segment_table(path)
    streams = tuple(stream for stream in table.streams if Form.TS in stream.forms)

    content = whole(path, table, streams, Form.TS)

    counts: dict[int, list[int]] = {}
    for at in range(0, len(content), 188):
        assert content[at] == 0x47
        if content[at + 3] & 0x10:
            counts.setdefault((content[at + 1] & 0x1F) << 8 | content[at + 2], []).append(content[at + 3] & 0xF)
    assert len(counts) == 5  # three tables, the film and its sound
    assert all(told == [number % 16 for number in range(len(told))] for told in counts.values())


@pytest.mark.parametrize("name", ["film.mkv", "film.mp4", "film.ts"])
def test_a_sound_apart_stays_in_time_with_the_film(tmp_path: Path, name: str) -> None:
    path = make_film(tmp_path / name, seconds=9, audio_tracks=2, video_options=B_FRAMES)
    table = segment_table(path)
    film, sound = of_type(table, StreamType.VIDEO)[0], of_type(table, StreamType.AUDIO)[1]

    pictures = decoded(io.BytesIO(whole(path, table, (film,), Form.MP4)), "video")
    tones = decoded(io.BytesIO(whole(path, table, (sound,), Form.MP4)), "audio")

    old_pictures, old_tones = decoded(str(path), "video"), decoded(str(path), "audio", 1)
    # Matroska and MP4 say that the first frame is to be skipped; pieces cannot.
    extra = len(tones) - len(old_tones)
    assert extra in {0, 1}
    assert [digest for _, digest in tones[extra + 1 :]] == [digest for _, digest in old_tones[1:]]
    before, after = old_tones[5][0] - old_pictures[5][0], tones[5 + extra][0] - pictures[5][0]
    assert abs(after - before) < Fraction(1, 500)


@pytest.mark.parametrize("name", ["film.mkv", "film.ts"])
def test_the_head_before_the_pieces_is_always_the_same(tmp_path: Path, name: str) -> None:
    path = make_film(tmp_path / name, seconds=9, audio="ac3", video_options=B_FRAMES)
    table = segment_table(path)

    for stream in table.streams:
        made = [segment(task(path, table, (stream,), Form.MP4, number)) for number in (0, 1, 0)]
        heads = [content[:head_bytes] for head_bytes, content in made]
        assert heads[0] == heads[2]
        assert heads[0][4:8] == b"ftyp"


def test_the_lengths_that_the_table_tells_are_those_of_the_pieces(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=11, video_options=B_FRAMES)
    table = segment_table(path)
    film = of_type(table, StreamType.VIDEO)[0]

    shown = []
    for number in range(len(table.cuts)):
        content = segment(task(path, table, (film,), Form.MP4, number))[1]
        shown.append(min(at for at, _ in decoded(io.BytesIO(content), "video")))

    between = [float(after - before) for before, after in pairwise(shown)]
    assert between == pytest.approx(table.durations_s[:-1], abs=1e-6)


def test_a_film_without_an_index_is_read_through(tmp_path: Path) -> None:
    indexed = segment_table(make_film(tmp_path / "film.mkv", seconds=9))
    scanned = segment_table(make_film(tmp_path / "film.ts", seconds=9))

    assert not indexed.is_scanned
    assert scanned.is_scanned
    assert scanned.durations_s[:-1] == pytest.approx(indexed.durations_s[:-1])


def test_an_index_that_was_cut_off_is_not_believed(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=11, size=(640, 360))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    table = segment_table(path)

    assert table.is_scanned
    assert sum(table.durations_s) < 9


def test_music_is_cut_by_the_clock(tmp_path: Path) -> None:
    path = make_film(tmp_path / "song.flac", seconds=15, video=None, audio="flac")
    table = segment_table(path)

    content = whole(path, table, table.streams, Form.MP4)

    assert len(table.cuts) == 2
    assert [digest for _, digest in decoded(io.BytesIO(content), "audio")] == [
        digest for _, digest in decoded(str(path), "audio")
    ]


def test_what_has_no_clock_or_too_much_in_a_piece_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=5)
    table = segment_table(path)
    monkeypatch.setattr(remux, "LARGEST_BYTES", 1_000)

    with pytest.raises(Fault) as caught:
        segment(task(path, table, table.streams[:1], Form.MP4, 0))
    assert caught.value.kind is MediaFault.NOT_CUTTABLE


def test_a_file_stays_open_for_the_next_piece_and_not_for_ever(tmp_path: Path) -> None:
    path = make_film(tmp_path / "film.mkv", seconds=5)
    table = segment_table(path)
    segment(task(path, table, table.streams[:1], Form.MP4, 0))
    first = kept.KEPT._container

    segment(task(path, table, table.streams[:1], Form.MP4, 1))
    assert kept.KEPT._container is first
    kept.KEPT.close_idle()
    assert kept.KEPT._container is first

    kept.KEPT._used_at -= kept.IDLE_S
    kept.KEPT.close_idle()
    assert kept.KEPT._container is None
