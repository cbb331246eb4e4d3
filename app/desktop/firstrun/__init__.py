"""The first run: three steps to a full wall."""
