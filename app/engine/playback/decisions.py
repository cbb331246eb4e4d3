"""Asks how a device plays the versions of an item, and says the answer in the words of the contract. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.contract import codec
from app.contract.errors import Unsupported
from app.contract.playback import Decision, Wish
from app.contract.quirks import Quirk
from app.engine.playback.decision import decide
from app.engine.streaming import SOUND_CODECS

_SAME = (
    *("method", "protocol", "audio_index", "subtitle_index", "subtitle_method", "subtitle_format", "reasons"),
    *("video", "audio", "fixes", "uncertain"),
)


def ask(
    profile: Mapping[str, Any], sources: Sequence[Mapping[str, Any]], wish: Wish, quirks: Sequence[Quirk] = ()
) -> tuple[str, Decision]:
    """Return the id of the source that is the cheapest to play, and how.

    What failed before is tried again where there is no other way.

    Raises:
        Unsupported: there is no way. `details` has what was measured and what is allowed.
    """
    answer = decide(profile, list(sources), {**_options(wish), "learned": [codec.plain(one) for one in quirks]})
    if answer["method"] is None and quirks:
        answer = decide(profile, list(sources), _options(wish))
    told = answer["explanation"]
    if answer["method"] is None:
        blocking = [*told["blocking"], *told["consequences"]]
        raise Unsupported(told["words"], code="no_direct_play", details={"blocking": blocking})
    whose = f"profile {profile.get('Name') or 'sent by the device'}"
    said = {
        **{name: answer[name] for name in _SAME},
        "container": answer["container"] or "",
        "explanation": _reasons(told["blocking"] or told["allowing"], whose),
        "consequences": _reasons(told["consequences"], whose),
        "words": told["words"],
        "warnings": told["warnings"],
    }
    return str(answer["media_source_id"]), codec.convert(said, Decision)


def _options(wish: Wish) -> dict[str, Any]:
    """Text is taken out of files when a player asks for it, so nothing is burned in for want of that."""
    return {
        "audio_stream_index": wish.audio_index,
        "subtitle_stream_index": wish.subtitle_index,
        "max_bitrate": wish.max_bitrate_kbps * 1000 if wish.max_bitrate_kbps else None,
        "max_audio_channels": wish.max_channels,
        "enable_direct_play": wish.can_direct_play,
        "allow_video_stream_copy": wish.can_copy_video,
        "allow_audio_stream_copy": wish.can_copy_audio,
        "always_burn_in_subtitle_when_transcoding": wish.always_burn_in,
        "can_extract_subtitles": True,
        "audio_encoders": ",".join(SOUND_CODECS),
    }


def _reasons(findings: Iterable[Mapping[str, Any]], whose: str) -> list[dict[str, Any]]:
    return [{**one, "source": whose if one["source"] == "device" else one["source"]} for one in findings]
