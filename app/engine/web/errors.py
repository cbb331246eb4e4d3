"""Failures that only HTTP knows; like all errors they end in the envelope."""

from aiohttp import web

from app.contract.errors import MarqueeError, NotFound


class MethodNotAllowed(MarqueeError):
    """The path is there, but not for this method."""

    status = 405
    default_code = "method_not_allowed"


class TooSlow(MarqueeError):
    """The body did not arrive in time."""

    status = 408
    default_code = "body_too_slow"


class TooLarge(MarqueeError):
    """The body is longer than the route takes."""

    status = 413
    default_code = "body_too_large"


class PreconditionFailed(MarqueeError):
    """`If-Match` or `If-Unmodified-Since` names another state of the file."""

    status = 412
    default_code = "precondition_failed"


class RangeNotSatisfiable(MarqueeError):
    """The file has no such bytes. `details["size_bytes"]` tells how many it has."""

    status = 416
    default_code = "range_not_satisfiable"


class _Refused(MarqueeError):
    """An answer of aiohttp itself that has no better kind here."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason, code=f"http_{status}")
        self.status = status  # type: ignore[misc]  # known only now


def from_aiohttp(error: web.HTTPException, request: web.Request) -> MarqueeError:
    """Return what aiohttp itself answered (no such path, wrong method …) as one of our errors."""
    if isinstance(error, web.HTTPMethodNotAllowed):
        allowed = sorted(error.allowed_methods)
        return MethodNotAllowed(
            f"{request.method} is not possible here; {', '.join(allowed)} is.", details={"allowed": allowed}
        )
    if isinstance(error, web.HTTPNotFound):
        return NotFound(f"There is nothing at {request.path}.", code="path_not_found")
    return _Refused(error.status, error.reason)
