"""The window of Marquee: a client of the engine like any other, and its owner when it started it."""
