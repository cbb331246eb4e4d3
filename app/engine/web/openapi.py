"""Makes the OpenAPI 3.1 document from the routes' own declarations, and finds what they leave untold."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_origin

import msgspec

from app import __version__
from app.contract import codec
from app.contract.accounts import Permission
from app.contract.errors import KINDS, MarqueeError
from app.contract.paging import Page
from app.engine.web.envelope import page_meta
from app.engine.web.route import Parameter, Route

REF = "#/components/schemas/{name}"
_PLACEHOLDER = re.compile(r"\{(?P<name>[a-z_]+)(?::[^}]*)?\}")
_TYPE_NAMES = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ANY_FAILURE = {"$ref": "#/components/responses/Failure"}
_UNGUARDED = (Permission.OPEN, Permission.SIGNED)


def document(routes: Sequence[Route]) -> dict[str, Any]:
    """Return the whole document, ready for a JSON encoder."""
    kinds = list(_shapes(routes))
    schemas, components = msgspec.json.schema_components(kinds, ref_template=REF)
    shapes = dict(zip(map(repr, kinds), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(_plain_path(route.path), {})[route.method.lower()] = _operation(route, shapes)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Marquee",
            "version": __version__,
            "description": "Everything that Marquee's own window does goes through this API.",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "tags": [{"name": tag} for tag in sorted({route.tag for route in routes})],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": {**components, "Error": _ERROR, "PageMeta": _PAGE_META},
            "responses": {"Failure": _failure()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def check_routes(routes: Iterable[Route]) -> tuple[str, ...]:
    """Return what is wrong with routes' declarations, one sentence each; nothing when all is told."""
    routes = tuple(routes)
    problems = [f"{_name(route)}: {problem}" for route in routes for problem in _problems(route)]
    twice = [key for key, count in Counter((route.method, route.path) for route in routes).items() if count > 1]
    return (*problems, *(f"{method} {path}: is declared twice" for method, path in twice))


def _problems(route: Route) -> Iterable[str]:
    if not route.path.startswith("/"):
        yield "the path does not start with a slash"
    for word in ("summary", "description", "tag"):
        if not getattr(route, word).strip():
            yield f"has no {word}"
    yield from (f"parameter {given.name} has no description" for given in route.parameters if not given.description)
    if route.answer is not None or route.media_type != "application/json":
        yield from _example_problems("example", route.example, route.answer)
    if route.body is not None:
        yield from _example_problems("body_example", route.body_example, route.body)


def _example_problems(word: str, example: Any, kind: Any) -> Iterable[str]:
    if example is None:
        yield f"has no {word}"
        return
    entries = example.entries if isinstance(example, Page) else example
    try:
        codec.convert(codec.plain(entries), _data_kind(kind) if kind is not None else Any)
    except MarqueeError as error:
        yield f"its {word} does not fit: {error.message}"


def _operation(route: Route, shapes: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": _operation_id(route),
        "summary": route.summary,
        "description": f"{route.description}\n\n{_permission_sentence(route.permission)}",
        "tags": [route.tag],
        "x-permission": route.permission.value,
        "security": [] if route.permission in _UNGUARDED else [{"token": []}],
        "parameters": [*_path_parameters(route.path), *map(_query_parameter, route.parameters)],
        "responses": {str(_status(route)): _success(route, shapes), "default": _ANY_FAILURE},
    }
    if route.body is not None:
        content = {"schema": shapes[repr(route.body)], "example": codec.plain(route.body_example)}
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    return operation


def _success(route: Route, shapes: dict[str, Any]) -> dict[str, Any]:
    if _status(route) == 204:
        return {"description": "Done; there is nothing to tell."}
    if _status(route) == 101:
        return {"description": f"The WebSocket opens. A message: `{route.example}`"}
    return {"description": route.summary, "content": {route.media_type: _content(route, shapes)}}


def _content(route: Route, shapes: dict[str, Any]) -> dict[str, Any]:
    if route.answer is None:
        schema = {"type": "object"} if route.media_type == "application/json" else {"type": "string"}
        return {"schema": schema, "example": codec.plain(route.example)}
    is_page = get_origin(route.answer) is Page
    example = route.example
    meta = page_meta(example) if isinstance(example, Page) else {}
    data = codec.plain(example.entries if isinstance(example, Page) else example)
    return {
        "schema": _wrapped(shapes[repr(_data_kind(route.answer))], is_page=is_page),
        "example": {"success": True, "data": data, "error": None, "meta": meta},
    }


def _wrapped(data: dict[str, Any], *, is_page: bool) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["success", "data", "error", "meta"],
        "properties": {
            "success": {"const": True},
            "data": data,
            "error": {"type": "null"},
            "meta": {"$ref": REF.format(name="PageMeta")} if is_page else {"type": "object"},
        },
    }


def _failure() -> dict[str, Any]:
    kinds = ", ".join(f"{kind.status} {kind.default_code}" for kind in KINDS)
    example = {"code": "not_found", "message": "There is no item 12.", "details": {}}
    schema = {
        "type": "object",
        "required": ["success", "data", "error", "meta"],
        "properties": {
            "success": {"const": False},
            "data": {"type": "null"},
            "error": {"$ref": REF.format(name="Error")},
            "meta": {"type": "object"},
        },
    }
    content = {"schema": schema, "example": {"success": False, "data": None, "error": example, "meta": {}}}
    return {"description": f"It did not work: {kinds}.", "content": {"application/json": content}}


def _shapes(routes: Sequence[Route]) -> Iterable[Any]:
    kinds = {}
    for route in routes:
        for kind in (_data_kind(route.answer), route.body):
            if kind is not None:
                kinds[repr(kind)] = kind
    return kinds.values()


def _data_kind(kind: Any) -> Any:
    """Return what stands in `data`: for a page the list of its entries."""
    return tuple[get_args(kind)[0], ...] if get_origin(kind) is Page else kind  # type: ignore[misc]  # made at run time


def _status(route: Route) -> int:
    is_empty = route.answer is None and route.media_type == "application/json" and route.example is None
    return 204 if is_empty else route.status


def _path_parameters(path: str) -> list[dict[str, Any]]:
    return [
        {"name": match["name"], "in": "path", "required": True, "schema": {"type": "string"}}
        for match in _PLACEHOLDER.finditer(path)
    ]


def _query_parameter(parameter: Parameter) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.description,
        "schema": {"type": _TYPE_NAMES.get(parameter.type, "string")},
    }
    return described if parameter.example is None else {**described, "example": codec.plain(parameter.example)}


def _permission_sentence(permission: Permission) -> str:
    if permission is Permission.OPEN:
        return "Open to everybody."
    if permission is Permission.SIGNED:
        return "The path carries its own signature; no token is needed."
    return f"Permission: `{permission.value}`."


def _operation_id(route: Route) -> str:
    words = re.findall(r"[a-z0-9]+", route.path.removeprefix("/api/v1").lower())
    return "_".join([route.method.lower(), *words])


def _plain_path(path: str) -> str:
    return _PLACEHOLDER.sub(lambda match: f"{{{match['name']}}}", path)


def _name(route: Route) -> str:
    return f"{route.method} {route.path}"


_ERROR = {
    "type": "object",
    "required": ["code", "message", "details"],
    "properties": {
        "code": {"type": "string", "description": "Stable; decide by it."},
        "message": {"type": "string", "description": "English, for a log or a developer."},
        "details": {"type": "object"},
    },
}
_PAGE_META = {
    "type": "object",
    "properties": {
        "page": {"type": ["integer", "null"]},
        "page_size": {"type": "integer"},
        "total": {"type": ["integer", "null"], "description": "null when counting would be slow."},
        "next_cursor": {"type": ["string", "null"], "description": "Give it back as `cursor` for what follows."},
    },
}
