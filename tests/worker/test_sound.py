"""Making sounds anew in pieces, and putting the pieces together again."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import pytest

from app.contract.encoding import SoundForm
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker import hearing
from app.worker.bare import numbered
from app.worker.checks import Fault
from app.worker.sound import sound
from tests.fakes.damage import damage_many
from tests.fakes.sounds import difference, heard, joined, lag, make_sound, sound_task, times

CUTS = (0, 3_170_000, 6_007_007, None)
WHOLE = (0, None)
AAC = SoundForm(codec="aac", channels=2, bitrate=192_000)
RATE = 48_000
ROUGH_S = 0.0006
"""Matroska rounds the time at which a sound begins."""


def is_same(source: Sequence[float], made: Sequence[float], rate: int) -> bool:
    """Tell whether a sound is heard at its time, in all pieces alike."""
    lags = [lag(source, made, at=round(second * rate)) for second in (1, 5, 8.1)]
    return max(lags) - min(lags) <= 1 and max(map(abs, lags)) < ROUGH_S * rate


FORMS = [
    (SoundForm(codec="aac", channels=2, bitrate=192_000), Form.MP4),
    (SoundForm(codec="aac", channels=2, bitrate=192_000), Form.TS),
    (SoundForm(codec="ac3", channels=6, bitrate=448_000), Form.MP4),
    (SoundForm(codec="ac3", channels=6, bitrate=448_000), Form.TS),
    (SoundForm(codec="eac3", channels=6, bitrate=640_000), Form.TS),
    (SoundForm(codec="opus", channels=6, bitrate=256_000), Form.MP4),
    (SoundForm(codec="mp3", channels=2, bitrate=192_000), Form.MP4),
    (SoundForm(codec="mp3", channels=1, bitrate=96_000), Form.TS),
    (SoundForm(codec="flac", channels=2), Form.MP4),
    (SoundForm(codec="alac", channels=2), Form.MP4),
]


@pytest.mark.parametrize(("form", "container"), FORMS, ids=lambda one: getattr(one, "codec", one))
def test_pieces_made_in_any_order_are_one_sound(tmp_path: Path, form: SoundForm, container: Form) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3", channels=max(form.channels, 2))

    made = joined(path, form, CUTS, form=container)

    apart, whole, source = heard(made), heard(joined(path, form, WHOLE, form=container)), heard(path)
    assert len(apart) == len(whole) >= len(source)
    assert max(difference(apart, whole, at=round(cut * 0.048)) for cut in CUTS[1:-1] if cut) < 0.05
    assert is_same(source, apart, RATE)
    gaps = {abs(float(after[0] - before[1])) for before, after in pairwise(times(made))}
    assert max(gaps) < 1.2e-5  # TS counts in 90 000ths


SOURCES = [
    ("ac3", "film.ts", 48_000),
    ("eac3", "film.mkv", 48_000),
    ("aac", "film.mkv", 44_100),
    ("aac", "film.mp4", 44_100),
    ("aac", "film.ts", 44_100),
    ("flac", "song.flac", 96_000),
    ("libopus", "film.mkv", 48_000),
    ("libmp3lame", "film.mkv", 44_100),
    ("libmp3lame", "song.mp3", 44_100),
    ("pcm_s24le", "film.mkv", 48_000),
    ("pcm_s16le", "song.wav", 22_050),
    ("alac", "song.m4a", 44_100),
]


@pytest.mark.parametrize(("codec", "name", "rate"), SOURCES)
def test_what_people_own_is_heard_at_its_time(tmp_path: Path, codec: str, name: str, rate: int) -> None:
    path = make_sound(tmp_path / name, codec, rate=rate, picture=name.startswith("film"))
    form = SoundForm(codec="flac", channels=2)
    with av.open(str(path)) as container:
        index = container.streams.audio[0].index

    made, source = heard(joined(path, form, CUTS, index=index)), heard(path)

    assert is_same(source, made, rate)
    assert difference(made, heard(joined(path, form, WHOLE, index=index)), at=round(3.17 * rate)) < 0.03
    assert len(made) == pytest.approx(9 * rate, abs=rate // 8)


def test_another_rate_is_heard_at_the_same_time(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "song.mka", "flac", rate=44_100)
    opus = SoundForm(codec="opus", channels=2, bitrate=192_000)

    made, whole = heard(joined(path, opus, CUTS)), heard(joined(path, opus, WHOLE))

    reference = heard(make_sound(tmp_path / "same.mka", "flac"))
    assert is_same(reference, made, RATE)
    assert max(difference(made, whole, at=round(cut * 0.048)) for cut in CUTS[1:-1] if cut) < 0.02


def test_frames_begin_with_the_film_and_every_piece_has_its_own(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3", channels=6)

    pieces = [sound(sound_task(path, AAC, CUTS, number))[1] for number in (2, 0, 1)]

    starts = sorted(start for piece in pieces for start, _ in times(piece))
    assert starts == [Fraction(number * 1024, RATE) for number in range(len(starts))]
    assert min(times(pieces[1]))[0] == 0
    assert min(times(pieces[2]))[0] - Fraction(3_170_000, 1_000_000) < Fraction(1024, RATE)


def test_where_the_file_has_no_sound_is_silence(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3", silent=(2.0, 7.5), picture=True)

    made = heard(joined(path, AAC, CUTS, index=1))

    assert len(made) >= 9 * RATE
    assert max(map(abs, made[round(2.2 * RATE) : round(7.3 * RATE)])) < 0.01
    assert max(map(abs, made[round(1.5 * RATE) : round(1.9 * RATE)])) > 0.1
    assert abs(lag(heard(path), made, at=round(8.5 * RATE))) < ROUGH_S * RATE


def test_the_film_may_begin_at_any_time_of_the_file(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3")

    later = heard(joined(path, AAC, CUTS, zero_us=-500_000))

    assert is_same(heard(path), later[RATE // 2 :], RATE)
    assert max(map(abs, later[: RATE // 2 - 2000])) < 0.01


def test_speech_stays_loud_and_nothing_is_too_loud(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "film.mkv", "flac", channels=6)

    with av.open(str(path)) as container:
        center = [max(frame_peak(frame, 2)) for frame in container.decode(audio=0)]
    made = heard(joined(path, SoundForm(codec="flac", channels=2), (0, 2_000_000)))

    assert max(center) == pytest.approx(0.2, abs=0.01)
    assert 0.2 < max(map(abs, made)) <= 0.5


def frame_peak(frame: av.AudioFrame, channel: int) -> list[float]:
    one = av.AudioResampler(format="fltp", layout="5.1").resample(frame)[0]
    return [max(memoryview(one.planes[channel]).cast("B").cast("f")[: one.samples])]


def test_a_damaged_part_is_silence(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3")
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    content[third : third + 40_000] = bytes(40_000)
    path.write_bytes(content)

    made = heard(joined(path, AAC, CUTS))

    assert len(made) >= 8 * RATE
    assert max(map(abs, made[8 * RATE :])) > 0.1


def test_what_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_sound(tmp_path / "film.mkv", "ac3", picture=True, seconds=3)

    def fault(form: SoundForm = AAC, index: int = 1) -> MediaFault:
        with pytest.raises(Fault) as caught:
            sound(sound_task(path, form, (0, 2_000_000), 0, index=index))
        return caught.value.kind

    assert fault(index=0) is MediaFault.UNREADABLE
    assert fault(index=7) is MediaFault.UNREADABLE
    assert fault(SoundForm(codec="dts", channels=6)) is MediaFault.UNREADABLE
    monkeypatch.setattr(hearing, "LARGEST_BYTES", 1_000)
    assert fault() is MediaFault.NOT_CUTTABLE


def test_broken_files_are_faults_and_nothing_else(tmp_path: Path) -> None:
    good = make_sound(tmp_path / "film.mkv", "ac3", seconds=3, picture=True)

    kinds = set()
    for path in damage_many(good, tmp_path, 40):
        try:
            sound(sound_task(path, AAC, (1_000_000, 2_000_000), 0, index=1))
        except Fault as fault:
            kinds.add(fault.kind)

    assert kinds <= {MediaFault.UNREADABLE, MediaFault.EMPTY, MediaFault.NOT_CUTTABLE}
    assert MediaFault.UNREADABLE in kinds


@pytest.mark.parametrize("codec", ["aac", "mp3", "ac3", "eac3", "flac"])
def test_sound_without_a_container_is_one_file_when_joined(tmp_path: Path, codec: str) -> None:
    path = make_sound(tmp_path / "song.mka", "flac")
    form = SoundForm(codec=codec, channels=2, bitrate=None if codec == "flac" else 192_000)

    made = joined(path, form, CUTS, is_bare=True)

    assert len(heard(made)) / RATE == pytest.approx(9, abs=0.15)
    assert {abs(lag(heard(path), heard(made), at=second * RATE)) for second in (2, 4, 8)} <= {0, 1}
    if codec == "flac":
        (tmp_path / "joined.flac").write_bytes(made)
        with av.open(str(tmp_path / "joined.flac"), options={"err_detect": "crccheck+explode"}) as container:
            assert sum(frame.samples for frame in container.decode(audio=0)) >= 9 * RATE


@pytest.mark.parametrize("number", [0, 127, 128, 2047, 2048, 65_535, 65_536, 3_000_000])
def test_a_flac_frame_can_have_any_number(tmp_path: Path, number: int) -> None:
    path = make_sound(tmp_path / "song.flac", "flac", seconds=1)
    with av.open(str(path)) as container:
        [first, *_] = [bytes(packet) for packet in container.demux() if packet.size]

    changed = numbered(first, number)

    assert numbered(changed, 0) == first
    assert _remainder(changed) == _remainder(first) == 0


def _remainder(frame: bytes) -> int:
    """Return the CRC-16 of a frame with its own checksum: 0 when that is right."""
    value = 0
    for byte in frame:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x18005) if value & 0x8000 else value << 1
    return value


def test_opus_needs_a_container(tmp_path: Path) -> None:
    path = make_sound(tmp_path / "song.mka", "flac", seconds=1)

    with pytest.raises(Fault):
        sound(sound_task(path, SoundForm(codec="opus", channels=2), (0, None), 0, is_bare=True))
