"""What may be set about pictures that are made anew."""

from app.engine.ground.settings import Setting

SETTINGS = (
    Setting(
        key="streaming.disk_mb",
        type=int,
        default=8192,
        unit="MB",
        minimum=16,
        maximum=1_000_000,
        help="Converted films are kept on the disk up to this size, for those who seek back, watch the same or go on "
        "later.",
    ),
    Setting(
        key="streaming.most_encodes",
        type=int,
        default=8,
        minimum=1,
        maximum=64,
        help="So many films at most are converted at the same time, however fast this computer is.",
    ),
    Setting(
        key="streaming.hardware",
        type=bool,
        default=False,
        help="Let the graphics chip convert films, when it passes a trial. Nobody could look at the pictures of every "
        "chip before this was released.",
    ),
    Setting(
        key="streaming.ffmpeg",
        type=str,
        default="",
        help="Where the ffmpeg program is, which draws styled subtitles as they were meant. Nothing here has it looked "
        "for on this computer, and “off” does without it.",
    ),
    Setting(
        key="streaming.ladder",
        type=bool,
        default=True,
        help="Offer a film that is converted in smaller sizes too, to players that choose by themselves: on a weak "
        "line they go on with a smaller picture instead of stopping. Only the size that plays is converted.",
    ),
    Setting(
        key="streaming.idle_s",
        type=int,
        default=25,
        unit="s",
        minimum=2,
        maximum=3600,
        help="A film that nobody fetched from for so long is not converted any further, and a player that was not "
        "heard of for so long counts as gone.",
    ),
)
