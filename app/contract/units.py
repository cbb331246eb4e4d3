"""Numbers that carry their unit in the type."""

from typing import NewType

DurationMs = NewType("DurationMs", int)
"""A length of time, or a position in a film, in milliseconds."""

SizeBytes = NewType("SizeBytes", int)
"""A size of a file or of memory in bytes."""

Kbps = NewType("Kbps", int)
"""A bit rate in 1,000 bits a second; 0 when it is not known."""
