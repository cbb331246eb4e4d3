"""The ffmpeg program that may be on this computer, as a second one that makes pictures."""
