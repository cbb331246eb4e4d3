"""The encoders that a worker has, and how each is told what is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.contract.encoding import EncodeTask, VideoForm
from app.contract.media import MediaFault
from app.contract.segments import Form
from app.worker.checks import Fault

ENDLESS = 100_000
"""Pictures between those that need no other: only the beginning of a piece is one."""
BUFFER_S = 2
"""Over so much time the highest bitrate is kept."""
DEPTHS = (8, 10)
_BOTH, _MP4 = (Form.MP4, Form.TS), (Form.MP4,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """What is to be known of an encoder.

    Attributes:
        forms: That can carry what it makes.
        tag: That MP4 names it by; "" for the muxer's own choice.
        options: That make pictures good and pieces whole.
        preset: How the option is called that trades speed for size.
        depths: Bits of a sample that it can make.
        parameters: How the option is called that holds the encoder's own words; "" without one.
        is_capped: The highest bitrate is `maxrate`; else it is the bitrate itself.
        speaks_levels: The level is an option ("4.1").
    """

    codec: str
    forms: tuple[Form, ...] = _BOTH
    tag: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    preset: str = "preset"
    depths: tuple[int, ...] = (8,)
    parameters: str = ""
    is_capped: bool = True
    speaks_levels: bool = False


_HVC1 = "hvc1"
"""The other name of HEVC, hev1, is refused by Apple's players."""

_VAAPI = MappingProxyType({"global_quality": "24", "bf": "0"})
"""Of the ffmpeg program only. Pictures between two others are left out: not every chip has them."""

ENCODERS: Mapping[str, Encoder] = MappingProxyType(
    {
        "libx264": Encoder(codec="h264", options={"crf": "23"}, depths=DEPTHS, speaks_levels=True),
        "libx265": Encoder(
            codec="hevc",
            tag=_HVC1,
            options={"crf": "26", "x265-params": "log-level=none:open-gop=0:scenecut=0"},
            depths=DEPTHS,
            parameters="x265-params",
        ),
        "libsvtav1": Encoder(codec="av1", forms=_MP4, options={"crf": "35"}, depths=DEPTHS, parameters="svtav1-params"),
        "libvpx-vp9": Encoder(
            codec="vp9",
            forms=_MP4,
            options={"crf": "33", "deadline": "realtime", "row-mt": "1", "b": "0"},
            preset="cpu-used",
            is_capped=False,
        ),
        "h264_nvenc": Encoder(codec="h264", options={"cq": "23", "rc": "vbr", "forced-idr": "1"}, speaks_levels=True),
        "hevc_nvenc": Encoder(codec="hevc", tag=_HVC1, options={"cq": "26", "rc": "vbr", "forced-idr": "1"}),
        "h264_qsv": Encoder(codec="h264", options={"global_quality": "23", "forced_idr": "1"}),
        "hevc_qsv": Encoder(codec="hevc", tag=_HVC1, options={"global_quality": "26", "forced_idr": "1"}),
        "h264_amf": Encoder(codec="h264", options={"rc": "vbr_latency"}, preset="quality", is_capped=False),
        "hevc_amf": Encoder(codec="hevc", tag=_HVC1, options={"rc": "vbr_latency"}, preset="quality", is_capped=False),
        "h264_videotoolbox": Encoder(codec="h264", options={"allow_sw": "0"}, preset="", is_capped=False),
        "hevc_videotoolbox": Encoder(codec="hevc", tag=_HVC1, options={"allow_sw": "0"}, preset="", is_capped=False),
        "h264_vaapi": Encoder(codec="h264", options=_VAAPI, preset="", is_capped=False),
        "hevc_vaapi": Encoder(codec="hevc", tag=_HVC1, options=_VAAPI, preset="", is_capped=False),
    }
)
"""Those of graphics cards may be built in without a card: only making something with them tells."""


def settings(task: EncodeTask) -> dict[str, str]:
    """Return the options of the encoder for a task. Raises Fault for what cannot be made."""
    encoder, form = ENCODERS.get(task.encoder), task.video
    if encoder is None or encoder.codec != form.codec:
        raise Fault(MediaFault.NOT_CUTTABLE, f"There is no encoder {task.encoder} for {form.codec}.")
    if task.form not in encoder.forms:
        raise Fault(MediaFault.NOT_CUTTABLE, f"{form.codec} does not go into {task.form}.")
    if form.bit_depth not in encoder.depths:
        raise Fault(MediaFault.NOT_CUTTABLE, f"{task.encoder} does not make {form.bit_depth} bits.")
    options = {**encoder.options, "g": str(ENDLESS)}
    if task.preset and encoder.preset:
        options[encoder.preset] = task.preset
    if form.profile:
        options["profile"] = form.profile
    if not task.reorders:
        options["bf"] = "0"
    return options | _rates(form, encoder) | _level(form, encoder) | _threads(task, encoder)


def _rates(form: VideoForm, encoder: Encoder) -> dict[str, str]:
    if not form.bitrate:
        return {}
    if not encoder.is_capped:
        return {"b": str(form.bitrate)}
    return {"maxrate": str(form.bitrate), "bufsize": str(form.bitrate * BUFFER_S)}


def _level(form: VideoForm, encoder: Encoder) -> dict[str, str]:
    return {"level": f"{form.level // 10}.{form.level % 10}"} if form.level and encoder.speaks_levels else {}


def _threads(task: EncodeTask, encoder: Encoder) -> dict[str, str]:
    """Some encoders look at their own words only."""
    told = encoder.options.get(encoder.parameters, "")
    if not task.threads or not encoder.parameters:
        return {}
    name = "pools" if encoder.codec == "hevc" else "lp"
    return {encoder.parameters: ":".join(filter(None, (told, f"{name}={task.threads}")))}
