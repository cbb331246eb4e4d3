"""Search: what an item is found by, and how typed text finds it.

Every room that knows words of an item gives them with `put_document`; nobody else writes these tables.
"""

from app.engine.library.search.finder.store import find
from app.engine.library.search.rules import words_of
from app.engine.library.search.store import delete_document, put_document, rebuild

__all__ = ["delete_document", "find", "put_document", "rebuild", "words_of"]
