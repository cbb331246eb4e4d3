"""What the engine does: sessions and jobs."""
