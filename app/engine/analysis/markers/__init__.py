"""Intros, recaps and credits."""
