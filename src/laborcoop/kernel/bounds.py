"""Bounds of a field, declared once: an attrs validator that checks them, and tells a JSON Schema what they are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.text import Text


@frozen
class Range:
    """A number not below ``least`` and not above ``most`` (None: no upper bound). None, "not known", passes.

    Raises:
        InvalidValue: when called with a number outside, or one that is no finite number; it says ``what``.
    """

    least: int
    most: int | None
    what: Text
    code: str = ""

    def __call__(self, _instance: object, _attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' protocol
        """Check a value, as attrs asks a validator to."""
        if value is not None and not self.holds(value):
            raise InvalidValue(self.what, self.code)

    def holds(self, value: Decimal | float) -> bool:
        """Whether a number is within."""
        if isinstance(value, Decimal) and not value.is_finite():
            return False
        return value >= self.least and (self.most is None or value <= self.most)


def at_least(least: int, what: Text, code: str = "") -> Range:
    """The validator of a number with a lower bound.

    >>> at_least(0, Text("不能为负数", "not negative"))(None, None, 7)
    """
    return Range(least, None, what, code)


def between(least: int, most: int, what: Text, code: str = "") -> Range:
    """The validator of a number with a lower and an upper bound, both included."""
    return Range(least, most, what, code)


@frozen
class Pattern:
    """A text that matches a regular expression as a whole.

    Raises:
        InvalidValue: when called with another text, or with what is no text; it says ``what``.
    """

    shape: re.Pattern[str]
    what: Text
    code: str = ""

    def __call__(self, _instance: object, _attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' protocol
        """Check a value, as attrs asks a validator to."""
        if not isinstance(value, str) or not self.shape.fullmatch(value):
            raise InvalidValue(self.what, self.code)


def matching(shape: re.Pattern[str], what: Text, code: str = "") -> Pattern:
    """The validator of a text of one shape."""
    return Pattern(shape, what, code)
