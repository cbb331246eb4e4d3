"""What all pages are made of: theme, icons, widgets, navigation, words, pictures and tasks."""
