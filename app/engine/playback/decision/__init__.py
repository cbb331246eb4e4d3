"""How a device plays a file: decides it, and says why.

Pure: plain data in, plain data out. The order is: read what was sent, ask each version of the item whether the device
plays it as it is (`direct`), list every other way (`convert`), take the cheapest (`plans`), write it down (`answer`).

The modules behind this door are read with the first question: an engine that starts has not been asked yet.
"""

from typing import Any


def decide(profile: object, source: object, options: object = None) -> dict[str, Any]:
    """Return how a device plays a source, and why; as `deciding.decide` tells it. Nothing is raised."""
    from app.engine.playback.decision import deciding

    return deciding.decide(profile, source, options)


def decide_subtitle(question: object) -> dict[str, Any]:
    """Return how one subtitle is delivered; as `deciding.decide_subtitle` tells it."""
    from app.engine.playback.decision import deciding

    return deciding.decide_subtitle(question)


__all__ = ["decide", "decide_subtitle"]
