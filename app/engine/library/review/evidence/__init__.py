"""What the catalogue shows that nobody could tell from one name."""
