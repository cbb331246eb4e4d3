"""Users and tokens over HTTP."""

from datetime import UTC, datetime

from app.contract.accounts import MadeToken, Me, NewToken, Permission, Role, Token, User
from app.contract.paging import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, Page
from app.contract.server import API
from app.engine.accounts.service import Accounts
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

_PAGING = (
    Parameter(name="page", description="1 for the first.", type=int, example=1),
    Parameter(name="page_size", description=f"At most {MAX_PAGE_SIZE}.", type=int, example=DEFAULT_PAGE_SIZE),
)
_MADE = datetime(2026, 11, 21, 18, 30, tzinfo=UTC)
_USER = User(id="1", name="owner", role=Role.OWNER, created_at=_MADE)
_TOKEN = Token(id="3", name="Kodi", user_id="1", scopes=(Permission.LIBRARY_READ,), created_at=_MADE, last_used_at=None)


def routes(accounts: Accounts) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return (_get_me(), _list_users(accounts), _list_tokens(accounts), _create_token(accounts), _delete_token(accounts))


def _get_me() -> Route:
    async def handler(call: Call) -> Me:
        return Me(user_id=call.caller.user_id, permissions=tuple(sorted(call.caller.permissions)))

    return Route(
        method="GET",
        path=f"{API}/me",
        permission=Permission.LIBRARY_READ,
        handler=handler,
        summary="Who asks, and what they may do",
        description="Tells a client which of its buttons would work, before somebody presses one.",
        tag="accounts",
        answer=Me,
        example=Me(user_id="1", permissions=(Permission.LIBRARY_READ, Permission.PLAYBACK)),
    )


def _list_users(accounts: Accounts) -> Route:
    async def handler(call: Call) -> Page[User]:
        return await accounts.list_users(read_listing(call.query))

    return Route(
        method="GET",
        path=f"{API}/users",
        permission=Permission.ACCOUNTS_MANAGE,
        handler=handler,
        summary="Everybody of the house",
        description="Lists the users by name.",
        tag="accounts",
        answer=Page[User],
        parameters=_PAGING,
        example=Page(entries=(_USER,), page_size=DEFAULT_PAGE_SIZE, total=1, page=1),
    )


def _list_tokens(accounts: Accounts) -> Route:
    async def handler(call: Call) -> Page[Token]:
        return await accounts.list_tokens(read_listing(call.query))

    return Route(
        method="GET",
        path=f"{API}/tokens",
        permission=Permission.ACCOUNTS_MANAGE,
        handler=handler,
        summary="All tokens",
        description="Lists the tokens, the newest first, without their secrets. The time of use is kept to the minute.",
        tag="accounts",
        answer=Page[Token],
        parameters=_PAGING,
        example=Page(entries=(_TOKEN,), page_size=DEFAULT_PAGE_SIZE, total=1, page=1),
    )


def _create_token(accounts: Accounts) -> Route:
    async def handler(call: Call) -> MadeToken:
        return await accounts.create_token(call.body(NewToken), call.caller)

    return Route(
        method="POST",
        path=f"{API}/tokens",
        permission=Permission.ACCOUNTS_MANAGE,
        handler=handler,
        summary="Make a token",
        description=(
            "Makes a token for the caller. Its text is in this answer and cannot be read again. Scopes narrow what it "
            "may do; none means all that the user may. It can never do more than the token that made it."
        ),
        tag="accounts",
        body=NewToken,
        body_example=NewToken(name="Kodi", scopes=(Permission.LIBRARY_READ, Permission.PLAYBACK)),
        answer=MadeToken,
        example=MadeToken(id="3", name="Kodi", token="mq_4zQv…"),  # noqa: S106  # shows the form only
        status=201,
    )


def _delete_token(accounts: Accounts) -> Route:
    async def handler(call: Call) -> None:
        await accounts.delete_token(call.path["id"])

    return Route(
        method="DELETE",
        path=f"{API}/tokens/{{id}}",
        permission=Permission.ACCOUNTS_MANAGE,
        handler=handler,
        summary="Withdraw a token",
        description="The token stops to count at once, also on open event streams.",
        tag="accounts",
        example=None,
    )
