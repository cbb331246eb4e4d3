"""Makes out what parts of sounds are known by, and finds the part that two sounds have in common.

FFmpeg's own picture of a sound gives the loudness of 33 bands, eight times a second. A word of 32 bits says of each
band whether it grew clearly more than the next one within half a second: that stays the same whatever the loudness and
the encoder, and is the idea of Haitsma and Kalker (2002). Where nothing sounds the word is 0.
"""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Any

from av.audio.stream import AudioStream
from av.container import InputContainer
from av.filter import Graph

from app.contract.analysis import Chroma, ChromaTask, Refrain, RefrainTask
from app.contract.units import DurationMs
from app.worker.checks import BROKEN_FILE, reading
from app.worker.containers import opened
from app.worker.loudness import find_sound, frames

RATE_HZ = 11_025
WORDS_PER_S = 8
WORD_MS = 1000 // WORDS_PER_S
BANDS = 33
PICTURE = f"s={BANDS * 2}x2:fps={WORDS_PER_S}:bar_h=0:axis_h=0:sono_h=2:basefreq=150:endfreq=4000:count=1:sono_g=7"
BLUR = 5
"""Rows that are added up, so that a shift by half a row changes little."""
LAG = 5
MARGIN = 45
"""Of brightness: what an encoder adds is less, and so is silence."""
QUIET_SUM = 33 * 2 * 20
"""Of the brightness of a row; black is 16."""
HALF_BITS = 16
OFFSETS = 24
"""Shifts that are looked at closely, of those with the most equal halves of words."""
WINDOW = 32
"""Four seconds, over which differences are averaged."""
MOST_UNLIKE = 0.5
"""Of the bits that are set in one of two words, the share that is not set in the other; chance makes 0.67 and more."""
EDGE = 4
SOUNDING_SHARE = 0.6
_ROW_BYTES = BANDS * 2
_MOST_EQUAL = 40
"""A half of a word that comes more often than this says nothing: a held tone."""


def chroma(task: ChromaTask) -> Chroma | None:
    """Return the words of the beginning and the end of a default sound; None without sound. Raises Fault."""
    path = Path(task.path)
    with reading(path), opened(path) as container:
        sound = find_sound(container)
        if sound is None:
            return None
        head = _words(container, sound, task.head_ms)
        length_ms, start_us = (container.duration or 0) // 1000, max(container.start_time or 0, 0)
        wanted_ms = max(length_ms - task.tail_ms, 0)
        container.seek(start_us + wanted_ms * 1000)
        tail = _words(container, sound, task.tail_ms + 10_000)
        # The first packet after a jump may come earlier or later than what was asked for; the end is the end.
        tail_ms = max(length_ms - (len(tail) + BLUR - 1) * WORD_MS, 0)
        return Chroma(head=_hex(head), tail=_hex(tail), tail_start_ms=DurationMs(tail_ms))


def refrain(task: RefrainTask) -> Refrain | None:
    """Return the longest part that two sounds have in common; None when there is none of a fitting length."""
    first, second = _unhex(task.first), _unhex(task.second)
    best: tuple[int, int, int, float] | None = None
    for shift in _shifts(first, second):
        found = _run(first, second, shift)
        if found and (best is None or found[1] - found[0] > best[1] - best[0]):
            best = (found[0], found[1], shift, found[2])
    if best is None:
        return None
    start, end, shift, unlike = best
    length_ms = (end - start) * WORD_MS
    if not task.shortest_ms <= length_ms <= task.longest_ms:
        return None
    return Refrain(
        first_ms=DurationMs((start + shift) * WORD_MS),
        second_ms=DurationMs(start * WORD_MS),
        length_ms=DurationMs(length_ms),
        likeness=round(1 - unlike, 3),
    )


def _words(container: InputContainer, sound: AudioStream, length_ms: int) -> list[int]:
    rows = islice(_rows(container, sound), length_ms // WORD_MS)
    bands = [[row[at] + row[at + 1] for at in range(0, _ROW_BYTES, 2)] for row in rows]
    blurred = [list(map(sum, zip(*bands[at : at + BLUR], strict=True))) for at in range(len(bands) - BLUR + 1)]
    words = [0] * min(LAG, len(bands))
    for before, after, row in zip(blurred, blurred[LAG:], bands[LAG:], strict=False):
        words.append(_word(before, after) if sum(row) > QUIET_SUM else 0)
    return words


def _word(before: Sequence[int], after: Sequence[int]) -> int:
    grown = [new - old for old, new in zip(before, after, strict=True)]
    word = 0
    for low, high in pairwise(grown):
        word = word << 1 | (low - high > MARGIN)
    return word


def _rows(container: InputContainer, sound: AudioStream) -> Iterator[bytes]:
    """Yield the brightness of each band, an eighth of a second after the other."""
    graph: Graph | None = None
    for frame in frames(container, sound):
        if graph is None:
            graph = _painter(sound)
        try:
            graph.push(frame)
        except BROKEN_FILE:  # its form changed in the middle
            return
        yield from _painted(graph)
    if graph is not None:
        with contextlib.suppress(*BROKEN_FILE):
            graph.push(None)
        yield from _painted(graph)


def _painter(sound: AudioStream) -> Graph:
    graph = Graph()
    steps = [
        graph.add_abuffer(template=sound),
        graph.add("aresample", str(RATE_HZ)),
        graph.add("aformat", "channel_layouts=mono"),
        graph.add("showcqt", PICTURE),
        graph.add("format", "gray"),
        graph.add("buffersink"),
    ]
    for step, following in pairwise(steps):
        step.link_to(following)
    graph.configure()
    return graph


def _painted(graph: Graph) -> Iterator[bytes]:
    while True:
        try:
            picture: Any = graph.pull()
        except BROKEN_FILE:  # nothing more is ready
            return
        yield bytes(picture.planes[0])[:_ROW_BYTES]


def _shifts(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Return the shifts of the second sound at which most halves of words are the same."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, word in enumerate(first):
        for key in _halves(word):
            places[key].append(at)
    votes: Counter[int] = Counter()
    for at, word in enumerate(second):
        for key in _halves(word):
            if len(found := places.get(key, ())) <= _MOST_EQUAL:
                votes.update(place - at for place in found)
    return [shift for shift, _ in votes.most_common(OFFSETS)]


def _halves(word: int) -> tuple[int, ...]:
    return (word >> HALF_BITS, (word & 0xFFFF) | 1 << 20) if word else ()


def _run(first: Sequence[int], second: Sequence[int], shift: int) -> tuple[int, int, float] | None:
    """Return start and end (in the second sound) of the longest run that is alike at a shift, and how unlike it is."""
    start = max(0, -shift)
    end = min(len(second), len(first) - shift)
    pairs = [(first[at + shift], second[at]) for at in range(start, end)]
    unlike = list(accumulate(((one ^ other).bit_count() for one, other in pairs), initial=0))
    either = list(accumulate(((one | other).bit_count() for one, other in pairs), initial=0))

    def share(low: int, high: int) -> float:
        return (unlike[high] - unlike[low]) / max(either[high] - either[low], 1)

    low, high = _longest([share(at, at + WINDOW) <= MOST_UNLIKE for at in range(len(pairs) - WINDOW + 1)])
    while low < high and share(low, min(low + EDGE, high)) > MOST_UNLIKE:
        low += 1  # it was carried by its neighbours
    while low < high and share(max(high - EDGE, low), high) > MOST_UNLIKE:
        high -= 1
    sounding = sum(bool(one) for one, _ in pairs[low:high])
    if high <= low or sounding < SOUNDING_SHARE * (high - low):
        return None
    return start + low, start + high, share(low, high)


def _longest(is_alike: Sequence[bool]) -> tuple[int, int]:
    """Return start and end of the longest row of windows that are alike, the last window whole."""
    best, begun = (0, 0), 0
    for at, is_one in enumerate((*is_alike, False)):
        if not is_one:
            if at - begun > best[1] - best[0]:
                best = (begun, at)
            begun = at + 1
    return (best[0], best[1] + WINDOW - 1) if best[1] else (0, 0)


def _hex(words: Sequence[int]) -> str:
    return "".join(f"{word:08x}" for word in words)


def _unhex(text: str) -> list[int]:
    return [int(text[at : at + 8], 16) for at in range(0, len(text), 8)]
