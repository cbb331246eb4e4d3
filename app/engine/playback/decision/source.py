"""What there is to play: the versions of an item."""

from dataclasses import dataclass

from app.engine.playback.decision.reading import Fields
from app.engine.playback.decision.streams import Kind, Stream, read_stream

MAX_STREAMS = 512
MAX_VERSIONS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One playable file.

    Attributes:
        containers: All names that its format goes by ("mov", "mp4", …).
        bitrate: Of the whole file in bit/s; None when nothing tells.
        is_disc: A DVD or Blu-ray folder: many files, so never played directly.
        wants_ts: Whether its owner asks for MPEG-TS only.
    """

    id: str
    containers: tuple[str, ...]
    path: str
    bitrate: int | None
    streams: tuple[Stream, ...]
    default_audio: int | None
    default_subtitle: int | None
    audio_came_from: str
    timestamp: str = ""
    is_remote: bool = False
    is_infinite: bool = False
    is_disc: bool = False
    can_direct_play: bool = True
    can_transcode: bool = True
    wants_ts: bool = False
    has_64_bit_offsets: bool | None = None

    @property
    def video(self) -> Stream | None:
        """The picture; covers of music do not count."""
        return next(iter(self.list_streams(Kind.VIDEO)), None)

    def list_streams(self, kind: Kind) -> tuple[Stream, ...]:
        """Return the streams of one kind, in the order of the file."""
        return tuple(stream for stream in self.streams if stream.kind is kind)

    def find_stream(self, kind: Kind, index: int | None) -> Stream | None:
        """Return the stream of that kind and index."""
        return next((stream for stream in self.list_streams(kind) if stream.index == index), None)

    def is_secondary(self, audio: Stream) -> bool:
        """Tell whether a track is not the first one inside the file; a side file is never secondary."""
        first = next((stream for stream in self.list_streams(Kind.AUDIO) if not stream.is_external), None)
        return not audio.is_external and first is not None and first.index != audio.index


def read_versions(value: object) -> tuple[Version, ...]:
    """Return the playable versions in a media source, a list of them, or an object that has such a list."""
    listed = Fields(value).rows("MediaSources")
    rows = listed or (tuple(Fields(row) for row in value) if isinstance(value, list) else (Fields(value),))
    return tuple(version for row in rows[:MAX_VERSIONS] if (version := _read_version(row)).streams)


def _read_version(row: Fields) -> Version:
    streams = _read_streams(row)
    return Version(
        id=row.text("Id"),
        containers=row.words("Container"),
        path=row.text("Path"),
        bitrate=_bitrate(row, streams),
        streams=streams,
        default_audio=row.whole("DefaultAudioStreamIndex"),
        default_subtitle=row.whole("DefaultSubtitleStreamIndex"),
        audio_came_from=row.text("DefaultAudioIndexSource").casefold(),
        timestamp=row.text("Timestamp"),
        is_remote=row.flag("IsRemote") is True,
        is_infinite=row.flag("IsInfiniteStream") is True,
        is_disc=row.text("VideoType").casefold() in {"dvd", "bluray"},
        can_direct_play=row.flag("SupportsDirectPlay") is not False,
        can_transcode=row.flag("SupportsTranscoding") is not False or row.flag("SupportsDirectStream") is True,
        wants_ts=row.flag("UseMostCompatibleTranscodingProfile") is True,
        has_64_bit_offsets=row.flag("Has64BitOffsets"),
    )


def _read_streams(row: Fields) -> tuple[Stream, ...]:
    rows = row.rows("MediaStreams") or row.rows("Streams")
    streams = tuple(read_stream(stream, place) for place, stream in enumerate(rows[:MAX_STREAMS]))
    is_playable = any(stream.kind in {Kind.VIDEO, Kind.AUDIO} for stream in streams)
    return streams if is_playable else ()


def _bitrate(row: Fields, streams: tuple[Stream, ...]) -> int | None:
    """Return the rate of the whole file: as told, from its size and length, or the sum of its streams."""
    if (told := row.whole("Bitrate")) is not None and told > 0:
        return told
    size, ticks = row.number("Size"), row.number("RunTimeTicks")
    if size and ticks and size > 0 and ticks > 0:
        return int(size * 8 * 10_000_000 / ticks)
    inside = [stream for stream in streams if stream.kind in {Kind.VIDEO, Kind.AUDIO} and not stream.is_external]
    rates = [stream.bitrate for stream in inside if stream.bitrate]
    return sum(rates) if rates and len(rates) == len(inside) else None
