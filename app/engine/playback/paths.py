"""Gives a player the path of the bytes that were decided on."""

from app.contract.encoding import Burned
from app.contract.links import is_link
from app.contract.playback import Decision
from app.contract.segments import Form
from app.contract.units import DurationMs
from app.engine.library import Asset, ReadingRoom
from app.engine.playback import rules
from app.engine.playback.orders import BURN_IN, told_by, wanted_of
from app.engine.playback.sources import number_sides
from app.engine.playback.subtitles import track_name
from app.engine.streaming import WHOLE_CONTAINERS, Streaming, Whole


async def path_of(
    streaming: Streaming, library: ReadingRoom, asset: Asset, decision: Decision, viewer: str, start_ms: DurationMs
) -> tuple[str, Decision]:
    """Return where a player finds the bytes, and the decision as it came out.

    What has to be converted in a way that is not built is offered as it is, and so is what lies on another server.
    `viewer` tells who watches.

    Raises:
        NotFound: the file is gone, or its disk is away.
        Unsupported: it cannot be converted; the code says why.
        Unavailable: this computer has too much to do already.
    """
    if is_link(asset.name):
        return streaming.direct_path(asset.id, asset.name, viewer=viewer), decision
    begun = track_name(decision, number_sides(asset.probe, await library.list_subtitles(asset.id)))
    if (form := rules.made_form(decision)) is not None:
        wanted = wanted_of(asset, decision, form, await _burned(library, asset, decision))
        path, ordered = await streaming.order(asset.id, wanted, viewer, start_ms, begun)
        decision = told_by(decision, ordered.provider, wanted)
        return path, rules.lowered(decision, wanted.video, ordered.video) if ordered.is_lowered else decision
    if (form := rules.form_of(decision)) is not None:
        return _pieces(streaming, asset, decision, form, begun, viewer), decision
    return _whole(streaming, asset, decision, viewer), decision


def _pieces(streaming: Streaming, asset: Asset, decision: Decision, form: Form, begun: str, viewer: str) -> str:
    return streaming.remux_path(
        asset.id,
        form,
        audio_index=decision.audio_index,
        sound=rules.sound_of(decision),
        fixes=rules.fixes_of(decision),
        subtitle=begun,
        viewer=viewer,
    )


def _whole(streaming: Streaming, asset: Asset, decision: Decision, viewer: str) -> str:
    container = rules.container_of(decision)
    if container not in WHOLE_CONTAINERS:
        return streaming.direct_path(asset.id, asset.name, viewer=viewer)
    whole = Whole(
        container=container,
        audio_index=decision.audio_index,
        sound=rules.sound_of(decision),
        fixes=rules.fixes_of(decision),
    )
    return streaming.whole_path(asset.id, asset.name, whole, viewer)


async def _burned(library: ReadingRoom, asset: Asset, decision: Decision) -> Burned | None:
    """Return the subtitle that is drawn into the picture: a stream of the file, or a file beside it."""
    if decision.subtitle_method != BURN_IN or decision.subtitle_index is None:
        return None
    for index, side in number_sides(asset.probe, await library.list_subtitles(asset.id)):
        if index == decision.subtitle_index:
            path = await library.find_side_file(side.id)
            return None if path is None else Burned(path=str(path))
    return Burned(index=decision.subtitle_index)
