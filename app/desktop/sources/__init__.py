"""The folders that Marquee reads: adding, scanning, what was skipped and why."""
