"""What every room stands on; no capability is in here."""
