"""The commands of `marquee`, one file each."""
