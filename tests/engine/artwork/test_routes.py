"""Pictures over HTTP."""

import pytest

from app.contract.errors import NotFound
from app.engine.artwork.routes import ASK_AGAIN, FOR_EVER
from tests.engine.artwork.conftest import Studio
from tests.fakes.library import put


async def an_url(studio: Studio) -> str:
    """Scan one film with a poster, and return the path of it."""
    put(studio.root / "Arrival (2016)/Arrival (2016).mkv")
    put(studio.root / "Arrival (2016)/poster.jpg", "good")
    await studio.scan()
    return f"/api/v1/items/{studio.item('film')}/artwork/poster"


async def a_version(studio: Studio) -> str:
    (sha256,) = studio.house.rows("select sha256 from picture where kind = 'poster'")[0]
    return str(sha256)[:12]


async def test_the_client_gets_pictures_in_the_width_it_needs(studio: Studio) -> None:
    url = await an_url(studio)

    assert await studio.client.browse.get_picture(url) == b"thumbnail 0 of good"
    assert await studio.client.browse.get_picture(f"{url}?v=1", 300) == b"thumbnail 320 of thumbnail 0 of good"


async def test_a_picture_with_its_version_may_be_kept_for_ever(studio: Studio) -> None:
    url, version = await an_url(studio), await a_version(studio)

    answers = [
        await studio.http.get(url, params={"v": given, "width": width})
        for given, width in ((version, 0), (version, 320), ("", 0), (version[:4], 0), ("0" * 12, 0))
    ]

    assert [answer.headers["Cache-Control"] for answer in answers] == [
        FOR_EVER,
        FOR_EVER,
        ASK_AGAIN,
        ASK_AGAIN,
        ASK_AGAIN,
    ]
    assert {answer.headers["Content-Type"] for answer in answers} == {"image/jpeg"}


async def test_a_picture_that_did_not_change_is_not_sent_again(studio: Studio) -> None:
    url = await an_url(studio)
    first = await studio.http.get(url)

    same = await studio.http.get(url, headers={"If-None-Match": first.headers["ETag"]})
    smaller = await studio.http.get(url, params={"width": 120}, headers={"If-None-Match": first.headers["ETag"]})

    assert (same.status_code, same.content) == (304, b"")
    assert smaller.status_code == 200
    assert smaller.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/api/v1/items/1/artwork/logo", "picture_not_found"),
        ("/api/v1/items/1/artwork/banner", "picture_not_found"),
        ("/api/v1/items/99/artwork/poster", "picture_not_found"),
        ("/api/v1/items/x/artwork/poster", "item_not_found"),
        (f"/api/v1/items/{'9' * 30}/artwork/poster", "item_not_found"),
    ],
)
async def test_a_picture_that_is_not_there_is_a_404(studio: Studio, path: str, code: str) -> None:
    await an_url(studio)
    answer = await studio.http.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, code)


@pytest.mark.parametrize("width", ["-1", "wide", "10001", "9" * 30, "1.5", "٣"])
async def test_a_width_that_is_none_is_refused(studio: Studio, width: str) -> None:
    url = await an_url(studio)
    answer = await studio.http.get(url, params={"width": width})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_width")


async def test_the_client_raises_not_found(studio: Studio) -> None:
    with pytest.raises(NotFound):
        await studio.client.browse.get_picture("/api/v1/items/5/artwork/poster")
