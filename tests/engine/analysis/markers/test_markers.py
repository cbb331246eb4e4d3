"""Markers from chapters, from what a season has in common, and from users."""

import pytest

from app.contract.analysis import Chroma, Marker, MarkerKind, MarkerSource, MarkerWish, Refrain
from app.contract.errors import Invalid, NotFound
from app.contract.units import DurationMs
from tests.engine.analysis.conftest import CHAPTERS, Lab
from tests.fakes.library import put

INTRO, CREDITS = MarkerKind.INTRO, MarkerKind.CREDITS
SHOW = "Night Ferry (2019)/Season 01"


def wish(start_s: int, end_s: int, asset_id: str | None = None) -> MarkerWish:
    return MarkerWish(start_ms=DurationMs(start_s * 1000), end_ms=DurationMs(end_s * 1000), asset_id=asset_id)


async def markers(lab: Lab, title: str) -> dict[MarkerKind, Marker]:
    (found, *_) = await lab.client.analysis.list_analyses(str(lab.item(title)))
    return {one.kind: one for one in found.markers}


def episode(lab: Lab, number: int, title: str) -> None:
    put(lab.root / SHOW / f"Night Ferry S01E{number:02} {title}.mkv")


@pytest.fixture(autouse=True)
def _alike(lab: Lab) -> None:
    lab.media.chroma = Chroma(head="0f" * 8, tail="f0" * 8, tail_start_ms=DurationMs(500_000))
    lab.media.refrain = Refrain(
        first_ms=DurationMs(60_000), second_ms=DurationMs(61_000), length_ms=DurationMs(30_000), likeness=0.8
    )


async def test_chapters_tell_the_credits_of_a_film(lab: Lab) -> None:
    put(lab.root / f"Ferry (2019) {CHAPTERS}.mkv")

    await lab.scan()

    found = (await markers(lab, "Ferry"))[CREDITS]
    assert (found.start_ms, found.end_ms, found.source) == (40_000, 60_000, MarkerSource.CHAPTERS)
    assert await lab.knowledge.markers.find_credits(1) == 40_000


async def test_episodes_of_a_season_tell_each_others_intro_and_credits(lab: Lab) -> None:
    for number, title in ((1, "Alder"), (2, "Birch"), (3, "Cedar")):
        episode(lab, number, f"{title} [hour]")

    await lab.scan()

    found = await markers(lab, "Birch")
    assert (found[INTRO].source, found[INTRO].end_ms - found[INTRO].start_ms) == (MarkerSource.FINGERPRINT, 30_000)
    assert found[INTRO].confidence == pytest.approx(0.9)
    assert found[CREDITS].start_ms in (560_000, 561_000)
    assert sum(one.startswith("refrain") for one in lab.media.asked) == 6


async def test_a_season_is_compared_again_when_an_episode_comes_and_not_before(lab: Lab) -> None:
    episode(lab, 1, "Alder [hour]")
    episode(lab, 2, "Birch [hour]")
    await lab.scan()
    await lab.look()
    before = sum(one.startswith("refrain") for one in lab.media.asked)

    episode(lab, 3, "Cedar [hour]")
    await lab.scan()

    assert before == 2
    assert sum(one.startswith("refrain") for one in lab.media.asked) == 2 + 6
    assert INTRO in await markers(lab, "Cedar")


async def test_short_episodes_are_not_listened_to(lab: Lab) -> None:
    episode(lab, 1, "Alder")

    await lab.scan()

    assert not any(one.startswith("chroma") for one in lab.media.asked)
    assert lab.states("chroma") == {"Night Ferry S01E01 Alder.mkv": "done"}


async def test_listening_can_be_switched_off(lab: Lab) -> None:
    await lab.set("analysis.markers", False)
    episode(lab, 1, "Alder [hour]")

    await lab.scan()

    assert lab.states("chroma") == {}


async def test_what_a_user_says_stays_whatever_is_found(lab: Lab) -> None:
    episode(lab, 1, "Alder [hour]")
    episode(lab, 2, "Birch [hour]")
    await lab.scan()
    alder = str(lab.item("Alder"))

    said = await lab.client.analysis.save_marker(alder, INTRO, wish(10, 40))
    await lab.client.analysis.deny_marker(alder, CREDITS)
    episode(lab, 3, "Cedar [hour]")
    await lab.scan()

    assert await markers(lab, "Alder") == {INTRO: said}
    assert said.source is MarkerSource.USER


async def test_what_users_said_can_be_forgotten(lab: Lab) -> None:
    put(lab.root / f"Ferry (2019) {CHAPTERS}.mkv")
    await lab.scan()
    ferry = str(lab.item("Ferry"))
    await lab.client.analysis.save_marker(ferry, CREDITS, wish(50, 60))
    await lab.client.analysis.save_marker(ferry, INTRO, wish(0, 20))

    await lab.client.analysis.forget_markers(ferry)
    await lab.house.settled()

    found = await markers(lab, "Ferry")
    assert {kind: (one.start_ms, one.source) for kind, one in found.items()} == {
        INTRO: (0, MarkerSource.CHAPTERS),
        CREDITS: (40_000, MarkerSource.CHAPTERS),
    }


@pytest.mark.parametrize(("start_s", "end_s"), [(-1, 20), (20, 20), (30, 20), (10, 61)])
async def test_a_part_lies_within_the_film(lab: Lab, start_s: int, end_s: int) -> None:
    put(lab.root / "Ferry (2019).mkv")
    await lab.scan()

    with pytest.raises(Invalid) as caught:
        await lab.client.analysis.save_marker(str(lab.item("Ferry")), INTRO, wish(start_s, end_s))

    assert caught.value.code == "invalid_marker"


async def test_of_several_versions_one_has_to_be_named(lab: Lab) -> None:
    put(lab.root / "Ferry (2019)" / "Ferry (2019) - 1080p.mkv")
    put(lab.root / "Ferry (2019)" / "Ferry (2019) - 720p.mkv")
    await lab.scan()
    ferry = str(lab.item("Ferry"))
    first, second = await lab.client.analysis.list_analyses(ferry)

    with pytest.raises(Invalid) as caught:
        await lab.client.analysis.save_marker(ferry, INTRO, wish(1, 20))
    with pytest.raises(NotFound) as missing:
        await lab.client.analysis.deny_marker(ferry, INTRO, "77")
    await lab.client.analysis.save_marker(ferry, INTRO, wish(1, 20, second.asset_id))

    assert (caught.value.code, missing.value.code) == ("version_needed", "version_not_found")
    first, second = await lab.client.analysis.list_analyses(ferry)
    assert (len(first.markers), len(second.markers)) == (0, 1)


async def test_what_is_no_kind_of_marker_is_not_found(lab: Lab) -> None:
    put(lab.root / "Ferry (2019).mkv")
    await lab.scan()

    with pytest.raises(NotFound):
        await lab.client.analysis.save_marker(str(lab.item("Ferry")), "advert", wish(1, 20))  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        await lab.client.analysis.forget_markers("77")
