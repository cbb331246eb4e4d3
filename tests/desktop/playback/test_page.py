"""The player page and the music bar, by keyboard, over a fake backend."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.contract.errors import Unsupported
from app.contract.library import ItemKind
from app.contract.units import Kbps
from app.desktop.playback.deck import MOST_UNATTENDED
from app.desktop.playback.tracks import track_menu
from app.desktop.playback.versions import version_menu, word_version
from tests.desktop.playback.theatre import Theatre
from tests.fakes.client import FakeClient


def card_id(theatre: Theatre) -> str | None:
    card = theatre.deck.card
    return None if card is None else card.id


def page_name(theatre: Theatre) -> str:
    assert theatre.desk.navigator.here is not None
    return theatre.desk.navigator.here.page


def film(fake: FakeClient) -> str:
    return fake.catalogue.of_kind(ItemKind.FILM)[1].id


def test_a_film_plays_from_its_signed_address(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))

    assert theatre.backend.loads == [(fake.absolute(fake.playback.stream_url), 0)]
    assert theatre.page.controls.isVisible()


def test_keys_pause_jump_mute_and_stop(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    theatre.backend.run_to(40_000)

    playing = []
    for _ in range(2):
        theatre.press(Qt.Key.Key_Space)
        playing.append(theatre.backend.is_playing)
    theatre.press(Qt.Key.Key_Left)
    theatre.press(Qt.Key.Key_Right)
    theatre.press(Qt.Key.Key_M)
    assert playing == [False, True]
    assert theatre.backend.sought == [30_000, 40_000]
    assert theatre.backend.volume[1]

    theatre.press(Qt.Key.Key_Escape)
    here = theatre.desk.navigator.here
    assert here is not None
    assert here.page == "home"


def test_a_paused_film_goes_on_telling_that_somebody_is_there(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(theatre.film())
    theatre.backend.run_to(40_000)
    theatre.press(Qt.Key.Key_Space)
    before = fake.verbs().count("report")

    theatre.deck.now._reported_at -= 60
    theatre.deck._heart.timeout.emit()
    theatre.settle()
    beats = theatre.deck._heart.isActive()
    theatre.page.leave()
    theatre.settle()

    assert fake.verbs().count("report") == before + 1
    assert (beats, theatre.deck._heart.isActive()) == (True, False)


def test_leaving_a_film_ends_its_session_where_it_stood(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    theatre.backend.run_to(40_000)

    theatre.page.leave()
    theatre.settle()

    assert ("stop", ("s1", 40_000)) in fake.calls
    assert theatre.backend.is_stopped


def test_controls_go_away_while_it_plays_and_come_back_by_any_key(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    theatre.backend.run_to(1000)

    theatre.page._hide_controls()
    assert not theatre.page.controls.isVisible()
    theatre.press(Qt.Key.Key_Up)

    assert theatre.page.controls.isVisible()


def test_controls_stay_while_it_is_paused(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    theatre.backend.run_to(1000)
    theatre.press(Qt.Key.Key_Space)

    theatre.page._hide_controls()

    assert theatre.page.controls.isVisible()


def test_the_next_episode_is_offered_near_the_end_and_starts_at_it(theatre: Theatre, fake: FakeClient) -> None:
    season = fake.catalogue.of_kind(ItemKind.SEASON)[0]
    first, second = fake.catalogue.children[season.id][:2]
    theatre.open(first)
    theatre.backend.run_to(50_000)
    assert not theatre.page.layers.next_card.isVisible()

    theatre.backend.run_to(85_000)
    assert theatre.page.layers.next_card.isVisible()
    theatre.backend.run_to(99_900)
    theatre.backend.ended.emit()
    theatre.settle()

    assert theatre.deck.card is not None
    assert theatre.deck.card.id == second


def near_the_end(theatre: Theatre) -> tuple[str, ...]:
    """Play the first episode of a season until the card with the next one is there; returns all episodes."""
    season = theatre.fake.catalogue.of_kind(ItemKind.SEASON)[0]
    episodes = theatre.fake.catalogue.children[season.id]
    theatre.open(episodes[0])
    theatre.backend.run_to(87_500)
    return episodes


def words_of(theatre: Theatre) -> str:
    return " / ".join(each.text() for each in theatre.page.layers.next_card.findChildren(QLabel))


def test_the_card_counts_down(theatre: Theatre) -> None:
    near_the_end(theatre)

    first = words_of(theatre)
    theatre.backend.run_to(95_100)
    theatre.write("]")
    theatre.backend.run_to(95_200)

    assert "Next up in 13 s" in first
    assert "Next up in 5 s" in words_of(theatre)


def test_whoever_stays_sees_nothing_follow(theatre: Theatre, fake: FakeClient) -> None:
    near_the_end(theatre)

    theatre.press(Qt.Key.Key_Escape)
    stayed = theatre.page.layers.next_card.isVisible(), theatre.page_name()
    theatre.backend.run_to(99_900)
    theatre.backend.ended.emit()
    theatre.settle()

    assert stayed == (False, "player")
    assert not theatre.page.layers.next_card.isVisible()
    assert len(theatre.backend.loads) == 1
    assert theatre.page_name() == "home"


def test_n_goes_to_the_next_episode_at_once(theatre: Theatre) -> None:
    episodes = near_the_end(theatre)

    theatre.press(Qt.Key.Key_N)

    assert theatre.card_id() == episodes[1]


def test_after_some_episodes_without_a_key_somebody_is_asked_for(theatre: Theatre) -> None:
    near_the_end(theatre)
    theatre.deck._unattended = MOST_UNATTENDED - 1

    for _ in range(2):
        theatre.backend.run_to(99_900)
        asked = words_of(theatre)
        theatre.backend.ended.emit()
        theatre.settle()

    assert "Are you still watching?" in asked
    assert len(theatre.backend.loads) == 2
    assert theatre.page_name() == "home"


def test_any_key_tells_that_somebody_is_there(theatre: Theatre) -> None:
    near_the_end(theatre)
    theatre.deck._unattended = MOST_UNATTENDED

    theatre.press(Qt.Key.Key_Up)
    theatre.backend.run_to(99_900)
    theatre.backend.ended.emit()
    theatre.settle()

    assert len(theatre.backend.loads) == 2


def test_music_goes_on_while_somebody_browses(theatre: Theatre, fake: FakeClient) -> None:
    album = fake.catalogue.of_kind(ItemKind.ALBUM)[0]
    tracks = fake.catalogue.children[album.id]
    theatre.open(tracks[0])
    theatre.backend.run_to(2000)

    theatre.page.leave()
    theatre.desk.navigator.back()
    theatre.settle()
    assert theatre.bar.isVisibleTo(theatre.bar.parentWidget() or theatre.bar)
    assert not theatre.backend.is_stopped

    theatre.bar.next.click()
    theatre.settle()
    assert card_id(theatre) == tracks[1]

    theatre.bar.stop.click()
    theatre.settle()
    assert card_id(theatre) is None
    assert theatre.bar.isHidden()


def test_a_refused_film_says_what_to_do(theatre: Theatre, fake: FakeClient) -> None:
    fake.failure = Unsupported("no")

    theatre.open(film(fake))

    assert theatre.page.phase == "error"


def test_a_lost_engine_is_said_calmly_until_it_is_back(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    theatre.backend.run_to(40_000)

    theatre.backend.lose()
    assert theatre.page.layers.banner.isVisible()
    theatre.backend.run_to(40_300)

    assert not theatre.page.layers.banner.isVisible()


def test_menus_list_the_tracks_and_choose_them(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))
    player = theatre.deck.player

    audio = track_menu(theatre.page, player, "audio")
    subtitles = track_menu(theatre.page, player, "subtitle")
    assert audio is not None
    assert subtitles is not None
    audio.actions()[1].trigger()
    subtitles.actions()[1].trigger()

    assert [action.text() for action in audio.actions()] == ["English", "German · Commentary"]
    assert [action.text() for action in subtitles.actions()] == ["Off", "Track 1"]
    assert theatre.backend.picked == {"audio": 1, "subtitle": 0}


def test_every_control_of_the_player_has_a_name(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(film(fake))

    reached = [
        widget
        for widget in theatre.page.controls.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) >= 10
    assert all(widget.accessibleName() for widget in reached)


def test_the_panel_that_tells_why_opens_with_i_and_closes_before_the_film_does(
    theatre: Theatre, fake: FakeClient
) -> None:
    theatre.press(Qt.Key.Key_I)
    before = theatre.page.layers.why.isVisible()
    theatre.open(film(fake))

    theatre.press(Qt.Key.Key_I)
    shown = theatre.page.layers.why.isVisible(), theatre.page.layers.why.sentence.text()
    theatre.press(Qt.Key.Key_Escape)
    closed = theatre.page.layers.why.isVisible(), page_name(theatre)
    theatre.press(Qt.Key.Key_Escape)

    assert before is False
    assert shown == (True, "This screen plays the file as it is.")
    assert closed == (False, "player")
    assert page_name(theatre) == "home"


def two_versions(theatre: Theatre) -> str:
    """Give a film a second file, and one more whose disk is away."""
    item_id = theatre.film()
    details = theatre.fake.catalogue.details(item_id)
    first = replace(details.versions[0], asset_id=f"a{item_id}")
    second = replace(first, asset_id="a99", file_name="Small.mkv", bitrate_kbps=Kbps(1500))
    away = replace(first, asset_id="a98", is_missing=True)
    told = {item_id: replace(details, versions=(first, second, away))}
    theatre.fake.catalogue = replace(theatre.fake.catalogue, told=told)
    return item_id


def test_another_version_goes_on_where_the_first_one_stood(theatre: Theatre, fake: FakeClient) -> None:
    theatre.open(two_versions(theatre))
    theatre.backend.run_to(40_000)

    menu = version_menu(theatre.page, theatre.deck)
    checked = [action.isChecked() for action in menu.actions()]
    fake.playback.stream_url = "/stream/direct/a99/9999999999/signature/small.mkv"
    menu.actions()[1].trigger()
    theatre.settle()

    assert checked == [True, False]
    assert theatre.page.controls.versions.isVisible()
    assert theatre.backend.loads[-1] == (fake.absolute(fake.playback.stream_url), 40_000)
    assert theatre.deck.now.playback is not None
    assert theatre.deck.now.playback.asset_id == "a99"


def test_a_film_of_one_file_offers_no_versions(theatre: Theatre) -> None:
    theatre.open(theatre.film())

    assert not theatre.page.controls.versions.isVisible()


def test_versions_are_told_apart(theatre: Theatre, fake: FakeClient) -> None:
    item_id = two_versions(theatre)
    versions = fake.catalogue.details(item_id).versions

    words = [word_version(version) for version in versions[:2]]

    assert len(set(words)) == 2
    assert "1.5 Mbit/s" in words[1]
