"""Sounds to choose from, and languages that stay."""

from dataclasses import replace

import pytest

from app.contract.library import ItemKind
from app.contract.media import MediaStream, StreamType
from app.contract.playback import Method, Wish
from app.desktop.playback.backend import Track
from app.desktop.playback.sounds import sound_menu
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import DIRECT, FakeClient

IN_PIECES = replace(DIRECT, method=Method.REMUX, protocol="hls", container="ts", audio_index=1)


def two_sounds(theatre: Theatre) -> str:
    """Give a film two sounds."""
    item_id = theatre.film()
    details = theatre.fake.catalogue.details(item_id)
    sounds = tuple(
        MediaStream(index=index, type=StreamType.AUDIO, codec="aac", language=language)
        for index, language in ((1, "eng"), (2, "deu"))
    )
    version = replace(details.versions[0], asset_id=f"a{item_id}", streams=sounds)
    theatre.fake.catalogue = replace(theatre.fake.catalogue, told={item_id: replace(details, versions=(version,))})
    return item_id


def test_a_sound_that_is_in_the_stream_is_switched_by_the_player(theatre: Theatre) -> None:
    theatre.open(two_sounds(theatre))

    sound_menu(theatre.page, theatre.deck).actions()[1].trigger()

    assert theatre.backend.picked["audio"] == 1


def test_a_sound_that_is_not_in_the_stream_is_asked_of_the_engine(
    theatre: Theatre, fake: FakeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.playback.decision = IN_PIECES
    monkeypatch.setattr(theatre.backend, "tracks", lambda kind: (Track(id=0, language="en", title=""),))
    theatre.open(two_sounds(theatre))
    theatre.backend.run_to(40_000)

    menu = sound_menu(theatre.page, theatre.deck)
    checked = [(action.text(), action.isChecked()) for action in menu.actions()]
    menu.actions()[1].trigger()
    theatre.settle()

    wishes = [arguments[1] for verb, arguments in fake.calls if verb == "open"]
    assert checked == [("English", True), ("German", False)]
    assert isinstance(wishes[-1], Wish)
    assert (wishes[-1].audio_index, wishes[-1].start_ms) == (2, 40_000)


def test_the_next_episode_speaks_the_language_that_was_chosen(theatre: Theatre, fake: FakeClient) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    theatre.open(fake.catalogue.children[season.id][0])
    theatre.backend.choose("audio", 1)

    theatre.deck.next()
    theatre.settle()
    theatre.backend.picked["audio"] = 0
    theatre.backend.tracks_changed.emit()

    assert theatre.backend.picked["audio"] == 1


def test_another_film_begins_as_its_file_says(theatre: Theatre) -> None:
    theatre.open(theatre.film(1))
    theatre.backend.choose("audio", 1)
    theatre.page.leave()
    theatre.settle()
    theatre.backend.picked["audio"] = 0

    theatre.open(theatre.film(2))
    theatre.backend.tracks_changed.emit()

    assert theatre.backend.picked["audio"] == 0


def test_subtitles_that_were_off_stay_off(theatre: Theatre, fake: FakeClient) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    theatre.open(fake.catalogue.children[season.id][0])

    theatre.deck.next()
    theatre.settle()
    theatre.backend.picked["subtitle"] = 0
    theatre.backend.tracks_changed.emit()

    assert theatre.backend.picked["subtitle"] is None
