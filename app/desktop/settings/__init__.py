"""The settings page: what the engine and this window can be told."""
