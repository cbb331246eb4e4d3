"""The encoders that a worker has, and how each is told what is wanted."""

from dataclasses import dataclass, field

from app.contract.encoding import EncodeTask
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import Fault

ENDLESS = 100_000
"""Pictures between those that need no other: only the beginning of a piece is one."""
BUFFER_S = 2
"""Over so much time the highest bitrate is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """What is to be known of an encoder.

    Attributes:
        forms: That can carry what it makes.
        tag: That MP4 names it by; "" for the muxer's own choice.
        quality: Options that set how good pictures are.
        preset: How the option is called that trades speed for size.
    """

    codec: str
    forms: tuple[Form, ...]
    tag: str = ""
    quality: dict[str, str] = field(default_factory=dict)
    preset: str = "preset"


FORMS = {
    "libx264": Encoder(codec="h264", forms=(Form.MP4, Form.TS), quality={"crf": "23"}),
}


def settings(task: EncodeTask) -> dict[str, str]:
    """Return the options of the encoder for a task. Raises Fault for what cannot be made."""
    encoder = FORMS.get(task.encoder)
    if encoder is None or encoder.codec != task.video.codec:
        raise Fault(MediaFault.NOT_CUTTABLE, f"There is no encoder {task.encoder} for {task.video.codec}.")
    if task.form not in encoder.forms:
        raise Fault(MediaFault.NOT_CUTTABLE, f"{task.video.codec} does not go into {task.form}.")
    form = task.video
    options = dict(encoder.quality)
    if task.preset:
        options[encoder.preset] = task.preset
    if form.profile:
        options["profile"] = form.profile
    if form.bitrate:
        options |= {"maxrate": str(form.bitrate), "bufsize": str(form.bitrate * BUFFER_S)}
    if form.level:
        options["level"] = f"{form.level // 10}.{form.level % 10}"
    options["g"] = str(ENDLESS)
    return options
