"""The smaller sizes of an ordered film, between which a player chooses by itself. Pure.

They are cut at the same times and made by the same encoder as the film, so a player may go from one to another at any
piece. Each is made only when somebody asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from app.contract.encoding import VideoForm
from app.contract.errors import NotFound
from app.engine.streaming import rules as names
from app.engine.streaming.encodes import rules
from app.engine.streaming.encodes.order import Order, Step
from app.engine.streaming.rules import Choice

SIZES: Final = ((1280, 720, 4_000_000), (854, 480, 1_800_000), (640, 360, 800_000))
"""Longer side, shorter side, and bits a second of H.264."""
MOST_SCALE = Fraction(85, 100)
MOST_BITS = 0.8
"""Of the step above: a player gains nothing by one that is nearly the same."""
LEAST_PX = 16
_NEEDED = {"h264": 1.0, "hevc": 0.6, "av1": 0.6, "vp9": 0.7}
_CHOOSES = re.compile(r"Mozilla/|AppleCoreMedia/|Roku/|.*\b(?:ExoPlayerLib|AndroidXMedia3)/")
"""Browsers (their own HLS and hls.js, televisions too), iOS, Roku and Android's players."""
_TAKES_ALL = re.compile(r"Lavf|mpv|VLC|GStreamer|Kodi|XBMC", re.IGNORECASE)
"""They open every size at once, which would start an encoder for each, or never change."""
_TRACK = re.compile(r"(?P<track>v[0-9]{1,4})-(?P<height>[1-9][0-9]{1,4})")


def smaller(video: VideoForm) -> Iterator[VideoForm]:
    """Yield a picture in smaller sizes with fewer bits, the largest first; nothing when it is small already."""
    share, most = _NEEDED.get(video.codec), rules.video_bitrate(video)
    if share is None:
        return
    longer, shorter = sorted((video.width_px, video.height_px), reverse=True)
    for long_px, short_px, bits in SIZES:
        scale = min(Fraction(long_px, longer), Fraction(short_px, shorter))
        needed = round(bits * share)
        if scale <= MOST_SCALE and needed <= most * MOST_BITS:
            most = needed
            width, height = _even(video.width_px, scale), _even(video.height_px, scale)
            yield replace(video, width_px=width, height_px=height, bitrate=needed)


def chooses(user_agent: str) -> bool:
    """Tell whether a player goes from one size to another by itself; of one that nobody knows, not."""
    return _CHOOSES.match(user_agent) is not None and _TAKES_ALL.search(user_agent) is None


def find(order: Order, name: str) -> tuple[Order, str]:
    """Return what is made for a playlist ("v0-480"), and what that of the whole size is called ("v0").

    Raises NotFound when the order has no such size.
    """
    found = _TRACK.fullmatch(name)
    if found is None:
        return order, name
    step = next((one for one in order.steps if str(one.video.height_px) == found["height"]), None)
    if step is None or found["track"] != f"v{order.video_index}":
        raise NotFound("There is no such stream.", code="stream_not_found")
    return at(order, step), found["track"]


def at(order: Order, step: Step) -> Order:
    """Return the order of a smaller size."""
    return replace(order, video=step.video, cost=step.cost, steps=())


def master_playlist(order: Order, choice: Choice, place: str, *, has_steps: bool) -> str:
    """Return the playlist that a player opens first: the whole size before the smaller ones, for many begin there.

    Args:
        place: Where the playlists that it names are, from its own place on.
    """
    text = names.master_playlist(rules.table_of(order), choice, rules.bitrate(order), place)
    for step in order.steps if has_steps else ():
        smaller_one = at(order, step)
        main, *apart = names.tracks(rules.table_of(smaller_one), choice)
        line = names.variant(main, apart, rules.bitrate(smaller_one))
        text += f"{line}\n{place}{main.name}-{step.video.height_px}.m3u8\n"
    return text


def _even(length_px: int, scale: Fraction) -> int:
    return max(round(length_px * scale / 2) * 2, LEAST_PX)
