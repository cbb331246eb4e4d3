"""What may be set about where viewers stand."""

from app.engine.ground.settings import Setting

SETTINGS = (
    Setting(
        key="playback.watched_percent",
        type=int,
        default=90,
        unit="%",
        minimum=50,
        maximum=100,
        help="Something counts as watched when this much of it was played.",
    ),
    Setting(
        key="playback.resume_min_s",
        type=int,
        default=30,
        unit="s",
        minimum=0,
        maximum=600,
        help="Playback that stopped earlier than this starts from the beginning next time.",
    ),
)
