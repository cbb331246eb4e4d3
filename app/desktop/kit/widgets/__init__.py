"""The controls of Marquee."""
