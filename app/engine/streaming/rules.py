"""Which playlists a file has, and what their names mean."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound, Unsupported
from app.contract.media import StreamType
from app.contract.segments import CutStream, Form, SegmentTable, StreamFix
from app.engine.streaming import sounds

AUTOMATIC: Final = "auto"
MASTER: Final = "master.m3u8"
SUFFIX = {Form.MP4: "m4s", Form.TS: "ts"}
HEAD: Final = "head.mp4"
"""Where the piece's number would stand: what an MP4 player fetches before all pieces."""
PEAK = 2
"""A film's hardest scenes are about twice its average; players only use it to choose between qualities."""

CORE_CHANNELS = 6
"""What the part of a DTS-HD sound holds that every DTS decoder understands, at most."""
FIRST_LAVF_THAT_SEEKS = 62
"""FFmpeg 5 to 7 (libavformat 59 to 61) decode garbage after a seek in MP4 pieces, those of their own muxer too: they
go on reading the piece that they had open. Measured with 59.27, 60.16, 61.1 and 62.12. mpv does not tell its FFmpeg."""

_LAVF = re.compile(r"Lavf/(?P<major>[0-9]{1,4})\.")
_CHOICE = re.compile(
    r"(?P<form>mp4|ts)(?P<apart>-apart)?(?P<nodv>-nodv)?(?P<core>-core)?-(?P<audio>auto|[0-9]{1,4})"
    r"(?:-(?P<sound>[a-z0-9-]{5,30}))?"
)
_TRACK = re.compile(r"(?P<kind>[va])(?P<index>[0-9]{1,4})")
_PIECE = re.compile(r"(?P<number>[0-9]{1,6})\.(?P<suffix>m4s|ts)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a player was given: a container, and the sound to begin with.

    Attributes:
        audio_index: Of the stream inside the file; None lets the file's own default decide.
        is_apart: Each sound has its own playlist in TS too.
        sound: What is made of sounds that the player cannot play; None when all are copied.
        fixes: What is left out of the picture, and of the sound to begin with.
    """

    form: Form
    audio_index: int | None = None
    is_apart: bool = False
    sound: SoundForm | None = None
    fixes: frozenset[StreamFix] = frozenset()

    def __str__(self) -> str:
        """As it stands in a path."""
        audio = AUTOMATIC if self.audio_index is None else self.audio_index
        sound = "" if self.sound is None else f"-{sounds.written(self.sound)}"
        fixes = "".join(f"-{fix.value}" for fix in StreamFix if fix in self.fixes)
        return f"{self.form.value}{'-apart' if self.is_apart else ''}{fixes}-{audio}{sound}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One playlist: the streams whose packets its pieces hold.

    Attributes:
        sound: What is made of the last one; None when all are copied.
        is_bare: It is sound without a container.
    """

    name: str
    streams: tuple[CutStream, ...]
    sound: SoundForm | None = None
    is_bare: bool = False


def parse_choice(text: str) -> Choice:
    """Return the choice that stands in a path. Raises NotFound."""
    found = _CHOICE.fullmatch(text)
    if found is None:
        raise NotFound("There is no such stream.", code="stream_not_found")
    audio, form = found["audio"], Form(found["form"])
    sound = None if found["sound"] is None else sounds.parse(found["sound"])
    if sound is not None and not sounds.is_carried(sound, form):
        raise NotFound("There is no such stream.", code="stream_not_found")
    return Choice(
        form=form,
        audio_index=None if audio == AUTOMATIC else int(audio),
        is_apart=found["apart"] is not None,
        sound=sound,
        fixes=frozenset(fix for fix in StreamFix if found[fix.value]),
    )


def choice_for(user_agent: str, table: SegmentTable, choice: Choice) -> Choice:
    """Return what a player can really use: one that seeks wrongly in MP4 gets TS, when all of it can be in TS.

    Every such player plays AAC: sound that is made for it, and that TS does not carry, becomes that.
    """
    lavf = _LAVF.search(user_agent)
    seeks = int(lavf["major"]) >= FIRST_LAVF_THAT_SEEKS if lavf else "libmpv" not in user_agent
    if seeks or choice.form is Form.TS:
        return choice
    in_ts = replace(choice, form=Form.TS, is_apart=True)
    if choice.sound is not None and not sounds.is_carried(choice.sound, Form.TS):
        in_ts = replace(in_ts, sound=sounds.settled(SoundForm(codec="aac", channels=choice.sound.channels)))
    copied = [stream for track in tracks(table, replace(in_ts, form=Form.MP4)) for stream in _copied(track)]
    return in_ts if all(Form.TS in stream.forms for stream in copied) else choice


def parse_piece(name: str, form: Form) -> int | None:
    """Return the number of a piece by its file name; None for the head. Raises NotFound."""
    if name == HEAD and form is Form.MP4:
        return None
    found = _PIECE.fullmatch(name)
    if found is None or found["suffix"] != SUFFIX[form]:
        raise NotFound("There is no such piece.", code="piece_not_found")
    return int(found["number"])


def tracks(table: SegmentTable, choice: Choice) -> tuple[Track, ...]:
    """Return the playlists of a file: the film, then the sounds that are not in it, the chosen one first.

    In MP4 each sound has its own playlist, so that players switch without fetching the film again. TS is mostly for
    players that know no such thing: the chosen sound is inside, and there is no other.

    Raises:
        Unsupported: the film cannot be copied into that container, or the chosen sound cannot; the details name the
            stream. A sound that was not asked for is left out.
    """
    film = next(stream for stream in table.streams if stream.index == table.timing.main)
    is_music = film.type is StreamType.AUDIO
    if choice.form not in film.forms and not (is_music and choice.sound):
        raise _cannot(film, choice.form)
    if StreamFix.STRIP_DOLBY_VISION in choice.fixes:
        film = replace(film, fix=StreamFix.STRIP_DOLBY_VISION)
    apart = sound_tracks(table, choice)
    if is_music:
        return apart[:1]
    if choice.form is Form.MP4 or choice.is_apart:
        return (Track(name=f"v{film.index}", streams=(film,)), *apart)
    inside = [stream for track in apart[:1] for stream in track.streams]
    return (Track(name=f"v{film.index}", streams=(film, *inside), sound=apart[0].sound if apart else None),)


def find_track(table: SegmentTable, choice: Choice, name: str) -> Track:
    """Return the playlist of a name. Raises NotFound, and Unsupported as `tracks` does."""
    found = next((track for track in tracks(table, choice) if track.name == name), None)
    if found is None:
        raise NotFound("There is no such stream.", code="stream_not_found")
    return found


def master_playlist(table: SegmentTable, choice: Choice, bitrate: int, place: str = "") -> str:
    """Return the playlist that a player opens first.

    Args:
        place: Where the playlists that it names are, from its own place on ("../ts-auto/").
        bitrate: Of the whole file, in bits a second; every playlist needs some.
    """
    found = tracks(table, choice)
    main, apart = found[0], found[1:]
    lines = ["#EXTM3U", f"#EXT-X-VERSION:{_version(choice.form)}"]
    lines += _renditions(apart, place)
    lines.append(variant(main, apart, max(bitrate, 1)))
    lines.append(f"{place}{main.name}.m3u8")
    return "\n".join(lines) + "\n"


def variant(main: Track, apart: Sequence[Track], bitrate: int) -> str:
    """Return the line of the first playlist that tells of a film, without that of its place.

    Args:
        apart: Sounds that have playlists of their own, the one to begin with first.
        bitrate: Of all that plays at a time, on average.
    """
    first = main.streams[0]
    # Of the sounds only the first is told: a browser that cannot decode another one would refuse the film.
    names = list(dict.fromkeys(name for track in (main, *apart[:1]) for name in _codec_texts(track)))
    told = [f"BANDWIDTH={bitrate * PEAK}", f"AVERAGE-BANDWIDTH={bitrate}"]
    told += [f'CODECS="{",".join(names)}"'] if all(names) else []
    told += [f"RESOLUTION={first.width_px}x{first.height_px}"] if first.width_px else []
    told += [f"FRAME-RATE={first.frame_rate:.3f}"] if first.frame_rate else []
    told += ['AUDIO="sound"'] if apart else []
    return f"#EXT-X-STREAM-INF:{','.join(told)}"


def media_playlist(table: SegmentTable, choice: Choice, track: Track, tag: str) -> str:
    """Return the playlist of one track: every piece with its exact length.

    Args:
        tag: Names the state of the file, so that pieces of another state are never mixed in.
    """
    durations = table.durations_s
    lines = [
        "#EXTM3U",
        f"#EXT-X-VERSION:{_version(choice.form)}",
        f"#EXT-X-TARGETDURATION:{math.ceil(max(durations))}",
        "#EXT-X-MEDIA-SEQUENCE:0",
        "#EXT-X-PLAYLIST-TYPE:VOD",
    ]
    if choice.form is Form.MP4:
        lines.append(f'#EXT-X-MAP:URI="{track.name}/{tag}/{HEAD}"')
    for number, duration in enumerate(durations):
        lines += [f"#EXTINF:{duration:.6f},", f"{track.name}/{tag}/{number}.{SUFFIX[choice.form]}"]
    return "\n".join([*lines, "#EXT-X-ENDLIST"]) + "\n"


def sound_tracks(table: SegmentTable, choice: Choice) -> tuple[Track, ...]:
    """Return the sounds that the container can carry, each alone: the chosen one first, else the file's default.

    Raises as `tracks` does.
    """
    every = [stream for stream in table.streams if stream.type is StreamType.AUDIO and stream.codec]
    chosen = next((stream for stream in every if stream.index == choice.audio_index), None)
    if choice.audio_index is not None and chosen is None:
        raise NotFound("The file has no such sound.", code="audio_not_found")
    if chosen is not None and choice.sound is None and choice.form not in chosen.forms:
        raise _cannot(chosen, choice.form)
    fit = [stream for stream in every if choice.sound or choice.form in stream.forms]
    fit.sort(key=lambda stream: (stream.index != choice.audio_index, not stream.is_default, stream.index))
    return tuple(
        Track(
            name=f"a{stream.index}",
            streams=(_cored(stream) if number == 0 and StreamFix.EXTRACT_CORE in choice.fixes else stream,),
            sound=sounds.made_of(stream, choice.sound, choice.form, is_chosen=number == 0),
        )
        for number, stream in enumerate(fit)
    )


def _cored(stream: CutStream) -> CutStream:
    return replace(stream, fix=StreamFix.EXTRACT_CORE, channels=min(stream.channels, CORE_CHANNELS))


def _copied(track: Track) -> Sequence[CutStream]:
    return track.streams if track.sound is None else track.streams[:-1]


def _cannot(stream: CutStream, form: Form) -> Unsupported:
    return Unsupported(
        f"{stream.codec or 'This'} cannot be copied into {form.value.upper()} pieces.",
        code="not_copyable",
        details={"index": stream.index, "codec": stream.codec, "container": form.value},
    )


def _version(form: Form) -> int:
    return 7 if form is Form.MP4 else 4


def _renditions(apart: Sequence[Track], place: str) -> Iterator[str]:
    """Yield a line for each sound; no two may have the same name."""
    names: set[str] = set()
    for number, track in enumerate(apart):
        sound = track.streams[0]
        name = sound.title or sound.language or track.name
        name = f"{name} ({track.name})" if name in names else name
        names.add(name)
        if track.sound is not None:
            sound = replace(sound, channels=track.sound.channels)
        yield _rendition(sound, f"{place}{track.name}.m3u8", name, is_default=number == 0)


def _rendition(sound: CutStream, place: str, name: str, *, is_default: bool) -> str:
    told = [
        "TYPE=AUDIO",
        'GROUP-ID="sound"',
        f"NAME={_quoted(name)}",
        f"DEFAULT={'YES' if is_default else 'NO'}",
        "AUTOSELECT=YES",
    ]
    told += [f"LANGUAGE={_quoted(sound.language)}"] if sound.language else []
    told += [f'CHANNELS="{sound.channels}"'] if sound.channels else []
    return f'#EXT-X-MEDIA:{",".join(told)},URI="{place}"'


def _codec_texts(track: Track) -> Sequence[str]:
    if track.sound is None:
        return [stream.codec_text for stream in track.streams]
    return [*(stream.codec_text for stream in _copied(track)), sounds.codec_text(track.sound)]


def _quoted(text: str) -> str:
    """Return text as a playlist's value: it knows no escapes, and a line break would begin a new line."""
    return '"' + " ".join(text.replace('"', "'").split()) + '"'
