"""Measures how loud the sound of a file is, as broadcasts do (EBU R 128)."""

import contextlib
import math
from pathlib import Path
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph

from app.contract.analysis import Loudness
from app.worker.checks import BROKEN_FILE, reading
from app.worker.containers import opened

_META = "lavfi.r128."
MOST_FAULTS = 50
"""Damaged packets after which the rest is left out."""


def loudness(path: Path) -> Loudness | None:
    """Return how loud the default sound is; None for a file without sound. Raises Fault."""
    with reading(path), opened(path) as container:
        sound = find_sound(container)
        return None if sound is None else _measured(container, sound)


def find_sound(container: InputContainer) -> AudioStream | None:
    """Return the sound that players begin with, or None."""
    sounds = container.streams.audio
    return next((sound for sound in sounds if sound.disposition.value & 1), sounds[0] if sounds else None)


def frames(container: InputContainer, sound: AudioStream) -> Any:
    """Yield the decoded parts of a sound; damaged ones are left out."""
    faults = 0
    for packet in container.demux(sound):
        try:
            yield from sound.decode(packet)
        except BROKEN_FILE:
            faults += 1
            if faults > MOST_FAULTS:
                return


def _measured(container: InputContainer, sound: AudioStream) -> Loudness | None:
    graph: Graph | None = None
    last: dict[str, str] = {}
    for frame in frames(container, sound):
        if graph is None:
            graph = _meter(sound)
        with contextlib.suppress(*BROKEN_FILE):
            graph.push(frame)
        last = _pulled(graph) or last
    return _told(last)


def _meter(sound: AudioStream) -> Graph:
    graph = Graph()
    source = graph.add_abuffer(template=sound)
    # More channels than two weigh as the standard says; a sound without a known layout is taken as it is.
    meter = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
    end = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(end)
    graph.configure()
    return graph


def _pulled(graph: Graph) -> dict[str, str]:
    """Return what the newest measured part is told to be."""
    told: dict[str, str] = {}
    while True:
        try:
            frame: Any = graph.pull()
        except BROKEN_FILE:  # nothing more is ready
            return told
        told = frame.metadata or told


def _told(found: dict[str, str]) -> Loudness | None:
    if f"{_META}I" not in found:
        return None
    peak = float(found.get(f"{_META}true_peak", 0))
    return Loudness(
        integrated_lufs=float(found[f"{_META}I"]),
        true_peak_db=round(20 * math.log10(peak), 2) if peak > 0 and math.isfinite(peak) else None,
        range_lu=float(found.get(f"{_META}LRA", 0)),
    )
