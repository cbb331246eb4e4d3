"""Marquee without its window: the icon in the tray, and the start with the session."""
