"""What the documentation of the routes shows."""

from datetime import UTC, datetime

from app.contract.browse import (
    About,
    Card,
    Credit,
    Details,
    Facet,
    FacetValue,
    Group,
    Home,
    Origin,
    Picture,
    PictureKind,
    ProviderId,
    Row,
    Verdict,
    Version,
)
from app.contract.library import ItemKind
from app.contract.media import MediaStream, StreamType
from app.contract.search import Match, MatchedBy
from app.contract.units import DurationMs, Kbps, SizeBytes

POSTER = Picture(
    kind=PictureKind.POSTER,
    url="/api/v1/items/17/artwork/poster?v=9f2c1b7a60de",
    width_px=1000,
    height_px=1500,
    placeholder="LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    color="#203a5c",
)
CARD = Card(
    id="17",
    kind=ItemKind.FILM,
    title="The Lantern",
    year=2019,
    sort_title="lantern",
    duration_ms=DurationMs(5_400_000),
    height_px=1080,
    range_type="SDR",
    added_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
    pictures=(POSTER,),
)
DETAILS = Details(
    card=CARD,
    overview="A lighthouse keeper finds a message that is older than the sea.",
    genres=("Drama",),
    versions=(
        Version(
            asset_id="23",
            file_name="The Lantern (2019).mkv",
            folder="/media/films/The Lantern (2019)",
            container="matroska",
            size_bytes=SizeBytes(4_200_000_000),
            duration_ms=DurationMs(5_400_000),
            bitrate_kbps=Kbps(6_200),
            streams=(MediaStream(index=0, type=StreamType.VIDEO, codec="h264", width_px=1920, height_px=1080),),
        ),
    ),
    origins=(Origin(field="title", source="file name", detail="The Lantern (2019).mkv"),),
    play_id="17",
    about=About(
        original_title="Lyktan",
        premiered="2019-03-31",
        tagline="Keep it lit.",
        certificate="PG-13",
        people=(Credit(person_id="5", name="Ann One", role="actor", character="The keeper"),),
        studios=(Group(id="2", name="Pier Pictures"),),
        provider_ids=(ProviderId(provider="imdb", value="tt7654321"),),
        ratings=(Verdict(name="imdb", value=7.8, votes=12_345),),
    ),
)
HOME = Home(hero=CARD, rows=(Row(key="continue_watching", cards=(CARD,)),))
FACETS = (
    Facet(field="genre", values=(FacetValue(value="Drama", count=120), FacetValue(value="Comedy", count=80))),
    Facet(field="source", values=(FacetValue(value="1", count=200, title="/media/films"),)),
)
MATCH = Match(card=CARD, by=MatchedBy.PERSON, text="Ann One")
