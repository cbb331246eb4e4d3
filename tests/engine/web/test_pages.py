"""The browser page: what is sent, what is never sent, and what the browser is told to refuse."""

import re
from pathlib import Path

import httpx
import pytest

from app.contract import resources
from app.contract.errors import NotFound
from app.engine.web.pages import find_file
from tests.fakes.web import serving

WEB = resources.find("resources") / "web"
OWN_FILES = sorted(path.name for path in WEB.iterdir() if path.is_file())
ESCAPES = (
    "..%2fprofiles%2fplays-all.json",
    "%2e%2e/%2e%2e/pyproject.toml",
    "..%5cstyle%5cmarquee.qss",
    "vendor/..%2findex.html",
    "vendor/%2e%2e",
    "%2e%2e%2f%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "/etc/passwd",
    "icons/..%2f..%2fpyproject.toml",
    "style/marquee.qss",
    "profiles/plays-all.json",
    "fonts/LICENSE.txt",
    ".hidden.js",
    "app.js%00.html",
    "nothing.js",
)


async def get(path: str, method: str = "GET", **headers: str) -> httpx.Response:
    async with serving() as url, httpx.AsyncClient() as http:
        return await http.request(method, f"{url}{path}", headers=headers)


async def test_the_address_of_the_engine_shows_the_page_to_everybody() -> None:
    answer = await get("/")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.content == (WEB / "index.html").read_bytes()


async def test_the_page_may_load_nothing_from_elsewhere_and_run_nothing_written_into_it() -> None:
    answer = await get("/")

    policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_every_file_of_the_page_is_sent_with_its_type() -> None:
    async with serving() as url, httpx.AsyncClient() as http:
        answers = {name: await http.get(f"{url}/web/{name}") for name in OWN_FILES}

    types = {"css": "text/css", "html": "text/html", "js": "text/javascript"}
    assert len(answers) > 20
    for name, answer in answers.items():
        assert (name, answer.content) == (name, (WEB / name).read_bytes())
        assert answer.headers["Content-Type"] == f"{types[name.rpartition('.')[2]]}; charset=utf-8"


async def test_what_the_page_names_is_there() -> None:
    texts = [(WEB / name).read_text("utf-8") for name in OWN_FILES]
    named = {path for text in texts for path in re.findall(r"/web/[a-z]*/?[\w-]+(?:\.\w+)+", text)}
    icons = {f"/web/icons/{name}.svg" for text in texts for name in re.findall(r"[iI]con\('([a-z]+)'\)", text)}
    optional = {path for path in named if path.startswith("/web/vendor/")}

    async with serving() as url, httpx.AsyncClient() as http:
        answers = {path: (await http.head(url + path)).status_code for path in (named | icons) - optional}

    assert len(named) > 10
    assert [path for path, status in answers.items() if status != 200] == []


async def test_a_known_file_is_not_sent_again() -> None:
    etag = (await get("/web/app.js")).headers["ETag"]

    again = await get("/web/app.js", **{"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Security-Policy" in again.headers


async def test_head_tells_the_length_only() -> None:
    answer = await get("/web/app.js", "HEAD")

    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == (WEB / "app.js").stat().st_size
    assert answer.content == b""


async def test_nothing_else_of_the_disk_is_sent() -> None:
    async with serving() as url, httpx.AsyncClient() as http:
        answers = {path: await http.get(f"{url}/web/{path}") for path in ESCAPES}

    told = {path: (answer.status_code, answer.json()["error"]["code"]) for path, answer in answers.items()}
    assert told == dict.fromkeys(ESCAPES, (404, "path_not_found"))


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "secret.js").write_text("const secret = 1;", "utf-8")
    (tmp_path / "web" / "link.js").symlink_to(tmp_path / "secret.js")
    (tmp_path / "web" / "own.js").write_text("export {};", "utf-8")
    monkeypatch.setattr(resources, "find", lambda _kind: tmp_path)

    own = find_file("", "own.js")

    assert own.name == "own.js"
    with pytest.raises(NotFound):
        find_file("", "link.js")


def test_the_page_never_reads_text_as_html() -> None:
    risky = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser")

    found = [name for name in OWN_FILES if risky.search((WEB / name).read_text("utf-8"))]

    assert found == []
