"""Home, walls, details, music and search: what the library looks like."""
