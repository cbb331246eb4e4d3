"""Says what a worker has to do for a piece: copy, make sound anew, or both."""

from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction

from app.contract.encoding import MixedTask, SoundForm, SoundTask
from app.contract.segments import Form, SegmentTable, SegmentTask
from app.engine.streaming.files import MediaFile
from app.engine.streaming.rules import Track

Order = SegmentTask | SoundTask | MixedTask


def order(file: MediaFile, table: SegmentTable, form: Form, track: Track, number: int) -> Order:
    """Return the order for a piece of a track."""
    if track.sound is None:
        return _copied(file, table, form, track, number)
    sound = track.streams[-1]
    made = replace(_made(file, table, form, number, sound.index, track.sound), is_bare=track.is_bare)
    if len(track.streams) == 1:
        return made
    pictures = Track(name=track.name, streams=track.streams[:-1])
    return MixedTask(
        copied=_copied(file, table, form, pictures, number),
        sound=made,
        language=sound.language,
    )


def name_of(file: MediaFile, form: Form, track: Track, number: int) -> tuple[object, ...]:
    """Return what tells a piece from all others."""
    streams = tuple((stream.index, stream.fix) for stream in track.streams)
    return (file.asset_id, file.etag, form, streams, track.sound, track.is_bare, number)


def number_at(table: SegmentTable, time_us: int) -> int:
    """Return the piece in which a time lies; the last one for whatever is later."""
    return max(bisect_right(range(len(table.cuts)), time_us, key=lambda number: start_us(table, number)) - 1, 0)


def start_us(table: SegmentTable, number: int) -> int:
    """Return when a piece begins on the clock of the film; the first one takes all that lies before."""
    return round(_time_us(table, table.cuts[number] + table.timing.to_pts + table.timing.shift)) if number else 0


def _copied(file: MediaFile, table: SegmentTable, form: Form, track: Track, number: int) -> SegmentTask:
    is_last = number + 1 == len(table.cuts)
    return SegmentTask(
        path=str(file.path),
        etag=file.etag,
        form=form,
        timing=table.timing,
        streams=track.streams,
        number=number,
        start=table.cuts[number],
        end=None if is_last else table.cuts[number + 1],
    )


def _made(file: MediaFile, table: SegmentTable, form: Form, number: int, index: int, sound: SoundForm) -> SoundTask:
    is_last = number + 1 == len(table.cuts)
    return SoundTask(
        path=str(file.path),
        etag=file.etag,
        form=form,
        index=index,
        sound=sound,
        zero_us=-round(_time_us(table, table.timing.shift)),
        number=number,
        start_us=start_us(table, number),
        end_us=None if is_last else start_us(table, number + 1),
    )


def _time_us(table: SegmentTable, ticks: int) -> Fraction:
    return Fraction(ticks * table.timing.clock_num * 1_000_000, table.timing.clock_den)
