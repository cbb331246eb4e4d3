"""Makes the details of an item."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from app.contract import codec
from app.contract.browse import About, Card, Credit, Details, Group, Origin, ProviderId, Verdict, Version
from app.contract.library import PLAYABLE_KINDS
from app.contract.media import Probe
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.browse.cards import make_cards
from app.engine.browse.details import store
from app.engine.browse.details.rules import neighbours, play_id
from app.engine.browse.store import list_standings


def make_details(
    connection: Any, user_id: int, item_id: int, inside: Sequence[int], around: Sequence[int]
) -> Details | None:
    """Return the details of an item, or None when there is no such item.

    Args:
        inside: What can be played in it, in the order of play; itself for a film, episode or track.
        around: What can be played in the show or album that it lies in.
    """
    row = store.find_item(connection, item_id)
    if row is None:
        return None
    (card,) = make_cards(connection, user_id, (item_id,))
    before, after = neighbours(item_id, around)
    return Details(
        card=card,
        overview=row["overview"],
        genres=codec.decode(row["genres"], tuple[str, ...]),
        versions=tuple(_version(version) for version in store.list_versions(connection, item_id)),
        origins=tuple(
            Origin(field=field, source=source, detail=detail)
            for field, source, detail in store.list_origins(connection, item_id)
        ),
        previous_id=_text(before),
        next_id=_text(after),
        play_id=_text(_play(connection, user_id, card, inside)),
        about=_about(connection, item_id),
        own_rating=store.find_own_rating(connection, user_id, item_id),
    )


def _about(connection: Any, item_id: int) -> About:
    told = store.find_about(connection, item_id)
    titles = store.list_titles(connection, item_id)
    texts = {name: told[name] for name in ("premiered", "tagline", "outline", "certificate", "status")} if told else {}
    return About(
        **texts,
        original_title=next((title for title, kind in titles if kind == "original"), ""),
        alt_titles=tuple(title for title, kind in titles if kind != "original"),
        runtime_ms=DurationMs(told["runtime_ms"] if told else 0),
        countries=codec.decode(told["countries"], tuple[str, ...]) if told else (),
        people=tuple(
            Credit(person_id=str(row[0]), name=row[1], role=row[2], character=row[3], picture_url=row[4])
            for row in store.list_credits(connection, item_id)
        ),
        studios=_groups(connection, item_id, "studio"),
        tags=_groups(connection, item_id, "tag"),
        collections=_groups(connection, item_id, "collection"),
        provider_ids=tuple(
            ProviderId(provider=provider, value=value)
            for provider, value in store.list_provider_ids(connection, item_id)
        ),
        ratings=tuple(
            Verdict(name=name, value=value, votes=votes)
            for name, value, votes in store.list_ratings(connection, item_id)
        ),
    )


def _groups(connection: Any, item_id: int, kind: str) -> tuple[Group, ...]:
    rows = store.list_groups(connection, item_id, kind)
    return tuple(Group(id=str(row[0]), name=row[1], overview=row[2]) for row in rows)


def _play(connection: Any, user_id: int, card: Card, inside: Sequence[int]) -> int | None:
    if card.kind in PLAYABLE_KINDS:
        return int(card.id)
    return play_id(inside, list_standings(connection, user_id, inside))


def _version(row: Any) -> Version:
    probe = codec.decode(row["probe"], Probe)
    path = PurePath(row["root"], row["path"])
    return Version(
        asset_id=str(row["id"]),
        file_name=path.name,
        folder=str(path.parent),
        container=probe.container,
        size_bytes=SizeBytes(row["size_bytes"]),
        duration_ms=DurationMs(probe.duration_ms),
        bitrate_kbps=Kbps(probe.bitrate),
        streams=probe.streams,
        chapters=probe.chapters,
        is_missing=bool(row["is_missing"]),
    )


def _text(item_id: int | None) -> str | None:
    return None if item_id is None else str(item_id)
