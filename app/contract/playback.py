"""Asking for playback, the decision, sessions, progress and history."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from app.contract.events import Event
from app.contract.quirks import Failure
from app.contract.streaming import EncodeFacts, SentPicture
from app.contract.units import DurationMs, Kbps


class Method(StrEnum):
    """How the bytes reach the player."""

    DIRECT_PLAY = "DirectPlay"
    REMUX = "Remux"
    DIRECT_STREAM = "DirectStream"
    TRANSCODE = "Transcode"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a player asks for.

    Attributes:
        profile: Name of a shipped device profile, or a whole one.
        asset_id: The version wanted; None lets the engine choose.
        start_ms: Where to start; None resumes where the user stopped, on whatever device.
        audio_index: Stream wanted; None lets the engine choose. Likewise `subtitle_index`; -1 is "none".
        device: Name shown in sessions and history.
        max_bitrate_kbps: The most that the viewer wants to receive; None is no limit.
        max_channels: Of sound that has to be converted.
        always_burn_in: Draw the subtitle into the picture whenever that is converted.
    """

    profile: str | dict[str, Any] = "plays-all"
    asset_id: str | None = None
    start_ms: DurationMs | None = None
    audio_index: int | None = None
    subtitle_index: int | None = None
    device: str = ""
    max_bitrate_kbps: int | None = None
    max_channels: int | None = None
    can_direct_play: bool = True
    can_copy_video: bool = True
    can_copy_audio: bool = True
    always_burn_in: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the decision is what it is: one rule, with what was measured and what is allowed.

    Attributes:
        stream: "container", "video", "audio", "subtitle".
        source: Who set the rule: "profile plays-all", "user", "network", "target", "server" or "learned" (from
            what the device failed to play before).
        reason: Its common name, if it has one.
    """

    stream: str
    rule: str
    property: str
    measured: str
    allowed: str
    source: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A small change on the way, for which nothing is decoded.

    Attributes:
        action: "retag", "strip_dolby_vision", "convert_dolby_vision_7_to_8", "strip_hdr10_plus", "extract_core" or
            "drop_tracks".
    """

    stream: str
    action: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How an item will be played, and why.

    Attributes:
        protocol: "http" or "hls".
        reasons: Common names of what stood against direct play; empty when nothing did.
        explanation: What stood against direct play, or what allowed it.
        consequences: What only the form that it is sent in has against the streams.
        words: All of it as an English sentence.
        video: "copy", what is made ("codec", "bitrate" …), or None without a picture. Likewise `audio`.
        uncertain: Properties that passed only because nobody knows them.
        warnings: What could not be meant in the device's profile.
    """

    method: Method
    container: str
    protocol: str
    audio_index: int | None = None
    subtitle_index: int | None = None
    subtitle_method: str | None = None
    reasons: tuple[str, ...] = ()
    explanation: tuple[Reason, ...] = ()
    consequences: tuple[Reason, ...] = ()
    words: str = ""
    video: str | dict[str, Any] | None = None
    audio: str | dict[str, Any] | None = None
    subtitle_format: str | None = None
    fixes: tuple[Fix, ...] = ()
    uncertain: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideSubtitle:
    """A subtitle that a player can fetch: a file beside the film, or one that is taken out of it.

    Attributes:
        url: Signed path on the engine: the file itself, or the form that the decision names for it; of a subtitle
            inside the film WebVTT where the decision names none.
        codec: Of a file beside the film its ending ("srt"), else FFmpeg's codec name ("subrip").
        index: Its number in the decision, which counts files beside the film after the streams of the file.
        is_embedded: It lies inside the film: players that open the whole file have it already.
        vtt_url: Signed path of it as WebVTT, whatever it is; "" for pictures. `?offset_ms=` shows it later.
        ass_url: Signed path of the original, for styled ones; "" for others.
        fonts_url: Signed path of a list of the fonts that come with the film, for styled ones inside it.
        pictures_url: Signed path of a list of the pictures of a drawn one (PGS, VobSub, DVB); "" for text.
    """

    url: str
    language: str
    title: str
    codec: str
    is_default: bool = False
    is_forced: bool = False
    index: int | None = None
    is_hearing_impaired: bool = False
    is_embedded: bool = False
    vtt_url: str = ""
    ass_url: str = ""
    fonts_url: str = ""
    pictures_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Playback:
    """A session that was opened.

    Attributes:
        url: Signed path on the engine ("/stream/…"): it needs no header, and lives on when the engine restarts.
        start_ms: Where to start.
        next_id: What to play afterwards, or None.
    """

    session_id: str
    item_id: str
    asset_id: str
    url: str
    decision: Decision
    start_ms: DurationMs
    duration_ms: DurationMs
    next_id: str | None = None
    subtitles: tuple[SideSubtitle, ...] = ()


class SessionState(StrEnum):
    """What a player does at the moment."""

    PLAYING = "playing"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody plays something.

    Attributes:
        bandwidth_kbps: What went out to its player in the last seconds, averaged.
        encode: How it goes with a picture that is made anew; None while none is.
        picture: What of it goes out now, made for this player or before; a player may change between sizes by itself.
            None when the picture is not made anew.
    """

    id: str
    user_id: str
    item_id: str
    asset_id: str
    title: str
    device: str
    state: SessionState
    position_ms: DurationMs
    duration_ms: DurationMs
    decision: Decision
    started_at: datetime
    updated_at: datetime
    bandwidth_kbps: Kbps = Kbps(0)
    encode: EncodeFacts | None = None
    picture: SentPicture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What a player tells while it plays.

    Attributes:
        failure: What it could not do with what it was given; its device gets files like this in another way since.
    """

    position_ms: DurationMs
    state: SessionState = SessionState.PLAYING
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Marks an item as watched or not; for a show, season or album all that is in it."""

    is_watched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One playback that came to an end."""

    id: str
    user_id: str
    item_id: str
    title: str
    device: str
    method: Method
    started_at: datetime
    ended_at: datetime
    position_ms: DurationMs
    duration_ms: DurationMs


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionChanged(Event):
    """A session started, moved, paused or ended; at most once a second for each.

    Attributes:
        is_dismissed: Somebody else ended it: its player is to stop and say so.
        user_id: Who plays. Others hear it only with `playback.manage`.
    """

    name: ClassVar[str] = "session.changed"
    id: str
    item_id: str
    state: SessionState
    position_ms: DurationMs = field(default=DurationMs(0))
    is_dismissed: bool = False
    user_id: str = ""
