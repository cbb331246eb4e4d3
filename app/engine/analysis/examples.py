"""What the routes of this room answer, for their description."""

from app.contract.analysis import Analysis, ChapterPicture, Loudness, Marker, MarkerKind, MarkerSource, Trickplay
from app.contract.units import DurationMs
from app.engine.analysis.rules import Strip, image_playlist, vtt

_PLACE = "/stream/trickplay/7/1795000000/T3Jq0mJt8m2m5u3lJpQ2xA"
_STRIP = Strip(width_px=320, height_px=134, count=2)
_LENGTH = DurationMs(19_500)
VTT = vtt(_STRIP, _LENGTH)
PLAYLIST = image_playlist(_STRIP, _LENGTH)
INTRO = Marker(
    kind=MarkerKind.INTRO,
    start_ms=DurationMs(62_000),
    end_ms=DurationMs(121_500),
    source=MarkerSource.FINGERPRINT,
    confidence=0.86,
)
ANALYSIS = Analysis(
    asset_id="7",
    trickplay=Trickplay(
        width_px=320,
        height_px=134,
        columns=10,
        rows=10,
        count=2,
        step_ms=DurationMs(10_000),
        sheets=(f"{_PLACE}/0.jpg",),
        vtt_url=f"{_PLACE}/tiles.vtt",
        hls_url=f"{_PLACE}/tiles.m3u8",
        bif_url=f"{_PLACE}/tiles.bif",
    ),
    chapter_pictures=(ChapterPicture(number=0, url=f"{_PLACE}/chapter-0.jpg"),),
    markers=(INTRO,),
    loudness=Loudness(integrated_lufs=-27.3, true_peak_db=-3.1, range_lu=14.2),
    gain_db=2.1,
)
