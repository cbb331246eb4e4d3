"""Playing on this screen: the player page, the bar for music, and what drives them."""
