"""Decides how a device plays a file, from what strangers wrote about both: what makes no sense is told, not raised."""

from collections.abc import Mapping
from typing import Any

from app.engine.playback.decision.answer import write, write_nothing
from app.engine.playback.decision.lint import warnings
from app.engine.playback.decision.options import read_options
from app.engine.playback.decision.plans import choose
from app.engine.playback.decision.profile import MAX_RULES, read_profile, read_subtitle_rule, unknown_profile
from app.engine.playback.decision.reading import Fields
from app.engine.playback.decision.source import read_versions
from app.engine.playback.decision.streams import read_stream
from app.engine.playback.decision.subtitles import Path, deliver


def decide(profile: object, source: object, options: object = None) -> dict[str, Any]:
    """Return how a device plays a source, and why.

    Nothing is raised: what cannot be read counts as unknown and stands among the warnings.

    Args:
        profile: A device profile in the field's common form. None is a device that tells nothing of itself: it is
            given the file as it is, and the plan is uncertain.
        source: A media source with its MediaStreams, or several versions: a list, or an object with MediaSources.
        options: Wishes of the client and rights of the user; None has no special ones.

    Returns:
        `method` (DirectPlay, Remux, DirectStream, Transcode; None when there is no way at all), `protocol`,
        `container`, `video` and `audio` ("copy", or what is made), the indexes of the chosen streams,
        `subtitle_method`, `reasons` (common names), `fixes` (small changes on the way), `uncertain` (what passed only
        because nobody knows it), and the `explanation`: what blocks direct play, what the target brought with it, and
        warnings about what was sent.
    """
    told = _warnings(profile, source, options)
    device = read_profile(Fields(profile)) if isinstance(profile, Mapping) else unknown_profile()
    wishes = read_options(Fields(options))
    versions = read_versions(source)
    asked = tuple(version for version in versions if wishes.version_id in {"", version.id})
    if not asked:
        return write_nothing((*told, _nothing_there(wishes.version_id, is_empty=not versions)))
    return write(choose(device, wishes, asked), told, device.noun)


def decide_subtitle(question: object) -> dict[str, Any]:
    """Return how one subtitle is delivered, for a method that is already known.

    Args:
        question: `subtitle_stream`, `subtitle_profiles`, `can_extract_subtitles`, `play_method`, `output_container`
            and `transcoding_protocol`.
    """
    row = Fields(question)
    stream = row.value("subtitle_stream")
    path = Path(
        is_direct=row.text("play_method").casefold() == "directplay",
        containers=row.words("output_container"),
        protocol=row.text("transcoding_protocol").casefold(),
        can_extract=row.flag("can_extract_subtitles") is True,
        can_lose_styling=row.flag("allow_lossy_subtitles") is True,
    )
    rules = tuple(read_subtitle_rule(rule) for rule in row.rows("subtitle_profiles")[:MAX_RULES])
    subtitle = read_stream(Fields({**(stream if isinstance(stream, Mapping) else {}), "Type": "Subtitle"}))
    found = deliver(subtitle, rules, path)
    return {"subtitle_method": str(found.method), "subtitle_format": found.format}


def _warnings(profile: object, source: object, options: object) -> tuple[str, ...]:
    said = []
    if profile is not None and not isinstance(profile, Mapping):
        said.append("The profile is no object; the device counts as one that tells nothing of itself.")
    if not isinstance(source, Mapping | list):
        said.append("The source is no object.")
    if options is not None and not isinstance(options, Mapping):
        said.append("The options are no object and count as empty.")
    return (*said, *warnings(Fields(profile)))


def _nothing_there(version_id: str, *, is_empty: bool) -> str:
    if is_empty:
        return "The source has no video and no audio stream."
    return f"The source has no version {version_id!r}."
