"""The document of all routes."""

from typing import Any

import httpx
import pytest
from openapi_spec_validator import validate

from app.contract.accounts import NewToken, Permission, Token
from app.contract.paging import Page
from app.engine.accounts.routes import _TOKEN
from app.engine.web.openapi import check_routes, document
from app.engine.web.route import Call, Parameter, Route
from tests.fakes.web import a_route, serving


async def handler(_call: Call) -> None:
    return None


PAGED = a_route(
    handler,
    path="/tokens/{id:[0-9]+}",
    permission=Permission.ACCOUNTS_MANAGE,
    answer=Page[Token],
    example=Page(entries=(_TOKEN,), page_size=100, total=1, page=1),
    parameters=(Parameter(name="page", description="Which.", type=int, example=2),),
)
POSTED = a_route(handler, method="POST", body=NewToken, body_example=NewToken(name="Kodi"))
STREAM = a_route(handler, path="/bytes", media_type="video/mp4", answer=None, example="(bytes)")
GONE = a_route(handler, method="DELETE", answer=None, example=None)


async def test_the_served_document_is_valid() -> None:
    async with serving(PAGED, POSTED, STREAM, GONE) as url, httpx.AsyncClient() as http:
        answer = await http.get(f"{url}/api/v1/openapi.json")

    validate(answer.json())
    assert {"/tokens/{id}", "/api/v1/health", "/api/v1/openapi.json"} <= set(answer.json()["paths"])


def test_an_operation_tells_all_that_a_caller_needs() -> None:
    operation = document([PAGED])["paths"]["/tokens/{id}"]["get"]

    assert operation["x-permission"] == "accounts.manage"
    assert "`accounts.manage`" in operation["description"]
    assert operation["security"] == [{"token": []}]
    assert [parameter["name"] for parameter in operation["parameters"]] == ["id", "page"]
    content = operation["responses"]["200"]["content"]["application/json"]
    assert content["schema"]["properties"]["data"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/Token"},
    }
    assert content["example"]["data"][0]["name"] == "Kodi"
    assert content["example"]["meta"]["total"] == 1


def test_an_empty_answer_is_documented_as_such() -> None:
    assert set(document([GONE])["paths"]["/thing"]["delete"]["responses"]) == {"204", "default"}


def test_complete_routes_have_no_problems() -> None:
    assert check_routes([PAGED, POSTED, STREAM, GONE]) == ()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"description": " "}, "no description"),
        ({"summary": ""}, "no summary"),
        ({"tag": ""}, "no tag"),
        ({"example": None}, "no example"),
        ({"example": ["a"]}, "does not fit"),
        ({"path": "thing"}, "slash"),
        ({"body": NewToken}, "no body_example"),
        ({"parameters": (Parameter(name="q", description=""),)}, "parameter q"),
    ],
)
def test_an_untold_route_is_found(changes: dict[str, Any], problem: str) -> None:
    (found,) = check_routes([a_route(handler, **changes)])

    assert problem in found


def test_a_route_declared_twice_is_found() -> None:
    route: Route = a_route(handler)

    assert check_routes([route, route]) == ("GET /thing: is declared twice",)
