"""How a device plays a file: decides it, and says why.

Pure: plain data in, plain data out. The order is: read what was sent, ask each version of the item whether the device
plays it as it is (`direct`), list every other way (`convert`), take the cheapest (`plans`), write it down (`answer`).
"""

from app.engine.playback.decision.deciding import decide, decide_subtitle

__all__ = ["decide", "decide_subtitle"]
