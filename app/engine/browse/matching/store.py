"""SQL that reads what items are found by besides their titles: alt_title, credit, item (genres), tags and the like."""

import json
import sqlite3
from collections.abc import Sequence

TOLD = """
    with wanted(id) as (select value from json_each(?))
    select item_id, 'alt_title', title from wanted join alt_title on item_id = id
    union all select item_id, 'person', name from wanted join credit on item_id = wanted.id
        join person on person.id = person_id
    union all select item.id, 'tag', genre.value from wanted join item on item.id = wanted.id,
        json_each(item.genres) genre
    union all select item_id, 'tag', name from wanted join item_tag on item_id = wanted.id join tag on tag.id = tag_id
    union all select item_id, 'tag', name from wanted join item_studio on item_id = wanted.id
        join studio on studio.id = studio_id
    union all select item_id, 'tag', name from wanted join item_collection on item_id = wanted.id
        join collection on collection.id = collection_id
"""


def list_told(connection: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """Return (field, text) of items: other titles first, then people, then genres, tags, studios, collections."""
    found: dict[int, list[tuple[str, str]]] = {}
    for item_id, field, text in connection.execute(TOLD, (json.dumps(item_ids),)):
        found.setdefault(item_id, []).append((field, str(text)))
    return found
