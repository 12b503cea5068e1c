"""What the packs state most often: one value, from one source, on every day and wherever the book is used."""

from __future__ import annotations

from laborcoop.kernel.text import Text
from laborcoop.rulebook import DatedValue, Parameter
from laborcoop.rulebook.parameter import Value
from laborcoop.rulebook.source import Source


def always(name: str, title: Text, unit: str, value: Value, source: Source) -> Parameter:
    """A parameter of one value that is in force without an end and everywhere."""
    return Parameter(name=name, title=title, unit=unit, values=(DatedValue(value=value, source=source),))
