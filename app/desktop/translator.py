"""Puts the window into the language of the user."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.contract import resources
from app.contract.errors import Unavailable

LANGUAGES = ("en", "de")
"""Those with a finished translation."""


def install(app: QCoreApplication, language: str) -> tuple[QTranslator, ...]:
    """Load our words and Qt's own; `language` "" follows the system. Keep what is returned."""
    locale = QLocale(language) if language else QLocale.system()
    QLocale.setDefault(locale)
    kept = []
    for name, folder in (
        ("marquee", _folder()),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator(app)
        if folder and translator.load(locale, name, "_", folder):
            app.installTranslator(translator)
            kept.append(translator)
    return tuple(kept)


def _folder() -> str:
    try:
        return str(resources.find("translations"))
    except Unavailable:
        return ""
