"""How pictures and sounds are made anew, piece by piece.

The tasks go to a media worker as those of contract/segments.py do, and a piece is answered in the same way.

Times are whole microseconds on the clock of the film as players see it: `zero_us` of the file's own time is its 0, for
every stream and every piece, copied or made anew, so that pieces of different workers fit together.
"""

from dataclasses import dataclass
from typing import ClassVar

from app.contract.segments import Form, SegmentTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Burned:
    """A subtitle that is drawn into the picture.

    Attributes:
        index: Its number inside the file, as FFmpeg counts; None for a file beside it.
        path: Of the file beside the film; "" for a stream of the film.
    """

    index: int | None = None
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoForm:
    """What a picture is made into.

    Attributes:
        codec: FFmpeg codec name ("h264").
        width_px: Of the new picture, even, turned and with square pixels where that is asked for; likewise `height_px`.
        frame_rate: At most so many pictures a second; None leaves them as they are.
        bitrate: At most so many bits a second; None lets quality alone decide.
        profile: FFmpeg's name ("high"); "" lets the encoder choose.
        level: As the codec counts (H.264: 41 is 4.1); None lets the encoder choose.
        is_tone_mapped: HDR becomes SDR.
        is_deinterlaced: Half pictures become whole ones.
        has_square_pixels: The picture is stretched as it is to be shown.
        turned_by: Degrees clockwise by which the picture is turned: 0, 90, 180 or 270.
    """

    codec: str
    width_px: int
    height_px: int
    frame_rate: float | None = None
    bitrate: int | None = None
    bit_depth: int = 8
    profile: str = ""
    level: int | None = None
    is_tone_mapped: bool = False
    is_deinterlaced: bool = False
    has_square_pixels: bool = False
    turned_by: int = 0
    burned: Burned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundForm:
    """What a sound is made into.

    Attributes:
        codec: FFmpeg codec name ("aac").
        bitrate: In bits a second; None where the codec keeps everything.
        sample_rate: In hertz; None keeps the file's where the codec can.
        gain_db: Added to the loudness; 0 leaves it.
    """

    codec: str
    channels: int
    bitrate: int | None = None
    sample_rate: int | None = None
    gain_db: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeTask:
    """Make a piece of a film anew; answers SegmentMade and bytes: for MP4 the head, then the piece.

    Piece `number` holds the pictures that are shown from `number × grid_us` on, and begins with one that needs no
    other. A worker that made the piece before goes on where it was; any other number makes it seek. It may work on
    the pieces that follow while nobody asks.

    Attributes:
        etag: Tells whether the file is still the one that was opened before.
        session: Tasks with the same one differ in `number` only.
        sound: What is made of the stream `sound_index` and lies in the same pieces (TS only); None without.
        encoder: FFmpeg encoder name ("libx264").
        preset: Of that encoder ("veryfast"); "" for its own.
        threads: That the encoder may use; 0 lets it choose.
        provider: Who makes the pictures: "pyav" is part of Marquee, "ffmpeg" is the program of that name.
        program: Path of that program; "" for "pyav".
        folder: Where the worker may leave what that program reads, which whoever asks deletes; "" for the system's own.
        repeats_head: An MP4 piece tells the encoder's words once more, for its neighbours may be made by another one.
        reorders: Pictures may be decoded in another order than they are shown in; of all pieces, or of none.
    """

    task: ClassVar[str] = "encode"
    path: str
    etag: str
    session: str
    form: Form
    video_index: int
    video: VideoForm
    sound_index: int | None = None
    sound: SoundForm | None = None
    zero_us: int
    grid_us: int
    number: int
    encoder: str
    preset: str = ""
    threads: int = 0
    provider: str = "pyav"
    program: str = ""
    folder: str = ""
    repeats_head: bool = False
    reorders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTask:
    """Make a piece of a sound anew; answers SegmentMade and bytes: for MP4 the head, then the piece.

    Its frames lie on one grid from the film's 0 on, whatever piece they are in: a piece holds those that begin in its
    time, so that pieces made in any order by different workers join without a gap, a click or a frame twice.

    Attributes:
        number: Of the piece; 0 is the first one.
        start_us: Where it begins; the same number as the end of the piece before.
        end_us: None for the last piece.
        is_bare: Without a container, whatever `form` says: frames that tell by themselves what they are, as MP3, ADTS
            and FLAC files have them. The head is what such a file begins with.
    """

    task: ClassVar[str] = "sound"
    path: str
    etag: str
    form: Form
    index: int
    sound: SoundForm
    zero_us: int
    number: int
    start_us: int
    end_us: int | None
    is_bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedTask:
    """Copy the pictures of a piece and make its sound anew, into one piece; answers SegmentMade and bytes.

    Attributes:
        copied: The pictures; both orders are for the same piece.
        language: Of the sound ("eng"); "" when untold.
    """

    task: ClassVar[str] = "mixed"
    copied: SegmentTask
    sound: SoundTask
    language: str = ""

    @property
    def path(self) -> str:
        """Of the file."""
        return self.copied.path


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanTask:
    """Look where the pictures of a stream begin and end; answers a Span."""

    task: ClassVar[str] = "span"
    path: str
    index: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where pictures begin and end, in microseconds of the file's own time.

    Attributes:
        frame_num: Pictures in `frame_den` seconds; 0 when the file does not tell.
    """

    start_us: int
    end_us: int
    frame_num: int = 0
    frame_den: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTask:
    """Encode some pictures that are made up, and decode them again; answers TrialMade.

    Attributes:
        encoder: FFmpeg encoder name.
        count: Of pictures at most.
        limit_s: Seconds after which no further picture is begun.
        program: Path of the ffmpeg program that is to do it; "" for the library that is part of Marquee.
        ability: What else it is to show that it can, as `Encoder.abilities` names it; "" for encoding alone.
    """

    task: ClassVar[str] = "trial"
    path: ClassVar[str] = ""
    encoder: str
    preset: str = ""
    width_px: int
    height_px: int
    count: int
    limit_s: float
    program: str = ""
    ability: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramTask:
    """Ask an ffmpeg program what it is; answers ProgramFound."""

    task: ClassVar[str] = "program"
    path: ClassVar[str] = ""
    program: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramFound:
    """What an ffmpeg program tells of itself.

    Attributes:
        version: As it names itself ("7.0.2"); "" when it cannot be run.
        encoders: FFmpeg names of those that it was built with; likewise `filters`.
        fault: Why it cannot be run; "" when it can.
    """

    version: str = ""
    encoders: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialMade:
    """How an encoder did.

    Attributes:
        frame_rate: Pictures a second, made as fast as it can; 0 when it does not work.
        cores: Processor cores at work all the while, on average: what it would reach alone on the machine follows.
        fault: Why it does not work; "" when it does.
    """

    frame_rate: float
    cores: float = 0
    fault: str = ""
