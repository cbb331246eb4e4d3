"""Rules that every value of the contract keeps."""

import dataclasses
import importlib
import pkgutil
from enum import Enum

import pytest

import app.contract
from app.contract.events import Event

MODULES = [
    importlib.import_module(f"app.contract.{module.name}") for module in pkgutil.iter_modules(app.contract.__path__)
]
CLASSES = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and value.__module__ == module.__name__
]
VALUES = [cls for cls in CLASSES if dataclasses.is_dataclass(cls)]
EVENTS = [cls for cls in CLASSES if issubclass(cls, Event) and cls is not Event]


@pytest.mark.parametrize("value", VALUES, ids=lambda cls: cls.__name__)
def test_a_value_is_frozen_and_slotted_and_says_what_it_is(value: type) -> None:
    parameters = value.__dataclass_params__  # type: ignore[attr-defined]  # dataclasses tell it nowhere else

    assert parameters.frozen
    assert "__slots__" in vars(value)
    assert value.__doc__
    assert not value.__doc__.startswith(f"{value.__name__}(")


def test_every_event_has_a_word_of_its_own() -> None:
    words = [event.name for event in EVENTS]

    assert len(set(words)) == len(words)


def test_every_word_of_an_enum_is_lower_case_except_the_common_names_of_methods() -> None:
    odd = {
        cls.__name__
        for cls in CLASSES
        if issubclass(cls, Enum) and any(word.value != word.value.lower() for word in cls)
    }

    assert odd <= {"Method"}
