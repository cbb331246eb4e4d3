"""What a viewer says about intro, recap and credits of what plays; no Qt here."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from app.contract.analysis import Marker, MarkerKind, MarkerWish
from app.contract.units import DurationMs
from app.desktop.playback.parts import Parts

KINDS = (MarkerKind.RECAP, MarkerKind.INTRO, MarkerKind.CREDITS)
"""In the order in which they come."""


class Edge(StrEnum):
    """Where a part starts, or ends."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A part of which one edge is known only."""

    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def is_whole(self) -> bool:
        """Tell whether it can be kept."""
        return self.start_ms is not None and self.end_ms is not None and self.start_ms < self.end_ms


class EditsMarkers(Protocol):
    async def save_marker(self, item_id: str, kind: MarkerKind, wish: MarkerWish) -> Marker: ...
    async def deny_marker(self, item_id: str, kind: MarkerKind, asset_id: str | None = None) -> None: ...
    async def forget_markers(self, item_id: str) -> None: ...


class Marks:
    """The parts of the file that plays, as the engine knows them and as somebody is about to say."""

    def __init__(self, parts: Parts, editor: EditsMarkers) -> None:
        self._parts = parts
        self._editor = editor
        self._drafts: dict[MarkerKind, Draft] = {}

    def begin(self) -> None:
        """Another file plays: what was begun for the one before does not hold."""
        self._drafts.clear()

    def find(self, kind: MarkerKind) -> Marker | None:
        """Return what is known of a part."""
        known = self._parts.known
        return next((one for one in known.markers if one.kind is kind), None) if known is not None else None

    def find_draft(self, kind: MarkerKind) -> Draft | None:
        """Return what was said of a part that lacks an edge yet."""
        return self._drafts.get(kind)

    async def set_edge(self, kind: MarkerKind, edge: Edge, at_ms: int, duration_ms: int) -> None:
        """Say that a part starts or ends there; it is kept as soon as both are known.

        Credits end with the film unless somebody says otherwise. An edge on the wrong side of the other one begins
        anew.

        Raises:
            MarqueeError: the engine does not take it.
        """
        draft = self._with_edge(kind, edge, at_ms)
        if kind is MarkerKind.CREDITS and draft.end_ms is None and duration_ms > at_ms:
            draft = replace(draft, end_ms=duration_ms)
        if not draft.is_whole:
            self._drafts[kind] = draft
            return
        assert draft.start_ms is not None
        assert draft.end_ms is not None
        wish = MarkerWish(
            start_ms=DurationMs(draft.start_ms), end_ms=DurationMs(draft.end_ms), asset_id=self._parts.asset_id
        )
        await self._editor.save_marker(self._parts.item_id, kind, wish)
        self._drafts.pop(kind, None)
        await self._parts.reload()

    async def delete(self, kind: MarkerKind) -> None:
        """Say that there is no such part; it is not found again. Raises MarqueeError."""
        self._drafts.pop(kind, None)
        await self._editor.deny_marker(self._parts.item_id, kind, self._parts.asset_id)
        await self._parts.reload()

    async def forget(self) -> None:
        """Have all parts found by themselves again. Raises MarqueeError."""
        self._drafts.clear()
        await self._editor.forget_markers(self._parts.item_id)
        await self._parts.reload()

    def _with_edge(self, kind: MarkerKind, edge: Edge, at_ms: int) -> Draft:
        before = self._drafts.get(kind) or _draft_of(self.find(kind))
        is_start = edge is Edge.START
        said = replace(before, start_ms=at_ms) if is_start else replace(before, end_ms=at_ms)
        if said.start_ms is not None and said.end_ms is not None and not said.is_whole:
            return Draft(start_ms=at_ms) if is_start else Draft(end_ms=at_ms)
        return said


def _draft_of(marker: Marker | None) -> Draft:
    return Draft() if marker is None else Draft(start_ms=marker.start_ms, end_ms=marker.end_ms)
