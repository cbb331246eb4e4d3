"""Taking over from Plex, Jellyfin and Emby in three steps: server, libraries and folders, preview and report."""
