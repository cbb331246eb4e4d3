"""Which page class stands behind which name; each is imported when it is opened first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.desktop.kit.desk import Desk
    from app.desktop.kit.page import Page


def make_page(name: str, desk: Desk) -> Page:
    """Build the page of a name that `kit.navigation.PAGES` lists."""
    return _content_page(name, desk) or _inner_page(name, desk) or _house_page(name, desk)


def _content_page(name: str, desk: Desk) -> Page | None:
    match name:
        case "home":
            from app.desktop.library.home import HomePage

            return HomePage(desk)
        case "films" | "shows" | "music":
            from app.desktop.library.page import WallPage

            return WallPage(desk, name)
        case "search":
            from app.desktop.library.search import SearchPage

            return SearchPage(desk)
        case "details":
            from app.desktop.library.details import DetailsPage

            return DetailsPage(desk)
        case "player":
            from app.desktop.playback.page import PlayerPage

            return PlayerPage(desk)
    return None


def _inner_page(name: str, desk: Desk) -> Page | None:
    match name:
        case "lists":
            from app.desktop.library.lists import ListsPage

            return ListsPage(desk)
        case "list":
            from app.desktop.library.lists import ListPage

            return ListPage(desk)
        case "album":
            from app.desktop.library.music import AlbumPage

            return AlbumPage(desk)
        case "artist":
            from app.desktop.library.music import ArtistPage

            return ArtistPage(desk)
        case "lyrics":
            from app.desktop.library.lyrics import LyricsPage

            return LyricsPage(desk)
    return None


def _house_page(name: str, desk: Desk) -> Page:
    match name:
        case "sources":
            from app.desktop.sources.page import SourcesPage

            return SourcesPage(desk)
        case "imports":
            from app.desktop.imports.page import ImportsPage

            return ImportsPage(desk)
        case "review":
            from app.desktop.review.page import ReviewPage

            return ReviewPage(desk)
        case "activity":
            from app.desktop.activity.page import ActivityPage

            return ActivityPage(desk)
        case "devices":
            from app.desktop.devices.page import DevicesPage

            return DevicesPage(desk)
        case "settings":
            from app.desktop.settings.page import SettingsPage

            return SettingsPage(desk)
        case "welcome":
            from app.desktop.firstrun.page import WelcomePage

            return WelcomePage(desk)
    raise ValueError(f"there is no page {name!r}")
