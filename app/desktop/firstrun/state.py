"""The three steps of the first run; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.contract.library import NewSource, Source, SourceKind

if TYPE_CHECKING:
    from app.client import Client


class Step(StrEnum):
    """Where the user is."""

    NAME = "name"
    FOLDERS = "folders"
    HOUSE = "house"
    DONE = "done"


ORDER = tuple(Step)


@dataclass(slots=True)
class FirstRunState:
    """What was answered so far. Every step may be left empty."""

    client: Client
    step: Step = Step.NAME
    name: str = ""
    sources: list[Source] = field(default_factory=list)
    has_lan: bool = False

    def forward(self) -> Step:
        """Go to the next step."""
        self.step = ORDER[min(ORDER.index(self.step) + 1, len(ORDER) - 1)]
        return self.step

    def back(self) -> Step:
        """Go to the step before."""
        self.step = ORDER[max(ORDER.index(self.step) - 1, 0)]
        return self.step

    async def add_folder(self, path: str, kind: SourceKind) -> Source:
        """Add a folder at once, so that it is scanned while the user goes on."""
        source = await self.client.library.add_source(NewSource(path=path, kind=kind))
        self.sources.append(source)
        return source

    async def finish(self) -> str:
        """Save what was answered; return the page to end on: the wall that fills, or home."""
        if self.has_lan:
            await self.client.settings.save_settings({"network.lan_access": True})
        self.step = Step.DONE
        kinds = {source.kind for source in self.sources}
        pages = {SourceKind.MOVIES: "films", SourceKind.SHOWS: "shows", SourceKind.MUSIC: "music"}
        if len(kinds) == 1:
            return pages.get(next(iter(kinds)), "films")
        return "films" if kinds else "home"
