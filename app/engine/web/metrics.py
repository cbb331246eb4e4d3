"""Counts what the server does, for Prometheus."""

from collections.abc import Callable
from functools import cache

from aiohttp import web
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from app.engine.web.ranges import SENT_BYTES

BUCKETS_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
NO_ROUTE = "(none)"
"""One label for all unknown paths: whoever scans us must not fill the memory with labels."""


class Metrics:
    """The numbers of one server, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        requests = Counter(
            "marquee_http_requests",
            "Requests by route and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        latency = Histogram(
            "marquee_http_request_seconds",
            "Time until a request was answered, byte streams until their end.",
            ["route"],
            buckets=BUCKETS_S,
            registry=self._registry,
        )
        self._sent = Counter("marquee_http_sent_bytes", "Bytes of bodies sent.", registry=self._registry)
        self._listeners = Gauge("marquee_event_listeners", "Open event streams.", registry=self._registry)
        # Label look-ups cost more than the counting; there are only as many as routes and statuses.
        self._count = cache(lambda method, route, status: requests.labels(method, route, status))
        self._time = cache(latency.labels)

    def watch_listeners(self, count: Callable[[], int]) -> None:
        """Show how many listen to events."""
        self._listeners.set_function(count)

    def add(self, request: web.Request, response: web.StreamResponse, seconds: float) -> None:
        """Count one answered request."""
        resource = request.match_info.route.resource
        route = resource.canonical if resource is not None else NO_ROUTE
        self._count(request.method, route, response.status).inc()
        self._time(route).observe(seconds)
        self._sent.inc(request.get(SENT_BYTES, 0) or _body_bytes(response))

    def text(self) -> bytes:
        """Return all numbers in Prometheus' text format."""
        return generate_latest(self._registry)


def _body_bytes(response: web.StreamResponse) -> int:
    body = response.body if isinstance(response, web.Response) else None
    return len(body) if isinstance(body, bytes) else 0
