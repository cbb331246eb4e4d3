"""The library: folders, what lies in them, and what it is."""

from app.engine.library.captions import Captions
from app.engine.library.lists import Lists
from app.engine.library.lookup import Answer, How, Lookup, Wanted
from app.engine.library.names import group_paths, parse_path
from app.engine.library.place import Place
from app.engine.library.reading_room import ReadingRoom
from app.engine.library.routes import routes
from app.engine.library.scan.run import ReadsMedia
from app.engine.library.schema import migrations
from app.engine.library.service import SETTINGS, Library
from app.engine.library.store import Asset, Entry, SideFile

__all__ = [
    "SETTINGS",
    "Answer",
    "Asset",
    "Captions",
    "Entry",
    "How",
    "Library",
    "Lists",
    "Lookup",
    "Place",
    "ReadingRoom",
    "ReadsMedia",
    "SideFile",
    "Wanted",
    "group_paths",
    "migrations",
    "parse_path",
    "routes",
]
