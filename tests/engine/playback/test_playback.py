import sqlite3
from dataclasses import replace
from itertools import chain, repeat

import pytest

from app.contract import codec
from app.contract.encoding import TrialMade
from app.contract.errors import Denied, Invalid, NotFound, Unavailable, Unsupported
from app.contract.library import Aspect, ItemsChanged
from app.contract.media import MediaStream, Probe, StreamType
from app.contract.playback import Method, Progress, SessionChanged, SessionState, Wish
from app.contract.units import DurationMs
from app.engine.ground.clock import now_ms
from app.engine.playback import store
from app.engine.streaming.encodes.encoders import USUAL
from app.engine.streaming.viewers import Viewers
from tests.engine.playback.conftest import FILM, FIRST, GONE, HOUR_MS, SEASON, SECOND, SHOW, SPECIAL, Room
from tests.fakes.films import make_film


async def play(room: Room, item: int = FILM, position_ms: int | None = None) -> str:
    opened = await room.client.playback.open(str(item), Wish(device="den"))
    if position_ms is not None:
        await room.client.playback.report(opened.session_id, Progress(position_ms=DurationMs(position_ms)))
    return opened.session_id


async def standing(room: Room, item: int) -> tuple[int, bool]:
    found = await room.db.read(store.find_progress, 1, item)
    assert found is not None
    return found.position_ms, found.is_watched


async def test_playing_gives_a_signed_stream_and_the_reasons(room: Room) -> None:
    opened = await room.client.playback.open(str(FILM), Wish())

    assert opened.decision.method is Method.DIRECT_PLAY
    assert opened.decision.explanation[0].measured == "mkv: h264"
    assert await room.client._wire.get_bytes(opened.url) == b"hello films"
    assert opened.url.endswith("/The%20Lantern.mkv")


async def test_a_device_that_cannot_open_the_file_is_told_why_in_words_and_rules(room: Room) -> None:
    tv = {
        "Noun": "TV",
        "DirectPlayProfiles": [{"Type": "Video", "Container": "mp4"}],
        "TranscodingProfiles": [{"Type": "Video", "Protocol": "hls", "Container": "ts", "VideoCodec": "h264"}],
    }

    decision = (await room.client.playback.open(str(FILM), Wish(profile=tv))).decision
    again = (await room.client.playback.list_sessions())[0].decision

    assert (decision.method, decision.reasons) == (Method.REMUX, ("ContainerNotSupported",))
    assert (decision.protocol, decision.container, decision.video) == ("hls", "ts", "copy")
    assert decision.words == "Your TV can't open Matroska files, so the picture is put into MPEG-TS without a change."
    assert decision.explanation[0].source == "profile sent by the device"
    assert again == decision


async def test_a_wish_for_fewer_bits_is_kept_to(room: Room) -> None:
    make_film(room.media / "The Lantern.mkv", seconds=1)
    decision = (await room.client.playback.open(str(FILM), Wish(max_bitrate_kbps=80))).decision

    assert (decision.method, decision.reasons) == (Method.TRANSCODE, ("ContainerBitrateExceedsLimit",))
    assert isinstance(decision.video, dict)
    assert decision.video["bitrate"] <= 80_000
    assert decision.explanation[0].source == "user"


async def test_what_is_too_much_for_this_computer_comes_in_a_smaller_size_and_says_so(room: Room) -> None:
    make_film(room.media / "The Lantern.mkv", seconds=1)
    encoders = room.streams.encodes.registry.encoders
    encoders._is_looking = encoders._is_recalled = True
    encoders._known = {USUAL.name: TrialMade(frame_rate=3.0)}

    decision = (await room.client.playback.open(str(FILM), Wish(max_bitrate_kbps=80))).decision

    assert isinstance(decision.video, dict)
    assert decision.words.endswith(f"so the picture is smaller ({decision.video['max_height']} lines).")
    assert (decision.consequences[-1].rule, decision.consequences[-1].source) == ("capacity", "server")


@pytest.mark.parametrize("container", ["mp4", "ts"])
async def test_a_device_that_only_dislikes_the_container_gets_the_film_in_pieces(room: Room, container: str) -> None:
    tv = {
        "DirectPlayProfiles": [
            {"Type": "Video", "Container": "mp4", "VideoCodec": "h264,hevc", "AudioCodec": "aac,ac3"}
        ],
        "TranscodingProfiles": [
            {
                "Type": "Video",
                "Protocol": "hls",
                "Container": container,
                "VideoCodec": "h264,hevc",
                "AudioCodec": "aac,ac3",
            }
        ],
    }

    playback = await room.client.playback.open(str(FILM), Wish(profile=tv))

    assert playback.decision.method is Method.REMUX
    assert playback.url.startswith("/stream/remux/")
    assert playback.url.endswith(f"/{container}-auto/master.m3u8")


@pytest.mark.parametrize("container", ["mp4", "ts"])
async def test_a_device_that_cannot_play_the_sound_gets_it_made_beside_the_copied_film(
    room: Room, container: str
) -> None:
    await room.db.write(_with_sound, "dts", 6)
    tv = {
        "DirectPlayProfiles": [{"Type": "Video", "VideoCodec": "h264,hevc", "AudioCodec": "aac"}],
        "TranscodingProfiles": [
            {"Type": "Video", "Protocol": "hls", "Container": container, "VideoCodec": "h264,hevc", "AudioCodec": "aac"}
        ],
    }

    playback = await room.client.playback.open(str(FILM), Wish(profile=tv, max_channels=2))

    assert playback.decision.method is Method.DIRECT_STREAM
    assert playback.url.startswith("/stream/remux/")
    assert playback.url.endswith(f"/{container}-1-aac-2-384k/master.m3u8")


async def test_a_device_without_hls_gets_one_stream(room: Room) -> None:
    await room.db.write(_with_sound, "dts", 6)
    tv = {
        "DirectPlayProfiles": [{"Type": "Video", "Container": "mp4", "VideoCodec": "h264", "AudioCodec": "aac"}],
        "TranscodingProfiles": [
            {"Type": "Video", "Protocol": "http", "Container": "mp4", "VideoCodec": "h264", "AudioCodec": "aac"}
        ],
    }

    playback = await room.client.playback.open(str(FILM), Wish(profile=tv, max_channels=2))

    assert playback.decision.method is Method.DIRECT_STREAM
    assert playback.url.startswith("/stream/progressive/")
    assert playback.url.endswith("/mp4-1-aac-2-384k/The%20Lantern.mp4")


async def test_a_profile_that_makes_no_sense_plays_with_warnings(room: Room) -> None:
    odd = {"DirectPlayProfiles": [{"Type": "Video"}], "CodecProfiles": [{"Type": "Cinema"}]}

    decision = (await room.client.playback.open(str(FILM), Wish(profile=odd))).decision

    assert decision.method is Method.DIRECT_PLAY
    assert decision.warnings == ("CodecProfiles[0] has the type 'Cinema' and never applies.",)


async def test_a_subtitle_beside_the_film_is_chosen_by_its_number(room: Room) -> None:
    number = (await room.client.playback.open(str(FILM), Wish())).subtitles[0].index
    decision = (await room.client.playback.open(str(FILM), Wish(subtitle_index=number))).decision

    assert (decision.subtitle_index, decision.subtitle_method, decision.subtitle_format) == (1, "External", "srt")


async def test_subtitles_beside_the_film_come_with_it(room: Room) -> None:
    opened = await room.client.playback.open(str(FILM), Wish())

    (side,) = opened.subtitles
    assert (side.language, side.codec, side.is_forced) == ("de", "srt", True)
    assert await room.client._wire.get_bytes(side.url) == b"hallo"


async def test_a_forged_or_foreign_stream_url_gives_nothing(room: Room) -> None:
    opened = await room.client.playback.open(str(FILM), Wish())
    root, kind, asset, expires, signature, name = opened.url.strip("/").split("/")

    for path in (
        f"/{root}/{kind}/{int(asset) + 40}/{expires}/{signature}/{name}",
        f"/{root}/side/{asset}/{expires}/{signature}/{name}",
        f"/{root}/{kind}/{asset}/{int(expires) + 1}/{signature}/{name}",
    ):
        with pytest.raises(Denied):
            await room.client._wire.get_bytes(path)
    with pytest.raises(Invalid):
        await room.client._wire.get_bytes(f"/{root}/{kind}/²/{expires}/{signature}/{name}")


async def test_a_link_out_of_the_source_is_not_followed(room: Room) -> None:
    opened = await room.client.playback.open(str(FILM), Wish())
    secret = room.media.parent / "secret.txt"
    secret.write_text("private")
    (room.media / "The Lantern.mkv").unlink()
    (room.media / "The Lantern.mkv").symlink_to(secret)

    with pytest.raises(NotFound):
        await room.client._wire.get_bytes(opened.url)


async def test_playback_goes_on_where_any_device_stopped(room: Room) -> None:
    session = await play(room, position_ms=600_000)
    await room.client.playback.stop(session, DurationMs(660_000))

    again = await room.client.playback.open(str(FILM), Wish(device="kitchen"))
    from_start = await room.client.playback.open(str(FILM), Wish(start_ms=DurationMs(0)))

    assert again.start_ms == 660_000
    assert from_start.start_ms == 0


async def test_the_end_makes_it_watched_once_and_a_second_run_counts_again(room: Room) -> None:
    session = await play(room, position_ms=HOUR_MS * 95 // 100)
    await room.client.playback.report(session, Progress(position_ms=DurationMs(HOUR_MS)))
    await room.client.playback.stop(session, DurationMs(HOUR_MS))
    await play(room, position_ms=60_000)
    assert await standing(room, FILM) == (60_000, True)
    await play(room, position_ms=HOUR_MS)

    assert await standing(room, FILM) == (0, True)
    count = await room.db.read(lambda c: c.execute("select play_count from progress").fetchone()[0])
    assert count == 2


async def test_a_stopped_session_is_history_and_cannot_be_moved(room: Room) -> None:
    session = await play(room, position_ms=60_000)
    await room.client.playback.stop(session, DurationMs(61_000))

    history = await room.client.playback.list_history()

    assert [(entry.title, entry.device, entry.position_ms) for entry in history.entries] == [
        ("The Lantern", "den", 61_000)
    ]
    assert history.total == 1
    assert await room.client.playback.list_sessions() == ()
    with pytest.raises(NotFound):
        await room.client.playback.get_session(session)


async def test_stopping_without_a_position_ends_where_it_was_last_seen(room: Room) -> None:
    session = await play(room, position_ms=90_000)

    await room.client._wire.tell("DELETE", f"/api/v1/sessions/{session}")

    assert (await room.client.playback.list_history()).entries[0].position_ms == 90_000


@pytest.mark.parametrize("position_ms", [-1, 1 << 63])
async def test_a_position_that_no_film_has_is_refused(room: Room, position_ms: int) -> None:
    session, position = await play(room), DurationMs(position_ms)

    with pytest.raises(Invalid):
        await room.client.playback.report(session, Progress(position_ms=position))
    with pytest.raises(Invalid):
        await room.client.playback.stop(session, position)
    with pytest.raises(Invalid):
        await room.client.playback.open(str(FILM), Wish(start_ms=position))


@pytest.mark.parametrize(
    "wish", [Wish(max_bitrate_kbps=0), Wish(max_bitrate_kbps=1 << 40), Wish(max_channels=-1), Wish(max_channels=65)]
)
async def test_a_limit_that_means_nothing_is_refused(room: Room, wish: Wish) -> None:
    with pytest.raises(Invalid) as told:
        await room.client.playback.open(str(FILM), wish)

    assert told.value.code == "invalid_limit"


async def test_a_session_whose_player_neither_tells_nor_fetches_ends_by_itself(room: Room) -> None:
    silent, told, fetching = [await play(room, item) for item in (FILM, FIRST, SECOND)]
    ages = [(now_ms() - 60_000, silent), (now_ms() - 60_000, fetching)]
    await room.db.write(lambda c: c.executemany("update session set updated_at = ? where id = ?", ages))
    seconds = chain([0.0], repeat(60.0))
    room.service._streaming.viewers = Viewers(clock=lambda: next(seconds))

    with room.service._streaming.viewers.fetching(fetching):
        await room.service.sweep()

    assert {session.id for session in await room.client.playback.list_sessions()} == {told, fetching}
    assert (await room.client.playback.list_history()).entries[0].item_id == str(FILM)


async def test_the_next_episode_follows_and_specials_do_not_lead_on(room: Room) -> None:
    following = {
        item: (await room.client.playback.open(str(item), Wish())).next_id for item in (FILM, FIRST, SECOND, SPECIAL)
    }

    assert following == {FILM: None, FIRST: str(SECOND), SECOND: None, SPECIAL: None}


@pytest.mark.parametrize("whole", [SHOW, SEASON])
async def test_marking_a_show_or_season_marks_what_is_in_it(room: Room, whole: int) -> None:
    await room.client.playback.set_watched(str(whole), True)

    assert await standing(room, FIRST) == (0, True)
    assert await standing(room, SECOND) == (0, True)
    (event,) = [event for event in room.heard if isinstance(event, ItemsChanged)]
    assert (event.aspect, event.user_id) == (Aspect.STATE, "1")
    assert {str(whole), str(FIRST)} <= set(event.ids)

    await room.client.playback.set_watched(str(whole), False)
    assert await standing(room, FIRST) == (0, False)


async def test_positions_are_told_at_most_once_a_second_but_a_pause_at_once(room: Room) -> None:
    session = await play(room)
    for second in range(5):
        await room.client.playback.report(session, Progress(position_ms=DurationMs(second * 1000)))
    await room.client.playback.report(session, Progress(position_ms=DurationMs(5_000), state=SessionState.PAUSED))

    told = [event for event in room.heard if isinstance(event, SessionChanged)]

    assert told[0].state is SessionState.PLAYING
    assert told[-1].state is SessionState.PAUSED
    assert len(told) < 5


@pytest.mark.parametrize(
    ("item", "wish", "error", "code"),
    [
        (SHOW, Wish(), NotFound, "not_playable"),
        (GONE, Wish(), Unavailable, "file_missing"),
        (FILM, Wish(asset_id="999"), NotFound, "version_not_found"),
        (FILM, Wish(profile="toaster"), NotFound, "profile_not_found"),
        (FILM, Wish(profile={"DirectPlayProfiles": []}), Unsupported, "no_direct_play"),
        (4711, Wish(), NotFound, "item_not_found"),
    ],
)
async def test_what_cannot_be_played_says_why(
    room: Room, item: int, wish: Wish, error: type[Exception], code: str
) -> None:
    with pytest.raises(error) as refused:
        await room.client.playback.open(str(item), wish)

    assert refused.value.code == code  # type: ignore[attr-defined]


async def test_an_id_that_is_no_number_is_an_item_that_is_not_there(room: Room) -> None:
    with pytest.raises(NotFound):
        await room.client.playback.open("abc", Wish())


def _with_sound(connection: sqlite3.Connection, codec_name: str, channels: int) -> None:
    asset_id = FILM * 10
    (told,) = connection.execute("select probe from asset where id = ?", (asset_id,)).fetchone()
    probe = codec.decode(told, Probe)
    sound = MediaStream(index=1, type=StreamType.AUDIO, codec=codec_name, channels=channels)
    changed = replace(probe, streams=(probe.streams[0], sound))
    connection.execute("update asset set probe = ? where id = ?", (codec.encode(changed).decode(), asset_id))
