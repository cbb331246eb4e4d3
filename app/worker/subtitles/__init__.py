"""Takes subtitles out of media files and out of the files beside them; whatever they hold, nothing of it is run."""
