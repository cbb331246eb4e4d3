"""Finds the module for each task that looks at a file more closely; each is read when it is needed first."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.contract import codec
from app.contract.analysis import BifTask, ChromaTask, LoudnessTask, RefrainTask, ScenesTask, SheetTask


def _sheet(fields: dict[str, Any]) -> object:
    from app.worker.sheets import sheet

    return sheet(SheetTask(**fields))


def _scenes(fields: dict[str, Any]) -> object:
    from app.worker.sheets import scenes

    return scenes(codec.convert(fields, ScenesTask))


def _bif(fields: dict[str, Any]) -> object:
    from app.worker.sheets import bif

    bif(BifTask(**fields))
    return None


def _loudness(fields: dict[str, Any]) -> object:
    from app.worker.loudness import loudness

    return loudness(Path(LoudnessTask(**fields).path))


def _chroma(fields: dict[str, Any]) -> object:
    from app.worker.chroma import chroma

    return chroma(ChromaTask(**fields))


def _refrain(fields: dict[str, Any]) -> object:
    from app.worker.chroma import refrain

    return refrain(RefrainTask(**fields))


STUDIES: dict[str, Callable[[dict[str, Any]], object]] = {
    SheetTask.task: _sheet,
    ScenesTask.task: _scenes,
    BifTask.task: _bif,
    LoudnessTask.task: _loudness,
    ChromaTask.task: _chroma,
    RefrainTask.task: _refrain,
}
