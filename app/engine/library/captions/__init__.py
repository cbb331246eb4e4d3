"""What is written under films: which files have subtitles, inside and beside them."""

from app.engine.library.captions.service import Captions
from app.engine.library.captions.store import Captioned

__all__ = ["Captioned", "Captions"]
