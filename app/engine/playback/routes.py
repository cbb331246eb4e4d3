"""Playback, sessions, watched marks and history over HTTP."""

from dataclasses import dataclass

from app.contract.accounts import Permission
from app.contract.errors import Invalid, NotFound
from app.contract.paging import Page
from app.contract.playback import (
    HistoryEntry,
    Progress,
    Session,
    Watched,
    Wish,
)
from app.contract.playback import (
    Playback as Opened,
)
from app.contract.server import API
from app.contract.units import DurationMs
from app.engine.playback import quirks
from app.engine.playback.examples import ENTRY, OPENED, SESSION
from app.engine.playback.service import HISTORY_PAGE, Playback
from app.engine.playback.sessions import seen_by
from app.engine.web.listing import read_listing
from app.engine.web.route import Call, Parameter, Route

TAG = "playback"
SESSION_PATH = f"{API}/sessions/{{id}}"
LONGEST_MS = 1_000 * 3_600_000
"""No film is longer; greater numbers do not fit into what reckons with them."""
MOST_KBPS, MOST_CHANNELS = 10_000_000, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class _StopQuery:
    position_ms: int | None = None


def routes(playback: Playback) -> tuple[Route, ...]:
    """Return the routes of this room."""
    return (
        *_item_routes(playback),
        *_seen_sessions(playback),
        *_moved_sessions(playback),
        _dismissed_session(playback),
        _history_route(playback),
        *quirks.routes(playback.quirks),
    )


def _item_routes(playback: Playback) -> tuple[Route, ...]:
    async def open_playback(call: Call) -> Opened:
        wish = call.body(Wish) if call.has_body else Wish()
        _check(wish.start_ms, "start_ms")
        _check_limits(wish)
        return await playback.open(int(call.caller.user_id), _item_id(call), wish, call.caller.token_id)

    async def set_watched(call: Call) -> None:
        await playback.set_watched(int(call.caller.user_id), _item_id(call), call.body(Watched).is_watched)

    return (
        Route(
            method="POST",
            path=f"{API}/items/{{id}}/playback",
            permission=Permission.PLAYBACK,
            handler=open_playback,
            summary="Play an item",
            description=(
                "Decides how the device plays the item, opens a session and returns a signed path to its bytes, "
                "where to start (where the user stopped, on whatever device) and the decision with its reasons: "
                "what stood against playing the file as it is, each with measured and allowed value, and `words` for "
                "people. `profile` is the name of a shipped profile or a whole one; of several versions the cheapest "
                "to play is taken. "
                "Fails with `not_playable` for a show or album, `file_missing` while its disk is away, "
                "`profile_not_found`, `version_not_found` or `no_direct_play` (there is no way at all)."
            ),
            tag=TAG,
            body=Wish,
            body_example=Wish(device="Living room"),
            answer=Opened,
            example=OPENED,
            status=201,
        ),
        Route(
            method="PUT",
            path=f"{API}/items/{{id}}/watched",
            permission=Permission.PLAYBACK,
            handler=set_watched,
            summary="Mark an item as watched or not",
            description="Marks an item for the caller; for a show, season, artist or album all that is in it.",
            tag=TAG,
            body=Watched,
            body_example=Watched(is_watched=True),
            example=None,
            status=204,
        ),
    )


def _seen_sessions(playback: Playback) -> tuple[Route, ...]:
    async def list_sessions(call: Call) -> Page[Session]:
        sessions = await playback.list_sessions(seen_by(call.caller))
        return Page(entries=sessions, page=1, page_size=max(len(sessions), 1), total=len(sessions))

    async def get_session(call: Call) -> Session:
        return await playback.get_session(call.path["id"], seen_by(call.caller))

    return (
        Route(
            method="GET",
            path=f"{API}/sessions",
            permission=Permission.PLAYBACK,
            handler=list_sessions,
            summary="What is played now",
            description=(
                "Open sessions, the newest first: all with `playback.manage`, else the caller's own; a token that may "
                "less than its user sees those that it opened. A session whose player is silent for 5 minutes ends."
            ),
            tag=TAG,
            answer=Page[Session],
            example=Page(entries=(SESSION,), page=1, page_size=1, total=1),
        ),
        Route(
            method="GET",
            path=SESSION_PATH,
            permission=Permission.PLAYBACK,
            handler=get_session,
            summary="One session",
            description=(
                "An open session; `session_not_found` when it has ended or is not the caller's to see, "
                "`session_dismissed` when the owner ended it."
            ),
            tag=TAG,
            answer=Session,
            example=SESSION,
        ),
    )


def _moved_sessions(playback: Playback) -> tuple[Route, ...]:
    async def report(call: Call) -> Session:
        progress = call.body(Progress)
        _check(progress.position_ms, "position_ms")
        return await playback.report(call.path["id"], progress, call.caller)

    async def stop(call: Call) -> None:
        position = call.query_as(_StopQuery).position_ms
        _check(position, "position_ms")
        await playback.stop(call.path["id"], None if position is None else DurationMs(position), call.caller)

    return (
        Route(
            method="PATCH",
            path=SESSION_PATH,
            permission=Permission.PLAYBACK,
            handler=report,
            summary="Tell where the player is",
            description=(
                "Players tell every few seconds, also while paused. The position is remembered at once, so that "
                "another device can go on there; state `stopped` ends the session. A player that cannot play what it "
                "was given says so by `failure` (open, picture, sound, network): opened again under the same name of "
                "its device, files like this one reach it in another way. A session of somebody else answers 403 with "
                "`not_your_session`, unless the caller has `playback.manage`."
            ),
            tag=TAG,
            body=Progress,
            body_example=Progress(position_ms=DurationMs(61_000)),
            answer=Session,
            example=SESSION,
        ),
        Route(
            method="DELETE",
            path=SESSION_PATH,
            permission=Permission.PLAYBACK,
            handler=stop,
            summary="End a session",
            description=(
                "Ends a session at `position_ms`, or where it was last seen, and notes it in the history. A session "
                "of somebody else answers 403 with `not_your_session`, unless the caller has `playback.manage`."
            ),
            tag=TAG,
            parameters=(
                Parameter(name="position_ms", type=int, description="Where the player stopped.", example=61_000),
            ),
            example=None,
            status=204,
        ),
    )


def _dismissed_session(playback: Playback) -> Route:
    async def dismiss(call: Call) -> None:
        await playback.dismiss(call.path["id"])

    return Route(
        method="POST",
        path=f"{SESSION_PATH}/dismiss",
        permission=Permission.PLAYBACK_MANAGE,
        handler=dismiss,
        summary="Stop what somebody plays",
        description=(
            "Ends a session where it was last seen. Its player hears `session.changed` with `is_dismissed`, its next "
            "report is answered with `session_dismissed`, and its stream sends no more bytes (403, "
            "`playback_stopped`). Whoever watched may start again."
        ),
        tag=TAG,
        example=None,
        status=204,
    )


def _history_route(playback: Playback) -> Route:
    async def list_history(call: Call) -> Page[HistoryEntry]:
        listing = read_listing(call.query, sorts=(), filters=())
        return await playback.list_history(int(call.caller.user_id), listing.page, listing.page_size)

    return Route(
        method="GET",
        path=f"{API}/history",
        permission=Permission.PLAYBACK,
        handler=list_history,
        summary="What was played",
        description="The caller's playbacks that came to an end, the newest first.",
        tag=TAG,
        parameters=(
            Parameter(name="page", type=int, description="1 for the first.", example=1),
            Parameter(name="page_size", type=int, description="Entries on a page, 500 at most.", example=HISTORY_PAGE),
        ),
        answer=Page[HistoryEntry],
        example=Page(entries=(ENTRY,), page=1, page_size=HISTORY_PAGE, total=1),
    )


def _check(position_ms: int | None, name: str) -> None:
    if position_ms is not None and not 0 <= position_ms <= LONGEST_MS:
        raise Invalid(f"{name} is a time within a film, in milliseconds.", code="invalid_position")


def _check_limits(wish: Wish) -> None:
    for name, limit, most in (
        ("max_bitrate_kbps", wish.max_bitrate_kbps, MOST_KBPS),
        ("max_channels", wish.max_channels, MOST_CHANNELS),
    ):
        if limit is not None and not 1 <= limit <= most:
            raise Invalid(f"{name} is 1 to {most}, or nothing.", code="invalid_limit", details={"field": name})


def _item_id(call: Call) -> int:
    text = call.path["id"]
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise NotFound(f"There is no item {text!r}.", code="item_not_found")
    return int(text)
