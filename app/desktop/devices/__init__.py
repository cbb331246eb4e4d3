"""Marquees of the house, and how players reach this one."""
