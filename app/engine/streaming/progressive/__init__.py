"""Files in one stream, from a time on, for players that fetch no pieces."""

from app.engine.streaming.progressive.rules import CONTAINERS, Whole, media_type, parse_whole, whole_track

__all__ = ["CONTAINERS", "Whole", "media_type", "parse_whole", "whole_track"]
