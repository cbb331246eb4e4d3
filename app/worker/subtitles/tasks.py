"""Does the tasks of contract/subtitles.py."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.contract import codec
from app.contract.subtitles import FontsTask, FontTask, PicturesTask, SideTextTask, TextPartTask, TextsFound, TextsTask
from app.worker.subtitles.lists import Text, packed

Done = tuple[object, bytes]
"""What is told, and the bytes that belong to it."""


def do(task: str, fields: dict[str, Any]) -> Done:
    """Do a task by its name. Raises Fault."""
    return _TASKS[task](fields)


def _texts(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.inside import all_texts

    return _answer(*all_texts(Path(TextsTask(**fields).path)))


def _text_part(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.inside import text_part

    start_ms, text = text_part(codec.convert(fields, TextPartTask))
    return _answer(start_ms, [text])


def _side_text(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.beside import side_text

    return _answer(0, [side_text(codec.convert(fields, SideTextTask))])


def _fonts(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.fonts import list_fonts

    return list_fonts(Path(FontsTask(**fields).path)), b""


def _font(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.fonts import read_font

    task = codec.convert(fields, FontTask)
    found = read_font(Path(task.path), task.index)
    return found.font, found.content


def _pictures(fields: dict[str, Any]) -> Done:
    from app.worker.subtitles.drawn import pictures

    return pictures(codec.convert(fields, PicturesTask))


def _answer(start_ms: int, texts: Sequence[Text]) -> Done:
    found = [packed(text) for text in texts]
    told = TextsFound(start_ms=start_ms, texts=tuple(each for each, _ in found))
    return told, b"".join(content for _, content in found)


_TASKS: dict[str, Callable[[dict[str, Any]], Done]] = {
    TextsTask.task: _texts,
    TextPartTask.task: _text_part,
    SideTextTask.task: _side_text,
    FontsTask.task: _fonts,
    FontTask.task: _font,
    PicturesTask.task: _pictures,
}
