"""Every word that an item is found by, so that a mistyped one can be told what it may have meant."""
