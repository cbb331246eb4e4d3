"""What a room says about a setting of its own, and whether a value fits it."""

import math
from dataclasses import dataclass

from app.contract.errors import Invalid
from app.contract.settings import SettingState, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting as its room declares it.

    Attributes:
        key: "<room>.<name>".
        type: bool, int, float or str.
        help: One plain English sentence.
        secret: The value is kept among the secrets and never leaves the engine.
        choices: The only values of a str setting; () allows any text.
        minimum: Smallest number allowed; None for no limit. Likewise `maximum`.
    """

    key: str
    type: type
    default: Value
    unit: str = ""
    help: str
    secret: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    def check(self, value: Value) -> Value:
        """Return the value as it will be kept; a whole number is welcome where a float is.

        Raises:
            Invalid: wrong type ("setting_type"), out of range ("setting_range") or no choice ("setting_choice").
        """
        if self.type is float and type(value) is int:
            value = float(value)
        # bool is an int to isinstance(), and "true" for a number of days is a mistake.
        if type(value) is not self.type:
            raise self._refused("setting_type", f"is {self.type.__name__}, not {type(value).__name__}")
        if isinstance(value, str) and self.choices and value not in self.choices:
            raise self._refused("setting_choice", f"is one of {', '.join(self.choices)}")
        if isinstance(value, (int, float)) and not self._is_in_range(value):
            raise self._refused("setting_range", f"lies between {self.minimum} and {self.maximum}")
        return value

    def state(self, value: Value, *, is_set: bool) -> SettingState:
        """Return what may be shown of the setting and its value."""
        return SettingState(
            key=self.key,
            type="choice" if self.choices else self.type.__name__,
            value=None if self.secret else value,
            default=self.default,
            unit=self.unit,
            help=self.help,
            is_secret=self.secret,
            is_set=is_set,
            choices=self.choices,
            minimum=self.minimum,
            maximum=self.maximum,
        )

    def _is_in_range(self, value: float) -> bool:
        low = -math.inf if self.minimum is None else self.minimum
        high = math.inf if self.maximum is None else self.maximum
        return math.isfinite(value) and low <= value <= high

    def _refused(self, code: str, why: str) -> Invalid:
        facts = {"key": self.key, "choices": self.choices, "minimum": self.minimum, "maximum": self.maximum}
        return Invalid(f"The setting {self.key} {why}.", code=code, details=facts)
