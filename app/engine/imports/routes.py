"""Imports over HTTP."""

from app.contract.accounts import Permission
from app.contract.errors import Denied, Invalid, NotFound
from app.contract.imports import Choices, Import, Miss, Mode, NewImport, RemoteServer
from app.contract.paging import DEFAULT_PAGE_SIZE, Page
from app.contract.server import API
from app.engine.imports import examples
from app.engine.imports.service import Imports
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

TAG = "imports"
PATH = f"{API}/imports"
ONE = f"{PATH}/{{id}}"
_MAX_DIGITS = 18
_PAGE = (
    Parameter(name="page", type=int, description="1 for the first page.", example=1),
    Parameter(name="page_size", type=int, description="Entries of a page, 1 to 500.", example=DEFAULT_PAGE_SIZE),
)


def routes(imports: Imports) -> tuple[Route, ...]:
    """Return the routes of this room."""
    handlers = _Handlers(imports)
    return (*_list_routes(handlers), *_one_routes(handlers), *_choice_routes(handlers), *_start_routes(handlers))


class _Handlers:
    """Parse, ask the imports, answer."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports

    async def list_imports(self, _call: Call) -> Page[Import]:
        found = await self._imports.list_imports()
        return Page(entries=found, page=1, page_size=max(len(found), 1), total=len(found))

    async def create(self, call: Call) -> Import:
        new = call.body(NewImport)
        return await self._imports.create(new, _user_id(call, new.user_id))

    async def get(self, call: Call) -> Import:
        return await self._imports.get_import(_import_id(call))

    async def delete(self, call: Call) -> None:
        await self._imports.delete_import(_import_id(call))

    async def get_server(self, call: Call) -> RemoteServer:
        return await self._imports.get_server(_import_id(call))

    async def choose(self, call: Call) -> Import:
        return await self._imports.choose(_import_id(call), call.body(Choices))

    async def preview(self, call: Call) -> Import:
        return await self._imports.start(_import_id(call), Mode.PREVIEW)

    async def run(self, call: Call) -> Import:
        return await self._imports.start(_import_id(call), Mode.RUN)

    async def list_misses(self, call: Call) -> Page[Miss]:
        wanted = read_listing(call.query)
        return await self._imports.list_misses(_import_id(call), wanted.page, wanted.page_size)


def _list_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="GET",
            path=PATH,
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.list_imports,
            summary="Servers that are taken over",
            description="All media servers that were connected, with the report of their newest preview or run.",
            tag=TAG,
            answer=Page[Import],
            example=Page(entries=(examples.IMPORT,), page=1, page_size=1, total=1),
        ),
        Route(
            method="POST",
            path=PATH,
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.create,
            summary="Connect a media server",
            description=(
                "Connects to a Plex, Jellyfin or Emby server and remembers it. Only this one host is asked, even where "
                "it lies in the house. The token is kept among the secrets and never told again. States are written "
                "for the caller; for somebody else only with `accounts.manage`. Fails with `url_invalid`, "
                "`token_invalid`, `server_refused`, `server_unknown`, `server_failed` or `host_unreachable`."
            ),
            tag=TAG,
            body=NewImport,
            body_example=examples.NEW,
            answer=Import,
            example=examples.IMPORT,
            status=201,
        ),
    )


def _one_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="GET",
            path=ONE,
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.get,
            summary="One server",
            description="One connected server with its newest report; `import_not_found` when there is none.",
            tag=TAG,
            answer=Import,
            example=examples.IMPORT,
        ),
        Route(
            method="DELETE",
            path=ONE,
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.delete,
            summary="Forget a server",
            description="Forgets a server and its token, and ends what runs. What was taken over stays.",
            tag=TAG,
            example=None,
            status=204,
        ),
    )


def _choice_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="GET",
            path=f"{ONE}/server",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.get_server,
            summary="What a server has",
            description=(
                "Asks the server now: name, version, libraries with their folders, users, and for each folder the one "
                "here that looks like it. Fails like POST /api/v1/imports does."
            ),
            tag=TAG,
            answer=RemoteServer,
            example=examples.SERVER,
        ),
        Route(
            method="PUT",
            path=f"{ONE}/choices",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.choose,
            summary="Choose what is taken over",
            description=(
                "Says which libraries and whose states are taken over, and which folder here each folder there is. "
                "Fails with `library_unknown`, `user_unknown` or `folder_not_found`."
            ),
            tag=TAG,
            body=Choices,
            body_example=examples.CHOICES,
            answer=Import,
            example=examples.IMPORT,
        ),
    )


def _start_routes(handlers: _Handlers) -> tuple[Route, ...]:
    return (
        Route(
            method="POST",
            path=f"{ONE}/preview",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.preview,
            summary="See what would match",
            description=(
                "Starts a job that looks how much would match and why the rest would not, and changes nothing. Follow "
                "it by the event `job.progress`. Fails with `import_nothing_chosen` or `import_running`."
            ),
            tag=TAG,
            answer=Import,
            example=examples.IMPORT,
        ),
        Route(
            method="POST",
            path=f"{ONE}/run",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.run,
            summary="Take over",
            description=(
                "Starts a job that adds mapped folders as sources, waits for their scan, and takes over watched marks, "
                "positions, ratings, collections and dates. It may be repeated: what is watched here stays watched, "
                "and newer positions and own ratings stay. Fails as the preview does."
            ),
            tag=TAG,
            answer=Import,
            example=examples.IMPORT,
        ),
        Route(
            method="GET",
            path=f"{ONE}/misses",
            permission=Permission.LIBRARY_MANAGE,
            handler=handlers.list_misses,
            summary="What could not be matched",
            description="Everything that the newest preview or run did not find here, with the reason.",
            tag=TAG,
            parameters=_PAGE,
            answer=Page[Miss],
            example=Page(entries=(examples.MISS,), page=1, page_size=DEFAULT_PAGE_SIZE, total=1),
        ),
    )


def _import_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > _MAX_DIGITS:
        raise NotFound("There is no such import.", code="import_not_found", details={"id": text})
    return int(text)


def _user_id(call: Call, wanted: str | None) -> int:
    if wanted is None or wanted == call.caller.user_id:
        return int(call.caller.user_id)
    if not call.caller.may(Permission.ACCOUNTS_MANAGE):
        raise Denied("Only whoever manages accounts may write another user's states.", code="user_denied")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > _MAX_DIGITS:
        raise Invalid("There is no such user.", code="user_unknown")
    return int(wanted)
