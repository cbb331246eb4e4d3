"""What a computer encodes with."""

from dataclasses import dataclass

from app.contract.units import DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """An encoder of pictures that was tried on this computer.

    Attributes:
        name: As FFmpeg calls it ("libx264").
        codec: What it makes, by FFmpeg's name.
        provider: Who brings it: "pyav" is part of Marquee, "ffmpeg" is the program of that name on this computer.
        frame_rate: Pictures a second, in 1280 x 720 and with a quick preset; 0 when it does not work.
        fault: Why it does not work; "" when it does.
        version: Of the program; "" for what is part of Marquee.
        abilities: What it does beside encoding that not every provider can: "styled_text" draws ASS subtitles as they
            were meant, "plain_text" their words, "bitmap_text" those that are pictures.
    """

    name: str
    codec: str
    provider: str
    is_hardware: bool
    works: bool
    frame_rate: float
    fault: str = ""
    version: str = ""
    abilities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SentPicture:
    """A picture that is made anew, in the size in which a player fetches it at the moment.

    Attributes:
        bitrate: At most so many bits a second; None where quality alone decides.
    """

    width_px: int
    height_px: int
    bitrate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodeFacts:
    """How the making of a picture goes.

    Attributes:
        speed: Seconds of the film that are made in a second.
        ahead_ms: What is ready after the last piece that the player asked for.
        pieces_made: For all who watch the same.
        pieces_reused: That this player got and nobody had to make for it.
        cost_percent: Of this computer, for as long as somebody watches.
        provider: Who makes it at the moment, as that of an encoder.
        fault: Why that is not the one that was chosen, who failed; "" as a rule.
    """

    encoder: str
    preset: str
    width_px: int
    height_px: int
    speed: float
    ahead_ms: DurationMs
    pieces_made: int
    pieces_reused: int
    cost_percent: int
    provider: str = "pyav"
    fault: str = ""
