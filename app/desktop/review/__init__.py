"""What Marquee is not sure about, answered with one key each."""
