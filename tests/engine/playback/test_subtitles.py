"""The subtitles that come with a playback, in the form that the device takes."""

from typing import Any

import pytest

from app.contract.media import MediaStream, Probe, StreamType
from app.contract.playback import Decision, Method, SideSubtitle
from app.contract.units import DurationMs, Kbps, SizeBytes
from app.engine.library import Asset, SideFile
from app.engine.playback.subtitles import list_subtitles

SIDES = (
    (4, SideFile(id=7, path="Films/The Lantern.de.srt", kind="subtitle", language="de", is_hearing_impaired=True)),
)


def listed(**decided: Any) -> tuple[SideSubtitle, ...]:
    codecs = ("h264", "subrip", "ass", "hdmv_pgs_subtitle")
    streams = tuple(
        MediaStream(index=index, type=StreamType.SUBTITLE if index else StreamType.VIDEO, codec=codec)
        for index, codec in enumerate(codecs)
    )
    probe = Probe(
        container="matroska",
        duration_ms=DurationMs(1),
        size_bytes=SizeBytes(1),
        bitrate=Kbps(1),
        streams=streams,
        tags={},
    )
    asset = Asset(id=3, path="The Lantern.mkv", size_bytes=SizeBytes(1), probe=probe, is_missing=False)
    decision = Decision(method=Method.DIRECT_PLAY, container="mkv", protocol="http", **decided)
    return list_subtitles(asset, SIDES, decision, place="/p/", side_path=lambda id_, name: f"/side/{id_}/{name}")


def test_files_beside_the_film_come_first_and_text_inside_it_is_listed_too() -> None:
    beside, plain, styled, drawn = listed()

    assert (beside.url, beside.vtt_url, beside.index) == ("/side/7/The Lantern.de.srt", "/p/x7.vtt", 4)
    assert beside.is_hearing_impaired
    assert not beside.is_embedded
    assert (plain.url, plain.vtt_url, plain.ass_url, plain.index) == ("/p/s1.vtt", "/p/s1.vtt", "", 1)
    assert (styled.url, styled.ass_url, styled.fonts_url) == ("/p/s2.vtt", "/p/s2.ass", "/p/fonts/list.json")
    assert styled.is_embedded
    assert (drawn.url, drawn.vtt_url) == ("/p/pictures/s3/list.json", "")
    assert drawn.pictures_url == drawn.url


@pytest.mark.parametrize(
    ("index", "form", "url"),
    [
        (1, "srt", "/p/s1.srt"),
        (1, "subrip", "/p/s1.srt"),
        (1, "WebVTT", "/p/s1.vtt"),
        (1, "ass", "/p/s1.vtt"),
        (2, "ass", "/p/s2.ass"),
        (2, "ssa", "/p/s2.ass"),
        (4, "srt", "/side/7/The Lantern.de.srt"),
        (4, "vtt", "/p/x7.vtt"),
        (4, "ttml", "/side/7/The Lantern.de.srt"),
    ],
)
def test_the_chosen_one_comes_in_the_form_that_was_decided(index: int, form: str, url: str) -> None:
    found = listed(subtitle_index=index, subtitle_method="External", subtitle_format=form)

    assert next(each.url for each in found if each.index == index) == url


def test_a_form_that_was_decided_for_another_way_changes_nothing() -> None:
    assert listed(subtitle_index=1, subtitle_method="Hls", subtitle_format="srt")[1].url == "/p/s1.vtt"
