"""Bounds of a field, declared once: an attrs validator that checks them, and tells a JSON Schema what they are."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import frozen

from laborcoop.errors import InvalidValue
from laborcoop.kernel.kinds import in_field, of_kind
from laborcoop.kernel.text import Text

_DECIMAL, _WHOLE = of_kind(Decimal), of_kind(int)


@frozen
class Range:
    """A number not below ``least`` and not above ``most`` (None: no upper bound).

    Its kind is that of the field's annotation, strictly: a Decimal where it names one, else an int; None, "not known",
    where it allows None.

    Raises:
        InvalidValue: when called with a number outside, or one that is not finite, which says ``what``; or with what is
            of another kind.
    """

    least: int
    most: int | None
    what: Text
    code: str = ""

    def __call__(self, instance: object, attribute: Any, value: Any) -> None:  # noqa: ANN401 - attrs' protocol
        """Check a value, as attrs asks a validator to."""
        declared = str(getattr(attribute, "type", "int"))
        if value is None and "None" in declared:
            return
        (_DECIMAL if "Decimal" in declared else _WHOLE)(instance, attribute, value)
        if not self.holds(value):
            raise InvalidValue(in_field(instance, attribute, self.what), self.code)

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


AMOUNT = at_least(0, Text("应为有限数值，不能为负数", "a finite number, not negative, is expected"))
"""An amount of yuan, kilometres, hours, square metres or kilograms."""


def between(least: int, most: int, what: Text, code: str = "") -> Range:
    """The validator of a number with a lower and an upper bound, both included."""
    return Range(least, most, what, code)


YEAR = between(1900, 2999, Text("年份应在 1900 至 2999 之间", "a year from 1900 to 2999 is expected"))
"""A calendar year; one without a first of January cannot be looked up."""


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
