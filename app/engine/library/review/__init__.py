"""The review queue: what nobody but the owner can decide."""
