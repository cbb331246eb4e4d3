"""Gathers the window's sentences into translations/*.ts, builds the .qm files, and tells what is not translated.

python scripts/translations.py update    after sentences changed
python scripts/translations.py build     before a start from a checkout, and in every package
python scripts/translations.py check     fails when a language lacks a sentence
"""

import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
SOURCES = ROOT / "app" / "desktop"
FINISHED = ("de",)
"""Languages that must have every sentence. English has its plurals only: the rest is in the code."""

Key = tuple[str, str]
COUNTED = re.compile(r"""(translate\(\s*"[^"]*",\s*"(?:[^"\\]|\\.)*"),\s*"",\s*[^()]*(?:\([^()]*\))?[^()]*\)""")
"""A call that gives a count; group 1 is all before its empty comment."""


def update() -> None:
    """Take new sentences over into every language, keep what is translated, drop what is gone."""
    found = _gather()
    for language in ("en", *FINISHED):
        _write(language, found, _read(FOLDER / f"marquee_{language}.ts"))


def release() -> tuple[Path, ...]:
    """Make a .qm beside every .ts; return them."""
    made = []
    for source in sorted(FOLDER.glob("marquee_*.ts")):
        target = source.with_suffix(".qm")
        subprocess.run([_tool("lrelease"), "-silent", str(source), "-qm", str(target)], check=True)
        made.append(target)
    return tuple(made)


def missing() -> list[str]:
    """Return the sentences that a finished language lacks, as "de: context: sentence"."""
    found = _gather()
    lacks = []
    for language in FINISHED:
        known = _read(FOLDER / f"marquee_{language}.ts")
        lacks += [
            f"{language}: {context}: {text}" for context, text in found if not any(known.get((context, text), []))
        ]
    return lacks


def _gather() -> dict[Key, bool]:
    """Return every sentence of the desktop, and whether it counts something.

    lupdate does not see that `translate(context, text, "", count)` counts, and passes over it when the count is more
    than a plain name. So it reads copies without the count, and the "%n" in the sentence itself tells.
    """
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.ts"
        files = [_without_counts(path, Path(folder)) for path in sorted(SOURCES.rglob("*.py"))]
        subprocess.run([_tool("lupdate"), "-silent", *files, "-ts", str(target)], check=True)
        root = ET.parse(target).getroot()
    return {
        (context.findtext("name", ""), text): "%n" in text or "%Ln" in text
        for context in root.iter("context")
        for message in context.iter("message")
        if (text := message.findtext("source", ""))
    }


def _without_counts(source: Path, folder: Path) -> str:
    copy = folder / source.relative_to(SOURCES)
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_text(COUNTED.sub(r"\1)", source.read_text(encoding="utf-8")), encoding="utf-8")
    return str(copy)


def _read(path: Path) -> dict[Key, list[str]]:
    """Return the forms of every sentence of a .ts file; one form, or one for each plural."""
    if not path.exists():
        return {}
    return {
        (context.findtext("name", ""), message.findtext("source", "")): _forms(message)
        for context in ET.parse(path).getroot().iter("context")
        for message in context.iter("message")
    }


def _forms(message: ET.Element) -> list[str]:
    translation = message.find("translation")
    if translation is None:
        return []
    plurals = [form.text or "" for form in translation.findall("numerusform")]
    return plurals or [translation.text or ""]


def _write(language: str, found: dict[Key, bool], known: dict[Key, list[str]]) -> None:
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    by_text = {text: forms for (_context, text), forms in known.items() if any(forms)}
    for (context, text), is_counted in sorted(found.items()):
        if language == "en" and not is_counted:
            continue
        forms = known.get((context, text)) or by_text.get(text) or []
        if language == "en":
            forms = [text.replace("(s)", ""), text.replace("(s)", "s")]
        if context not in contexts:
            contexts[context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[context], "name").text = context
        _add(contexts[context], text, forms, is_counted=is_counted)
    ET.indent(root, "    ")
    body = ET.tostring(root, encoding="unicode")
    target = FOLDER / f"marquee_{language}.ts"
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _add(context: ET.Element, text: str, forms: list[str], *, is_counted: bool) -> None:
    message = ET.SubElement(context, "message", {"numerus": "yes"} if is_counted else {})
    ET.SubElement(message, "source").text = text
    translation = ET.SubElement(message, "translation", {} if any(forms) else {"type": "unfinished"})
    if not is_counted:
        translation.text = forms[0] if forms else ""
        return
    for form in forms if len(forms) > 1 else forms * 2 or ["", ""]:
        ET.SubElement(translation, "numerusform").text = form


def _tool(name: str) -> str:
    program = f"pyside6-{name}"
    beside = Path(sys.executable).with_name(program)
    found = str(beside) if beside.exists() else shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is not installed: install PySide6 into this Python")
    return found


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    match arguments:
        case []:
            update()
            release()
        case ["update"]:
            update()
        case ["build"]:
            for path in release():
                print(path.relative_to(ROOT))
        case ["check"]:
            lacks = missing()
            print("\n".join(lacks) or "every sentence is translated")
            return 1 if lacks else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
