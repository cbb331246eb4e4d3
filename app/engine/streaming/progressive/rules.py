"""Which streams there are in one go, and what their names mean."""

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from app.contract.encoding import SoundForm
from app.contract.errors import NotFound
from app.contract.segments import Form, SegmentTable, StreamFix
from app.engine.streaming.rules import Choice, Track, parse_choice, sound_tracks, tracks

_BARE = ("mp3", "aac", "flac", "ac3", "eac3")
"""Sounds whose frames can be told apart without a container."""
CONTAINERS: Final = (*(form.value for form in Form), *_BARE)
_TYPES = {"ts": "video/mp2t", "mp3": "audio/mpeg"}
_CHOICE = re.compile(rf"(?P<bare>{'|'.join(_BARE)})(?P<rest>-(?:auto|[0-9]{{1,4}})-.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A stream that a player was given.

    Attributes:
        container: One of `CONTAINERS`.
        audio_index: Of the sound inside the file; None lets the file's own default decide.
        sound: What is made of it; None copies it, which needs a container.
        fixes: What is left out of the picture and of the sound.
    """

    container: str
    audio_index: int | None = None
    sound: SoundForm | None = None
    fixes: frozenset[StreamFix] = frozenset()

    @property
    def is_bare(self) -> bool:
        """Tell whether it is sound without a container."""
        return self.container in _BARE

    @property
    def choice(self) -> Choice:
        """The same of a film in pieces."""
        form = Form.MP4 if self.is_bare else Form(self.container)
        return Choice(form=form, audio_index=self.audio_index, sound=self.sound, fixes=self.fixes)

    def __str__(self) -> str:
        """As it stands in a path."""
        return self.container + str(self.choice).removeprefix(self.choice.form.value)

    def name(self, file_name: str) -> str:
        """Return what such a stream of a file is called."""
        return f"{PurePosixPath(file_name).stem}.{self.container}"


def parse_whole(text: str) -> Whole:
    """Return what stands in a path. Raises NotFound."""
    bare = _CHOICE.fullmatch(text)
    choice = parse_choice(text if bare is None else f"mp4{bare['rest']}")
    container = choice.form.value if bare is None else bare["bare"]
    is_fit = bare is None or (choice.sound is not None and choice.sound.codec == container)
    if not is_fit or choice.is_apart:
        raise NotFound("There is no such stream.", code="stream_not_found")
    return Whole(container=container, audio_index=choice.audio_index, sound=choice.sound, fixes=choice.fixes)


def whole_track(table: SegmentTable, whole: Whole) -> Track:
    """Return the film with its sound; music, and what has no container, as sound alone.

    Raises NotFound and Unsupported as the tracks of a film in pieces do.
    """
    if whole.is_bare:
        found = sound_tracks(table, whole.choice)
        if not found:
            raise NotFound("The file has no sound.", code="audio_not_found")
        return replace(found[0], is_bare=True)
    film, *sounds = tracks(table, whole.choice)
    if not sounds:
        return film
    return replace(film, streams=film.streams + sounds[0].streams, sound=sounds[0].sound)


def media_type(whole: Whole, track: Track) -> str:
    """Return the content type of a stream."""
    kind = "audio" if track.name.startswith("a") else "video"
    return _TYPES.get(whole.container, f"{kind}/{whole.container}")
