"""What the owner answered."""
