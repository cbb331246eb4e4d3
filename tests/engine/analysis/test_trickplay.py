"""Pictures along films: made in the background, kept within a limit, told in three ways."""

# calls on a temporary folder return at once

from pathlib import Path

import pytest

from app.contract.analysis import Trickplay
from app.contract.errors import NotFound
from tests.engine.analysis.conftest import CHAPTERS, HOURS, TORN, WITHDRAWN, Lab
from tests.fakes.library import put

FILM = "Ferry (2019)"


async def trickplay(lab: Lab, title: str = "Ferry") -> Trickplay | None:
    (found,) = await lab.client.analysis.list_analyses(str(lab.item(title)))
    return found.trickplay


async def test_a_film_has_pictures_after_a_scan(lab: Lab) -> None:
    put(lab.root / f"{FILM} {HOURS}.mkv")

    await lab.scan()

    found = await trickplay(lab)
    assert found is not None
    assert (found.width_px, found.height_px, found.columns, found.rows, found.count) == (320, 180, 10, 10, 180)
    assert len(found.sheets) == 2
    sheets = [(await lab.http.get(url)).text.strip() for url in found.sheets]
    assert sheets == ["sheet 0 100", "sheet 100 80"]


async def test_the_pictures_are_told_in_three_ways(lab: Lab) -> None:
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    found = await trickplay(lab)
    assert found is not None

    vtt, hls, bif = [await lab.http.get(url) for url in (found.vtt_url, found.hls_url, found.bif_url)]

    assert vtt.headers["Content-Type"].startswith("text/vtt")
    assert vtt.text.count("0.jpg#xywh=") == 6
    assert hls.headers["Content-Type"].startswith("application/vnd.apple.mpegurl")
    assert "LAYOUT=10x10" in hls.text
    assert bif.content == b"bif"
    assert lab.media.asked[-1].startswith("bif now ")
    assert (await lab.http.get(found.bif_url)).content == b"bif"
    assert sum(one.startswith("bif") for one in lab.media.asked) == 1
    again = await lab.http.get(found.vtt_url, headers={"If-None-Match": vtt.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["1.jpg", "00.jpg", "chapter-0.jpg", "chapter-x.jpg", "notes.txt", "..%2F0.jpg"])
async def test_what_is_not_there_is_not_found(lab: Lab, name: str) -> None:
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    found = await trickplay(lab)
    assert found is not None

    answer = await lab.http.get(found.vtt_url.replace("tiles.vtt", name))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "status"), [("/trickplay/1/", "/trickplay/2/", 403), ("/trickplay/1/", "/trickplay/x/", 400)]
)
async def test_a_path_that_was_not_signed_is_refused(lab: Lab, old: str, new: str, status: int) -> None:
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    found = await trickplay(lab)
    assert found is not None
    assert old in found.vtt_url

    assert (await lab.http.get(found.vtt_url.replace(old, new))).status_code == status


async def test_the_pictures_end_with_the_token_that_asked(lab: Lab) -> None:
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    answers = []

    for token_id in ("12", WITHDRAWN):
        (found,) = await lab.knowledge.list_analyses(lab.item("Ferry"), token_id)
        assert found.trickplay is not None
        answers.append((await lab.http.get(found.trickplay.vtt_url)).status_code)

    assert answers == [200, 403]


async def test_an_item_that_is_not_there_has_no_analysis(lab: Lab) -> None:
    for item in ("77", "no"):
        with pytest.raises(NotFound):
            await lab.client.analysis.list_analyses(item)


async def test_a_film_is_not_looked_at_twice_until_it_changes(lab: Lab) -> None:
    film = put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    await lab.scan()
    before = sum(one.startswith("sheet") for one in lab.media.asked)

    put(film, "another, longer cut of the film")
    await lab.scan()

    assert before == 1
    assert sum(one.startswith("sheet") for one in lab.media.asked) == 2


async def test_what_cannot_be_decoded_is_noted_and_stops_nobody_else(lab: Lab) -> None:
    put(lab.root / f"{FILM}.mkv")
    put(lab.root / f"Torn (2020) {TORN}.mkv")

    await lab.scan()
    await lab.scan()

    assert lab.states("trickplay") == {f"{FILM}.mkv": "done", f"Torn (2020) {TORN}.mkv": "failed"}
    assert await trickplay(lab, "Torn") is None
    assert sum("sheet" in one and TORN in one for one in lab.media.asked) == 1


async def test_after_a_stop_the_sheets_that_were_made_are_not_made_again(lab: Lab) -> None:
    put(lab.root / f"{FILM} {HOURS}.mkv")
    lab.media.fails_at = "sheet 2"
    await lab.house.add(lab.root)
    await lab.knowledge.looking.start()
    await lab.house.settled()

    assert lab.media.left == ["0.jpg"]
    found = await trickplay(lab)
    assert found is not None
    assert found.count == 180


async def test_they_can_be_switched_off_and_on(lab: Lab) -> None:
    await lab.set("analysis.trickplay", False)
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    off = await trickplay(lab)

    await lab.set("analysis.trickplay", True)
    await lab.look()

    assert off is None
    assert await trickplay(lab) is not None


async def test_chapters_have_pictures(lab: Lab) -> None:
    put(lab.root / f"{FILM} {CHAPTERS}.mkv")

    await lab.scan()

    (found,) = await lab.client.analysis.list_analyses(str(lab.item("Ferry")))
    assert [one.number for one in found.chapter_pictures] == [0, 1, 2]
    assert (await lab.http.get(found.chapter_pictures[2].url)).content == b"chapter"


async def test_a_film_of_many_chapters_is_looked_at_in_parts_and_a_stop_loses_one(lab: Lab) -> None:
    lab.media.fails_at = "scenes 2"
    put(lab.root / f"{FILM} {HOURS} {CHAPTERS}.mkv")

    await lab.scan()

    (found,) = await lab.client.analysis.list_analyses(str(lab.item("Ferry")))
    assert [one.number for one in found.chapter_pictures] == list(range(21))
    assert sum(one.startswith("scenes") for one in lab.media.asked) == 3 + 1


async def test_a_film_is_played_as_loud_as_all_others(lab: Lab) -> None:
    put(lab.root / f"{FILM}.mkv")

    await lab.scan()

    (found,) = await lab.client.analysis.list_analyses(str(lab.item("Ferry")))
    assert found.loudness is not None
    assert found.loudness.integrated_lufs == -27.0
    assert found.gain_db == 3.0


async def test_a_full_shelf_keeps_what_is_new_and_what_is_watched(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.engine.analysis.settings._MEGABYTE", 3000)  # 64 of them are the least that can be set
    await lab.set("analysis.trickplay_mb", 70)  # two films
    for title in ("Alder", "Birch"):
        put(lab.root / f"{title} (2019).mkv")
        await lab.scan()
    alder = await trickplay(lab, "Alder")
    assert alder is not None
    assert (await lab.http.get(alder.vtt_url)).status_code == 200  # somebody watches

    put(lab.root / "Cedar (2021).mkv")
    await lab.scan()

    assert lab.states("trickplay") == {
        "Alder (2019).mkv": "done",
        "Birch (2019).mkv": "evicted",
        "Cedar (2021).mkv": "done",
    }
    assert len(list(lab.cache.rglob("0.jpg"))) == 2


async def test_a_sweep_finds_what_was_lost_and_it_is_made_again(lab: Lab) -> None:
    put(lab.root / f"{FILM} {CHAPTERS}.mkv")
    await lab.scan()
    for picture in lab.cache.rglob("*.jpg"):
        picture.unlink()
    for folder in lab.cache.glob("*/*/*"):
        folder.rmdir()

    await lab.knowledge.pictures.sweep()
    await lab.look()

    found = await trickplay(lab)
    assert found is not None
    assert Path(found.sheets[0]).name == "0.jpg"
    assert len(list(lab.cache.rglob("*.jpg"))) == 4


async def test_pictures_that_made_place_come_back_when_the_film_is_asked_for(lab: Lab) -> None:
    put(lab.root / f"{FILM}.mkv")
    await lab.scan()
    await lab.house.db.write(lambda connection: connection.execute("update study set state = 'evicted'"))
    await lab.house.db.write(lambda connection: connection.execute("delete from trickplay"))

    first = await trickplay(lab)
    await lab.house.settled()

    assert first is None
    assert await trickplay(lab) is not None
