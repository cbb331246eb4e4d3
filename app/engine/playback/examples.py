"""What the documentation of the routes shows."""

from datetime import UTC, datetime

from app.contract.playback import Decision, HistoryEntry, Method, Reason, Session, SessionState
from app.contract.playback import Playback as Opened
from app.contract.units import DurationMs

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DECISION = Decision(
    method=Method.DIRECT_PLAY,
    container="mkv",
    protocol="http",
    audio_index=1,
    explanation=(
        Reason(
            stream="container",
            rule="direct_play_profile",
            property="container and codecs",
            measured="mkv: h264, aac",
            allowed="everything",
            source="profile plays-all",
        ),
    ),
    words="Your player plays this as it is.",
    video="copy",
    audio="copy",
)
SESSION = Session(
    id="kq3tZb",
    user_id="1",
    item_id="17",
    asset_id="23",
    title="The Lantern",
    device="Living room",
    state=SessionState.PLAYING,
    position_ms=DurationMs(61_000),
    duration_ms=DurationMs(5_400_000),
    decision=DECISION,
    started_at=NOON,
    updated_at=NOON,
)
OPENED = Opened(
    session_id="kq3tZb",
    item_id="17",
    asset_id="23",
    url="/stream/direct/23/1795348800/q1x-8Zb0/The%20Lantern%20(2019).mkv",
    decision=DECISION,
    start_ms=DurationMs(61_000),
    duration_ms=DurationMs(5_400_000),
)
ENTRY = HistoryEntry(
    id="4",
    user_id="1",
    item_id="17",
    title="The Lantern",
    device="Living room",
    method=Method.DIRECT_PLAY,
    started_at=NOON,
    ended_at=NOON,
    position_ms=DurationMs(5_300_000),
    duration_ms=DurationMs(5_400_000),
)
