"""What the files are: films, shows with seasons and episodes, artists with albums and tracks."""

from app.engine.library.catalogue.place import place
from app.engine.library.catalogue.rules import Fact, Node, Placement, sort_title

__all__ = ["Fact", "Node", "Placement", "place", "sort_title"]
