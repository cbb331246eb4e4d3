"""A disposable process that touches media files, so that a bad one costs no more than this process."""
